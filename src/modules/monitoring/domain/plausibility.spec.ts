import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Decimal } from '../../../kernel/rounding.js';
import { findImplausible, type JudgedActual, type PlausibilityFacts } from './plausibility.js';

const FACTS: PlausibilityFacts = {
  fiscalYear: 2026,
  measureType: 'CUMULATIVE',
  unit: '人次',
  target: '1200',
  plan: '100',
  earlier: [],
  years: [],
  evidenceKinds: [],
};
const RATE: PlausibilityFacts = { ...FACTS, measureType: 'RATE', unit: '%', target: '95', plan: '95' };

const figure = (value: string | null): JudgedActual => ({ value, doneOn: null, fileIds: [] });
const codes = (value: string, facts: Partial<PlausibilityFacts>, of = FACTS): readonly string[] =>
  findImplausible(figure(value), { ...of, ...facts }).map(({ code }) => code);

describe('a figure that can hardly be', () => {
  it.each<[string, string, Partial<PlausibilityFacts>, readonly string[]]>([
    ['a negative amount', '-5', {}, ['NEGATIVE']],
    ['negative spending', '-5', { measureType: 'COST' }, ['NEGATIVE']],
    ['negative accidents', '-1', { measureType: 'EVENT_COUNT' }, ['NEGATIVE']],
    ['a negative level', '-5', { measureType: 'STOCK', plan: '-6' }, []],
    ['a negative amount under a negative target', '-5', { target: '-60', plan: '-5' }, []],
    ['no amount', '0', {}, []],
    ['a hundred times the plan', '10000', {}, ['UNIT_MAGNITUDE']],
    ['just less', '9999', {}, []],
    ['a hundredth of the plan', '1', {}, ['UNIT_MAGNITUDE']],
    ['just more', '1.01', {}, []],
    ['元 for 万元, against the own past', '900000', { plan: null, earlier: ['88', '93'] }, ['UNIT_MAGNITUDE', 'JUMP']],
    ['five times the mean', '500', { earlier: ['90', '110'] }, []],
    ['more than five times', '501', { earlier: ['90', '110'] }, ['JUMP']],
    ['five times a single month before', '501', { earlier: ['100'] }, []],
    ['anything after months without', '60', { earlier: ['0', '0', '0'] }, []],
    ['accidents, however they come', '9', { measureType: 'EVENT_COUNT', plan: '0', earlier: ['0', '0', '1'] }, []],
    ['half as much again of a level', '150', { measureType: 'STOCK', earlier: ['100'] }, []],
    ['more than that', '151', { measureType: 'STOCK', earlier: ['100'] }, ['JUMP']],
    ['less than half of the level', '49', { measureType: 'STOCK', earlier: ['100'] }, ['JUMP']],
    ['a level against the end of last year', '49', { measureType: 'STOCK', years: ['10', '100'] }, ['JUMP']],
  ])('%s: %s', (_, value, facts, expected) => {
    expect(codes(value, facts)).toEqual(expected);
  });

  it.each<[string, Partial<PlausibilityFacts>, readonly string[]]>([
    ['0.95', {}, ['LOOKS_LIKE_FRACTION', 'UNIT_MAGNITUDE']],
    ['0.96', { unit: '％' }, ['LOOKS_LIKE_FRACTION']],
    ['0.96', { target: '2', plan: '2' }, []],
    ['0.96', { unit: '元/人' }, []],
    ['0', {}, []],
    ['100', {}, []],
    ['100.01', {}, ['RATE_OVER_100']],
    ['120', { target: '110', plan: '110' }, []],
    ['120', { unit: '‰' }, []],
    ['1000.01', { unit: '‰', target: '990', plan: '990' }, ['RATE_OVER_100']],
    ['-3', { target: '5', plan: '5' }, []],
  ])('a rate of %s with %j', (value, facts, expected) => {
    expect(codes(value, facts, RATE)).toEqual(expected);
  });

  it('stands out from six of its own figures by more than three robust deviations, as domain 7.1 counts them', () => {
    const years = ['100', '105', '98', '110', '102'];
    const facts = { measureType: 'SCORE', unit: '分', plan: '100', years, earlier: ['102'] } as const;
    const [warning] = findImplausible(figure('60'), { ...FACTS, ...facts });
    expect(warning).toEqual({
      code: 'Z_SCORE',
      severity: 'NOTICE',
      figures: { value: '60', median: '102', z: '-11.33', periods: '6' },
    });
    expect(codes('112', facts)).toEqual([]);
    expect(codes('60', { ...facts, earlier: [] })).toEqual([]);
  });

  it('was done before the year, or lacks the evidence that the library asks for', () => {
    const dated = { ...FACTS, measureType: 'DATE', target: null, plan: null, evidenceKinds: ['LEDGER'] } as const;
    const done = { value: null, doneOn: '2025-12-31', fileIds: [] };
    expect(findImplausible(done, dated).map(({ code }) => code)).toEqual(['DONE_BEFORE_YEAR', 'NO_EVIDENCE']);
    expect(findImplausible({ ...done, doneOn: '2026-01-01', fileIds: ['a'] }, dated)).toEqual([]);
  });
});

describe('properties', () => {
  const measure = fc.constantFrom('CUMULATIVE', 'STOCK', 'RATE', 'SCORE', 'COST', 'EVENT_COUNT' as const);
  const amount = fc.integer({ min: 1, max: 10 ** 9 }).map((thousandths) => new Decimal(thousandths).div(1000));
  const texts = (values: readonly Decimal[]): string[] => values.map((value) => value.toFixed());

  it('a figure that never changes is never warned of', () => {
    fc.assert(
      fc.property(measure, amount, fc.nat(11), fc.nat(5), (measureType, value, months, years) => {
        const always = value.toFixed();
        const past = { earlier: Array<string>(months).fill(always), years: Array<string>(years).fill(always) };
        expect(codes(always, { measureType, target: always, plan: always, ...past })).toEqual([]);
      }),
    );
  });

  it('the unit in which everything is counted makes no difference', () => {
    const past = fc.array(amount, { maxLength: 11 });
    fc.assert(
      fc.property(
        measure,
        amount,
        amount,
        past,
        past,
        fc.constantFrom('10000', '0.001', '7'),
        (measureType, ...rest) => {
          const [value, plan, earlier, years, factor] = rest;
          const judge = (by: string): readonly string[] => {
            const scaled = (values: readonly Decimal[]) => texts(values.map((one) => one.mul(by)));
            const target = plan.mul(by).toFixed();
            const facts = { target, plan: target, earlier: scaled(earlier), years: scaled(years) };
            return codes(value.mul(by).toFixed(), { measureType, ...facts });
          };
          expect(judge(factor)).toEqual(judge('1'));
        },
      ),
    );
  });
});
