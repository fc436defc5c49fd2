import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATED, type Figures, MonitoringBench, type Subject, sum } from './monitoring-bench.js';

const MORE: Subject = {};
const LESS: Subject = { direction: 'NEGATIVE', operator: 'LE' };
const EQUAL: Subject = { direction: 'NEUTRAL', operator: 'EQ' };
const RATE: Subject = { measure_type: 'RATE', target_value: '90' };
const COST: Subject = { ...LESS, measure_type: 'COST' };
const BY_JUNE: Subject = { ...DATED, target_on: '2026-06-10' };

const june = (figure: Figures[number]): Figures => ({ 6: figure! });

let bench: MonitoringBench;
beforeAll(async () => {
  bench = await MonitoringBench.open();
});
afterAll(() => bench.close());

describe('the vectors of domain 6.6', () => {
  it.each<[string, number, string, string, string]>([
    ['M04', 7, '34', '0.582857', 'RED'],
    ['M04', 7, '35', '0.600000', 'YELLOW'],
    ['M04', 7, '46', '0.788571', 'YELLOW'],
    ['M04', 7, '47', '0.805714', 'GREEN'],
    ['M04', 7, '69', '1.182857', 'GREEN'],
    ['M04', 7, '70', '1.200000', 'BLUE'],
    ['M13', 2, '10', '0.600000', 'YELLOW'],
    ['M13', 2, '20', '1.200000', 'BLUE'],
    ['M13', 5, '25', '0.600000', 'YELLOW'],
    ['M13', 11, '55', '0.600000', 'YELLOW'],
  ])('%s: IFMIS-A, month %i, %s of 100 in the year', async (_, month, actual, ratio, light) => {
    expect(await bench.measure(MORE, sum(actual, month), month, 'IFMIS-A')).toMatchObject({ ratio, light });
  });

  it('M06: a rate of 50 % against 90 % in June is on time for IFMIS-A Shanxi, and red for SL-DEFAULT', async () => {
    const satisfied = { ...RATE, level1: '满意度指标', level2: '服务对象满意度指标' };
    const timed = await bench.measure(satisfied, june('50'), 6, 'IFMIS-A-SX');
    expect(timed).toMatchObject({ ratio: '1.111111', light: 'GREEN' });
    expect(await bench.measure(satisfied, june('50'))).toMatchObject({ ratio: '0.555556', light: 'RED' });
  });

  it('M14: a cost above its plan is yellow, below it green and never blue', async () => {
    expect(await bench.measure(COST, sum('60'))).toMatchObject({ ratio: '0.833333', light: 'YELLOW' });
    expect(await bench.measure(COST, sum('40'))).toMatchObject({ ratio: '1.250000', light: 'GREEN' });
  });

  it.each([
    ['4', '1.250000', 'GREEN'],
    ['5', '1.000000', 'GREEN'],
    ['8', '0.625000', 'ORANGE'],
    ['0', '1.000000', 'GREEN'],
  ])('M15: a rate of %s % against at most 5 %', async (actual, ratio, light) => {
    expect(
      await bench.measure({ ...RATE, ...LESS, target_value: '5', measure_type: 'RATE' }, june(actual)),
    ).toMatchObject({
      ratio,
      light,
    });
  });
});

describe('other rule sets', () => {
  it.each<[string, string, Subject, Figures, string | null]>([
    ['IFMIS-A holds a limit against the whole year', 'IFMIS-A', LESS, sum('99'), 'GREEN'],
    ['IFMIS-A: "<" is strict', 'IFMIS-A', { ...LESS, operator: 'LT' }, sum('100'), 'RED'],
    ['IFMIS-A: "≤" is inclusive', 'IFMIS-A', LESS, sum('100'), 'GREEN'],
    ['IFMIS-A: "=" as positive', 'IFMIS-A', EQUAL, sum('60'), 'BLUE'],
    ['IFMIS-A: a zero target is met by zero only', 'IFMIS-A', { target_value: '0' }, sum('1'), 'RED'],
    ['IFMIS-A: a late date has no grace', 'IFMIS-A', BY_JUNE, june({ done: '2026-06-11' }), 'RED'],
    ['IFMIS-A: missing is grey', 'IFMIS-A', MORE, {}, 'GREY'],
    ['IFMIS-A knows no plan of zero', 'IFMIS-A', { curve: { 1: '0' } }, sum('0'), 'RED'],
    ['IFMIS-A scales quality by time too', 'IFMIS-A', { ...RATE, level2: '质量指标' }, june('50'), 'GREEN'],
    ['Shanxi does not', 'IFMIS-A-SX', { ...RATE, level2: '质量指标' }, june('50'), 'RED'],
    ['Shanxi scales numbers', 'IFMIS-A-SX', MORE, sum('31'), 'YELLOW'],
    ['SC-2025 has no colours', 'SC-2025', MORE, sum('1'), null],
    ['SC-2025 has no grey either', 'SC-2025', MORE, {}, null],
  ])('%s', async (_, code, subject, figures, light) => {
    expect((await bench.measure(subject, figures, 6, code)).light).toBe(light);
  });

  it('SC-2025 keeps the ratio of the plan', async () => {
    expect((await bench.measure(MORE, sum('40'), 6, 'SC-2025')).ratio).toBe('0.800000');
  });
});
