import { defineLifecycle } from '../../../kernel/lifecycle.js';

export type ApprovalState = 'RUNNING' | 'APPROVED' | 'RETURNED' | 'REJECTED' | 'WITHDRAWN';
export type ApprovalAction = 'advance' | 'approve' | 'return' | 'reject' | 'withdraw' | 'resubmit';

/** An approval. `advance`: a step is approved and another follows; `approve`: it was the last one. */
export const approvalLifecycle = defineLifecycle<ApprovalState, ApprovalAction>({
  name: 'approval',
  initial: 'RUNNING',
  table: {
    RUNNING: { advance: 'RUNNING', approve: 'APPROVED', return: 'RETURNED', reject: 'REJECTED', withdraw: 'WITHDRAWN' },
    RETURNED: { resubmit: 'RUNNING' },
    WITHDRAWN: { resubmit: 'RUNNING' },
    APPROVED: {},
    REJECTED: {},
  },
});
