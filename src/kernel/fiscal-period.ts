import { lastDayOfMonth } from './working-days.js';

/** How long a period is, in the words of its code: `2026`, `2026-H1`, `2026-Q3`, `2026-07`. */
export type PeriodLength = 'YEAR' | 'HALF' | 'QUARTER' | 'MONTH';

/** A stretch of one fiscal year (预算年度). The fiscal year is the calendar year: 预算法 Art. 18. */
export interface FiscalPeriod {
  readonly year: number;
  readonly length: PeriodLength;
  /** Which one of its length within the year, from 1. Always 1 for a year. */
  readonly ordinal: number;
}

/** How often an indicator is reported (填报周期). MULTI_YEAR: once, at the end of the last year of its span. */
export const REPORTING_PERIODS = ['MONTH', 'QUARTER', 'HALF', 'YEAR', 'MULTI_YEAR'] as const;
export type ReportingPeriod = (typeof REPORTING_PERIODS)[number];

/** Reads `2026`, `2026-H1`, `2026-Q3` or `2026-07`; null where the text is none of these. Years 2000 to 2100. */
export function parseFiscalPeriod(text: string): FiscalPeriod | null {
  const match = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(text);
  if (!match) return null;
  const [, year, half, quarter, month] = match;
  if (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return null;
  if (half) return { year: Number(year), length: 'HALF', ordinal: Number(half) };
  if (quarter) return { year: Number(year), length: 'QUARTER', ordinal: Number(quarter) };
  if (month) return { year: Number(year), length: 'MONTH', ordinal: Number(month) };
  return { year: Number(year), length: 'YEAR', ordinal: 1 };
}

/** The code that `parseFiscalPeriod` reads back. */
export function printFiscalPeriod({ year, length, ordinal }: FiscalPeriod): string {
  switch (length) {
    case 'YEAR':
      return `${year}`;
    case 'HALF':
      return `${year}-H${ordinal}`;
    case 'QUARTER':
      return `${year}-Q${ordinal}`;
    case 'MONTH':
      return `${year}-${String(ordinal).padStart(2, '0')}`;
  }
}

/** By the end, as the year passes; of those that end together the shorter comes first: June, Q2, H1. */
export function compareFiscalPeriods(a: FiscalPeriod, b: FiscalPeriod): number {
  return a.year - b.year || lastMonthOf(a) - lastMonthOf(b) || MONTHS_IN[a.length] - MONTHS_IN[b.length];
}

/** The calendar months 1–12 that the period covers, first and last included. */
export function monthSpan(period: FiscalPeriod): { readonly firstMonth: number; readonly lastMonth: number } {
  const lastMonth = lastMonthOf(period);
  return { firstMonth: lastMonth - MONTHS_IN[period.length] + 1, lastMonth };
}

/** The first and the last day, both included, as `YYYY-MM-DD`. */
export function daySpan(period: FiscalPeriod): { readonly firstDay: string; readonly lastDay: string } {
  const { firstMonth, lastMonth } = monthSpan(period);
  return {
    firstDay: `${period.year}-${String(firstMonth).padStart(2, '0')}-01`,
    lastDay: lastDayOfMonth(period.year, lastMonth),
  };
}

/** Does the period end in this month of its year? */
export function isEndMonth(period: FiscalPeriod, month: number): boolean {
  return lastMonthOf(period) === month;
}

/**
 * The months of the fiscal year in which a reporting period ends, so that a figure is due (应报月份). A MULTI_YEAR
 * period ends in December of the last year of its span; in the years before nothing is due.
 */
export function endMonthsOf(reporting: ReportingPeriod, year: number, lastYear: number): readonly number[] {
  switch (reporting) {
    case 'MONTH':
      return [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    case 'QUARTER':
      return [3, 6, 9, 12];
    case 'HALF':
      return [6, 12];
    case 'YEAR':
      return [12];
    case 'MULTI_YEAR':
      return year >= lastYear ? [12] : [];
  }
}

/** The latest month up to `month` in which a figure was due: its figures stand until the next one. Null: none yet. */
export function lastDueMonth(reporting: ReportingPeriod, year: number, lastYear: number, month: number): number | null {
  return endMonthsOf(reporting, year, lastYear).findLast((end) => end <= month) ?? null;
}

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;
const MONTHS_IN: Readonly<Record<PeriodLength, number>> = { YEAR: 12, HALF: 6, QUARTER: 3, MONTH: 1 };

const lastMonthOf = ({ length, ordinal }: FiscalPeriod): number => MONTHS_IN[length] * ordinal;
