import { Decimal } from '../../../kernel/rounding.js';
import { aggregateActuals } from './actual-aggregate.js';

const parts = [
  { value: new Decimal(95), amount: new Decimal('1000000') },
  { value: new Decimal(75), amount: new Decimal('3000000') },
];

describe('actuals of many projects', () => {
  it('V58 weighs 95 % on 100 万 and 75 % on 300 万 by amount: 80 %', () => {
    expect(aggregateActuals(parts, 'WEIGHTED_AVG')?.toFixed(2)).toBe('80.00');
  });

  it('adds absolute values, and finds the smallest, largest and last', () => {
    expect(aggregateActuals(parts, 'SUM')?.toFixed()).toBe('170');
    expect(aggregateActuals(parts, 'MIN')?.toFixed()).toBe('75');
    expect(aggregateActuals(parts, 'MAX')?.toFixed()).toBe('95');
    expect(aggregateActuals(parts, 'LAST')?.toFixed()).toBe('75');
  });

  it('has no answer for nothing', () => {
    expect(aggregateActuals([], 'SUM')).toBeNull();
    expect(aggregateActuals([{ value: new Decimal(1), amount: new Decimal(0) }], 'WEIGHTED_AVG')).toBeNull();
  });
});
