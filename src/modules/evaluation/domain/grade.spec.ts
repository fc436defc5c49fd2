import { Decimal, scoreText } from '../../../kernel/rounding.js';
import { applyVeto, gradeOf } from './grade.js';
import { HUBEI_2020, IFMIS_A, NAT_2020 } from './published-rule-sets.js';

const grades = (totals: string[], ruleSet = NAT_2020) =>
  totals.map((total) => gradeOf(new Decimal(total), ruleSet.grades));

describe('the grade', () => {
  it('V47 follows the national bands', () => {
    expect(grades(['100', '90.00', '89.99', '80.00', '79.99', '60.00', '59.99', '0'])).toEqual([
      '优',
      '优',
      '良',
      '良',
      '中',
      '中',
      '差',
      '差',
    ]);
  });

  it('V48 is taken from the total as displayed: 89.995 is 90.00', () => {
    expect(grades(['89.995', '89.9949'])).toEqual(['优', '良']);
  });

  it('V49 follows the bands of IFMIS-A', () => {
    expect(grades(['80.00', '79.99', '70.00', '69.99', '59.99'], IFMIS_A)).toEqual(['优', '良', '良', '中', '差']);
  });

  it('is not given where the bands are unknown or the total is none', () => {
    expect(grades(['95'], HUBEI_2020)).toEqual([null]);
    expect(grades(['100.01', '-1'])).toEqual([null, null]);
  });
});

describe('a veto', () => {
  it('V60 forces 差, shows 59.99 and keeps 92.30', () => {
    const { total, grade, rawTotal, vetoes } = applyVeto(new Decimal('92.30'), ['FALSIFIED_DATA'], NAT_2020);
    expect([scoreText(total), grade, scoreText(rawTotal), vetoes]).toEqual([
      '59.99',
      '差',
      '92.30',
      ['FALSIFIED_DATA'],
    ]);
  });

  it('does not raise a total that was lower', () => {
    expect(scoreText(applyVeto(new Decimal('41.20'), ['MISUSE_OF_FUNDS'], NAT_2020).total)).toBe('41.20');
  });

  it('needs a condition that the rule set honours', () => {
    const ruleSet = { ...NAT_2020, veto: [] };
    expect(applyVeto(new Decimal('92.30'), ['FALSIFIED_DATA'], ruleSet)).toMatchObject({ grade: '优', vetoes: [] });
    expect(applyVeto(new Decimal('92.30'), [], NAT_2020).grade).toBe('优');
  });

  it('lowers the total even where the grades are unknown', () => {
    const { total, grade } = applyVeto(new Decimal('92.30'), ['FALSIFIED_DATA'], HUBEI_2020);
    expect([scoreText(total), grade]).toEqual(['59.99', null]);
  });
});
