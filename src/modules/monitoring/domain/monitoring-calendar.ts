import { lastDayOfMonth } from '../../../kernel/working-days.js';

/** The database clock, in Asia/Shanghai. */
export interface MonitoringClock {
  readonly year: number;
  readonly month: number;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** What has changed from some month on. */
export interface Dirty {
  readonly id: string;
  readonly fromMonth: number;
}

/** The last month of the fiscal year that has begun: 12 for a year that is over, 0 for one that has not begun. */
export function latestMonth(fiscalYear: number, clock: MonitoringClock): number {
  if (fiscalYear < clock.year) return 12;
  return fiscalYear > clock.year ? 0 : clock.month;
}

/** The day on which dates are judged: the month's last, or today while it runs. */
export function asOfDay(fiscalYear: number, month: number, clock: MonitoringClock): string {
  const end = lastDayOfMonth(fiscalYear, month);
  return end < clock.today ? end : clock.today;
}

/** Month by month, the ids whose figures of that month may differ now. */
export function monthsToRecompute(
  dirty: readonly Dirty[],
  lastMonth: number,
): readonly (readonly [number, string[]])[] {
  const first = Math.min(...dirty.map(({ fromMonth }) => fromMonth), 13);
  const months: [number, string[]][] = [];
  for (let month = first; month <= lastMonth; month += 1) {
    months.push([month, dirty.filter(({ fromMonth }) => fromMonth <= month).map(({ id }) => id)]);
  }
  return months;
}
