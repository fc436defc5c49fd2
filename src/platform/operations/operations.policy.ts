import { definePolicy } from '../auth/policy.js';

export const operationsPolicy = definePolicy('operation', {
  read: { roles: 'SIGNED_IN' },
  cancel: { roles: 'SIGNED_IN' },
});
