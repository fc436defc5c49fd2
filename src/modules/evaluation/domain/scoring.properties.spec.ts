import fc from 'fast-check';
import { Decimal, scoreText } from '../../../kernel/rounding.js';
import { NAT_2020, PUBLISHED_RULE_SETS } from './published-rule-sets.js';
import { type Direction, type QuantitativeOperator, scoreQuantitative } from './quantitative-score.js';
import type { ScoringRuleSet } from './scoring-rule-set.js';
import { checkSelfEvaluation } from './self-evaluation-check.js';
import type { IndicatorRow, SelfEvaluationInput } from './self-evaluation-input.js';

const hundredths = (min: number, max: number) =>
  fc.integer({ min: min * 100, max: max * 100 }).map((value) => new Decimal(value).div(100));

const ruleSet: fc.Arbitrary<ScoringRuleSet> = fc
  .record({
    base: fc.constantFrom(...PUBLISHED_RULE_SETS),
    negative: fc.constantFrom('INVERSE_RATIO' as const, 'LINEAR_OVER' as const, 'PASS_FAIL' as const),
    equal: fc.constantFrom('POSITIVE_CAPPED' as const, 'SYMMETRIC' as const, 'EXACT' as const),
    tolerance: fc.constantFrom('0', '0.05'),
    floor: fc.constantFrom(null, '0.60'),
  })
  .map(({ base, negative, equal, tolerance, floor }) => ({
    ...base,
    negative: { method: negative },
    equal: { method: equal, tolerance },
    positive: { method: 'RATIO_CAPPED', floor },
  }));

const operator = fc.constantFrom<QuantitativeOperator[]>('GE', 'GT', 'EQ', 'LT', 'LE');
const direction = fc.constantFrom<Direction[]>('POSITIVE', 'NEGATIVE', 'NEUTRAL');

describe('the score of any quantitative indicator', () => {
  it('is never above the weight, never below 0, and a whole number of hundredths', () => {
    fc.assert(
      fc.property(
        ruleSet,
        operator,
        direction,
        hundredths(-1000, 100_000),
        hundredths(-1000, 100_000),
        fc.integer({ min: 0, max: 100_000 }).map((value) => new Decimal(value).div(1000)),
        (rules, sign, way, target, actual, weight) => {
          const { score } = scoreQuantitative({ operator: sign, direction: way, target, actual, weight }, rules);
          if (score === null) return sign === 'GE' && target.isZero();
          return score.lte(weight) && score.gte(0) && score.decimalPlaces() <= 2;
        },
      ),
    );
  });

  it.each([
    ['rises', 'GE', 1],
    ['rises', 'GT', 1],
    ['falls', 'LE', -1],
    ['falls', 'LT', -1],
  ] as const)('never %s the wrong way with the actual under %s', (_, sign, way) => {
    fc.assert(
      fc.property(
        ruleSet,
        hundredths(-100, 1000).filter((target) => !target.isZero()),
        hundredths(-1000, 5000),
        hundredths(0, 500),
        (rules, target, actual, step) => {
          const at = (value: Decimal) =>
            scoreQuantitative({ operator: sign, target, actual: value, weight: new Decimal(17) }, rules).score!;
          const [worse, better] = [at(actual), at(actual.plus(step.times(way)))];
          return better.gte(worse);
        },
      ),
    );
  });
});

/** A table of rows that can all be scored, with weights that add up to 90. */
const tableOf = (rows: fc.Arbitrary<IndicatorRow[]>): fc.Arbitrary<SelfEvaluationInput> =>
  fc.record({ rows, executed: hundredths(0, 120) }).map(({ rows: indicators, executed }) => ({
    ruleSet: 'NAT-2020',
    moneyUnit: '万元',
    funds: [{ item: '总额', initialBudget: '100', adjustedBudget: '100', executed: executed.toFixed() }],
    indicators,
  }));

const weights = fc
  .uniqueArray(fc.integer({ min: 1, max: 8999 }), { minLength: 1, maxLength: 8 })
  .map((cuts) => [0, ...cuts.sort((left, right) => left - right), 9000])
  .map((cuts) => cuts.slice(1).map((cut, index) => new Decimal(cut - cuts[index]!).div(100).toFixed()));

const scoredRows = weights.chain((list) =>
  fc.tuple(
    ...list.map((weight) =>
      fc.record<IndicatorRow>({
        name: fc.constantFrom('养护里程', '居民满意度', '成本'),
        operator: fc.constantFrom('≥', '≤', '=', '>', '<'),
        target: hundredths(1, 200).map((value) => value.toFixed()),
        actual: hundredths(0, 400).map((value) => value.toFixed()),
        weight: fc.constant(weight),
        reportedScore: fc.constantFrom('1', '5.5', null),
      }),
    ),
  ),
);

describe('the total of any table', () => {
  it('is the sum of the rounded scores when every part applies', () => {
    fc.assert(
      fc.property(tableOf(scoredRows), (input) => {
        const result = checkSelfEvaluation(input, NAT_2020);
        const parts = [result.executionScore, ...result.indicators.map(({ score }) => score)];
        const sum = parts.reduce((total, part) => total.plus(part!), new Decimal(0));
        expect(result.total).toBe(scoreText(sum));
      }),
    );
  });

  it('does not depend on the order of the indicators, and neither do the findings', () => {
    const shuffled = tableOf(scoredRows).chain((input) =>
      fc.record({
        input: fc.constant(input),
        indicators: fc.shuffledSubarray([...input.indicators], { minLength: input.indicators.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ input, indicators }) => {
        const one = checkSelfEvaluation(input, NAT_2020);
        const other = checkSelfEvaluation({ ...input, indicators }, NAT_2020);
        expect([other.total, other.grade]).toEqual([one.total, one.grade]);
        const codes = (result: typeof one) => result.findings.map(({ code }) => code).sort();
        expect(codes(other)).toEqual(codes(one));
      }),
    );
  });

  it('stays between 0 and 100 when some parts do not apply', () => {
    const partly = scoredRows.chain((rows) =>
      fc
        .tuple(...rows.map(() => fc.boolean()))
        .map((flags) => rows.map((row, index) => ({ ...row, notApplicable: flags[index]! }))),
    );
    fc.assert(
      fc.property(tableOf(partly), fc.constantFrom('RENORMALISE', 'REDISTRIBUTE_PARENT', 'FULL'), (input, method) => {
        const { total } = checkSelfEvaluation(input, { ...NAT_2020, na: { method } } as ScoringRuleSet);
        return total !== null && Number(total) >= 0 && Number(total) <= 100;
      }),
    );
  });
});

const hostile = fc.oneof(
  fc.constantFrom(
    '1e999',
    '--5',
    'NaN',
    '≥≤>=<5',
    '９'.repeat(400),
    '1,'.repeat(900),
    '((((',
    '%%%',
    '😀'.repeat(50),
    '\u0000',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '{sum}',
    '2025-99-99',
    '≥-0',
    '0.0000000000000000001',
    '达成',
    '定性',
    'XX',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 20 }).map((text) => text.repeat(300)),
  fc.double(),
  fc.integer(),
  fc
    .tuple(fc.constantFrom('≥', '≤', '<', ''), fc.double({ noNaN: true }), fc.constantFrom('%', '万元', '米', ''))
    .map((all) => all.join('')),
  fc.constantFrom(null, undefined, true, {}, [], [1]),
);

const hostileRow = fc.oneof(
  fc.constantFrom(null, undefined, 'row', 7),
  fc.record(
    Object.fromEntries(
      'level1 level2 name operator target unit actual weight reportedScore reason direction sampleSize surveyMethod notApplicable item initialBudget adjustedBudget executed'
        .split(' ')
        .map((field) => [field, hostile]),
    ),
    { requiredKeys: [] },
  ),
);

describe('the check of anything at all', () => {
  it('never throws, and answers with decimals, known places and text that JSON carries', () => {
    const anything = fc.record(
      {
        ruleSet: fc.constant('NAT-2020'),
        executionWeight: hostile,
        moneyUnit: hostile,
        frame: hostile,
        funds: fc.oneof(fc.array(hostileRow, { maxLength: 4 }), hostile),
        indicators: fc.oneof(fc.array(hostileRow, { maxLength: 6 }), hostile),
        reportedTotal: hostile,
        reportedGrade: hostile,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anything, fc.constantFrom(...PUBLISHED_RULE_SETS), (input, rules) => {
        const result = checkSelfEvaluation(input as unknown as SelfEvaluationInput, rules);
        const scores = [result.total, result.executionScore, ...result.indicators.map(({ score }) => score)];
        expect(scores.every((score) => score === null || /^\d+\.\d{2}$/.test(score))).toBe(true);
        expect(result.findings.every(({ pointer }) => /^\/[A-Za-z0-9/]+$/.test(pointer))).toBe(true);
        expect(result.findings.every(({ message }) => message.zh.length < 600 && message.en.length < 600)).toBe(true);
        expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      }),
      { numRuns: 500 },
    );
  });

  it('reads the largest table that it takes, all of it hostile, in bounded time', () => {
    const cell = `${'1,'.repeat(20_000)}≥`;
    const row = { level1: cell, level2: cell, name: cell, operator: cell, target: cell, actual: cell, weight: cell };
    const input = {
      ruleSet: 'NAT-2020',
      funds: [{ item: cell, executed: cell }],
      indicators: Array.from({ length: 500 }, () => row),
    };
    expect(checkSelfEvaluation(input, NAT_2020).total).toBeNull();
  }, 10_000);
});
