import { Decimal, rateText, scoreText } from '../../../kernel/rounding.js';
import { NAT_2020 } from './published-rule-sets.js';
import {
  type Direction,
  type OvershootVerdict,
  type QuantitativeOperator,
  scoreQuantitative,
} from './quantitative-score.js';
import type { NegativeMethod, ScoringRuleSet } from './scoring-rule-set.js';

interface Case {
  direction?: Direction;
  negativeMethod?: NegativeMethod;
  overshootVerdict?: OvershootVerdict;
  ruleSet?: ScoringRuleSet;
}

function score(operator: QuantitativeOperator, target: string, actual: string, weight: string, options: Case = {}) {
  const { ruleSet = NAT_2020, ...rest } = options;
  const input = {
    operator,
    target: new Decimal(target),
    actual: new Decimal(actual),
    weight: new Decimal(weight),
    ...rest,
  };
  const result = scoreQuantitative(input, ruleSet);
  return {
    score: result.score && scoreText(result.score),
    completion: result.completion && rateText(result.completion),
    flags: result.flags.map(({ code }) => code),
    reasonRequired: result.reasonRequired,
    steps: result.explanation.steps.map(({ step }) => step),
    text: result.explanation.text,
  };
}

const tooLow: Case = { overshootVerdict: { cause: 'TARGET_SET_TOO_LOW' } };
const withNegative = (method: NegativeMethod): Case => ({ ruleSet: { ...NAT_2020, negative: { method } } });
const withEqual = (method: ScoringRuleSet['equal']['method']): Case => ({
  ruleSet: { ...NAT_2020, equal: { method, tolerance: '0' } },
});
const zeroAtEquality: Case = { ruleSet: { ...NAT_2020, strictOps: { scoreAtEquality: 'ZERO' } } };

describe('a positive indicator (≥, >)', () => {
  it('V01 pays the full weight when the target is met', () => {
    expect(score('GE', '500', '500', '10')).toMatchObject({ score: '10.00', flags: [], reasonRequired: false });
  });

  it('V02 pays pro rata when it is missed, and asks for the reason', () => {
    expect(score('GE', '500', '487', '10')).toMatchObject({
      score: '9.74',
      completion: '0.974000',
      reasonRequired: true,
    });
  });

  it('V03 pays nothing for nothing', () => {
    expect(score('GE', '100', '0', '10').score).toBe('0.00');
  });

  it.each([
    ['V04', '3', '1', '10', '3.33'],
    ['V05', '3', '2', '20', '13.33'],
    ['V06', '100', '97.3', '2', '1.95'],
    ['V07', '8755', '8676', '15', '14.86'],
    ['V08', '120', '69', '2', '1.15'],
  ])('%s rounds half-up: ≥%s, a=%s, W%s is %s', (_, target, actual, weight, expected) => {
    expect(score('GE', target, actual, weight).score).toBe(expected);
  });

  it('V09 flags a completion of exactly 130 % and gives no bonus', () => {
    expect(score('GE', '100', '130', '10')).toMatchObject({
      score: '10.00',
      flags: ['OVERSHOOT'],
      reasonRequired: true,
    });
  });

  it('V10 does not flag 129.95 %', () => {
    expect(score('GE', '2200', '2859', '10')).toMatchObject({ score: '10.00', flags: [], completion: '1.299545' });
  });

  it('V11 flags 153 %, and deducts only once a reviewer has confirmed that the target was too low', () => {
    expect(score('GE', '2000', '3061', '10')).toMatchObject({ score: '10.00', flags: ['OVERSHOOT'] });
    expect(score('GE', '2000', '3061', '10', { overshootVerdict: { cause: 'EXPLAINED' } }).score).toBe('10.00');
    expect(score('GE', '2000', '3061', '10', tooLow)).toMatchObject({ score: '7.70', flags: ['OVERSHOOT'] });
  });

  it('V12 caps the deduction at 40 %', () => {
    expect(score('GE', '10', '43', '10', tooLow).score).toBe('6.00');
  });

  it('V13 deducts 1 % for 131 %', () => {
    expect(score('GE', '100', '131', '10', tooLow).score).toBe('9.90');
  });

  it('deducts what the reviewer says under MANUAL, and nothing under NONE', () => {
    const overshoot = (deduct: ScoringRuleSet['overshoot']['deduct'], deduction?: string): Case => ({
      ruleSet: { ...NAT_2020, overshoot: { ...NAT_2020.overshoot, deduct } },
      overshootVerdict: { cause: 'TARGET_SET_TOO_LOW', ...(deduction ? { deduction: new Decimal(deduction) } : {}) },
    });
    expect(score('GE', '100', '200', '10', overshoot({ method: 'MANUAL' }, '0.25')).score).toBe('7.50');
    expect(score('GE', '100', '200', '10', overshoot({ method: 'MANUAL' })).score).toBe('10.00');
    expect(score('GE', '100', '200', '10', overshoot({ method: 'NONE' })).score).toBe('10.00');
  });

  it('does not flag the threshold itself where it is exclusive', () => {
    const ruleSet = { ...NAT_2020, overshoot: { ...NAT_2020.overshoot, inclusive: false } };
    expect(score('GE', '100', '130', '10', { ruleSet }).flags).toEqual([]);
    expect(score('GE', '100', '130.01', '10', { ruleSet }).flags).toEqual(['OVERSHOOT']);
  });

  it('V14 clamps a shrinking growth to zero', () => {
    expect(score('GE', '5', '-2', '10')).toMatchObject({ score: '0.00', completion: '0.000000', flags: [] });
  });

  it('V15 gives a missed negative target no points and sends it to a person', () => {
    expect(score('GE', '-3', '-5', '10')).toMatchObject({ score: '0.00', completion: null, flags: ['MANUAL_REVIEW'] });
  });

  it('V16 pays a met negative target in full', () => {
    expect(score('GE', '-3', '-2', '10')).toMatchObject({ score: '10.00', flags: [] });
  });

  it('V17 refuses a target of ≥ 0: there is no score', () => {
    expect(score('GE', '0', '5', '10')).toMatchObject({ score: null, flags: ['TARGET_ZERO'] });
  });

  it('V18 marks an actual at the strict limit, and pays by the rule set', () => {
    expect(score('GT', '5', '5', '10')).toMatchObject({ score: '10.00', flags: ['STRICT_BOUNDARY'] });
    expect(score('GT', '5', '5', '10', zeroAtEquality)).toMatchObject({ score: '0.00', flags: ['STRICT_BOUNDARY'] });
    expect(score('GT', '5', '5.01', '10').flags).toEqual([]);
  });

  it('V57 pays nothing below the pass threshold and pro rata from it on', () => {
    const ruleSet: ScoringRuleSet = { ...NAT_2020, positive: { method: 'RATIO_CAPPED', floor: '0.60' } };
    expect(score('GE', '100', '59', '10', { ruleSet }).score).toBe('0.00');
    expect(score('GE', '100', '60', '10', { ruleSet }).score).toBe('6.00');
    expect(score('GE', '100', '59', '10').score).toBe('5.90');
  });
});

describe('a negative indicator (≤, <)', () => {
  it('V19 pays the full weight within the limit', () => {
    expect(score('LE', '90', '89.97', '10')).toMatchObject({ score: '10.00', completion: '1.000000', flags: [] });
  });

  it.each([
    ['V20', '100', '9.00', '8.89', '0.00'],
    ['V21', '108', '8.33', '8.00', '0.00'],
    ['V22', '180', '5.00', '0.00', '0.00'],
    ['V23', '200', '4.50', '0.00', '0.00'],
  ])('%s scores ≤90, a=%s by the method of the rule set: %s, %s, %s', (_, actual, inverse, linear, passFail) => {
    expect(score('LE', '90', actual, '10', withNegative('INVERSE_RATIO')).score).toBe(inverse);
    expect(score('LE', '90', actual, '10', withNegative('LINEAR_OVER')).score).toBe(linear);
    expect(score('LE', '90', actual, '10', withNegative('PASS_FAIL')).score).toBe(passFail);
  });

  it('lets an indicator of safety or legality pass or fail under any rule set', () => {
    expect(score('LE', '2', '3', '10', { negativeMethod: 'PASS_FAIL' }).score).toBe('0.00');
  });

  it('V24 allows no accident where none is allowed', () => {
    expect(score('LE', '0', '0', '10').score).toBe('10.00');
    expect(score('LE', '0', '1', '10').score).toBe('0.00');
  });

  it('V25 pays the strict limit by the rule set and marks it (its monitoring light is another matter)', () => {
    expect(score('LT', '5', '5', '10')).toMatchObject({ score: '10.00', flags: ['STRICT_BOUNDARY'] });
    expect(score('LT', '5', '5', '10', zeroAtEquality).score).toBe('0.00');
  });

  it('never pays more than the weight for a missed negative limit', () => {
    expect(score('LE', '-5', '-4', '10')).toMatchObject({ score: '0.00', flags: ['MANUAL_REVIEW'] });
    expect(score('LE', '-5', '-6', '10').score).toBe('10.00');
  });
});

describe('an indicator that should equal its target', () => {
  it('V26 pays the full weight on the spot', () => {
    expect(score('EQ', '11', '11', '10').score).toBe('10.00');
  });

  it('V27 pays for =8, a=9 by the method of the rule set', () => {
    expect(score('EQ', '8', '9', '10', withEqual('POSITIVE_CAPPED')).score).toBe('10.00');
    expect(score('EQ', '8', '9', '10', withEqual('SYMMETRIC')).score).toBe('8.75');
    expect(score('EQ', '8', '9', '10', withEqual('EXACT')).score).toBe('0.00');
  });

  it('V28 allows nothing but zero for =0', () => {
    expect(score('EQ', '0', '0', '10').score).toBe('10.00');
    expect(score('EQ', '0', '1', '10').score).toBe('0.00');
  });

  it('follows a stated direction under POSITIVE_CAPPED', () => {
    expect(score('EQ', '8', '9', '10', { direction: 'POSITIVE' }).score).toBe('10.00');
    expect(score('EQ', '8', '10', '10', { direction: 'NEGATIVE' }).score).toBe('8.00');
    expect(score('EQ', '8', '9', '10', { direction: 'NEUTRAL' }).score).toBe('8.75');
  });

  it('takes a value within the tolerance as met', () => {
    const ruleSet: ScoringRuleSet = { ...NAT_2020, equal: { method: 'EXACT', tolerance: '0.01' } };
    expect(score('EQ', '100', '101', '10', { ruleSet }).score).toBe('10.00');
    expect(score('EQ', '100', '101.01', '10', { ruleSet }).score).toBe('0.00');
  });

  it('has no ratio for a negative target', () => {
    expect(score('EQ', '-5', '-6', '10')).toMatchObject({ score: '0.00', flags: ['MANUAL_REVIEW'] });
    expect(score('EQ', '-5', '-6', '10', { direction: 'NEUTRAL' }).flags).toEqual(['MANUAL_REVIEW']);
  });
});

describe('the trace of a score', () => {
  it('shows the formula, the numbers and the rounding, in Chinese and English', () => {
    const result = score('GE', '100', '97.3', '2');
    expect(result.steps).toEqual(['POSITIVE_PRORATA', 'ROUNDED']);
    expect(result.text.zh).toBe(
      '完成值 97.3 未达到指标值 100，按比例计分：2 × 97.3 ÷ 100 = 1.946。四舍五入保留两位小数：1.95。',
    );
    expect(result.text.en).toBe(
      'The actual 97.3 is short of 100, pro rata: 2 × 97.3 ÷ 100 = 1.946. Rounded half-up to 2 places: 1.95.',
    );
  });

  it('shows a confirmed deduction', () => {
    expect(score('GE', '2000', '3061', '10', tooLow).text.en).toContain('deduction 0.2305: 10 × (1 − 0.2305) = 7.695');
  });

  it('pays at most the whole hundredths of a weight that has more', () => {
    expect(score('GE', '3', '3', '3.339').score).toBe('3.33');
  });
});
