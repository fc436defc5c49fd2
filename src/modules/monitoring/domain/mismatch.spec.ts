import { describe, expect, it } from '@jest/globals';
import { gapInPoints, quadrantOf, severityOfGap } from './mismatch.js';
import { shippedRules } from './monitoring-rule-sets.js';

const rules = shippedRules('SC-2025').mismatch;
const severity = (achievement: string, execution: string): string =>
  severityOfGap(gapInPoints(achievement, execution), rules);

describe('money against results', () => {
  it('M03: 45 % spent with 34.9 % reached is a mismatch, with 35.0 % it is none', () => {
    expect(gapInPoints('0.349000', '0.450000')).toBe('-10.1000');
    expect(severity('0.349000', '0.450000')).toBe('WARN');
    expect(gapInPoints('0.350000', '0.450000')).toBe('-10.0000');
    expect(severity('0.350000', '0.450000')).toBe('NONE');
  });

  it.each([
    ['0.30', '0.20', 'NONE'],
    ['0.300001', '0.20', 'WARN'],
    ['0.40', '0.20', 'WARN'],
    ['0.400001', '0.20', 'SERIOUS'],
    ['0.20', '0.60', 'SERIOUS'],
    ['0.20', '0.600001', 'CRITICAL'],
  ])('%s reached, %s spent: %s', (achievement, execution, expected) =>
    expect(severity(achievement, execution)).toBe(expected),
  );

  it.each([
    ['0.20', '0.20', 'LAGGING'],
    ['0.50', '0.20', 'INEFFECTIVE'],
    ['0.20', '0.50', 'CHECK_TARGET'],
    ['0.50', '0.50', 'OK'],
    ['0.475', '0.475', 'OK'], // exactly 0.95 of the plan is not low
    ['0.474999', '0.475', 'CHECK_TARGET'],
  ])('%s spent and %s reached of 50 %% planned each: %s', (execution, achievement, quadrant) => {
    const rates = { execution, plannedExecution: '0.5', achievement, plannedAchievement: '0.5' };
    expect(quadrantOf(rates, rules)).toBe(quadrant);
  });
});
