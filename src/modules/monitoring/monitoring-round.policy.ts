import { statesAllowing } from '../../kernel/lifecycle.js';
import { BUSINESS_READERS, definePolicy } from '../../platform/auth/policy.js';
import { roundLifecycle } from './domain/monitoring-round.lifecycle.js';

export const monitoringRoundPolicy = definePolicy('monitoringRound', {
  read: { roles: BUSINESS_READERS, keyScope: 'monitoring:read' },
  create: { roles: ['FIN_PERF'], keyScope: 'monitoring:write' },
  open: { roles: ['FIN_PERF'], keyScope: 'monitoring:write', states: statesAllowing(roundLifecycle, 'open') },
  cancel: { roles: ['FIN_PERF'], states: statesAllowing(roundLifecycle, 'cancel') },
  close: { roles: ['FIN_PERF'], states: statesAllowing(roundLifecycle, 'close') },
});

export const monitoringRoundPlanPolicy = definePolicy('monitoringRoundPlan', {
  read: { roles: BUSINESS_READERS, keyScope: 'monitoring:read' },
  create: { roles: ['FIN_PERF'] },
  update: { roles: ['FIN_PERF'] },
});
