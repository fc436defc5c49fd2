import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recomputeListedDeviations } from '../../src/modules/monitoring/deviation.statement.js';
import {
  bandOf,
  explainDeviation,
  explainLight,
  explainRatio,
} from '../../src/modules/monitoring/domain/deviation-explanation.js';
import { measureIndicator } from '../../src/modules/monitoring/measurement.statement.js';
import { endOf, type Figures, MonitoringBench, type Subject } from './monitoring-bench.js';

let bench: MonitoringBench;
beforeAll(async () => {
  bench = await MonitoringBench.open();
});
afterAll(() => bench.close());

const DIRECTIONS = { POSITIVE: 'GE', NEGATIVE: 'LE', NEUTRAL: 'EQ' } as const;
type Direction = keyof typeof DIRECTIONS;
const NUMBERS = ['CUMULATIVE', 'STOCK', 'RATE', 'SCORE'] as const;
const KINDS: readonly (readonly [string, Direction])[] = [
  ...NUMBERS.flatMap((type) =>
    (['POSITIVE', 'NEGATIVE', 'NEUTRAL'] as const).map((direction) => [type, direction] as const),
  ),
  ['COST', 'NEGATIVE'],
  ['COST', 'NEUTRAL'],
  ['EVENT_COUNT', 'NEGATIVE'],
  ['EVENT_COUNT', 'NEUTRAL'],
  ['DATE', 'NEGATIVE'],
  ['QUAL', 'POSITIVE'],
];
const SITUATIONS = ['on plan', 'ahead', 'behind', 'nothing due', 'missing', 'corrected late'] as const;
type Situation = (typeof SITUATIONS)[number];

/** 120 in the year, so 60 by June; a stock leads from 40 to 100 (or 40 to 10), so to 70 (25) by June. */
const subjectOf = (type: string, direction: Direction): Subject => ({
  measure_type: type,
  direction,
  operator: type === 'QUAL' ? 'QUAL' : DIRECTIONS[direction],
  target_value: type === 'DATE' || type === 'QUAL' ? null : targetOf(type, direction),
  target_on: type === 'DATE' ? '2026-06-10' : null,
  baseline: type === 'STOCK' ? '40' : null,
});
function targetOf(type: string, direction: Direction): string {
  if (type === 'STOCK') return direction === 'NEGATIVE' ? '10' : '100';
  if (type === 'RATE' || type === 'SCORE') return '60';
  return type === 'EVENT_COUNT' ? '2' : '120';
}

/** The figure of June in each situation, or what was added up by then. */
function figureOf(type: string, direction: Direction, situation: Situation): string {
  const by = { 'on plan': 0, 'corrected late': 0, ahead: 1, behind: -1, 'nothing due': 0, missing: 0 }[situation];
  const better = direction === 'NEGATIVE' || type === 'COST' || type === 'EVENT_COUNT' ? -by : by;
  if (type === 'EVENT_COUNT') return String(2 + better);
  if (type === 'STOCK') return direction === 'NEGATIVE' ? String(25 + better * 15) : String(70 + better * 15);
  return String(60 + better * 30);
}

/** Domain 6.1 and 6.2 by hand, in plain numbers: nothing of the product's. */
function oracle(
  type: string,
  direction: Direction,
  situation: Situation,
): { status: string; ratio: number | null; light: string | null } {
  if (type === 'DATE') {
    if (situation === 'nothing due') return { status: 'NOT_DUE', ratio: null, light: null };
    // Two working days late, or 14 of them by the end of June (19 June 2026 is 端午节).
    if (situation === 'behind') return { status: 'DUE', ratio: 0, light: 'ORANGE' };
    return situation === 'missing'
      ? { status: 'DUE', ratio: 0, light: 'RED' }
      : { status: 'DUE', ratio: 1, light: 'GREEN' };
  }
  if (situation === 'nothing due') return { status: 'NOT_DUE', ratio: null, light: null };
  if (situation === 'missing') return { status: 'NO_DATA', ratio: null, light: 'GREY' };
  if (type === 'QUAL') {
    return situation === 'behind'
      ? { status: 'DUE', ratio: 0.3, light: 'RED' }
      : { status: 'DUE', ratio: 1, light: 'GREEN' };
  }
  const actual = Number(figureOf(type, direction, situation));
  const ratio = Math.max(0, ratioOf(type, direction, actual));
  return { status: 'DUE', ratio, light: lightOf(type, direction, ratio) };
}
function ratioOf(type: string, direction: Direction, actual: number): number {
  if (type === 'EVENT_COUNT') return actual <= 2 ? 1 : 0;
  if (type === 'STOCK') {
    if (direction === 'POSITIVE') return (actual - 40) / 30;
    if (direction === 'NEGATIVE') return (40 - actual) / 15;
    return 1 - Math.abs(actual - 70) / 30;
  }
  if (direction === 'NEGATIVE' || type === 'COST') return 60 / actual;
  return direction === 'POSITIVE' ? actual / 60 : Math.min(actual, 60) / Math.max(actual, 60);
}
function lightOf(type: string, direction: Direction, ratio: number): string {
  if (ratio >= 1.2 && direction === 'POSITIVE' && ['CUMULATIVE', 'STOCK', 'RATE'].includes(type)) return 'BLUE';
  if (ratio >= 0.95) return 'GREEN';
  if (ratio >= 0.8) return 'YELLOW';
  return ratio >= 0.6 ? 'ORANGE' : 'RED';
}

const MONTH = 6;
const SUMS = ['CUMULATIVE', 'COST', 'EVENT_COUNT'];
/** Half of it in the first month and half in June: a sum, or two levels of which the later counts. */
function figuresOf(type: string, direction: Direction, situation: Situation): Figures {
  if (situation === 'missing' || situation === 'nothing due') return {};
  if (type === 'DATE') return situation === 'behind' ? { 6: { done: '2026-06-12' } } : { 6: { done: '2026-06-10' } };
  if (type === 'QUAL') return { 6: { level: situation === 'behind' ? 'NOT' : 'ACHIEVED' } };
  const june = figureOf(type, direction, situation);
  if (!SUMS.includes(type)) return { 3: '1', 6: june };
  return { 1: '0', 2: '0', 3: '0', 4: '0', 5: '0', 6: june };
}

async function explained(id: string, month: number, code = 'SL-DEFAULT') {
  const point = endOf(month, code);
  const now = (await bench.one(measureIndicator(point, id)))!;
  const words = {
    ratio: explainRatio(now.measured, point.asOf),
    deviation: explainDeviation(now.measured),
    band: bandOf(now.measured, point.rules),
    light: explainLight(now.measured, point.rules),
  };
  return { ...now, words };
}

describe('a worked month', () => {
  it.each(KINDS.flatMap(([type, direction]) => SITUATIONS.map((situation) => [type, direction, situation] as const)))(
    '%s %s, %s',
    async (type, direction, situation) => {
      const month = situation === 'nothing due' ? 2 : MONTH;
      const subject = subjectOf(type, direction);
      const due = situation === 'nothing due' ? { reporting_period: 'QUARTER' } : {};
      const id = await bench.plan(await bench.goal(), { ...subject, ...due }, figuresOf(type, direction, situation));
      if (situation === 'corrected late' && type !== 'DATE' && type !== 'QUAL') {
        await bench.report(id, MONTH, '999');
        await bench.one(recomputeListedDeviations(endOf(MONTH), [id]));
        await bench.report(id, MONTH, figureOf(type, direction, situation));
      }
      await bench.one(recomputeListedDeviations(endOf(month), [id]));
      const stored = (await bench.deviation(id, month))!;
      const wanted = oracle(type, direction, situation);
      expect([stored.status, stored.light]).toEqual([wanted.status, wanted.light]);
      if (wanted.ratio === null) expect(stored.ratio).toBeNull();
      else expect(Number(stored.ratio)).toBeCloseTo(wanted.ratio, 5);
      const { result, words } = await explained(id, month);
      expect(result).toMatchObject({
        status: stored.status,
        ratio: stored.ratio,
        light: stored.light,
        goalRevision: 1,
      });
      expect(words.ratio.zh.length).toBeGreaterThan(4);
    },
  );
});

/** What the formula itself comes to: the text between the last "=" (or the start) and ", r". */
function worthOf(text: string): number {
  const [formula = ''] = text.split(',r = ');
  const numbers = formula.slice(formula.lastIndexOf('= ') + (formula.includes('= ') ? 2 : 0));
  const code = numbers
    .replace(/\|([^|]+)\|/g, 'Math.abs($1)')
    .replaceAll('÷', '/')
    .replaceAll('×', '*')
    .replaceAll('−', '-')
    .replaceAll('--', '- -');
  return Function(`return (${code})`)() as number;
}

/** A small generator with a seed: the same worlds in every run. */
function chances(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

describe('any explanation', () => {
  it('agrees with what was computed, and its formula comes to the ratio', async () => {
    const pick = chances(20260711);
    const one = <T>(of: readonly T[]): T => of[pick(of.length)] as T;
    let formulas = 0;
    for (let world = 0; world < 200; world += 1) {
      const [type, direction] = one(KINDS);
      const number = (): string => String((pick(4000) - 500) / 10);
      const subject: Subject = {
        ...subjectOf(type, direction),
        ...(type === 'DATE' || type === 'QUAL' ? {} : { target_value: number(), baseline: one([null, number()]) }),
        reporting_period: one(['MONTH', 'QUARTER', 'HALF', 'YEAR']),
        ...(type === 'DATE' || type === 'QUAL'
          ? {}
          : { curve: one<Readonly<Record<number, string>>>([{}, { 3: number(), 6: number(), 12: number() }]) }),
      };
      const figures: Record<number, Figures[number]> = {};
      const months = type === 'DATE' ? [one([5, 6])] : [1, 2, 3, 4, 5, 6, 9, 12];
      for (const month of months) {
        if (pick(5) === 0) continue;
        if (type === 'DATE') figures[month] = { done: `2026-0${month}-${10 + pick(18)}` };
        else figures[month] = type === 'QUAL' ? { level: one(['ACHIEVED', 'PARTIAL', 'NOT']) } : number();
      }
      const id = await bench.plan(await bench.goal(), subject, figures as Figures);
      const month = one([2, 3, 5, 6, 9, 12]);
      const code = one(['SL-DEFAULT', 'IFMIS-A', 'IFMIS-A-SX', 'SC-2025']);
      await bench.one(recomputeListedDeviations(endOf(month, code), [id]));
      const stored = (await bench.deviation(id, month))!;
      const { result, measured, words } = await explained(id, month, code);
      const { status, planned, actual, ratio, deviation, light, daysLate, dueMonth } = result;
      expect({ status, planned, actual, ratio, deviation, light, days_late: daysLate, due_month: dueMonth }).toEqual(
        stored,
      );
      const band = words.band;
      if (band && ratio !== null) {
        if (band.from !== null) expect(Number(ratio)).toBeGreaterThanOrEqual(Number(band.from) - 1e-6);
        if (band.below !== null) expect(Number(ratio)).toBeLessThan(Number(band.below) + 1e-6);
      }
      if (measured.way && ['QUOTIENT', 'INVERSE', 'PATH', 'TIME'].includes(measured.way) && Number(ratio) < 1e6) {
        const value = Math.max(0, worthOf(words.ratio.zh));
        expect(Math.abs(value - Number(ratio))).toBeLessThan(1e-4 * Math.max(1, value));
        formulas += 1;
      }
    }
    expect(formulas).toBeGreaterThan(20);
  });
});
