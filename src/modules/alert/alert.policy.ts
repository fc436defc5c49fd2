import { statesAllowing } from '../../kernel/lifecycle.js';
import { BUSINESS_READERS, definePolicy, UNIT_ROLES } from '../../platform/auth/policy.js';
import { alertLifecycle } from './domain/alert.lifecycle.js';

export const alertPolicy = definePolicy('alert', {
  read: { roles: BUSINESS_READERS, keyScope: 'monitoring:read' },
  acknowledge: {
    roles: [...UNIT_ROLES, 'FIN_BUSINESS', 'FIN_PERF'],
    states: statesAllowing(alertLifecycle, 'acknowledge'),
  },
});

export const reportDutyPolicy = definePolicy('reportDuty', {
  read: { roles: BUSINESS_READERS, keyScope: 'monitoring:read' },
});
