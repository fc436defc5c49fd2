import { Decimal, percentText, plainText } from '../../../kernel/rounding.js';
import { type RawScore, type Score, type ScoreFlag, settle } from './score.js';
import { type ExplanationStep, explainStep } from './score-explanation.js';
import type { NegativeMethod, ScoringRuleSet } from './scoring-rule-set.js';

/** 指标性质 of a quantitative indicator: ≥ > ＝ ＜ ≤. */
export type QuantitativeOperator = 'GE' | 'GT' | 'EQ' | 'LT' | 'LE';

/** 指标方向性: 正向, 反向, or neither. */
export type Direction = 'POSITIVE' | 'NEGATIVE' | 'NEUTRAL';

/** A reviewer's verdict on an overshoot. `deduction` is the fraction of W under the MANUAL method, unused elsewhere. */
export type OvershootVerdict = { cause: 'TARGET_SET_TOO_LOW'; deduction?: Decimal } | { cause: 'EXPLAINED' };

export interface QuantitativeInput {
  operator: QuantitativeOperator;
  target: Decimal;
  actual: Decimal;
  weight: Decimal;
  /** Decides how = scores; the other operators carry their direction in themselves. Unstated = positive. */
  direction?: Direction;
  /** Overrides the rule set's method for this indicator: PASS_FAIL for accidents and legality. */
  negativeMethod?: NegativeMethod;
  overshootVerdict?: OvershootVerdict;
}

/**
 * Points of one quantitative indicator (定量指标, 财预〔2020〕10号): met → full weight, never more; missed → the rule set's
 * method, rounded half-up to two decimals. Target and actual must be in the same unit.
 */
export function scoreQuantitative(input: QuantitativeInput, ruleSet: ScoringRuleSet): Score {
  return settle(rawScore(input, ruleSet), input.weight);
}

function rawScore(input: QuantitativeInput, ruleSet: ScoringRuleSet): RawScore {
  const { operator, target, actual } = input;
  if (operator === 'GE' && target.isZero()) {
    const flags: ScoreFlag[] = [{ code: 'TARGET_ZERO', params: {} }];
    return { points: null, completion: null, flags, steps: [explainStep('TARGET_ZERO')] };
  }
  if ((operator === 'GT' || operator === 'LT') && actual.equals(target)) return strictBoundary(input, ruleSet);
  if (operator === 'EQ') return equal(input, ruleSet);
  return operator === 'GE' || operator === 'GT' ? positive(input, ruleSet) : negative(input, ruleSet);
}

/** ≥, >: met → W; missed → W × a ÷ t, never below 0. Over-achieving earns no bonus. */
function positive(input: QuantitativeInput, ruleSet: ScoringRuleSet): RawScore {
  const { target, actual, weight } = input;
  if (actual.gte(target)) return target.gt(0) ? overshoot(input, ruleSet) : met(input, null);
  if (target.lt(0)) return meaningless(input);
  if (target.isZero()) return missed(input, null);
  const completion = Decimal.max(0, actual.div(target));
  const floor = ruleSet.positive.floor;
  if (floor !== null && actual.lt(target.times(floor))) {
    const step = explainStep('BELOW_FLOOR', { c: percentText(completion), floor: percentText(new Decimal(floor)) });
    return { points: new Decimal(0), completion, steps: [step] };
  }
  const points = weight.times(actual).div(target);
  const steps = [explainStep('POSITIVE_PRORATA', { ...values(input), result: points })];
  return points.lt(0)
    ? { points: new Decimal(0), completion, steps: [...steps, explainStep('CLAMPED_TO_ZERO')] }
    : { points, completion, steps };
}

/** ≤, <: within the limit → W; a limit of 0 allows nothing; a negative limit has no ratio (t ÷ a would pay more than W). */
function negative(input: QuantitativeInput, ruleSet: ScoringRuleSet): RawScore {
  const { target, actual, weight } = input;
  if (actual.lte(target)) return met(input, target.gt(0) ? new Decimal(1) : null);
  if (target.lt(0)) return meaningless(input);
  if (target.isZero()) return missed(input, null);
  const method = input.negativeMethod ?? ruleSet.negative.method;
  switch (method) {
    case 'INVERSE_RATIO': {
      const points = weight.times(target).div(actual);
      const steps = [explainStep('INVERSE_RATIO', { ...values(input), result: points })];
      return { points, completion: target.div(actual), steps };
    }
    case 'LINEAR_OVER':
      return linear(input, 'LINEAR_OVER');
    case 'PASS_FAIL':
      return missed(input, new Decimal(0));
  }
}

/** =: the rule set's method; under POSITIVE_CAPPED a stated direction chooses the formula (3.5). */
function equal(input: QuantitativeInput, ruleSet: ScoringRuleSet): RawScore {
  const { target, actual, direction } = input;
  const { method, tolerance } = ruleSet.equal;
  const distance = actual.minus(target).abs();
  if (distance.lte(target.abs().times(tolerance))) return met(input, target.gt(0) ? new Decimal(1) : null);
  if (method === 'EXACT') return missed(input, new Decimal(0));
  if (method === 'SYMMETRIC' || direction === 'NEUTRAL') {
    if (target.isZero()) return missed(input, null);
    return target.lt(0) ? meaningless(input) : linear(input, 'SYMMETRIC');
  }
  if (target.isZero()) return actual.lt(0) ? met(input, null) : missed(input, null);
  return direction === 'NEGATIVE' ? negative(input, ruleSet) : positive(input, ruleSet);
}

function strictBoundary(input: QuantitativeInput, ruleSet: ScoringRuleSet): RawScore {
  const isFull = ruleSet.strictOps.scoreAtEquality === 'FULL';
  const operator = input.operator === 'GT' ? '>' : '<';
  return {
    points: isFull ? input.weight : new Decimal(0),
    completion: input.target.gt(0) ? new Decimal(1) : null,
    flags: [{ code: 'STRICT_BOUNDARY', params: { operator, target: plainText(input.target) } }],
    steps: [explainStep(isFull ? 'STRICT_FULL' : 'STRICT_ZERO', values(input))],
  };
}

/** W × max(0, 1 − |a − t| ÷ t); for a limit only what is above it counts. */
function linear(input: QuantitativeInput, step: 'LINEAR_OVER' | 'SYMMETRIC'): RawScore {
  const distance = input.actual.minus(input.target).abs();
  const points = Decimal.max(0, input.weight.minus(input.weight.times(distance).div(input.target)));
  const completion = Decimal.max(0, new Decimal(1).minus(distance.div(input.target)));
  return { points, completion, steps: [explainStep(step, { ...values(input), result: points })] };
}

/**
 * A met positive target. c ≥ 1 + θ is flagged and needs a reason; points go only when a reviewer has confirmed that the
 * target was set too low: the national text says "according to the degree of deviation" and gives no formula (3.3).
 */
function overshoot(input: QuantitativeInput, ruleSet: ScoringRuleSet): RawScore {
  const { threshold, inclusive } = ruleSet.overshoot;
  const completion = input.actual.div(input.target);
  const limit = input.target.times(new Decimal(1).plus(threshold));
  if (!(inclusive ? input.actual.gte(limit) : input.actual.gt(limit))) return met(input, completion);
  const shown = { completion: percentText(completion), line: percentText(new Decimal(1).plus(threshold)) };
  const steps = [
    explainStep('MET', values(input)),
    explainStep('OVERSHOOT', { c: shown.completion, line: shown.line }),
  ];
  const deducted = deduction(input, ruleSet, completion);
  return {
    points: deducted?.points ?? input.weight,
    completion,
    flags: [{ code: 'OVERSHOOT', params: shown }],
    steps: deducted ? [...steps, deducted.step] : steps,
  };
}

function deduction(input: QuantitativeInput, ruleSet: ScoringRuleSet, completion: Decimal) {
  const verdict = input.overshootVerdict;
  if (verdict?.cause !== 'TARGET_SET_TOO_LOW') return null;
  const { deduct, threshold } = ruleSet.overshoot;
  switch (deduct.method) {
    case 'NONE':
      return null;
    case 'MANUAL':
      return verdict.deduction
        ? deducted(input, Decimal.max(0, Decimal.min(1, verdict.deduction)), 'MANUAL_DEDUCTION')
        : null;
    case 'PROPORTIONAL': {
      const excess = completion.minus(1).minus(threshold);
      return deducted(input, Decimal.min(deduct.cap, excess.times(deduct.k)), 'OVERSHOOT_DEDUCTION');
    }
  }
}

function deducted({ weight }: QuantitativeInput, d: Decimal, step: 'OVERSHOOT_DEDUCTION' | 'MANUAL_DEDUCTION') {
  const points = weight.times(new Decimal(1).minus(d));
  return { points, step: explainStep(step, { W: weight, d, result: points }) };
}

function met(input: QuantitativeInput, completion: Decimal | null): RawScore {
  return { points: input.weight, completion, steps: [explainStep('MET', values(input))] };
}

function missed(input: QuantitativeInput, completion: Decimal | null): RawScore {
  return { points: new Decimal(0), completion, steps: [explainStep('NOT_MET', values(input))] };
}

function meaningless(input: QuantitativeInput): RawScore {
  const flags: ScoreFlag[] = [{ code: 'MANUAL_REVIEW', params: { target: plainText(input.target) } }];
  return { points: new Decimal(0), completion: null, flags, steps: [explainStep('RATIO_MEANINGLESS', values(input))] };
}

function values({ weight, actual, target }: QuantitativeInput): Record<string, ExplanationStep['formula']> {
  return { W: plainText(weight), a: plainText(actual), t: plainText(target) };
}
