import { Decimal } from '../../../../kernel/rounding.js';

/** The p-quantile between the two neighbours in order, by linear interpolation, as percentile_cont of PostgreSQL. Not of nothing. */
export function quantile(values: readonly Decimal[], p: string): Decimal {
  const sorted = [...values].sort((a, b) => a.cmp(b));
  const place = new Decimal(p).times(sorted.length - 1);
  const below = place.floor().toNumber();
  const low = sorted[below];
  if (!low) throw new Error('quantile of nothing');
  const high = sorted[below + 1] ?? low;
  return low.plus(high.minus(low).times(place.minus(below)));
}

export const median = (values: readonly Decimal[]): Decimal => quantile(values, '0.5');

/** Median absolute deviation: what is usual to differ from the median by, whatever one outlier does. */
export function medianDeviation(values: readonly Decimal[]): Decimal {
  const middle = median(values);
  return median(values.map((value) => value.minus(middle).abs()));
}
