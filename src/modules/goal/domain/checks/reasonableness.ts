import { Decimal, plainText } from '../../../../kernel/rounding.js';
import { type CheckedIndicator } from '../goal-check.js';
import type { GoalCheckRules, IndicatorStandard, ReasonablenessThresholds } from './check-rules.js';
import { directionOf, isAtCeiling, normalized } from './quality.js';
import { median, medianDeviation, quantile } from './statistics.js';

/** TOO_LOW: too easy to reach, whatever the direction; TOO_HIGH: out of reach. */
export type Verdict = 'OK' | 'TOO_LOW' | 'TOO_HIGH' | 'INSUFFICIENT_DATA';
export const VIEWS = ['HISTORY', 'PEERS', 'STANDARD', 'MONEY', 'LAST_YEAR'] as const;
export type ViewName = (typeof VIEWS)[number];

/** What one view says, with the figures that it rests on. */
export interface View {
  readonly view: ViewName;
  readonly verdict: Verdict;
  readonly figures: Readonly<Record<string, string | number>>;
}

/** A year of the same indicator at the same unit: decimals as text, amounts in 元. */
export interface PastYear {
  readonly fiscalYear: number;
  readonly target: string | null;
  readonly actual: string;
  readonly amount: string | null;
}

/** The same definition at other units in the district and year: aggregates only. */
export interface PeerFigures {
  /** Other units. */
  readonly n: number;
  /** t/size of this indicator: per 万元 of budget, or the ratio itself. */
  readonly figure: string | null;
  readonly p10: string;
  readonly p50: string;
  readonly p75: string;
  readonly p90: string;
  /** Fraction of the others that lie below. */
  readonly percentile: string;
  readonly unitCost: string | null;
}

export interface ComparisonFacts {
  /** Adjusted budget of the project in the year. */
  readonly amount: string | null;
  readonly past: readonly PastYear[];
  readonly peers: PeerFigures | null;
}

export interface Reasonableness {
  readonly verdict: Verdict;
  readonly views: readonly View[];
  /** [P25, P75] of the past × growth. */
  readonly suggested: { readonly from: string; readonly to: string } | null;
  /** The legal minimum that the target falls short of. */
  readonly belowMinimum: IndicatorStandard | null;
}

/** 7.1: is the target too high or too low? Null: there is no figure to compare. It advises and never rejects. */
export function judgeTarget(
  indicator: CheckedIndicator,
  fiscalYear: number,
  facts: ComparisonFacts,
  rules: GoalCheckRules,
): Reasonableness | null {
  const { measureType, targetValue } = indicator;
  if (measureType === 'QUAL' || measureType === 'DATE' || targetValue === null) return null;
  const target = new Decimal(targetValue);
  const past = readPast(facts.past);
  const standards = rules.standards.filter(({ definitionId }) => definitionId === indicator.definitionId);
  const sign = directionOf(indicator) === 'NEGATIVE' ? -1 : 1;
  const { thresholds } = rules;
  const amount = facts.amount === null ? null : new Decimal(facts.amount);
  const compared = { indicator, target, sign, amount, past, thresholds } as const;
  const views = [
    viewHistory(compared),
    viewPeers(compared, facts.peers),
    viewStandards(compared, standards),
    viewMoney(compared, facts.peers),
    viewLastYear(compared, fiscalYear),
  ];
  // The unit's own past weighs most, then its peers: the first view that objects decides, and all of them are shown.
  const verdict =
    views.find(({ verdict: each }) => each === 'TOO_LOW' || each === 'TOO_HIGH')?.verdict ??
    (views.some(({ verdict: each }) => each === 'OK') ? 'OK' : 'INSUFFICIENT_DATA');
  const minimum = standards.find((each) => each.kind === 'MINIMUM' && isShort(compared, each)) ?? null;
  return { verdict, views, suggested: rangeOf(indicator, past, thresholds), belowMinimum: minimum };
}

interface Compared {
  readonly indicator: CheckedIndicator;
  readonly target: Decimal;
  /** −1: less is better. */
  readonly sign: 1 | -1;
  readonly amount: Decimal | null;
  readonly past: readonly Past[];
  readonly thresholds: ReasonablenessThresholds;
}

interface Past {
  readonly fiscalYear: number;
  readonly actual: Decimal;
  readonly target: Decimal | null;
  readonly amount: Decimal | null;
}

/** Figures read once, in the order of the years. */
function readPast(past: readonly PastYear[]): readonly Past[] {
  const figure = (text: string | null): Decimal | null => (text === null ? null : new Decimal(text));
  return past
    .map(({ fiscalYear, actual, target, amount }) => ({
      fiscalYear,
      actual: new Decimal(actual),
      target: figure(target),
      amount: figure(amount),
    }))
    .sort((a, b) => a.fiscalYear - b.fiscalYear);
}

const view = (name: ViewName, verdict: Verdict, figures: View['figures'] = {}): View => ({
  view: name,
  verdict,
  figures,
});

/** Below `low` it is too easy, above `high` out of reach; turned round where less is better. */
function place(value: Decimal, low: Decimal, high: Decimal, sign: 1 | -1): Verdict {
  if (value.lt(low)) return sign === 1 ? 'TOO_LOW' : 'TOO_HIGH';
  if (value.gt(high)) return sign === 1 ? 'TOO_HIGH' : 'TOO_LOW';
  return 'OK';
}

/** Robust z against the last years: (t − median) ÷ (1.4826 × MAD). Where they do not differ, ±10 % of the median. */
function viewHistory({ target, sign, past, thresholds }: Compared): View {
  const actuals = past.map(({ actual }) => actual);
  if (actuals.length < thresholds.minHistory) return view('HISTORY', 'INSUFFICIENT_DATA', { n: actuals.length });
  const middle = median(actuals);
  const deviation = medianDeviation(actuals);
  const figures = { n: actuals.length, median: plainText(middle, 6), mad: plainText(deviation, 6) };
  if (deviation.isZero()) {
    const margin = middle.abs().times(thresholds.flatShare);
    return view('HISTORY', place(target, middle.minus(margin), middle.plus(margin), sign), figures);
  }
  const z = target.minus(middle).div(deviation.times('1.4826'));
  const verdict = place(z.times(sign), new Decimal(thresholds.lowZ), new Decimal(thresholds.highZ), 1);
  return view('HISTORY', verdict, { ...figures, z: z.toFixed(2) });
}

/** t/size below P10 or above P90 of the same definition at other units. */
function viewPeers({ sign, thresholds }: Compared, peers: PeerFigures | null): View {
  if (!peers || peers.figure === null || peers.n < thresholds.minPeers)
    return view('PEERS', 'INSUFFICIENT_DATA', { n: peers?.n ?? 0 });
  const { n, figure, p10, p50, p75, p90, percentile } = peers;
  const verdict = place(new Decimal(figure), new Decimal(p10), new Decimal(p90), sign);
  return view('PEERS', verdict, { n, figure, p10, median: p50, benchmark: p75, p90, percentile });
}

const isShort = ({ target, sign }: Compared, { value }: IndicatorStandard): boolean =>
  target.minus(value).times(sign).lt(0);

function viewStandards(compared: Compared, standards: readonly IndicatorStandard[]): View {
  if (standards.length === 0) return view('STANDARD', 'INSUFFICIENT_DATA', { n: 0 });
  const short = standards.find((standard) => isShort(compared, standard));
  const { kind, value, source } = short ?? (standards[0] as IndicatorStandard);
  return view('STANDARD', short ? 'TOO_LOW' : 'OK', { n: standards.length, kind, value, source });
}

/** What one unit of output costs, against the own past, else against the peers: dear is too low a target. */
function viewMoney({ indicator, target, sign, amount, past, thresholds }: Compared, peers: PeerFigures | null): View {
  const isOutput = indicator.measureType === 'CUMULATIVE' && sign === 1 && target.gt(0);
  if (!isOutput || amount === null) return view('MONEY', 'INSUFFICIENT_DATA');
  const own = past.flatMap(({ actual, amount: spent }) => (spent !== null && actual.gt(0) ? [spent.div(actual)] : []));
  const ofPeers = peers && peers.n >= thresholds.minPeers ? peers.unitCost : null;
  const usual = own.length >= thresholds.minHistory ? median(own) : ofPeers === null ? null : new Decimal(ofPeers);
  if (!usual?.gt(0)) return view('MONEY', 'INSUFFICIENT_DATA', { n: own.length });
  const cost = amount.div(target);
  const margin = usual.times(thresholds.unitCostShare);
  const verdict = place(cost, usual.minus(margin), usual.plus(margin), -1);
  return view('MONEY', verdict, { unitCost: plainText(cost, 2), usual: plainText(usual, 2), n: own.length });
}

/** Target-setting memory: no more than last year's result for no less money, or a target that was far too easy last year. */
function viewLastYear({ indicator, target, sign, amount, past, thresholds }: Compared, fiscalYear: number): View {
  const last = past.find((year) => year.fiscalYear === fiscalYear - 1);
  if (!last) return view('LAST_YEAR', 'INSUFFICIENT_DATA');
  const { actual } = last;
  const isReached = actual.minus(target).times(sign).gte(0) && !isAtCeiling(indicator, target);
  const hasSameMoney = amount !== null && last.amount !== null && amount.gte(last.amount);
  const figures = {
    actual: plainText(actual, 6),
    ...(last.target === null ? {} : { target: plainText(last.target, 6) }),
    ...(last.amount === null ? {} : { amount: last.amount.toFixed(2) }),
  };
  const isEasy = isReached && (hasSameMoney || wasOvershot(last, sign, thresholds));
  return view('LAST_YEAR', isEasy ? 'TOO_LOW' : 'OK', figures);
}

/** 完成率 ≥ 1.3, turned round where less is better. */
function wasOvershot({ actual, target }: Past, sign: 1 | -1, { overshoot }: ReasonablenessThresholds): boolean {
  if (target === null) return false;
  const [done, planned] = sign === 1 ? [actual, target] : [target, actual];
  return planned.gt(0) && done.gte(planned.times(overshoot));
}

/** [P25, P75] of the past × the usual growth of a year; a percentage that never passed 100 does not pass it here. */
export const suggestRange = (
  indicator: Pick<CheckedIndicator, 'unitOfMeasure'>,
  past: readonly PastYear[],
  thresholds: ReasonablenessThresholds,
): Reasonableness['suggested'] => rangeOf(indicator, readPast(past), thresholds);

function rangeOf(
  { unitOfMeasure }: Pick<CheckedIndicator, 'unitOfMeasure'>,
  past: readonly Past[],
  thresholds: ReasonablenessThresholds,
): Reasonableness['suggested'] {
  const actuals = past.map(({ actual }) => actual);
  if (actuals.length < thresholds.minHistory) return null;
  const growth = growthOf(actuals, thresholds);
  const isShare = normalized(unitOfMeasure ?? '') === '%' && actuals.every((actual) => actual.lte(100));
  const at = (p: string): string => {
    const value = quantile(actuals, p).times(growth);
    return plainText(isShare ? Decimal.min(value, 100) : value, 2);
  };
  return { from: at('0.25'), to: at('0.75') };
}

/** The median of the steps from year to year, within bounds: one leap is no growth. */
function growthOf(actuals: readonly Decimal[], { minGrowth, maxGrowth }: ReasonablenessThresholds): Decimal {
  if (!actuals.every((actual) => actual.gt(0))) return new Decimal(1);
  const steps = actuals.slice(1).map((actual, index) => actual.div(actuals[index] as Decimal));
  return Decimal.min(Decimal.max(median(steps), minGrowth), maxGrowth);
}
