import { describe, expect, it } from '@jest/globals';
import { bandOfIndex, computeEarnedValue } from './earned-value.js';

describe('earned value', () => {
  it('M07: 1,000 budgeted, seven months of an even plan, 30 % reached, 800 spent', () => {
    // s(7) = 7/12, with as many digits as a rate is kept: the money still comes out to the 分.
    const found = computeEarnedValue({
      budgetAtCompletion: '1000',
      plannedShare: '0.583333333333',
      goalShare: '0.30',
      actualCost: '800',
    });
    expect(found).toMatchObject({
      plannedValue: '583.33',
      earnedValue: '300.00',
      schedulePerformanceIndex: '0.5143',
      costPerformanceIndex: '0.3750',
      estimateAtTrend: '2666.67',
      estimateAtPlanRate: '1500.00',
      toCompletePerformanceIndex: '3.5000',
      scheduleVariance: '-283.33',
      costVariance: '-500.00',
      estimateToComplete: '1866.67',
      varianceAtCompletion: '-1666.67',
    });
  });

  it('M08: everything on plan', () => {
    const facts = { budgetAtCompletion: '1000', plannedShare: '0.5', goalShare: '0.5', actualCost: '500' };
    expect(computeEarnedValue(facts)).toMatchObject({
      schedulePerformanceIndex: '1.0000',
      costPerformanceIndex: '1.0000',
      toCompletePerformanceIndex: '1.0000',
      estimateAtTrend: '1000.00',
    });
  });

  it('M09: 500 budgeted, 60 % planned, 45 % reached, 300 spent', () => {
    const facts = { budgetAtCompletion: '500', plannedShare: '0.6', goalShare: '0.45', actualCost: '300' };
    expect(computeEarnedValue(facts)).toMatchObject({
      schedulePerformanceIndex: '0.7500',
      costPerformanceIndex: '0.7500',
      estimateAtTrend: '666.67',
      estimateAtPlanRate: '575.00',
      toCompletePerformanceIndex: '1.3750',
    });
  });

  it('is undefined, not infinite, where nothing was spent, planned, earned or is left', () => {
    const nothing = { budgetAtCompletion: '100', plannedShare: '0', goalShare: '0', actualCost: '0' };
    expect(computeEarnedValue(nothing)).toMatchObject({
      schedulePerformanceIndex: null,
      costPerformanceIndex: null,
      estimateAtTrend: null,
      estimateToComplete: null,
      varianceAtCompletion: null,
    });
    expect(computeEarnedValue({ ...nothing, actualCost: '50' }).costPerformanceIndex).toBe('0.0000');
    expect(computeEarnedValue({ ...nothing, actualCost: '50' }).estimateAtTrend).toBeNull();
    expect(computeEarnedValue({ ...nothing, actualCost: '100' }).toCompletePerformanceIndex).toBeNull();
  });

  it.each([
    ['0.9500', 'GREEN'],
    ['0.9499', 'YELLOW'],
    ['0.9000', 'YELLOW'],
    ['0.8999', 'RED'],
  ])('an index of %s is %s', (index, band) => expect(bandOfIndex(index)).toBe(band));
});
