import { findPublishedRuleSet, NAT_2020, PUBLISHED_RULE_SETS } from './published-rule-sets.js';
import { findRuleSetProblems } from './rule-set-problems.js';
import type { ScoringRuleSet } from './scoring-rule-set.js';

const problems = (change: Partial<ScoringRuleSet>) => findRuleSetProblems({ ...NAT_2020, ...change });

describe('a rule set', () => {
  it.each(PUBLISHED_RULE_SETS)('is sound as published: $code', (ruleSet) => {
    expect(findRuleSetProblems(ruleSet)).toEqual([]);
    expect(findPublishedRuleSet(ruleSet.code)).toBe(ruleSet);
  });

  it('is found by its code only', () => {
    expect(findPublishedRuleSet('NAT-1999')).toBeNull();
  });

  it('needs weights that make 100', () => {
    expect(problems({ executionWeight: '20' })).toEqual(['indicatorTotal + executionWeight: 110 instead of 100']);
    expect(problems({ indicatorTotal: 'many' })).toHaveLength(1);
    expect(problems({ executionWeight: '-10' })).toHaveLength(1);
  });

  it('needs grades that cover 0 to 100 without a gap or an overlap', () => {
    expect(problems({ grades: [] })).toEqual([]);
    expect(problems({ grades: NAT_2020.grades.slice(1) })).toEqual(['grades: 良 ends at 90, expected 100']);
    expect(problems({ grades: NAT_2020.grades.slice(0, 3) })).toEqual(['grades: nothing covers 0 to 60']);
    const overlap = NAT_2020.grades.map((band) => (band.code === '良' ? { ...band, hi: '95' } : band));
    expect(problems({ grades: overlap })).toEqual(['grades: 良 ends at 95, expected 90']);
    const twice = NAT_2020.grades.map((band) => ({ ...band, code: '优' }));
    expect(problems({ grades: twice })).toEqual(['grades: each code once']);
  });

  it('needs qualitative bands where every score has exactly one level', () => {
    const [achieved, partial, missed] = NAT_2020.qualitative.bands as [never, never, never];
    expect(problems({ qualitative: { bands: [achieved, missed] } })).toHaveLength(1);
    const bands = (change: object) => ({
      qualitative: { bands: [achieved, { ...(partial as object), ...change } as never, missed] },
    });
    expect(problems(bands({ hiIncl: true }))).toEqual([
      'qualitative.bands: the upper limit of PARTIAL must belong to exactly one band',
    ]);
    expect(problems(bands({ lo: '0.55' }))).toEqual(['qualitative.bands: NOT_ACHIEVED ends at 0.60, expected 0.55']);
  });

  it('needs fractions, tolerances and days within reason', () => {
    expect(problems({ equal: { method: 'EXACT', tolerance: '-0.1' } })).toEqual(['equal.tolerance: from 0']);
    expect(problems({ positive: { method: 'RATIO_CAPPED', floor: '60' } })).toEqual([
      'positive.floor: a fraction from 0 to 1',
    ]);
    expect(problems({ execution: { ...NAT_2020.execution, reasonBelow: '90' } })).toHaveLength(1);
    expect(problems({ overshoot: { ...NAT_2020.overshoot, threshold: '-1' } })).toHaveLength(1);
    const deduct = { method: 'PROPORTIONAL' as const, k: '-1', cap: '2' };
    expect(problems({ overshoot: { ...NAT_2020.overshoot, deduct } })).toHaveLength(2);
    expect(problems({ date: { method: 'LINEAR_DAYS', zeroAfterDays: 0 } })).toHaveLength(1);
  });

  it('needs steps that go down', () => {
    const rising = [
      { from: '0.6', share: '0.6' },
      { from: '0.9', share: '1' },
    ];
    expect(problems({ satisfaction: { method: 'STEPS', steps: rising } })).toHaveLength(1);
    expect(problems({ satisfaction: { method: 'STEPS', steps: [...rising].reverse() } })).toEqual([]);
    expect(problems({ satisfaction: { method: 'STEPS', steps: [] } })).toHaveLength(1);
  });

  it('needs a name, a basis and a period', () => {
    expect(problems({ code: 'nat 2020' })).toHaveLength(1);
    expect(problems({ legalBasis: [] })).toHaveLength(1);
    expect(problems({ effectiveFrom: '2020-02-30' })).toHaveLength(1);
    expect(problems({ effectiveTo: '2019-12-31' })).toEqual(['effectiveTo: not before effectiveFrom']);
    expect(problems({ version: 0, veto: ['FALSIFIED_DATA', 'FALSIFIED_DATA'] })).toHaveLength(2);
  });
});
