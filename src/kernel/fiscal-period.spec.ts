import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  compareFiscalPeriods,
  daySpan,
  endMonthsOf,
  type FiscalPeriod,
  isEndMonth,
  lastDueMonth,
  monthSpan,
  parseFiscalPeriod,
  printFiscalPeriod,
  REPORTING_PERIODS,
} from './fiscal-period.js';

const period = (text: string): FiscalPeriod => {
  const found = parseFiscalPeriod(text);
  if (!found) throw new Error(text);
  return found;
};
const anyPeriod = fc
  .tuple(fc.integer({ min: 2000, max: 2100 }), fc.constantFrom('', '-H', '-Q', '-'), fc.integer({ min: 1, max: 12 }))
  .map(([year, kind, n]) => {
    if (kind === '') return period(`${year}`);
    if (kind === '-') return period(`${year}-${String(n).padStart(2, '0')}`);
    return period(`${year}${kind}${1 + (n % (kind === '-H' ? 2 : 4))}`);
  });

describe('a fiscal period', () => {
  it.each([
    ['2026', 1, 12, '2026-01-01', '2026-12-31'],
    ['2026-H1', 1, 6, '2026-01-01', '2026-06-30'],
    ['2026-H2', 7, 12, '2026-07-01', '2026-12-31'],
    ['2026-Q3', 7, 9, '2026-07-01', '2026-09-30'],
    ['2026-02', 2, 2, '2026-02-01', '2026-02-28'],
    ['2028-02', 2, 2, '2028-02-01', '2028-02-29'],
  ])('%s covers months %i to %i', (text, firstMonth, lastMonth, firstDay, lastDay) => {
    expect(monthSpan(period(text))).toEqual({ firstMonth, lastMonth });
    expect(daySpan(period(text))).toEqual({ firstDay, lastDay });
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].filter((month) => isEndMonth(period(text), month))).toEqual([
      lastMonth,
    ]);
  });

  it.each([
    '',
    '26',
    '2026-',
    '2026-Q5',
    '2026-Q0',
    '2026-H3',
    '2026-13',
    '2026-00',
    '2026-7',
    '1999',
    '2101',
    '2026-q1',
  ])('is not read from "%s"', (text) => expect(parseFiscalPeriod(text)).toBeNull());

  it('is printed as it was read', () => {
    fc.assert(fc.property(anyPeriod, (p) => expect(parseFiscalPeriod(printFiscalPeriod(p))).toEqual(p)));
  });

  it('is ordered by its end, the shorter first', () => {
    const shuffled = ['2026', '2026-Q2', '2027-01', '2026-H1', '2026-06', '2026-07', '2026-Q1', '2025'];
    const sorted = shuffled.map(period).sort(compareFiscalPeriods).map(printFiscalPeriod);
    expect(sorted).toEqual(['2025', '2026-Q1', '2026-06', '2026-Q2', '2026-H1', '2026-07', '2026', '2027-01']);
    fc.assert(
      fc.property(anyPeriod, anyPeriod, (a, b) => {
        expect(Math.sign(compareFiscalPeriods(a, b))).toBe(0 - Math.sign(compareFiscalPeriods(b, a)));
        expect(compareFiscalPeriods(a, b) === 0).toBe(printFiscalPeriod(a) === printFiscalPeriod(b));
      }),
    );
  });
});

describe('a reporting period', () => {
  it('ends in these months of the year', () => {
    const ends = REPORTING_PERIODS.map((reporting) => endMonthsOf(reporting, 2026, 2026).length);
    expect(ends).toEqual([12, 4, 2, 1, 1]);
    expect(endMonthsOf('QUARTER', 2026, 2026)).toEqual([3, 6, 9, 12]);
    expect(endMonthsOf('HALF', 2026, 2026)).toEqual([6, 12]);
  });

  it('over several years ends only in the last of them', () => {
    expect(endMonthsOf('MULTI_YEAR', 2026, 2028)).toEqual([]);
    expect(endMonthsOf('MULTI_YEAR', 2028, 2028)).toEqual([12]);
  });

  it('lets the last due figures stand until the next are due', () => {
    expect([2, 3, 4, 5, 6].map((month) => lastDueMonth('QUARTER', 2026, 2026, month))).toEqual([null, 3, 3, 3, 6]);
    expect(lastDueMonth('YEAR', 2026, 2026, 11)).toBeNull();
    expect(lastDueMonth('MULTI_YEAR', 2026, 2028, 12)).toBeNull();
  });
});
