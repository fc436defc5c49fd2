import { describe, expect, it } from '@jest/globals';
import { isExecutionLagging, isGoalLagging, SICHUAN_2025_CHECKPOINTS, thresholdAt } from './execution-checkpoint.js';

const linear = { ...SICHUAN_2025_CHECKPOINTS, interpolation: 'LINEAR' } as const;
const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const lines = (checkpoints: typeof SICHUAN_2025_CHECKPOINTS): readonly (string | undefined)[] =>
  months.map((month) => thresholdAt(checkpoints, month)?.toString());

describe('execution checkpoints', () => {
  it.each([
    [6, '39.99', true, 'M01'],
    [6, '40.00', false, 'M01'],
    [4, '24.99', true, 'M02'],
    [4, '25.00', false, 'M02'],
    [8, '59.99', true, 'M02'],
    [8, '60.00', false, 'M02'],
    [10, '79.99', true, 'M02'],
    [10, '80.00', false, 'M02'],
  ])('month %i with %s %% spent: lagging %s (%s)', (month, percent, isLagging) => {
    expect(isExecutionLagging(percent, '100', SICHUAN_2025_CHECKPOINTS, month)).toBe(isLagging);
  });

  it('compare money, not rounded rates', () => {
    // 0.3999999999 of a very large budget would round to 40.00 %.
    expect(isExecutionLagging('39999999999.99', '100000000000.00', SICHUAN_2025_CHECKPOINTS, 6)).toBe(true);
  });

  it('draw no line between the checkpoints, as the rule says', () => {
    expect(lines(SICHUAN_2025_CHECKPOINTS)).toEqual(
      months.map((month) => ({ 4: '25', 6: '40', 8: '60', 10: '80' })[month]),
    );
  });

  it('can be joined by straight lines, with nothing before the first and after the last', () => {
    const none = undefined;
    expect(lines(linear)).toEqual([none, none, none, '25', '32.5', '40', '50', '60', '70', '80', none, none]);
  });

  it('hold for goal achievement too', () => {
    expect(isGoalLagging('0.399999', SICHUAN_2025_CHECKPOINTS, 6)).toBe(true);
    expect(isGoalLagging('0.400000', SICHUAN_2025_CHECKPOINTS, 6)).toBe(false);
    expect(isGoalLagging(null, SICHUAN_2025_CHECKPOINTS, 6)).toBe(false);
    expect(isGoalLagging('0', SICHUAN_2025_CHECKPOINTS, 5)).toBe(false);
  });

  it('say nothing of a project without budget', () => {
    expect(isExecutionLagging('0', '0', SICHUAN_2025_CHECKPOINTS, 6)).toBe(false);
  });
});
