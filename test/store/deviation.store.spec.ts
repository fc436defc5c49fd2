import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recomputeListedDeviations } from '../../src/modules/monitoring/deviation.statement.js';
import { DATED, type Deviation, endOf, type Figures, MonitoringBench, type Subject, sum } from './monitoring-bench.js';

const MORE: Subject = {};
const LESS: Subject = { direction: 'NEGATIVE', operator: 'LE' };
const EQUAL: Subject = { direction: 'NEUTRAL', operator: 'EQ' };
const STOCK: Subject = { measure_type: 'STOCK', baseline: '40' };
const FEWER: Subject = { ...LESS, measure_type: 'STOCK', baseline: '40', target_value: '10' };
const RATE: Subject = { measure_type: 'RATE', target_value: '90' };
const COST: Subject = { ...LESS, measure_type: 'COST' };
const EVENTS: Subject = { ...LESS, measure_type: 'EVENT_COUNT', target_value: '2' };
const QUAL: Subject = { measure_type: 'QUAL', operator: 'QUAL', target_value: null };
const BY_JUNE: Subject = { ...DATED, target_on: '2026-06-10' };

const june = (figure: Figures[number]): Figures => ({ 6: figure! });

let bench: MonitoringBench;
beforeAll(async () => {
  bench = await MonitoringBench.open();
});
afterAll(() => bench.close());

describe('the achievement ratio of domain 6.1', () => {
  it.each<[string, Subject, Figures, string | null, string | null]>([
    ['CUMULATIVE, more: A / P', MORE, sum('40'), '0.800000', 'YELLOW'],
    ['CUMULATIVE, more: a curve replaces T × m / 12', { ...MORE, curve: { 6: '80' } }, sum('40'), '0.500000', 'RED'],
    [
      'CUMULATIVE, more: a point stands until the next',
      { ...MORE, curve: { 3: '40' } },
      sum('40'),
      '1.000000',
      'GREEN',
    ],
    ['CUMULATIVE, less: P / A', LESS, sum('62.5'), '0.800000', 'YELLOW'],
    ['CUMULATIVE, less: nothing is best', LESS, sum('0'), '1.000000', 'GREEN'],
    ['CUMULATIVE, equal: met', EQUAL, sum('50'), '1.000000', 'GREEN'],
    ['CUMULATIVE, equal: below', EQUAL, sum('40'), '0.800000', 'YELLOW'],
    ['CUMULATIVE, equal: above', EQUAL, sum('62.5'), '0.800000', 'YELLOW'],
    ['CUMULATIVE, equal: nothing', EQUAL, sum('0'), '0.000000', 'RED'],
    ['CUMULATIVE, equal: signs differ', EQUAL, sum('-50'), '0.000000', 'RED'],
    ['STOCK, more: (A − B) / (P − B)', STOCK, june('64'), '0.800000', 'YELLOW'],
    ['STOCK, more: below the baseline is 0', STOCK, june('30'), '0.000000', 'RED'],
    ['STOCK, less: (B − A) / (B − P)', FEWER, june('28'), '0.800000', 'YELLOW'],
    ['STOCK, less: above the baseline is 0', FEWER, june('50'), '0.000000', 'RED'],
    ['STOCK, equal: distance from the path', { ...STOCK, ...EQUAL }, june('76'), '0.800000', 'YELLOW'],
    ['STOCK, equal: far off is 0', { ...STOCK, ...EQUAL }, june('999'), '0.000000', 'RED'],
    ['STOCK, equal: no path, met', { ...STOCK, ...EQUAL, target_value: '40' }, june('40'), '1.000000', 'GREEN'],
    ['STOCK, equal: no path, not met', { ...STOCK, ...EQUAL, target_value: '40' }, june('41'), '0.000000', 'RED'],
    ['STOCK without baseline starts from 0', { ...STOCK, baseline: null }, june('40'), '0.800000', 'YELLOW'],
    ['RATE, more: A / T, never T × m / 12', RATE, june('72'), '0.800000', 'YELLOW'],
    ['RATE, more: the target of the period', { ...RATE, curve: { 6: '80' } }, june('72'), '0.900000', 'YELLOW'],
    [
      'RATE, equal: as CUMULATIVE with T',
      { ...RATE, ...EQUAL, target_value: '90' },
      june('112.5'),
      '0.800000',
      'YELLOW',
    ],
    ['SCORE, more', { ...RATE, measure_type: 'SCORE' }, june('54'), '0.600000', 'ORANGE'],
    ['COST: P / A', COST, sum('100'), '0.500000', 'RED'],
    ['COST, nothing spent', COST, sum('0'), '1.000000', 'GREEN'],
    ['COST, "=" is read as "≤"', { ...COST, ...EQUAL, measure_type: 'COST' }, sum('40'), '1.250000', 'GREEN'],
    ['EVENT_COUNT within the year’s limit', EVENTS, { 1: '1', 6: '1' }, '1.000000', 'GREEN'],
    ['EVENT_COUNT above it', EVENTS, { 1: '1', 6: '2' }, '0.000000', 'RED'],
    [
      'EVENT_COUNT, "=" is read as "≤"',
      { ...EVENTS, operator: 'EQ', direction: 'NEUTRAL' },
      june('1'),
      '1.000000',
      'GREEN',
    ],
    ['EVENT_COUNT, "<" is strict', { ...EVENTS, operator: 'LT' }, june('2'), '0.000000', 'RED'],
    ['EVENT_COUNT, none wanted, none happened', { ...EVENTS, target_value: '0' }, june('0'), '1.000000', 'GREEN'],
    ['EVENT_COUNT, none wanted, one happened', { ...EVENTS, target_value: '0' }, june('1'), '0.000000', 'RED'],
    ['QUAL 达成', QUAL, june({ level: 'ACHIEVED' }), '1.000000', 'GREEN'],
    ['QUAL 部分达成', QUAL, june({ level: 'PARTIAL' }), '0.700000', 'YELLOW'],
    ['QUAL 未达成', QUAL, june({ level: 'NOT' }), '0.300000', 'RED'],
    ['edge 2: zero target, "≥" holds', { ...MORE, target_value: '0' }, sum('0'), '1.000000', 'GREEN'],
    ['edge 2: zero target, ">" does not', { ...MORE, operator: 'GT', target_value: '0' }, sum('0'), '0.000000', 'RED'],
    ['edge 2: zero target, "≤" broken', { ...LESS, target_value: '0' }, sum('1'), '0.000000', 'RED'],
    ['edge 2: zero rate, "≤" holds', { ...RATE, ...LESS, target_value: '0' }, june('0'), '1.000000', 'GREEN'],
    ['edge 2: negative target, on plan', { ...MORE, target_value: '-12' }, sum('-6'), '1.000000', 'GREEN'],
    ['edge 2: negative target, worse', { ...MORE, target_value: '-12' }, sum('-7'), '0.000000', 'RED'],
    ['edge 2: negative actual', MORE, sum('-1'), '0.000000', 'RED'],
    ['edge 2: negative actual under a limit', LESS, sum('-1'), '1.000000', 'GREEN'],
    ['edge 2: the path does not rise yet, held', { ...STOCK, curve: { 6: '40' } }, june('40'), '1.000000', 'GREEN'],
    ['edge 2: the path does not rise yet, lost', { ...STOCK, curve: { 6: '40' } }, june('39'), '0.000000', 'RED'],
    ['edge 2: the path does not fall yet', { ...FEWER, curve: { 6: '45' } }, june('44'), '1.000000', 'GREEN'],
    [
      'a ratio beyond all bounds is cut',
      { ...MORE, curve: { 6: '0.000001' } },
      sum('90000000000000'),
      '9999999999.000000',
      'BLUE',
    ],
    ['BLUE: target suspect', MORE, sum('60'), '1.200000', 'BLUE'],
    ['BLUE not for scores', { ...RATE, measure_type: 'SCORE' }, june('180'), '2.000000', 'GREEN'],
    ['BLUE not for limits', LESS, sum('10'), '5.000000', 'GREEN'],
  ])('%s', async (_, subject, figures, ratio, light) => {
    expect(await bench.measure(subject, figures)).toMatchObject({ status: 'DUE', ratio, light });
  });

  it.each<[string, string]>([
    ['47.5', 'GREEN'],
    ['47.499999', 'YELLOW'],
    ['40', 'YELLOW'],
    ['39.999999', 'ORANGE'],
    ['30', 'ORANGE'],
    ['29.999999', 'RED'],
    ['59.999999', 'GREEN'],
  ])('has lights from the exact quotient: %s of 50 is %s', async (actual, light) => {
    expect((await bench.measure(MORE, sum(actual))).light).toBe(light);
  });
});

describe('a figure is due', () => {
  const quarterly: Subject = { reporting_period: 'QUARTER', measure_type: 'RATE', target_value: '90' };

  it.each<[string, Subject, Figures, number, Partial<Deviation>]>([
    [
      'M12: not while nothing is planned',
      { curve: { 1: '0', 12: '100' } },
      sum('0'),
      6,
      { status: 'NOT_DUE', light: null },
    ],
    [
      'not for a cost while nothing is planned',
      { ...COST, curve: { 1: '0' } },
      sum('9'),
      6,
      { status: 'NOT_DUE', light: null },
    ],
    ['no month of the quarter is over', quarterly, { 2: '90' }, 2, { status: 'NOT_DUE', ratio: null, light: null }],
    [
      'the last quarter’s light stands',
      quarterly,
      { 3: '72', 4: '10' },
      5,
      { status: 'DUE', ratio: '0.800000', light: 'YELLOW' },
    ],
    ['a later figure does not excuse a missing one', quarterly, { 3: '72' }, 6, { status: 'NO_DATA', light: 'GREY' }],
    [
      'a half-year ends in June',
      { ...quarterly, reporting_period: 'HALF' },
      june('90'),
      7,
      { status: 'DUE', ratio: '1.000000' },
    ],
    ['a year ends in December', { ...quarterly, reporting_period: 'YEAR' }, june('90'), 11, { status: 'NOT_DUE' }],
    [
      'several years end in the last',
      { ...RATE, reporting_period: 'MULTI_YEAR', target_on: '2028-12-31' },
      {},
      12,
      { status: 'NOT_DUE' },
    ],
    [
      'and then they are due',
      { ...RATE, reporting_period: 'MULTI_YEAR', target_on: '2026-12-31' },
      {},
      12,
      { status: 'NO_DATA' },
    ],
    ['due and missing is grey', MORE, {}, 6, { status: 'NO_DATA', ratio: null, light: 'GREY' }],
    [
      'a sum with a gap stays grey',
      MORE,
      { 1: '10', 3: '10', 6: '10' },
      6,
      { status: 'NO_DATA', actual: null, light: 'GREY' },
    ],
    [
      'a quarterly sum has no gap',
      { reporting_period: 'QUARTER' },
      { 3: '25', 6: '25' },
      7,
      { status: 'DUE', actual: '50', ratio: '1.000000' },
    ],
    ['events need no figure in each month', EVENTS, june('0'), 6, { status: 'DUE', light: 'GREEN' }],
    ['but one in the due month', EVENTS, { 5: '0' }, 6, { status: 'NO_DATA' }],
    ['a level that nobody reported is grey', QUAL, {}, 6, { status: 'NO_DATA', light: 'GREY' }],
    ['an indicator without target can’t be measured', { target_value: null }, sum('1'), 6, { status: 'NO_DATA' }],
  ])('%s', async (_, subject, figures, month, expected) => {
    expect(await bench.measure(subject, figures, month)).toMatchObject(expected);
  });
});

describe('a span of several years', () => {
  it('is due at the end of the project that it belongs to', async () => {
    const subject = { ...RATE, reporting_period: 'MULTI_YEAR' };
    const [running, ending] = [await bench.goal('IN_EXECUTION', '2028-06-30'), await bench.goal()];
    const ids = [await bench.plan(running, subject), await bench.plan(ending, subject)];
    await bench.one(recomputeListedDeviations(endOf(12), ids));
    expect(await bench.deviation(ids[0]!, 12)).toMatchObject({ status: 'NOT_DUE' });
    expect(await bench.deviation(ids[1]!, 12)).toMatchObject({ status: 'NO_DATA' });
  });
});

describe('a date', () => {
  it.each<[string, Figures, number, Partial<Deviation>]>([
    [
      'not yet done and not yet late is not due',
      {},
      5,
      { status: 'NOT_DUE', ratio: null, light: null, planned: '0', actual: '0' },
    ],
    [
      'done early is green at once',
      { 5: { done: '2026-05-20' } },
      5,
      { status: 'DUE', ratio: '1.000000', light: 'GREEN', days_late: 0 },
    ],
    [
      'done on the day is in time',
      june({ done: '2026-06-10' }),
      6,
      { ratio: '1.000000', light: 'GREEN', days_late: 0 },
    ],
    // 11, 12, 15–18 June; 19–21 is 端午; 22–25 June
    [
      'done ten working days late',
      june({ done: '2026-06-25' }),
      6,
      { ratio: '0.000000', days_late: 10, deviation: '10', light: 'ORANGE' },
    ],
    [
      'done eleven working days late',
      june({ done: '2026-06-26' }),
      6,
      { ratio: '0.000000', days_late: 11, light: 'RED' },
    ],
    [
      'not done by the as-of date',
      {},
      6,
      { status: 'DUE', ratio: '0.000000', days_late: 13, light: 'RED', planned: '1', actual: '0' },
    ],
    [
      'done after the month that is looked at is not done yet',
      { 6: { done: '2026-07-02' } },
      6,
      { ratio: '0.000000', days_late: 13, actual: '0' },
    ],
  ])('%s', async (_, figures, month, expected) => {
    expect(await bench.measure(BY_JUNE, figures, month)).toMatchObject(expected);
  });

  it('waits for no reporting period', async () => {
    expect(await bench.measure({ ...BY_JUNE, reporting_period: 'YEAR' }, {}, 6)).toMatchObject({ light: 'RED' });
  });

  it('leaves the days open where no calendar is loaded, and is not pardoned', async () => {
    const old = { ...BY_JUNE, target_on: '2020-12-25' };
    expect(await bench.measure(old, {}, 1)).toMatchObject({ ratio: '0.000000', days_late: null, light: 'RED' });
  });
});

describe('the signed deviation', () => {
  it.each<[string, Subject, Figures, string | null]>([
    ['of a sum', MORE, sum('40'), '-0.2'],
    ['of a stock', STOCK, june('64'), '-0.2'],
    ['of a falling stock', FEWER, june('28'), '-0.2'],
    ['of a rate', RATE, june('99'), '0.1'],
    ['of a cost', COST, sum('60'), '0.2'],
    ['of events, in events', EVENTS, june('5'), '3'],
    ['of a level: none', QUAL, june({ level: 'PARTIAL' }), null],
    ['of a rate with zero target: none', { ...RATE, target_value: '0' }, june('1'), null],
  ])('%s', async (_, subject, figures, deviation) => {
    expect((await bench.measure(subject, figures)).deviation).toBe(deviation);
  });
});
