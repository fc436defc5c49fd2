import { defineLifecycle } from '../../../kernel/lifecycle.js';

export const ROUND_STATES = ['DRAFT', 'OPEN', 'CLOSED', 'CANCELLED'] as const;
export type RoundState = (typeof ROUND_STATES)[number];
export type RoundAction = 'open' | 'close' | 'cancel';

/** 监控任务: drafted with a preview of its projects, opened with a form for each of them, closed by finance. */
export const roundLifecycle = defineLifecycle<RoundState, RoundAction>({
  name: 'monitoringRound',
  initial: 'DRAFT',
  table: {
    DRAFT: { open: 'OPEN', cancel: 'CANCELLED' },
    OPEN: { close: 'CLOSED' },
    CLOSED: {},
    CANCELLED: {},
  },
});
