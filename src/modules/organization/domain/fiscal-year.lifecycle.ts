import { defineLifecycle } from '../../../kernel/lifecycle.js';

export const FISCAL_YEAR_STATES = ['OPEN', 'CLOSING', 'CLOSED', 'REOPENING'] as const;
export type FiscalYearState = (typeof FISCAL_YEAR_STATES)[number];
export type FiscalYearAction = 'close' | 'reopen' | 'confirm' | 'withdraw';

/**
 * 年终结账: one person proposes, another confirms. While a closing is only proposed the year still takes payments and figures;
 * while a reopening is, it takes none. Nothing is undone but by another act.
 */
export const fiscalYearLifecycle = defineLifecycle<FiscalYearState, FiscalYearAction>({
  name: 'fiscal-year',
  initial: 'OPEN',
  table: {
    OPEN: { close: 'CLOSING' },
    CLOSING: { confirm: 'CLOSED', withdraw: 'OPEN' },
    CLOSED: { reopen: 'REOPENING' },
    REOPENING: { confirm: 'OPEN', withdraw: 'CLOSED' },
  },
});
