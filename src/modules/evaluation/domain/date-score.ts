import { Decimal } from '../../../kernel/rounding.js';
import type { QuantitativeOperator } from './quantitative-score.js';
import { type RawScore, type Score, settle } from './score.js';
import { explainStep } from './score-explanation.js';
import type { ScoringRuleSet } from './scoring-rule-set.js';

export interface DateInput {
  /** ≤, <, =: a deadline. ≥, >: not before (a service kept up at least until then). */
  operator: QuantitativeOperator;
  /** Days as `YYYY-MM-DD` in the official calendar (Asia/Shanghai); parseDay tells whether a text is one. */
  target: string;
  actual: string;
  weight: Decimal;
}

/**
 * Points of a deadline (时效指标). In time → W. Late: PASS_FAIL nothing, LINEAR_DAYS W × max(0, 1 − days ÷ zeroAfterDays),
 * calendar days, rounded half-up to two decimals.
 */
export function scoreDate(input: DateInput, ruleSet: ScoringRuleSet): Score {
  return settle(rawScore(input, ruleSet), input.weight);
}

function rawScore(input: DateInput, ruleSet: ScoringRuleSet): RawScore {
  const { operator, target, actual, weight } = input;
  const values = { W: weight, a: actual, t: target };
  const days = daysOff(input);
  if (days === null) return { points: null, completion: null, steps: [explainStep('NO_SCORE', { missing: 'date' })] };
  if (days === 0 && (operator === 'LT' || operator === 'GT')) return strictBoundary(input, ruleSet);
  if (days <= 0) return { points: weight, completion: new Decimal(1), steps: [explainStep('MET', values)] };
  if (ruleSet.date.method === 'PASS_FAIL') {
    return { points: new Decimal(0), completion: new Decimal(0), steps: [explainStep('NOT_MET', values)] };
  }
  const { zeroAfterDays } = ruleSet.date;
  const points = Decimal.max(0, weight.minus(weight.times(days).div(zeroAfterDays)));
  const completion = Decimal.max(0, new Decimal(1).minus(new Decimal(days).div(zeroAfterDays)));
  const step = explainStep('DAYS_LATE', { ...values, days, zeroAfterDays, result: points });
  return { points, completion, steps: [step] };
}

/** Calendar days by which the actual misses the target; 0 and below is in time. */
function daysOff({ operator, target, actual }: DateInput): number | null {
  const limit = parseDay(target);
  const reached = parseDay(actual);
  if (limit === null || reached === null) return null;
  return operator === 'GE' || operator === 'GT' ? limit - reached : reached - limit;
}

function strictBoundary({ operator, target, actual, weight }: DateInput, ruleSet: ScoringRuleSet): RawScore {
  const isFull = ruleSet.strictOps.scoreAtEquality === 'FULL';
  return {
    points: isFull ? weight : new Decimal(0),
    completion: new Decimal(1),
    flags: [{ code: 'STRICT_BOUNDARY', params: { operator: operator === 'GT' ? '>' : '<', target } }],
    steps: [explainStep(isFull ? 'STRICT_FULL' : 'STRICT_ZERO', { W: weight, a: actual, t: target })],
  };
}

/** The day's number counted from 1970-01-01, or `null` if the text is no day of the calendar. Pure: it reads no clock. */
export function parseDay(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.getTime() / 86_400_000 : null;
}
