import { defineLifecycle } from '../../../kernel/lifecycle.js';

export const BUDGET_ADJUSTMENT_STATES = [
  'DRAFT',
  'IN_REVIEW',
  'RETURNED',
  'APPROVED',
  'POSTED',
  'REFUSED',
  'REJECTED',
  'CANCELLED',
] as const;
export type BudgetAdjustmentState = (typeof BUDGET_ADJUSTMENT_STATES)[number];
export type BudgetAdjustmentAction =
  | 'submit'
  | 'withdraw'
  | 'approve'
  | 'return'
  | 'reject'
  | 'cancel'
  | 'post'
  | 'refuse';

/**
 * 预算调整状态机. APPROVED: signed, and waiting for its day; POSTED: in the ledger; REFUSED: signed, but on its day the money was
 * no longer there, so that nothing of it was posted. Nothing leads out of POSTED: what is wrong is put right by another.
 */
export const budgetAdjustmentLifecycle = defineLifecycle<BudgetAdjustmentState, BudgetAdjustmentAction>({
  name: 'budget-adjustment',
  initial: 'DRAFT',
  table: {
    DRAFT: { submit: 'IN_REVIEW', cancel: 'CANCELLED' },
    IN_REVIEW: { withdraw: 'DRAFT', approve: 'APPROVED', return: 'RETURNED', reject: 'REJECTED' },
    RETURNED: { submit: 'IN_REVIEW', cancel: 'CANCELLED' },
    APPROVED: { post: 'POSTED', refuse: 'REFUSED' },
    POSTED: {},
    REFUSED: {},
    REJECTED: {},
    CANCELLED: {},
  },
});

export const DRAFT_STATES: readonly BudgetAdjustmentState[] = ['DRAFT', 'RETURNED'];
