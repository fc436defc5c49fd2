import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ForecastFacts, forecastYear, needsLikelihoodReason, suggestLikelihood } from './forecast.js';

const facts: ForecastFacts = {
  month: 8,
  target: '120',
  actual: '64',
  planned: '80',
  monthlyAmounts: ['8', '8', '8', '8', '8', '8', '6', '10'],
  lastYearShare: '0.5',
  yearsOfHistory: 3,
};
const methods = (changed: Partial<ForecastFacts>): readonly string[] =>
  forecastYear({ ...facts, ...changed }).map((forecast) => forecast.method);

describe('a forecast of the year', () => {
  it('is made by every method whose facts are at hand', () => {
    expect(forecastYear(facts)).toEqual([
      { method: 'SEASONAL', value: '128.000000' }, // 64 / 0.5
      { method: 'LAST3', value: '96.000000' }, // 64 + 4 × 8
      { method: 'RUN_RATE', value: '96.000000' }, // 64 × 120 / 80
    ]);
  });

  it('needs a curve, three months after June, two years of history', () => {
    expect(methods({ planned: null })).toEqual(['SEASONAL', 'LAST3']);
    expect(methods({ planned: '0' })).toEqual(['SEASONAL', 'LAST3']);
    expect(methods({ month: 6 })).toEqual(['SEASONAL', 'RUN_RATE']);
    expect(methods({ month: 7 })).toContain('LAST3');
    expect(methods({ monthlyAmounts: ['1', '2'] })).not.toContain('LAST3');
    expect(methods({ yearsOfHistory: 1 })).not.toContain('SEASONAL');
    expect(methods({ lastYearShare: '0' })).not.toContain('SEASONAL');
    expect(methods({ planned: null, lastYearShare: null, month: 3 })).toEqual([]);
  });

  it('on plan foresees exactly the target, even where the share has no end of digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 1_000_000 }), (month, planned) => {
        const onPlan = { ...facts, month, target: '97', actual: String(planned), planned: String(planned) };
        const runRate = forecastYear(onPlan).find((forecast) => forecast.method === 'RUN_RATE');
        expect(runRate?.value).toBe('97.000000');
      }),
    );
  });
});

describe('the suggested likelihood', () => {
  it.each([
    ['100', 'CERTAIN'],
    ['99.999999', 'POSSIBLE'],
    ['80', 'POSSIBLE'],
    ['79.999999', 'IMPOSSIBLE'],
  ])('of %s against a target of 100 is %s', (forecast, likelihood) =>
    expect(suggestLikelihood(forecast, '100', 'POSITIVE')).toBe(likelihood),
  );

  it('of a limit looks the other way', () => {
    expect(suggestLikelihood('100', '100', 'NEGATIVE')).toBe('CERTAIN');
    expect(suggestLikelihood('0', '100', 'NEGATIVE')).toBe('CERTAIN');
    expect(suggestLikelihood('125', '100', 'NEGATIVE')).toBe('POSSIBLE');
    expect(suggestLikelihood('125.01', '100', 'NEGATIVE')).toBe('IMPOSSIBLE');
  });

  it('says nothing of a zero target', () => expect(suggestLikelihood('5', '0', 'POSITIVE')).toBeNull());

  it('needs a reason when the unit sees it otherwise', () => {
    expect(needsLikelihoodReason('CERTAIN', 'POSSIBLE')).toBe(true);
    expect(needsLikelihoodReason('POSSIBLE', 'POSSIBLE')).toBe(false);
  });
});
