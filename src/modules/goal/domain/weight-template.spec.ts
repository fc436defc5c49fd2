import { Decimal } from '../../../kernel/rounding.js';
import { checkWeightSum, findWeightDeviations, WEIGHT_TEMPLATES, type WeightGroup } from './weight-template.js';

const decimals = (...texts: string[]) => texts.map((text) => new Decimal(text));
const ten = new Decimal(10);
const template = (code: string) => WEIGHT_TEMPLATES.find((candidate) => candidate.code === code)!;
const weighed = (rows: Partial<Record<WeightGroup, string>>) =>
  Object.entries(rows).map(([group, weight]) => ({ group: group as WeightGroup, weight: new Decimal(weight) }));

describe('weight templates', () => {
  it('V50 accepts 50/30/10 = 90', () => {
    expect(checkWeightSum(decimals('50', '30', '10'), ten)).toBeNull();
  });

  it('V51 accepts 20/40/20/10 = 90', () => {
    expect(checkWeightSum(decimals('20', '40', '20', '10'), ten)).toBeNull();
  });

  it('V52 rejects 70/20/10 = 100 beside 10 points of execution', () => {
    expect(checkWeightSum(decimals('70', '20', '10'), ten)).toEqual({ code: 'WEIGHT_SUM', expected: '90', sum: '100' });
  });

  it('V53 accepts 22.5 × 4 = 90', () => {
    expect(checkWeightSum(decimals('22.5', '22.5', '22.5', '22.5'), ten)).toBeNull();
  });

  it('asks for 80 where execution is worth 20, and has no tolerance', () => {
    expect(checkWeightSum(decimals('40', '40'), new Decimal(20))).toBeNull();
    expect(checkWeightSum(decimals('89.99'), ten)).toMatchObject({ sum: '89.99' });
    expect(checkWeightSum([], ten)).toMatchObject({ sum: '0' });
  });

  it.each(WEIGHT_TEMPLATES.filter(({ free }) => free.length === 0))('adds up with execution to 100: $code', (row) => {
    expect(checkWeightSum(decimals(...Object.values(row.groups)), new Decimal(row.execution))).toBeNull();
  });

  it('names the groups that leave the template', () => {
    const rows = weighed({ 产出: '40', 效益: '40', 满意度: '10' });
    expect(findWeightDeviations(rows, template('T2020'), new Decimal(0))).toEqual([
      { group: '产出', expected: '50', sum: '40' },
      { group: '效益', expected: '30', sum: '40' },
    ]);
    expect(findWeightDeviations(rows, template('T2020'), ten)).toEqual([]);
    expect(findWeightDeviations(weighed({ 成本: '20' }), template('T2020'), ten)).toContainEqual({
      group: '成本',
      expected: '0',
      sum: '20',
    });
  });

  it('leaves the groups of the Sichuan form free', () => {
    expect(findWeightDeviations(weighed({ 产出: '60', 效益: '30' }), template('T-SC-90'), new Decimal(0))).toEqual([]);
  });
});
