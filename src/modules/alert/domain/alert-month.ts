import { lastDayOfMonth } from '../../../kernel/working-days.js';

export interface FiscalMonth {
  readonly fiscalYear: number;
  readonly month: number;
}

/** Months are closed in Asia/Shanghai: alerts look at a month when its last day is over. */
export function isClosed({ fiscalYear, month }: FiscalMonth, today: string): boolean {
  return lastDayOfMonth(fiscalYear, month) < today;
}

/** Only the last closed month of a year raises alerts; what is older is history, and is only updated or resolved. */
export function isLastClosed({ fiscalYear, month }: FiscalMonth, today: string): boolean {
  if (!isClosed({ fiscalYear, month }, today)) return false;
  return month === 12 || !isClosed({ fiscalYear, month: month + 1 }, today);
}

/** The last month that was over by the end of that day. */
export function lastMonthBy(day: string): FiscalMonth {
  const [year, month] = day.split('-').map(Number) as [number, number];
  if (lastDayOfMonth(year, month) === day) return { fiscalYear: year, month };
  return month === 1 ? { fiscalYear: year - 1, month: 12 } : { fiscalYear: year, month: month - 1 };
}
