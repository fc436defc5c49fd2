import type { Finding } from '../../../kernel/domain-error.js';
import { type FiscalPeriod, monthSpan, type PeriodLength, parseFiscalPeriod } from '../../../kernel/fiscal-period.js';

/** One point as a person gives it: the cumulative plan, or the level, at the end of a period. */
export interface PlanPoint {
  readonly period: string;
  readonly planned: string;
}

export type PlanPoints =
  | { readonly ok: true; readonly byMonth: ReadonlyMap<number, string> }
  | { readonly ok: false; readonly problems: readonly Finding[] };

/** The whole year by months, quarters, half-years or at once; each period exactly once, in any order. */
export function readPlanPoints(year: number, points: readonly PlanPoint[]): PlanPoints {
  const periods = points.map(({ period }) => parseFiscalPeriod(period));
  const lengths = new Set(periods.map((period) => period?.length));
  const [length] = lengths;
  const problems: Finding[] = periods.flatMap((period, at) =>
    period?.year === year ? [] : [outsideYear(at, year, points[at]?.period ?? '')],
  );
  if (lengths.size > 1) problems.push(mixedLengths());
  if (problems.length > 0) return { ok: false, problems };
  const byMonth = new Map(
    periods.map((period, at) => [monthSpan(period as FiscalPeriod).lastMonth, points[at]?.planned ?? '']),
  );
  const expected = length ? COUNTS[length] : 12;
  if (byMonth.size !== expected || points.length !== expected) {
    return { ok: false, problems: [notWholeYear(expected, points.length)] };
  }
  return { ok: true, byMonth };
}

const COUNTS: Readonly<Record<PeriodLength, number>> = { MONTH: 12, QUARTER: 4, HALF: 2, YEAR: 1 };

const outsideYear = (at: number, year: number, period: string): Finding => ({
  pointer: `/points/${at}/period`,
  code: 'plan-curve.outside-year',
  zh: `“${period}”不是${year}年度的期间`,
  en: `${period} is no period of ${year}`,
  params: { year, period },
});

const mixedLengths = (): Finding => ({
  pointer: '/points',
  code: 'plan-curve.mixed-lengths',
  zh: '分时段计划的期间应一致:全部按月、按季或按半年',
  en: 'The periods of a plan are of one length: all months, all quarters or all half-years',
});

const notWholeYear = (expected: number, found: number): Finding => ({
  pointer: '/points',
  code: 'plan-curve.not-whole-year',
  zh: `分时段计划应覆盖全年,共${expected}个期间、各一次,现有${found}个`,
  en: `The plan covers the whole year: ${expected} periods, each once, not ${found}`,
  params: { expected, found },
});
