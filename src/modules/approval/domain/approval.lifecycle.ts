import { defineLifecycle } from '../../../kernel/lifecycle.js';

export type ApprovalState = 'RUNNING' | 'APPROVED' | 'RETURNED' | 'REJECTED' | 'WITHDRAWN';
export type ApprovalAction = 'approve' | 'return' | 'reject' | 'withdraw' | 'resubmit';

/** An approval: one for each subject and run of its flow. Which steps are open is in its sittings. */
export const approvalLifecycle = defineLifecycle<ApprovalState, ApprovalAction>({
  name: 'approval',
  initial: 'RUNNING',
  table: {
    RUNNING: { approve: 'APPROVED', return: 'RETURNED', reject: 'REJECTED', withdraw: 'WITHDRAWN' },
    RETURNED: { resubmit: 'RUNNING' },
    WITHDRAWN: { resubmit: 'RUNNING' },
    APPROVED: {},
    REJECTED: {},
  },
});
