import { Decimal, plainText } from '../../../kernel/rounding.js';

/** Groups of a weight template: the level-1 indicators, and 预算执行率, which joins only at self-evaluation. */
export type WeightGroup = '决策' | '管理' | '成本' | '产出' | '效益' | '满意度';

/** Points (分) per level-1 group. A group that isn't listed has no fixed share; `free` templates fix only the sum. */
export interface WeightTemplate {
  code: string;
  /** Points of 预算执行率, added at self-evaluation. Indicators carry the other 100 − execution. */
  execution: string;
  groups: Readonly<Partial<Record<WeightGroup, string>>>;
  free: readonly WeightGroup[];
  source: string;
}

export const WEIGHT_TEMPLATES = [
  /* [known]; repeated in real footnotes [found: S8] */
  {
    code: 'T2020',
    execution: '10',
    groups: { 产出: '50', 效益: '30', 满意度: '10' },
    free: [],
    source: '财预〔2020〕10号',
  },
  /* [known] */
  {
    code: 'T2021-COST',
    execution: '10',
    groups: { 成本: '20', 产出: '40', 效益: '20', 满意度: '10' },
    free: [],
    source: '财预〔2021〕101号',
  },
  /* Projects without satisfaction: 效益 gains its 10 points [known] */
  {
    code: 'T2021-NOSAT',
    execution: '10',
    groups: { 成本: '20', 产出: '40', 效益: '30' },
    free: [],
    source: '财预〔2021〕101号',
  },
  /* As above, without cost [known] */
  {
    code: 'T2021-NOSAT-NOCOST',
    execution: '10',
    groups: { 产出: '50', 效益: '40' },
    free: [],
    source: '财预〔2021〕101号',
  },
  /* The form requires only Σ = 90; real projects use 60 + 30 or 4 × 22.5 [found: S4] */
  {
    code: 'T-SC-90',
    execution: '10',
    groups: {},
    free: ['成本', '产出', '效益', '满意度'],
    source: '四川省项目支出绩效自评表 510000_0013zp',
  },
  /* 效益 40 includes 满意度, in varying shares [found: S10] */
  {
    code: 'T-HUBEI',
    execution: '20',
    groups: { 产出: '40', 效益: '40' },
    free: [],
    source: '湖北省项目支出绩效自评表',
  },
  /* 管理 is 25 on paper, 10 of which are 预算执行率 [found] */
  {
    code: 'T-YINCHUAN',
    execution: '10',
    groups: { 决策: '10', 管理: '15', 产出: '30', 效益: '35' },
    free: [],
    source: '银川市项目支出绩效评价指标',
  },
] as const satisfies readonly WeightTemplate[];

export interface WeightSumProblem {
  code: 'WEIGHT_SUM';
  /** 100 − executionWeight, as text. */
  expected: string;
  sum: string;
}

/**
 * Σ of the indicator weights (权重) must be exactly 100 − executionWeight: 90 where execution is worth 10, as at filing
 * (财预〔2021〕101号; 四川 form: Σ = 90), 80 where it is worth 20 (Hubei). `null` means accepted. No tolerance, no rounding.
 */
export function checkWeightSum(weights: readonly Decimal[], executionWeight: Decimal): WeightSumProblem | null {
  const sum = weights.reduce((total, weight) => total.plus(weight), new Decimal(0));
  const expected = new Decimal(100).minus(executionWeight);
  return sum.equals(expected) ? null : { code: 'WEIGHT_SUM', expected: plainText(expected), sum: plainText(sum) };
}

export interface WeightDeviation {
  group: WeightGroup;
  expected: string;
  sum: string;
}

/**
 * Groups whose sum differs from the template by more than `tolerance` points. They aren't forbidden but need a reason
 * (特殊情况可适当调整) [known]. Free groups never deviate; a group that the template doesn't have is expected to be 0.
 */
export function findWeightDeviations(
  weights: readonly { group: WeightGroup; weight: Decimal }[],
  template: WeightTemplate,
  tolerance: Decimal,
): WeightDeviation[] {
  const sums = new Map<WeightGroup, Decimal>();
  for (const group of Object.keys(template.groups) as WeightGroup[]) sums.set(group, new Decimal(0));
  for (const { group, weight } of weights) sums.set(group, (sums.get(group) ?? new Decimal(0)).plus(weight));
  return [...sums]
    .filter(([group]) => !template.free.includes(group))
    .map(([group, sum]) => ({ group, sum, expected: new Decimal(template.groups[group] ?? '0') }))
    .filter(({ sum, expected }) => sum.minus(expected).abs().gt(tolerance))
    .map(({ group, sum, expected }) => ({ group, expected: plainText(expected), sum: plainText(sum) }));
}
