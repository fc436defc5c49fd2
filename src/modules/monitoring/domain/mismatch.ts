import { Decimal } from '../../../kernel/rounding.js';
import type { MismatchRules } from './monitoring-rule-set.js';

/** 资金与绩效不匹配. NOT_APPLICABLE: one of the two rates is missing. */
export const MISMATCH_SEVERITIES = ['NONE', 'WARN', 'SERIOUS', 'CRITICAL', 'NOT_APPLICABLE'] as const;
export type MismatchSeverity = (typeof MISMATCH_SEVERITIES)[number];

/**
 * LAGGING: money and results both behind. INEFFECTIVE: money goes out, results don't come. CHECK_TARGET: results
 * without the money: payments not booked, or a target that was too easy. OK: both on plan.
 */
export const QUADRANTS = ['LAGGING', 'INEFFECTIVE', 'CHECK_TARGET', 'OK'] as const;
export type Quadrant = (typeof QUADRANTS)[number];

/** The two rates of a project at one month-end, as fractions with 6 decimals, each beside its own plan. */
export interface MoneyAndResults {
  /** 预算执行率. */
  readonly execution: string;
  readonly plannedExecution: string;
  /** 绩效目标完成率. */
  readonly achievement: string;
  readonly plannedAchievement: string;
}

/** Goal % − execution %, in percentage points with 4 decimals. Below zero: the money is ahead of the results. */
export function gapInPoints(achievement: string, execution: string): string {
  return new Decimal(achievement).minus(execution).mul(100).toFixed(4);
}

/** Each bound is exclusive: a gap of exactly 10 points is no mismatch. */
export function severityOfGap(gap: string, rules: MismatchRules): MismatchSeverity {
  const size = new Decimal(gap).abs();
  if (size.gt(rules.criticalAbove)) return 'CRITICAL';
  if (size.gt(rules.seriousAbove)) return 'SERIOUS';
  return size.gt(rules.warnAbove) ? 'WARN' : 'NONE';
}

/** Low means below `lowBelow` (0.95) of its own plan. */
export function quadrantOf(rates: MoneyAndResults, rules: MismatchRules): Quadrant {
  const isMoneyLow = new Decimal(rates.execution).lt(new Decimal(rates.plannedExecution).mul(rules.lowBelow));
  const isResultLow = new Decimal(rates.achievement).lt(new Decimal(rates.plannedAchievement).mul(rules.lowBelow));
  if (isMoneyLow) return isResultLow ? 'LAGGING' : 'CHECK_TARGET';
  return isResultLow ? 'INEFFECTIVE' : 'OK';
}
