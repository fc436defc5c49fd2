import { defineLifecycle } from '../../../kernel/lifecycle.js';

export const ADJUSTMENT_STATES = ['DRAFT', 'IN_REVIEW', 'RETURNED', 'APPROVED', 'REJECTED', 'CANCELLED'] as const;
export type AdjustmentState = (typeof ADJUSTMENT_STATES)[number];
export type AdjustmentAction = 'submit' | 'withdraw' | 'approve' | 'return' | 'reject' | 'cancel';

/** 绩效目标调整状态机. While one is open its goal is ADJUSTING: monitored and reported by the revision that stands. */
export const adjustmentLifecycle = defineLifecycle<AdjustmentState, AdjustmentAction>({
  name: 'goal-adjustment',
  initial: 'DRAFT',
  table: {
    DRAFT: { submit: 'IN_REVIEW', cancel: 'CANCELLED' },
    IN_REVIEW: { withdraw: 'DRAFT', approve: 'APPROVED', return: 'RETURNED', reject: 'REJECTED' },
    RETURNED: { submit: 'IN_REVIEW', cancel: 'CANCELLED' },
    APPROVED: {},
    REJECTED: {},
    CANCELLED: {},
  },
});

/** The working copy may change only here. */
export const OPEN_FOR_EDITING: readonly AdjustmentState[] = ['DRAFT', 'RETURNED'];
