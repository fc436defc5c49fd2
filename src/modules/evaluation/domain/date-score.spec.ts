import { Decimal, scoreText } from '../../../kernel/rounding.js';
import { parseDay, scoreDate } from './date-score.js';
import { NAT_2020 } from './published-rule-sets.js';
import type { QuantitativeOperator } from './quantitative-score.js';
import type { ScoringRuleSet } from './scoring-rule-set.js';

const linear: ScoringRuleSet = { ...NAT_2020, date: { method: 'LINEAR_DAYS', zeroAfterDays: 30 } };

function score(actual: string, ruleSet: ScoringRuleSet = NAT_2020, operator: QuantitativeOperator = 'LE') {
  const result = scoreDate({ operator, target: '2025-12-31', actual, weight: new Decimal(10) }, ruleSet);
  return result.score && scoreText(result.score);
}

describe('a deadline', () => {
  it('V29 pays the full weight before it and on its day', () => {
    expect(score('2025-12-20')).toBe('10.00');
    expect(score('2025-12-31')).toBe('10.00');
  });

  it('V30 pays 15 days late nothing under PASS_FAIL and half under 30 linear days', () => {
    expect(score('2026-01-15')).toBe('0.00');
    expect(score('2026-01-15', linear)).toBe('5.00');
  });

  it('never pays less than nothing', () => {
    expect(score('2026-03-31', linear)).toBe('0.00');
  });

  it('counts the days that are missing from a service that should last', () => {
    expect(score('2026-01-15', linear, 'GE')).toBe('10.00');
    expect(score('2025-12-16', linear, 'GE')).toBe('5.00');
  });

  it('marks the day itself under a strict operator', () => {
    const input = { operator: 'LT' as const, target: '2025-12-31', actual: '2025-12-31', weight: new Decimal(10) };
    expect(scoreDate(input, NAT_2020).flags).toMatchObject([{ code: 'STRICT_BOUNDARY' }]);
  });

  it('takes days of the calendar only', () => {
    expect(parseDay('1970-01-02')).toBe(1);
    expect(parseDay('2024-02-29')).not.toBeNull();
    for (const text of ['2025-02-29', '2025-13-01', '2025-1-1', '', '2025-12-31T00:00'])
      expect(parseDay(text)).toBeNull();
    expect(score('2025-02-30')).toBeNull();
  });
});
