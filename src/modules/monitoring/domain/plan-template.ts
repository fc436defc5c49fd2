import { Decimal } from '../../../kernel/rounding.js';
import type { PlanCurve } from './plan-curve.js';

/**
 * 计划曲线模板: how a year's amount spreads over its months. LINEAR 均匀; BACK_LOADED 前低后高; S_CURVE 工程建设, slow at both
 * ends; LAST_YEAR 上年同期, the course that last year really took.
 */
export const PLAN_TEMPLATES = ['LINEAR', 'BACK_LOADED', 'S_CURVE', 'LAST_YEAR'] as const;
export type PlanTemplate = (typeof PLAN_TEMPLATES)[number];

/** The share of the year's amount that stands at each month's end, January first; the last is 1. */
export type Shares = readonly Decimal[];

/** Null: last year is not known, or came to nothing. `lastYear`: what stood at each month's end, January first. */
export function sharesOf(template: PlanTemplate, lastYear: PlanCurve | null): Shares | null {
  switch (template) {
    case 'LINEAR':
      return MONTHS.map((month) => new Decimal(month).div(12));
    case 'BACK_LOADED':
      // Weights 1, 2 … 12 of 78.
      return MONTHS.map((month) => new Decimal(month * (month + 1)).div(156));
    case 'S_CURVE':
      // 3x² − 2x³ with x = m ÷ 12: half of it by June, the steepest in between.
      return MONTHS.map((month) => new Decimal(month * month * (36 - 2 * month)).div(1728));
    case 'LAST_YEAR':
      return sharesOfYear(lastYear);
  }
}

/** From `start` to `end` by these shares, rounded half up to that many decimals; December is the end itself. */
export function curveBy(shares: Shares, start: string, end: string, decimals: number): PlanCurve {
  const span = new Decimal(end).minus(start);
  return shares.map((share) => span.mul(share).plus(start).toFixed(decimals));
}

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

function sharesOfYear(year: PlanCurve | null): Shares | null {
  const whole = new Decimal(year?.[11] ?? 0);
  if (year?.length !== 12 || whole.isZero()) return null;
  return year.map((value) => new Decimal(value).div(whole));
}
