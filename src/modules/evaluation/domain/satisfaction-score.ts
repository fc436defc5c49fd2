import { Decimal, percentText } from '../../../kernel/rounding.js';
import { type QuantitativeInput, scoreQuantitative } from './quantitative-score.js';
import { type Score, type ScoreFlag, settle } from './score.js';
import { shareOf } from './score-step.js';
import type { ScoringRuleSet } from './scoring-rule-set.js';

export interface SatisfactionInput extends QuantitativeInput {
  /** What target and actual count: percent (95), a fraction (0.95), or points of some scale, which have no interval. */
  scale: 'PERCENT' | 'FRACTION' | 'POINTS';
  /** Number of answers n (样本量) and how they were gathered (调查方式); `null` = not stated. */
  sampleSize: number | null;
  surveyMethod: string | null;
}

/**
 * Points of 服务对象满意度: ratio or steps as the rule set says (steps look at the satisfaction itself, not at the completion).
 * LOW_SAMPLE when n < 30 or the 95 % Wilson interval contains the target; UNSUPPORTED_SATISFACTION when neither n nor a
 * method is stated [design].
 */
export function scoreSatisfaction(input: SatisfactionInput, ruleSet: ScoringRuleSet): Score {
  const plain = scoreQuantitative(input, ruleSet);
  const { satisfaction } = ruleSet;
  const rate = rateOf(input.actual, input.scale);
  const scored =
    satisfaction.method === 'STEPS' && rate !== null
      ? settle(
          { ...shareOf(satisfaction.steps, rate, input.weight), completion: plain.completion, flags: plain.flags },
          input.weight,
        )
      : plain;
  return { ...scored, flags: [...scored.flags, ...sampleFlags(input)] };
}

export interface Interval {
  low: Decimal;
  high: Decimal;
}

/** z of a two-sided 95 % interval. */
const Z = new Decimal('1.959963984540054');

/**
 * Wilson score interval (95 %) of a share p of n answers. Unlike p ± z·√(pq/n) it stays inside [0, 1] and does not shrink to
 * nothing at 100 %, which is what most published tables report.
 */
export function wilsonInterval(share: Decimal, sampleSize: number): Interval {
  const n = new Decimal(sampleSize);
  const zz = Z.times(Z);
  const scale = new Decimal(1).plus(zz.div(n));
  const centre = share.plus(zz.div(n.times(2))).div(scale);
  const spread = share
    .times(new Decimal(1).minus(share))
    .div(n)
    .plus(zz.div(n.times(n).times(4)));
  const half = Z.times(spread.sqrt()).div(scale);
  return { low: Decimal.max(0, centre.minus(half)), high: Decimal.min(1, centre.plus(half)) };
}

const SMALLEST_SAMPLE = 30;

function sampleFlags({ actual, target, scale, sampleSize, surveyMethod }: SatisfactionInput): ScoreFlag[] {
  if (sampleSize === null) return surveyMethod === null ? [{ code: 'UNSUPPORTED_SATISFACTION', params: {} }] : [];
  const share = rateOf(actual, scale);
  const wanted = rateOf(target, scale);
  const hasInterval = sampleSize >= 1 && share !== null && share.gte(0) && share.lte(1);
  const interval = hasInterval ? wilsonInterval(share, sampleSize) : null;
  const straddles = interval !== null && wanted !== null && interval.low.lte(wanted) && interval.high.gte(wanted);
  if (sampleSize >= SMALLEST_SAMPLE && !straddles) return [];
  const params = {
    sampleSize: String(sampleSize),
    low: interval ? percentText(interval.low) : '–',
    high: interval ? percentText(interval.high) : '–',
    target: wanted ? percentText(wanted) : target.toFixed(),
  };
  return [{ code: 'LOW_SAMPLE', params }];
}

function rateOf(value: Decimal, scale: SatisfactionInput['scale']): Decimal | null {
  switch (scale) {
    case 'PERCENT':
      return value.div(100);
    case 'FRACTION':
      return value;
    case 'POINTS':
      return null;
  }
}
