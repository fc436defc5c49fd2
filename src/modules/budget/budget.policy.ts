import { BUSINESS_READERS, definePolicy } from '../../platform/auth/policy.js';

export const projectPolicy = definePolicy('project', {
  read: { roles: BUSINESS_READERS, keyScope: 'projects:read' },
  create: { roles: ['UNIT_FILLER', 'FIN_BUSINESS'], keyScope: 'projects:write' },
  update: { roles: ['UNIT_FILLER', 'FIN_BUSINESS'], keyScope: 'projects:write', states: ['ACTIVE'] },
  close: { roles: ['FIN_BUSINESS'], keyScope: 'projects:write', states: ['ACTIVE'] },
});

export const budgetPolicy = definePolicy('budget', {
  read: { roles: BUSINESS_READERS, keyScope: 'budget:read' },
  update: { roles: ['FIN_BUSINESS', 'FIN_PERF'], keyScope: 'budget:write', states: ['ACTIVE'] },
});

export const paymentPolicy = definePolicy('payment', {
  read: { roles: BUSINESS_READERS, keyScope: 'payments:read' },
  record: { roles: ['FIN_BUSINESS', 'FIN_PERF'], keyScope: 'payments:write' },
  reverse: { roles: ['FIN_BUSINESS', 'FIN_PERF'], keyScope: 'payments:write' },
});
