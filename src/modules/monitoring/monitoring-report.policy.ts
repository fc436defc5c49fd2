import { statesAllowing } from '../../kernel/lifecycle.js';
import { BUSINESS_READERS, definePolicy } from '../../platform/auth/policy.js';
import { reportLifecycle } from './domain/monitoring-report.lifecycle.js';

export const monitoringReportPolicy = definePolicy('monitoringReport', {
  read: { roles: BUSINESS_READERS, keyScope: 'monitoring:read' },
  fill: { roles: ['UNIT_FILLER'], keyScope: 'monitoring:write', states: statesAllowing(reportLifecycle, 'fill') },
  submit: { roles: ['UNIT_FILLER'], states: statesAllowing(reportLifecycle, 'submit') },
  withdraw: { roles: ['UNIT_FILLER'], states: statesAllowing(reportLifecycle, 'withdraw') },
});
