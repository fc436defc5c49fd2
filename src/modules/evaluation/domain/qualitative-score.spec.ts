import { Decimal, scoreText } from '../../../kernel/rounding.js';
import { HUBEI_2020, NAT_2020 } from './published-rule-sets.js';
import { scoreQualitative, scoreRange } from './qualitative-score.js';
import type { QualitativeLevel } from './scoring-rule-set.js';

function judge(level: QualitativeLevel, judged: string | null, ruleSet = NAT_2020) {
  const input = { level, weight: new Decimal(10), judged: judged === null ? null : new Decimal(judged) };
  const { score, flags } = scoreQualitative(input, ruleSet);
  return flags.length > 0 ? flags.map(({ code }) => code).join() : score && scoreText(score);
}

describe('a qualitative indicator', () => {
  it('V31 achieved: takes 8.00 to 10.00, refuses 7.99', () => {
    expect(judge('ACHIEVED', '8.00')).toBe('8.00');
    expect(judge('ACHIEVED', '10')).toBe('10.00');
    expect(judge('ACHIEVED', '7.99')).toBe('BAND');
    expect(judge('ACHIEVED', '10.01')).toBe('BAND');
  });

  it('V32 partly achieved: takes 6.00 and 7.99, refuses 8.00', () => {
    expect(judge('PARTIAL', '6.00')).toBe('6.00');
    expect(judge('PARTIAL', '7.99')).toBe('7.99');
    expect(judge('PARTIAL', '8.00')).toBe('BAND');
  });

  it('V33 not achieved: takes 0 and 5.99, refuses 6.00', () => {
    expect(judge('NOT_ACHIEVED', '0')).toBe('0.00');
    expect(judge('NOT_ACHIEVED', '5.99')).toBe('5.99');
    expect(judge('NOT_ACHIEVED', '6.00')).toBe('BAND');
  });

  it('V34 achieved under a weight of 15 begins at 12.00', () => {
    expect(scoreRange('ACHIEVED', new Decimal(15), NAT_2020).text).toBe('[12.00, 15.00]');
  });

  it('V35 partly achieved in Hubei: takes 5.00, refuses 4.99', () => {
    expect(judge('PARTIAL', '5.00', HUBEI_2020)).toBe('5.00');
    expect(judge('PARTIAL', '4.99', HUBEI_2020)).toBe('BAND');
  });

  it('gives the first level its weight without a judged score, and leaves the others open', () => {
    expect(judge('ACHIEVED', null)).toBe('10.00');
    expect(judge('PARTIAL', null)).toBeNull();
    expect(judge('NOT_ACHIEVED', null)).toBeNull();
  });

  it('rounds the limits of an odd weight half-up to two decimals', () => {
    expect(scoreRange('PARTIAL', new Decimal('3.33'), NAT_2020).text).toBe('[2.00, 2.66)');
  });
});
