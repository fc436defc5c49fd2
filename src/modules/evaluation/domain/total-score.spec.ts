import { Decimal, scoreText } from '../../../kernel/rounding.js';
import { gradeOf } from './grade.js';
import { NAT_2020 } from './published-rule-sets.js';
import type { ScoringRuleSet } from './scoring-rule-set.js';
import { plainTotal, type ScorePart, totalScore } from './total-score.js';

const part = (
  weight: string,
  score: string,
  level1: string | null = '产出',
  level2: string | null = '数量',
): ScorePart => ({
  weight: new Decimal(weight),
  level1,
  level2,
  outcome: { kind: 'SCORED', score: new Decimal(score) },
});
const notApplicable = (weight: string, level1: string | null = null, level2: string | null = null): ScorePart => ({
  weight: new Decimal(weight),
  level1,
  level2,
  outcome: { kind: 'NOT_APPLICABLE' },
});
const unknown: ScorePart = { weight: new Decimal(10), level1: '产出', level2: '数量', outcome: { kind: 'UNKNOWN' } };
const withNa = (method: ScoringRuleSet['na']['method']): ScoringRuleSet => ({ ...NAT_2020, na: { method } });
const execution = (score: string) => part('10', score, null, null);

function total(parts: ScorePart[], ruleSet = NAT_2020) {
  const result = totalScore(parts, ruleSet);
  return result.total && scoreText(result.total);
}

describe('the total', () => {
  it('V40 scales 81 of 90 to 90.00 when the execution does not apply', () => {
    expect(total([notApplicable('10'), part('90', '81')])).toBe('90.00');
  });

  it('V41 is 81.00 when 0 of 0 scores nothing', () => {
    expect(total([execution('0'), part('90', '81')])).toBe('81.00');
  });

  it('V46 is 97.60 and 优 for 76 % of the money and all of the results', () => {
    const parts = [execution('7.60'), part('90', '90')];
    expect(total(parts)).toBe('97.60');
    expect(gradeOf(totalScore(parts, NAT_2020).total!, NAT_2020.grades)).toBe('优');
  });

  it('V48 rounds a re-based 89.995 8 up to 90.00, which is 优', () => {
    const parts = [notApplicable('4.94', '满意度', '服务对象满意度'), execution('10'), part('85.06', '75.55')];
    expect(total(parts)).toBe('90.00');
    expect(gradeOf(totalScore(parts, NAT_2020).total!, NAT_2020.grades)).toBe('优');
  });

  it('V59 scales 86.5 of 90 to 96.11 when the satisfaction does not apply', () => {
    expect(total([execution('10'), part('80', '76.5'), notApplicable('10', '满意度', '服务对象满意度')])).toBe('96.11');
  });

  it('gives the points of a part that does not apply to its siblings', () => {
    const parts = [
      execution('10'),
      part('20', '10', '产出', '数量'),
      notApplicable('20', '产出', '数量'),
      part('50', '50', '效益', '社会效益'),
    ];
    expect(total(parts, withNa('REDISTRIBUTE_PARENT'))).toBe('80.00');
    expect(total(parts, withNa('RENORMALISE'))).toBe('87.50');
    expect(total(parts, withNa('FULL'))).toBe('90.00');
  });

  it('goes one level up when there is no sibling, and to everybody when there is none at all', () => {
    const upOne = [
      part('40', '20', '产出', '数量'),
      notApplicable('10', '产出', '质量'),
      part('50', '50', '效益', '社会效益'),
    ];
    expect(total(upOne, withNa('REDISTRIBUTE_PARENT'))).toBe('75.00');
    const everybody = [part('90', '45'), notApplicable('10', '满意度', '服务对象满意度')];
    expect(total(everybody, withNa('REDISTRIBUTE_PARENT'))).toBe('50.00');
    expect(total([notApplicable('10'), part('90', '45')], withNa('REDISTRIBUTE_PARENT'))).toBe('50.00');
  });

  it('is unknown while a part is, and when nothing applies', () => {
    expect(total([execution('10'), unknown])).toBeNull();
    expect(total([notApplicable('100')])).toBeNull();
    expect(total([])).toBeNull();
  });

  it('is a plain sum for a table with wrong weights', () => {
    expect(scoreText(plainTotal([execution('10'), part('100', '100'), notApplicable('5')]).total!)).toBe('110.00');
  });

  it('shows how it was scaled', () => {
    const { explanation, isRebased } = totalScore([notApplicable('10'), part('90', '81')], NAT_2020);
    expect(isRebased).toBe(true);
    expect(explanation.text.zh).toBe('不适用项按百分制折算：81 ÷ 90 × 100 = 90.00。');
  });
});
