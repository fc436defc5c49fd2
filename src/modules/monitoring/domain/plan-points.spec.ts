import { describe, expect, it } from '@jest/globals';
import { readPlanPoints } from './plan-points.js';

const quarters = (values: readonly string[]) => values.map((planned, at) => ({ period: `2026-Q${at + 1}`, planned }));

describe('the points of a plan', () => {
  it('are read by quarters, in any order, at the month in which each ends', () => {
    const points = readPlanPoints(2026, quarters(['1', '2', '3', '4']).reverse());
    expect(points.ok && [...points.byMonth].sort(([a], [b]) => a - b)).toEqual([
      [3, '1'],
      [6, '2'],
      [9, '3'],
      [12, '4'],
    ]);
  });

  it.each([
    ['an empty plan', [], 'plan-curve.not-whole-year'],
    ['three quarters', quarters(['1', '2', '3']), 'plan-curve.not-whole-year'],
    [
      'a quarter twice',
      [...quarters(['1', '2', '3']), { period: '2026-Q3', planned: '4' }],
      'plan-curve.not-whole-year',
    ],
    ['another year', [{ period: '2025', planned: '1' }], 'plan-curve.outside-year'],
    ['no period', [{ period: '2026-13', planned: '1' }], 'plan-curve.outside-year'],
    [
      'months and quarters',
      [...quarters(['1', '2', '3']), { period: '2026-12', planned: '4' }],
      'plan-curve.mixed-lengths',
    ],
  ])('are refused for %s', (_, given, code) => {
    const points = readPlanPoints(2026, given);
    expect(!points.ok && points.problems[0]?.code).toBe(code);
  });
});
