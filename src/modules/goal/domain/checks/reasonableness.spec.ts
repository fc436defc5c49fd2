import fc from 'fast-check';
import { Decimal } from '../../../../kernel/rounding.js';
import type { CheckedIndicator } from '../goal-check.js';
import type { GoalCheckRules } from './check-rules.js';
import { findCheckRulesProblems } from './check-rules.js';
import { DEFAULT_CHECK_RULES } from './default-check-rules.js';
import { codesOf, GOAL, judged, SOUND } from './goal-judgement.fixture.js';
import { judgeGoal } from './goal-judgement.js';
import {
  type ComparisonFacts,
  judgeTarget,
  type PeerFigures,
  type Reasonableness,
  type ViewName,
} from './reasonableness.js';
import { median, medianDeviation, quantile } from './statistics.js';

const NONE: ComparisonFacts = { amount: null, past: [], peers: null };
const past = (...actuals: readonly (number | string)[]): ComparisonFacts['past'] =>
  actuals.map((actual, at) => ({
    fiscalYear: 2026 - actuals.length + at,
    actual: String(actual),
    target: null,
    amount: null,
  }));
const judge = (
  targetValue: string,
  facts: Partial<ComparisonFacts>,
  indicator: Partial<CheckedIndicator> = {},
  rules: GoalCheckRules = DEFAULT_CHECK_RULES,
): Reasonableness => judgeTarget({ ...SOUND, ...indicator, targetValue }, 2026, { ...NONE, ...facts }, rules)!;
const viewOf = ({ views }: Reasonableness, name: ViewName) => views.find(({ view }) => view === name)!;
const LESS: Partial<CheckedIndicator> = { operator: 'LE', direction: 'NEGATIVE', measureType: 'STOCK' };
const SHARE: Partial<CheckedIndicator> = { measureType: 'RATE', unitOfMeasure: '%' };

describe('the view of history', () => {
  const facts = { past: past(100, 105, 98, 110, 102) };

  it.each([
    ['60', '-9.44', 'TOO_LOW'],
    ['103', '0.22', 'OK'],
    ['112', '2.25', 'OK'],
    ['150', '10.79', 'TOO_HIGH'],
    ['95', '-1.57', 'OK'],
  ])('of 100, 105, 98, 110, 102: a target of %s has z %s and is %s', (target, z, verdict) => {
    const result = judge(target, facts);
    expect(viewOf(result, 'HISTORY')).toEqual({
      view: 'HISTORY',
      verdict,
      figures: { n: 5, median: '102', mad: '3', z },
    });
    expect(result.verdict).toBe(verdict);
  });

  it('turns round where less is better: 60 complaints where 102 are usual is hard, 150 is easy', () => {
    expect(judge('60', facts, LESS).verdict).toBe('TOO_HIGH');
    expect(judge('150', facts, LESS).verdict).toBe('TOO_LOW');
    expect(judge('100', facts, LESS).verdict).toBe('OK');
  });

  it('allows ±10 % where the past never differed', () => {
    const flat = { past: past(100, 100, 100) };
    expect(['89.9', '90', '110', '110.1'].map((t) => judge(t, flat).verdict)).toEqual([
      'TOO_LOW',
      'OK',
      'OK',
      'TOO_HIGH',
    ]);
    expect(judge('0', { past: past(0, 0, 0) }, LESS).verdict).toBe('OK');
    expect(judge('3', { past: past(0, 0, 0) }, LESS).verdict).toBe('TOO_LOW');
  });

  it('says honestly that two years are not enough', () => {
    const result = judge('60', { past: past(100, 101) });
    expect(viewOf(result, 'HISTORY').verdict).toBe('INSUFFICIENT_DATA');
    expect(judge('60', {}).verdict).toBe('INSUFFICIENT_DATA');
    expect(codesOf(judged({ targetValue: '60' }))).toContain('TARGET_UNCOMPARED');
    expect(result.suggested).toBeNull();
  });

  it('suggests P25 to P75 of the past, grown by the usual step', () => {
    // Steps 1.05, 0.9333, 1.1224, 0.9273: their median is 0.99167; quartiles 100 and 105.
    expect(judge('103', facts).suggested).toEqual({ from: '99.17', to: '104.13' });
    // A share that never passed 100 % is not asked to.
    expect(judge('95', { past: past(96, 98, 100) }, SHARE).suggested).toEqual({ from: '99', to: '100' });
  });
});

describe('the view of peers', () => {
  const peers = (over: Partial<PeerFigures> = {}): PeerFigures => ({
    n: 5,
    figure: '10',
    p10: '4',
    p50: '9',
    p75: '12',
    p90: '15',
    percentile: '0.500000',
    unitCost: null,
    ...over,
  });

  it('flags what lies beyond nine in ten others, either way', () => {
    expect(judge('10', { peers: peers({ figure: '3.9' }) }).verdict).toBe('TOO_LOW');
    expect(judge('10', { peers: peers({ figure: '4' }) }).verdict).toBe('OK');
    expect(judge('10', { peers: peers({ figure: '15.1' }) }).verdict).toBe('TOO_HIGH');
    expect(judge('10', { peers: peers({ figure: '3.9' }) }, LESS).verdict).toBe('TOO_HIGH');
  });

  it('compares with three other units or none, and only what has a size', () => {
    expect(judge('10', { peers: peers({ n: 2, figure: '1' }) }).verdict).toBe('INSUFFICIENT_DATA');
    expect(judge('10', { peers: peers({ figure: null }) }).verdict).toBe('INSUFFICIENT_DATA');
  });
});

describe('the view of standards', () => {
  const rules = (kind: 'MINIMUM' | 'INDUSTRY', value: string): GoalCheckRules => ({
    ...DEFAULT_CHECK_RULES,
    standards: [{ definitionId: 'definition-1', kind, value, source: '示例文件' }],
  });
  const pinned = { ...SHARE, definitionId: 'definition-1' };

  it('blocks only below a legal minimum', () => {
    const short = judged({ ...pinned, targetValue: '89' }, { rules: rules('MINIMUM', '90') });
    expect(short.findings.find(({ code }) => code === 'BELOW_MINIMUM')).toMatchObject({
      severity: 'ERROR',
      params: { minimum: '90', source: '示例文件' },
    });
    expect(codesOf(judged({ ...pinned, targetValue: '90' }, { rules: rules('MINIMUM', '90') }))).not.toContain(
      'BELOW_MINIMUM',
    );
    const modest = judged({ ...pinned, targetValue: '89' }, { rules: rules('INDUSTRY', '90') });
    expect(codesOf(modest)).toContain('TARGET_TOO_LOW');
    expect(codesOf(modest)).not.toContain('BELOW_MINIMUM');
  });

  it('reads a maximum where less is better', () => {
    expect(judge('36', {}, { ...LESS, definitionId: 'definition-1' }, rules('MINIMUM', '35')).belowMinimum?.value).toBe(
      '35',
    );
    expect(judge('34', {}, { ...LESS, definitionId: 'definition-1' }, rules('MINIMUM', '35')).belowMinimum).toBeNull();
  });
});

describe('the view of money', () => {
  const spent = (...rows: readonly [number, number][]): ComparisonFacts['past'] =>
    rows.map(([actual, amount], at) => ({
      fiscalYear: 2022 + at,
      actual: `${actual}`,
      target: null,
      amount: `${amount}`,
    }));

  it('finds a unit cost outside ±30 % of what is usual', () => {
    const years = spent([100, 1000], [90, 900], [110, 1100]);
    const money = (target: string): string => viewOf(judge(target, { past: years, amount: '1000' }), 'MONEY').verdict;
    expect(['76', '77', '142', '143'].map(money)).toEqual(['TOO_LOW', 'OK', 'OK', 'TOO_HIGH']);
    expect(viewOf(judge('76', { past: years }), 'MONEY').verdict).toBe('INSUFFICIENT_DATA');
    expect(viewOf(judge('76', { past: years, amount: '1000' }, SHARE), 'MONEY').verdict).toBe('INSUFFICIENT_DATA');
  });
});

describe('the memory of last year', () => {
  const last = (actual: string, target: string | null, amount: string | null): ComparisonFacts['past'] => [
    { fiscalYear: 2025, actual, target, amount },
  ];

  it('flags a target that last year’s result passes for the same money', () => {
    expect(judge('100', { past: last('120', '110', '500'), amount: '500' }).verdict).toBe('TOO_LOW');
    expect(judge('100', { past: last('120', '110', '500'), amount: '400' }).verdict).toBe('OK');
    expect(judge('130', { past: last('120', '110', '500'), amount: '500' }).verdict).toBe('OK');
    expect(judge('100', { past: last('100', '100', '500'), amount: '500' }, SHARE).verdict).toBe('OK');
  });

  it('remembers a target that was passed by 30 %, unless it has been raised to the result', () => {
    expect(judge('120', { past: last('130', '100', null) }).verdict).toBe('TOO_LOW');
    expect(judge('120', { past: last('129', '100', null) }).verdict).toBe('OK');
    expect(judge('135', { past: last('130', '100', null) }).verdict).toBe('OK');
  });
});

describe('every check', () => {
  const text = fc.string({ maxLength: 12 });
  const figure = fc.integer({ min: -1000, max: 100000 }).map((value) => String(value / 100));
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
  const indicator: fc.Arbitrary<CheckedIndicator> = fc.record({
    level1: fc.constantFrom('产出指标', '效益指标', '成本指标', '满意度指标', '其他'),
    level2: text,
    name: text,
    measureType: fc.constantFrom('CUMULATIVE', 'STOCK', 'RATE', 'SCORE', 'DATE', 'COST', 'EVENT_COUNT', 'QUAL'),
    operator: fc.constantFrom('GE', 'GT', 'EQ', 'LT', 'LE', 'QUAL'),
    direction: fc.constantFrom('POSITIVE', 'NEGATIVE', 'NEUTRAL'),
    targetValue: maybe(figure),
    targetOn: maybe(fc.constantFrom('2026-05-31', '2027-01-01')),
    targetText: maybe(text),
    baseline: maybe(figure),
    unitOfMeasure: maybe(fc.constantFrom('%', '人', '')),
    weight: fc.constantFrom('5', '70'),
    reportingPeriod: fc.constantFrom('YEAR', 'MULTI_YEAR'),
    scoringStandard: maybe(text),
    dataSource: maybe(text),
    reliability: maybe(fc.constantFrom('A', 'D')),
  });
  const year = fc.record({
    fiscalYear: fc.integer({ min: 2020, max: 2025 }),
    actual: figure,
    target: maybe(figure),
    amount: maybe(figure),
  });
  const comparison = fc.record({
    amount: maybe(figure),
    past: fc.array(year, { maxLength: 5 }),
    peers: fc.constant(null),
  });

  it('leaves the goal as it is, answers the same twice, and never rejects for a comparison', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(indicator, comparison), { maxLength: 4 }), fc.boolean(), (rows, isAligned) => {
        const goal = deepFreeze({ ...GOAL, indicators: rows.map(([each]) => each) });
        const facts = deepFreeze({ isAligned, comparisons: rows.map(([, each]) => each) });
        const before = JSON.stringify([goal, facts]);
        const first = judgeGoal(goal, facts, DEFAULT_CHECK_RULES);
        expect(JSON.stringify([goal, facts])).toBe(before);
        expect(judgeGoal(goal, facts, DEFAULT_CHECK_RULES)).toEqual(first);
        expect(first.indicators).toHaveLength(rows.length);
        const compared = first.findings.filter(
          ({ code }) => code.startsWith('TARGET_TOO') || code === 'TARGET_UNCOMPARED',
        );
        expect(compared.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
      }),
    );
  });

  it('places targets in order: a harder one is never easier', () => {
    const rank = { TOO_LOW: 0, OK: 1, TOO_HIGH: 2, INSUFFICIENT_DATA: 1 };
    fc.assert(
      fc.property(fc.array(figure, { minLength: 3, maxLength: 5 }), figure, figure, (actuals, one, other) => {
        const [easy, hard] = [Number(one), Number(other)].sort((a, b) => a - b).map(String) as [string, string];
        const of = (target: string): number =>
          rank[viewOf(judge(target, { past: past(...actuals) }), 'HISTORY').verdict];
        expect(of(hard)).toBeGreaterThanOrEqual(of(easy));
      }),
    );
  });
});

describe('statistics', () => {
  const of = (...values: number[]): Decimal[] => values.map((value) => new Decimal(value));

  it('are those of the vector, whatever the order', () => {
    const history = of(100, 105, 98, 110, 102);
    expect(
      [median(history), medianDeviation(history), quantile(history, '0.25'), quantile(history, '0.75')].map(String),
    ).toEqual(['102', '3', '100', '105']);
    expect(String(median(of(1, 2, 3, 4)))).toBe('2.5');
    expect(() => median([])).toThrow('nothing');
  });
});

describe('a set of check rules', () => {
  it('as shipped has no problem, and no district may let a comparison reject', () => {
    expect(findCheckRulesProblems(DEFAULT_CHECK_RULES)).toEqual([]);
    const severities = { ...DEFAULT_CHECK_RULES.severities, TARGET_TOO_LOW: 'ERROR' as const };
    expect(findCheckRulesProblems({ ...DEFAULT_CHECK_RULES, severities })).toMatchObject([
      { code: 'NEVER_ERROR', pointer: '/severities/TARGET_TOO_LOW' },
    ]);
    const thresholds = { ...DEFAULT_CHECK_RULES.thresholds, minPeers: 2 };
    expect(findCheckRulesProblems({ ...DEFAULT_CHECK_RULES, thresholds })).toMatchObject([
      { code: 'TOO_FEW', pointer: '/thresholds/minPeers' },
    ]);
  });
});

function deepFreeze<T>(value: T): T {
  if (value && typeof value === 'object') Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
