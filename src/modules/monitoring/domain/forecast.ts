import { Decimal } from '../../../kernel/rounding.js';

/** How the year's result is foreseen (全年预计). MANUAL is the unit's own figure and always stands beside a computed one. */
export const FORECAST_METHODS = ['RUN_RATE', 'LAST3', 'SEASONAL', 'MANUAL'] as const;
export type ForecastMethod = (typeof FORECAST_METHODS)[number];

/** 完成目标可能性: 确定能 / 有可能 / 完全不可能, from the best to the worst. */
export const LIKELIHOODS = ['CERTAIN', 'POSSIBLE', 'IMPOSSIBLE'] as const;
export type Likelihood = (typeof LIKELIHOODS)[number];

/** What is known of an indicator whose amounts add up, at the end of `month` (1–12), in the indicator's own unit. */
export interface ForecastFacts {
  readonly month: number;
  readonly target: string;
  readonly actual: string;
  /** P(m) of the plan curve; null: no curve. */
  readonly planned: string | null;
  /** The amounts of the months up to now, oldest first. */
  readonly monthlyAmounts: readonly string[];
  /** The share of last year's result that stood at the end of this month, as a fraction; null: not known. */
  readonly lastYearShare: string | null;
  readonly yearsOfHistory: number;
}

export interface Forecast {
  readonly method: Exclude<ForecastMethod, 'MANUAL'>;
  /** F, 全年预计完成值, rounded half up to 6 decimals. */
  readonly value: string;
}

/** Why a method says nothing. */
export const FORECAST_GAPS = ['NO_PLAN', 'BEFORE_JULY', 'FEWER_THAN_THREE_MONTHS', 'NO_HISTORY'] as const;
export type ForecastGap = (typeof FORECAST_GAPS)[number];

/** What a method lacks; asked where it gives no value. */
export function findForecastGap(method: Forecast['method'], { month }: ForecastFacts): ForecastGap {
  if (method === 'RUN_RATE') return 'NO_PLAN';
  if (method === 'SEASONAL') return 'NO_HISTORY';
  return month <= 6 ? 'BEFORE_JULY' : 'FEWER_THAN_THREE_MONTHS';
}

/** Every method whose facts are at hand, in the order of preference: the season, the recent pace, the plan's pace. */
export function forecastYear(facts: ForecastFacts): readonly Forecast[] {
  const candidates: readonly [Forecast['method'], Decimal | null][] = [
    ['SEASONAL', bySeason(facts)],
    ['LAST3', byLastThreeMonths(facts)],
    ['RUN_RATE', byRunRate(facts)],
  ];
  return candidates.flatMap(([method, value]) => (value ? [{ method, value: value.toFixed(6) }] : []));
}

/**
 * F/T ≥ 1 → 确定能, [0.8, 1) → 有可能, below → 完全不可能. For a limit (反向指标) T/F takes its place. Null where the
 * target is zero or below: there the ratio says nothing. Compared by multiplication.
 */
export function suggestLikelihood(
  forecast: string,
  target: string,
  direction: 'POSITIVE' | 'NEGATIVE',
): Likelihood | null {
  const [f, t] = [new Decimal(forecast), new Decimal(target)];
  if (t.lte(0)) return null;
  const [reached, wanted] = direction === 'POSITIVE' ? [f, t] : [t, f];
  if (reached.gte(wanted)) return 'CERTAIN';
  return reached.gte(wanted.mul('0.8')) ? 'POSSIBLE' : 'IMPOSSIBLE';
}

/** A unit that sees it otherwise than the figures, by a step or more, gives its reason. */
export function needsLikelihoodReason(chosen: Likelihood, suggested: Likelihood): boolean {
  return chosen !== suggested;
}

/** F = A / s(m) with s(m) = P(m) / T: as much ahead or behind at the end as now. */
function byRunRate({ actual, planned, target }: ForecastFacts): Decimal | null {
  if (planned === null || new Decimal(planned).isZero()) return null;
  return new Decimal(actual).mul(target).div(planned);
}

/** F = A + (12 − m) × mean of the last three months; after June, when three months say more than a season. */
function byLastThreeMonths({ actual, month, monthlyAmounts }: ForecastFacts): Decimal | null {
  const last = monthlyAmounts.slice(-3);
  if (month <= 6 || last.length < 3) return null;
  const sum = last.reduce((total, amount) => total.plus(amount), new Decimal(0));
  return new Decimal(actual).plus(sum.mul(12 - month).div(3));
}

/** F = A / last year's share at m; from two years of history. */
function bySeason({ actual, lastYearShare, yearsOfHistory }: ForecastFacts): Decimal | null {
  if (lastYearShare === null || yearsOfHistory < 2 || new Decimal(lastYearShare).isZero()) return null;
  return new Decimal(actual).div(lastYearShare);
}
