import { defineLifecycle } from '../../../kernel/lifecycle.js';

export type GoalState =
  | 'DRAFT'
  | 'IN_REVIEW'
  | 'PASSED'
  | 'RETURNED'
  | 'REJECTED'
  | 'APPROVED'
  | 'IN_EXECUTION'
  | 'ADJUSTING'
  | 'SUSPENDED'
  | 'CLOSED'
  | 'CANCELLED';

export type GoalAction =
  | 'submit'
  | 'withdraw'
  | 'pass'
  | 'return'
  | 'reject'
  | 'reopen'
  | 'approve'
  | 'execute'
  | 'adjust'
  | 'settle'
  | 'suspend'
  | 'resume'
  | 'close'
  | 'restart'
  | 'restartAdjusting'
  | 'restartSuspended'
  | 'cancel';

/**
 * 绩效目标状态机. `approve` is 批复, a finance act on a batch of passed goals; `execute` happens on the release date;
 * `close` follows the close of the fiscal year, and the three ways back out of CLOSED its reopening: a goal goes on where it was;
 * which review step an IN_REVIEW goal stands at is read from its approval, never stored here.
 */
export const goalLifecycle = defineLifecycle<GoalState, GoalAction>({
  name: 'goal',
  initial: 'DRAFT',
  table: {
    DRAFT: { submit: 'IN_REVIEW' },
    IN_REVIEW: { withdraw: 'DRAFT', pass: 'PASSED', return: 'RETURNED', reject: 'REJECTED' },
    RETURNED: { submit: 'IN_REVIEW' },
    PASSED: { reopen: 'RETURNED', approve: 'APPROVED' },
    APPROVED: { execute: 'IN_EXECUTION', cancel: 'CANCELLED' },
    IN_EXECUTION: { adjust: 'ADJUSTING', suspend: 'SUSPENDED', close: 'CLOSED', cancel: 'CANCELLED' },
    ADJUSTING: { settle: 'IN_EXECUTION', close: 'CLOSED', cancel: 'CANCELLED' },
    SUSPENDED: { resume: 'IN_EXECUTION', close: 'CLOSED', cancel: 'CANCELLED' },
    REJECTED: {},
    CLOSED: { restart: 'IN_EXECUTION', restartAdjusting: 'ADJUSTING', restartSuspended: 'SUSPENDED' },
    CANCELLED: {},
  },
});

/** Figures are reported and corrected. */
export const RUNNING_STATES: readonly GoalState[] = ['IN_EXECUTION', 'ADJUSTING'];

/** Monitoring watches: a suspension stops the reports, not the watch. */
export const MONITORED_STATES: readonly GoalState[] = [...RUNNING_STATES, 'SUSPENDED'];

/** Content may change only here. */
export const EDITABLE_STATES: readonly GoalState[] = ['DRAFT', 'RETURNED'];
