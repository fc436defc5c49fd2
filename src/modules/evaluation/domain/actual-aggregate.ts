import { Decimal } from '../../../kernel/rounding.js';

/** How actuals of several projects or units become one before scoring (汇总方式). */
export type Aggregation = 'SUM' | 'WEIGHTED_AVG' | 'MIN' | 'MAX' | 'LAST';

export interface ActualPart {
  value: Decimal;
  /** 预算金额, the weight of a relative value; in any one unit. */
  amount: Decimal;
}

/**
 * One actual from many, in the order in which they were reported. Absolute values add, relative values are weighted by
 * amount; aggregate first, then score once [found: S10]: adding scores would reward splitting a project. Unrounded. `null`
 * when there is nothing to aggregate or no amount to weigh by.
 */
export function aggregateActuals(parts: readonly ActualPart[], aggregation: Aggregation): Decimal | null {
  const values = parts.map(({ value }) => value);
  if (values.length === 0) return null;
  switch (aggregation) {
    case 'SUM':
      return sum(values);
    case 'WEIGHTED_AVG': {
      const amounts = sum(parts.map(({ amount }) => amount));
      return amounts.isZero() ? null : sum(parts.map(({ value, amount }) => value.times(amount))).div(amounts);
    }
    case 'MIN':
      return Decimal.min(...values);
    case 'MAX':
      return Decimal.max(...values);
    case 'LAST':
      return values[values.length - 1]!;
  }
}

function sum(values: readonly Decimal[]): Decimal {
  return values.reduce((total, value) => total.plus(value), new Decimal(0));
}
