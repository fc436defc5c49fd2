import { definePolicy } from '../auth/policy.js';

/** Counts and ids only: the administrators see that the books hold, and nothing of what is in them. */
export const invariantPolicy = definePolicy('invariant', {
  read: { roles: ['SYS_ADMIN', 'AUDIT_ADMIN'] },
});
