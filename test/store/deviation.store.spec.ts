import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { shippedRules } from '../../src/modules/monitoring/domain/monitoring-rule-sets.js';
import {
  type MonitoringPoint,
  recomputeDeviationRange,
  recomputeListedDeviations,
  STREAMING,
} from '../../src/modules/monitoring/deviation.statement.js';
import type { Call } from '../../src/platform/database/call.js';
import { NOTICED_DAYS } from '../../src/modules/organization/domain/holidays.js';

const RULE_SET = randomUUID();
const DISTRICT = randomUUID();

/** An indicator of 2026: more is better, 100 in the year, nothing else said. */
const PLAIN = {
  measure_type: 'CUMULATIVE',
  operator: 'GE',
  direction: 'POSITIVE',
  target_value: '100' as string | null,
  target_on: null as string | null,
  baseline: null as string | null,
  reporting_period: 'MONTH',
  level1: '产出指标',
  level2: '数量指标',
};
type Subject = Partial<typeof PLAIN> & { curve?: Record<number, string> };
type Figure = string | { level: string } | { done: string };
type Figures = Readonly<Record<number, Figure>>;

const MORE: Subject = {};
const LESS: Subject = { direction: 'NEGATIVE', operator: 'LE' };
const EQUAL: Subject = { direction: 'NEUTRAL', operator: 'EQ' };
const STOCK: Subject = { measure_type: 'STOCK', baseline: '40' };
const FEWER: Subject = { ...LESS, measure_type: 'STOCK', baseline: '40', target_value: '10' };
const RATE: Subject = { measure_type: 'RATE', target_value: '90' };
const COST: Subject = { ...LESS, measure_type: 'COST' };
const EVENTS: Subject = { ...LESS, measure_type: 'EVENT_COUNT', target_value: '2' };
const QUAL: Subject = { measure_type: 'QUAL', operator: 'QUAL', target_value: null };
const BY_JUNE: Subject = { measure_type: 'DATE', operator: 'LE', target_value: null, target_on: '2026-06-10' };

/** The same amount every month up to June adds up to `total`. */
const evenly = (total: number, months = 6): Figures =>
  Object.fromEntries(Array.from({ length: months }, (_, at) => [at + 1, (total / months).toFixed(6)]));
/** Everything in the first month, then nothing: exact sums. */
const sum = (total: string, months = 6): Figures =>
  Object.fromEntries(Array.from({ length: months }, (_, at) => [at + 1, at === 0 ? total : '0']));
const june = (figure: Figure): Figures => ({ 6: figure });

let client: pg.Client;

beforeAll(async () => {
  client = new pg.Client({ connectionString: process.env['MON_URL'] ?? '' });
  await client.connect();
  await client.query(
    `insert into app.calendar_days (day, is_working, name) select * from jsonb_to_recordset($1) as d(day date, "isWorking" boolean, name text)
      on conflict do nothing`,
    [JSON.stringify(NOTICED_DAYS)],
  );
});
afterAll(() => client.end());

async function one<R>({ text, values, read }: Call<R>): Promise<R> {
  return read((await client.query(text, values as unknown[])).rows);
}

const at = (month: number, code = 'SL-DEFAULT'): MonitoringPoint => ({
  fiscalYear: 2026,
  month,
  asOf: new Date(Date.UTC(2026, month, 0)).toISOString().slice(0, 10),
  ruleSetId: RULE_SET,
  rules: shippedRules(code),
});

async function plan(subject: Subject, figures: Figures = {}): Promise<string> {
  const [goal, project, id] = [randomUUID(), randomUUID(), randomUUID()];
  const { curve = {}, ...columns } = { ...PLAIN, ...subject };
  await client.query(
    `insert into app.goals (id, project_id, unit_id, district_id, unit_path, fiscal_year, state)
      values ($1, $2, $3, $4, 'r', 2026, 'IN_EXECUTION')`,
    [goal, project, randomUUID(), DISTRICT],
  );
  const named = Object.entries(columns);
  await client.query(
    `insert into app.indicators (id, goal_id, project_id, district_id, unit_path, fiscal_year, name, weight,
        ${named.map(([name]) => name).join(', ')})
      values ($1, $2, $3, $4, 'r', 2026, '指标', 10, ${named.map((_, n) => `$${n + 5}`).join(', ')})`,
    [id, goal, project, DISTRICT, ...named.map(([, value]) => value)],
  );
  for (const [month, planned] of Object.entries(curve)) {
    await client.query(`insert into app.plan_points values ($1, $2, $3, $4, $5, 'r')`, [
      id,
      month,
      planned,
      project,
      DISTRICT,
    ]);
  }
  for (const [month, figure] of Object.entries(figures)) await report(id, Number(month), figure);
  return id;
}

async function report(id: string, month: number, figure: Figure): Promise<void> {
  const value = typeof figure === 'string' ? figure : null;
  const level = typeof figure === 'object' && 'level' in figure ? figure.level : null;
  const done = typeof figure === 'object' && 'done' in figure ? figure.done : null;
  await client.query(
    `insert into app.actuals (id, indicator_id, fiscal_year, month, value, level, done_on, district_id, unit_path)
      values (gen_random_uuid(), $1, 2026, $2, $3, $4, $5, $6, 'r')`,
    [id, month, value, level, done, DISTRICT],
  );
}

interface Deviation {
  readonly status: string;
  readonly planned: string | null;
  readonly actual: string | null;
  readonly ratio: string | null;
  readonly deviation: string | null;
  readonly days_late: number | null;
  readonly light: string | null;
}

async function deviationOf(id: string, month: number): Promise<Deviation> {
  const { rows } = await client.query<Deviation>(
    `select status, trim_scale(planned)::text as planned, trim_scale(actual)::text as actual, ratio::text,
      trim_scale(deviation)::text as deviation, days_late, light
      from app.deviations where indicator_id = $1 and month = $2 and fiscal_year = 2026`,
    [id, month],
  );
  return rows[0]!;
}

async function measure(subject: Subject, figures: Figures, month = 6, code = 'SL-DEFAULT'): Promise<Deviation> {
  const id = await plan(subject, figures);
  await one(recomputeListedDeviations(at(month, code), [id]));
  return deviationOf(id, month);
}

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
    expect(await measure(subject, figures)).toMatchObject({ status: 'DUE', ratio, light });
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
    expect((await measure(MORE, sum(actual))).light).toBe(light);
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
    expect(await measure(subject, figures, month)).toMatchObject(expected);
  });
});
