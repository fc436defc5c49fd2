import { moneyText } from '../../../kernel/money.js';
import { Decimal } from '../../../kernel/rounding.js';

/** What the earned value comparison (挣值分析, ISO 21508:2018) starts from. Money in 元, shares as fractions of 1. */
export interface EarnedValueFacts {
  /** BAC, 年度预算. */
  readonly budgetAtCompletion: string;
  /** s(m): the share of the year's target that the plan expects by now. */
  readonly plannedShare: string;
  /** Goal achievement (目标完成率) by now. */
  readonly goalShare: string;
  /** AC, 实际支出. */
  readonly actualCost: string;
}

export interface UndefinedIndex {
  readonly name:
    | 'schedulePerformanceIndex'
    | 'costPerformanceIndex'
    | 'estimateAtTrend'
    | 'estimateToComplete'
    | 'varianceAtCompletion'
    | 'toCompletePerformanceIndex';
  readonly reason: 'NOTHING_PLANNED' | 'NOTHING_SPENT' | 'NOTHING_EARNED' | 'ALL_SPENT';
}

export type EarnedValueBand = 'GREEN' | 'YELLOW' | 'RED';

/** Money in 元 with 2 decimals, indices with 4, all rounded half up from unrounded terms. Null: undefined. */
export interface EarnedValue {
  /** PV = BAC × s(m). */
  readonly plannedValue: string;
  /** EV = BAC × goal share. */
  readonly earnedValue: string;
  /** SV = EV − PV; below zero: behind schedule. */
  readonly scheduleVariance: string;
  /** CV = EV − AC; below zero: dearer than earned. */
  readonly costVariance: string;
  /** SPI = EV / PV; undefined while nothing was planned. */
  readonly schedulePerformanceIndex: string | null;
  /** CPI = EV / AC; undefined while nothing was spent. */
  readonly costPerformanceIndex: string | null;
  /** EAC = BAC / CPI: the rest costs what it has cost so far. Undefined without a CPI, or while nothing was earned. */
  readonly estimateAtTrend: string | null;
  /** EAC₂ = AC + (BAC − EV): the rest costs what was planned. */
  readonly estimateAtPlanRate: string;
  /** ETC = EAC − AC. */
  readonly estimateToComplete: string | null;
  /** VAC = BAC − EAC. */
  readonly varianceAtCompletion: string | null;
  /** TCPI = (BAC − EV) / (BAC − AC): the efficiency that the remaining money needs. Undefined once it is all spent. */
  readonly toCompletePerformanceIndex: string | null;
}

export function computeEarnedValue(facts: EarnedValueFacts): EarnedValue {
  const budget = new Decimal(facts.budgetAtCompletion);
  const cost = new Decimal(facts.actualCost);
  const planned = budget.mul(facts.plannedShare);
  const earned = budget.mul(facts.goalShare);
  // EAC = BAC / (EV / AC), in one division so that nothing is rounded on the way.
  const trend = cost.isZero() ? null : quotient(budget.mul(cost), earned);
  return {
    plannedValue: moneyText(planned),
    earnedValue: moneyText(earned),
    scheduleVariance: moneyText(earned.minus(planned)),
    costVariance: moneyText(earned.minus(cost)),
    schedulePerformanceIndex: index(quotient(earned, planned)),
    costPerformanceIndex: index(quotient(earned, cost)),
    estimateAtTrend: trend && moneyText(trend),
    estimateAtPlanRate: moneyText(cost.plus(budget).minus(earned)),
    estimateToComplete: trend && moneyText(trend.minus(cost)),
    varianceAtCompletion: trend && moneyText(budget.minus(trend)),
    toCompletePerformanceIndex: index(quotient(budget.minus(earned), budget.minus(cost))),
  };
}

/** Which of the figures are undefined, each with the divisor that is missing. */
export function findUndefinedIndices(value: EarnedValue, actualCost: string): readonly UndefinedIndex[] {
  const reasons = {
    schedulePerformanceIndex: 'NOTHING_PLANNED',
    costPerformanceIndex: 'NOTHING_SPENT',
    estimateAtTrend: new Decimal(actualCost).isZero() ? 'NOTHING_SPENT' : 'NOTHING_EARNED',
    estimateToComplete: new Decimal(actualCost).isZero() ? 'NOTHING_SPENT' : 'NOTHING_EARNED',
    varianceAtCompletion: new Decimal(actualCost).isZero() ? 'NOTHING_SPENT' : 'NOTHING_EARNED',
    toCompletePerformanceIndex: 'ALL_SPENT',
  } as const;
  const names = Object.keys(reasons) as (keyof typeof reasons)[];
  return names.filter((name) => value[name] === null).map((name) => ({ name, reason: reasons[name] }));
}

/** ≥ 0.95 green, [0.90, 0.95) yellow, below red: common practice, not part of the standards. */
export function bandOfIndex(value: string): EarnedValueBand {
  const found = new Decimal(value);
  if (found.gte('0.95')) return 'GREEN';
  return found.gte('0.90') ? 'YELLOW' : 'RED';
}

const index = (value: Decimal | null): string | null => value?.toFixed(4) ?? null;
const quotient = (dividend: Decimal, divisor: Decimal): Decimal | null =>
  divisor.isZero() ? null : dividend.div(divisor);
