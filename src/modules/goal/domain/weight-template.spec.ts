import { Decimal } from '../../../kernel/rounding.js';
import { checkWeightSum, findWeightDeviations, type WeightTemplate } from './weight-template.js';

const decimals = (...texts: string[]) => texts.map((text) => new Decimal(text));
const ten = new Decimal(10);
const template = (points: Record<string, string | null>): WeightTemplate => ({
  code: 'T',
  executionWeight: '10',
  places: Object.entries(points).map(([level1, each]) => ({ level1, points: each })),
});
const T2020 = template({ 产出: '50', 效益: '30', 满意度: '10' });
const SICHUAN = template({ 成本: null, 产出: null, 效益: null, 满意度: null });
const weighed = (rows: Record<string, string>) =>
  Object.entries(rows).map(([level1, weight]) => ({ level1, weight: new Decimal(weight) }));

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

  it('names the groups that leave the template', () => {
    const rows = weighed({ 产出: '40', 效益: '40', 满意度: '10' });
    expect(findWeightDeviations(rows, T2020, new Decimal(0))).toEqual([
      { level1: '产出', expected: '50', sum: '40' },
      { level1: '效益', expected: '30', sum: '40' },
    ]);
    expect(findWeightDeviations(rows, T2020, ten)).toEqual([]);
    expect(findWeightDeviations(weighed({ 成本: '20' }), T2020, ten)).toContainEqual({
      level1: '成本',
      expected: '0',
      sum: '20',
    });
  });

  it('leaves the groups of the Sichuan form free', () => {
    expect(findWeightDeviations(weighed({ 产出: '60', 效益: '30' }), SICHUAN, new Decimal(0))).toEqual([]);
  });
});
