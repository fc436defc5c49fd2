import { Decimal, roundScore, scoreText } from '../../../kernel/rounding.js';
import { type Explanation, type ExplanationStep, explain, explainStep } from './score-explanation.js';
import type { ScoringRuleSet } from './scoring-rule-set.js';

/** One line of the table: 预算执行率 (without levels) or an indicator. */
export interface ScorePart {
  weight: Decimal;
  level1: string | null;
  level2: string | null;
  outcome: PartOutcome;
}

export type PartOutcome = { kind: 'SCORED'; score: Decimal } | { kind: 'NOT_APPLICABLE' } | { kind: 'UNKNOWN' };

export interface TotalScore {
  /** 总分, two decimals; `null` while any part is unknown. */
  total: Decimal | null;
  /** Parts that don't apply changed the arithmetic: the total is no longer the sum of the rounded parts. */
  isRebased: boolean;
  explanation: Explanation;
}

/**
 * 总分: the sum of the rounded scores. Parts that don't apply (不适用) are treated as the rule set says; the re-based total is
 * rounded half-up to two decimals once.
 */
export function totalScore(parts: readonly ScorePart[], ruleSet: ScoringRuleSet): TotalScore {
  if (parts.length === 0 || parts.some(({ outcome }) => outcome.kind === 'UNKNOWN')) return unknownTotal();
  const missing = parts.filter(({ outcome }) => outcome.kind === 'NOT_APPLICABLE');
  if (missing.length === 0) return plainTotal(parts);
  switch (ruleSet.na.method) {
    case 'RENORMALISE':
      return renormalised(parts, weightOf(parts), []);
    case 'REDISTRIBUTE_PARENT':
      return redistributed(parts);
    case 'FULL': {
      const full = weightOf(missing);
      return rebased(roundScore(pointsOf(parts).plus(full)), [
        explainStep('TOTAL_SUM', { sum: scoreText(pointsOf(parts)) }),
        explainStep('TOTAL_NA_FULL', { full }),
      ]);
    }
  }
}

/** The plain sum, without re-basing: what a table with wrong weights gets. Parts that don't apply add nothing. */
export function plainTotal(parts: readonly ScorePart[]): TotalScore {
  if (parts.length === 0 || parts.some(({ outcome }) => outcome.kind === 'UNKNOWN')) return unknownTotal();
  const total = roundScore(pointsOf(parts));
  const explanation = explain([explainStep('TOTAL_SUM', { sum: scoreText(total) })]);
  return { total, isRebased: false, explanation };
}

/** 按百分制折算: Σ scores ÷ Σ applicable weights × the whole. */
function renormalised(parts: readonly ScorePart[], whole: Decimal, before: ExplanationStep[]): TotalScore {
  const applicable = weightOf(parts.filter(isScored));
  if (applicable.lte(0)) return unknownTotal();
  const sum = pointsOf(parts);
  const total = roundScore(sum.times(whole).div(applicable));
  const values = { sum, applicable, whole, result: scoreText(total) };
  return rebased(total, [...before, explainStep('TOTAL_REBASED', values)]);
}

/**
 * The points of a part that doesn't apply go to its siblings, pro rata: to those of its level 2, if there are none to those
 * of its level 1, if there are none to everybody.
 */
function redistributed(parts: readonly ScorePart[]): TotalScore {
  const byLevel2 = scaleGroups(parts, ({ level1, level2 }) =>
    level1 === null ? null : JSON.stringify([level1, level2]),
  );
  const byLevel1 = scaleGroups(byLevel2, ({ level1 }) => level1);
  const total = roundScore(pointsOf(byLevel1));
  const step = explainStep('TOTAL_REDISTRIBUTED', { result: scoreText(total) });
  return byLevel1.every(isScored) ? rebased(total, [step]) : renormalised(byLevel1, weightOf(parts), [step]);
}

/** Each group that has both kinds of parts passes the weight of the one kind on to the other; the first kind is then gone. */
function scaleGroups(parts: readonly ScorePart[], keyOf: (part: ScorePart) => string | null): ScorePart[] {
  const groups = new Map<string | null, ScorePart[]>();
  for (const part of parts) groups.set(keyOf(part), [...(groups.get(keyOf(part)) ?? []), part]);
  return [...groups].flatMap(([key, group]) => {
    const scored = group.filter(isScored);
    const applicable = weightOf(scored);
    if (key === null || applicable.lte(0)) return group;
    const factor = weightOf(group).div(applicable);
    return scored.map((part) => ({
      ...part,
      weight: part.weight.times(factor),
      outcome: { kind: 'SCORED' as const, score: part.outcome.score.times(factor) },
    }));
  });
}

type ScoredPart = ScorePart & { outcome: { kind: 'SCORED'; score: Decimal } };

function isScored(part: ScorePart): part is ScoredPart {
  return part.outcome.kind === 'SCORED';
}

function pointsOf(parts: readonly ScorePart[]): Decimal {
  return parts.filter(isScored).reduce((sum, part) => sum.plus(part.outcome.score), new Decimal(0));
}

function weightOf(parts: readonly ScorePart[]): Decimal {
  return parts.reduce((sum, { weight }) => sum.plus(weight), new Decimal(0));
}

function rebased(total: Decimal, steps: readonly ExplanationStep[]): TotalScore {
  return { total, isRebased: true, explanation: explain(steps) };
}

function unknownTotal(): TotalScore {
  const explanation = explain([explainStep('NO_SCORE', { missing: 'score' })]);
  return { total: null, isRebased: false, explanation };
}
