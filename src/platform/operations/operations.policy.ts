import { definePolicy } from '../auth/policy.js';

export const operationsPolicy = definePolicy('operation', {
  read: { roles: 'SIGNED_IN', keyScope: 'operations:read' },
  cancel: { roles: 'SIGNED_IN', states: ['QUEUED', 'RUNNING'], keyScope: 'operations:write' },
});
