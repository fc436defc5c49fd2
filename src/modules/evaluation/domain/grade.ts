import { Decimal, roundScore } from '../../../kernel/rounding.js';
import type { GradeBand, ScoringRuleSet, VetoCondition } from './scoring-rule-set.js';

/**
 * 等级 of a total as displayed (rounded half-up to two decimals): bands are half-open, the best one includes 100. `null`
 * when the bands aren't known or the total is outside [0, 100].
 */
export function gradeOf(total: Decimal, grades: readonly GradeBand[]): string | null {
  const shown = roundScore(total);
  const band = grades.find(({ lo, hi }, index) => shown.gte(lo) && (index === 0 ? shown.lte(hi) : shown.lt(hi)));
  return band?.code ?? null;
}

export interface GradedTotal {
  /** What is published. */
  total: Decimal;
  grade: string | null;
  /** What was computed; kept beside the published one. */
  rawTotal: Decimal;
  /** The conditions that forced the grade; empty = no veto. */
  vetoes: readonly VetoCondition[];
}

/**
 * 一票否决 [design]: an established condition that the rule set honours forces the lowest grade and shows at most one
 * hundredth below the next one (59.99); the raw total is kept.
 */
export function applyVeto(
  rawTotal: Decimal,
  established: readonly VetoCondition[],
  ruleSet: ScoringRuleSet,
): GradedTotal {
  const vetoes = ruleSet.veto.filter((condition) => established.includes(condition));
  const raw = roundScore(rawTotal);
  if (vetoes.length === 0) return { total: raw, grade: gradeOf(raw, ruleSet.grades), rawTotal: raw, vetoes };
  const lowest = ruleSet.grades[ruleSet.grades.length - 1];
  const ceiling = new Decimal(lowest?.hi ?? 60).minus('0.01');
  return { total: Decimal.min(raw, ceiling), grade: lowest?.code ?? null, rawTotal: raw, vetoes };
}
