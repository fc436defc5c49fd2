import { definePolicy } from '../auth/policy.js';

/** Only the audit administrator reads the trail, and that he did is in it. */
export const auditPolicy = definePolicy('audit', {
  read: { roles: ['AUDIT_ADMIN'] },
});
