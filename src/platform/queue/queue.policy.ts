import { definePolicy } from '../auth/policy.js';

export const jobPolicy = definePolicy('job', {
  read: { roles: ['SYS_ADMIN', 'AUDIT_ADMIN'] },
  reviveOutbox: { roles: ['SYS_ADMIN'] },
});

export const queueBoardPolicy = definePolicy('queueBoard', {
  open: { roles: ['SYS_ADMIN'] },
});
