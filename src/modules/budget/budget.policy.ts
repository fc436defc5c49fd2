import { statesAllowing } from '../../kernel/lifecycle.js';
import { BUSINESS_READERS, definePolicy } from '../../platform/auth/policy.js';
import { projectLifecycle } from './domain/project-lifecycle.js';

export const projectPolicy = definePolicy('project', {
  read: { roles: BUSINESS_READERS, keyScope: 'projects:read' },
  create: { roles: ['UNIT_FILLER', 'FIN_BUSINESS'], keyScope: 'projects:write' },
  update: {
    roles: ['UNIT_FILLER', 'FIN_BUSINESS'],
    keyScope: 'projects:write',
    states: statesAllowing(projectLifecycle, 'update'),
  },
  setBudget: {
    roles: ['FIN_BUSINESS', 'FIN_PERF'],
    keyScope: 'budget:write',
    states: statesAllowing(projectLifecycle, 'setBudget'),
  },
  close: {
    roles: ['FIN_BUSINESS'],
    keyScope: 'projects:write',
    states: statesAllowing(projectLifecycle, 'close'),
  },
});

export const budgetPolicy = definePolicy('budget', {
  read: { roles: BUSINESS_READERS, keyScope: 'budget:read' },
});

export const paymentPolicy = definePolicy('payment', {
  read: { roles: BUSINESS_READERS, keyScope: 'payments:read' },
  record: { roles: ['FIN_BUSINESS', 'FIN_PERF'], keyScope: 'payments:write' },
  reverse: { roles: ['FIN_BUSINESS', 'FIN_PERF'], keyScope: 'payments:write' },
});

export const paymentBatchPolicy = definePolicy('paymentBatch', {
  read: { roles: BUSINESS_READERS, keyScope: 'payments:read' },
  record: { roles: ['FIN_BUSINESS', 'FIN_PERF'], keyScope: 'payments:write' },
});
