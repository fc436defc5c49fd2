import { Decimal, plainText } from '../../../kernel/rounding.js';

/** 权重模板, as far as the checks know it: how the points (分) of a goal are shared out among its level-1 indicators. */
export interface WeightTemplate {
  readonly code: string;
  /** Points of 预算执行率, added at self-evaluation. Indicators carry the other 100 − executionWeight. */
  readonly executionWeight: string;
  readonly places: readonly WeightPlace[];
}

/** `points: null`: free, only the sum of all is fixed. */
export interface WeightPlace {
  readonly level1: string;
  readonly points: string | null;
}

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
  level1: string;
  expected: string;
  sum: string;
}

/**
 * Level-1 indicators whose sum differs from the template by more than `tolerance` points. They aren't forbidden but need a
 * reason (特殊情况可适当调整) [known]. A free place never deviates; one that the template doesn't have is expected to be 0.
 */
export function findWeightDeviations(
  weights: readonly { level1: string; weight: Decimal }[],
  { places }: WeightTemplate,
  tolerance: Decimal,
): WeightDeviation[] {
  const sums = new Map(places.map(({ level1 }) => [level1, new Decimal(0)]));
  for (const { level1, weight } of weights) sums.set(level1, (sums.get(level1) ?? new Decimal(0)).plus(weight));
  const free = new Set(places.flatMap(({ level1, points }) => (points === null ? [level1] : [])));
  const points = new Map(places.map((place) => [place.level1, place.points]));
  return [...sums]
    .filter(([level1]) => !free.has(level1))
    .map(([level1, sum]) => ({ level1, sum, expected: new Decimal(points.get(level1) ?? '0') }))
    .filter(({ sum, expected }) => sum.minus(expected).abs().gt(tolerance))
    .map(({ level1, sum, expected }) => ({ level1, expected: plainText(expected), sum: plainText(sum) }));
}
