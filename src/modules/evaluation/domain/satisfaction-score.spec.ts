import { Decimal, percentText, scoreText } from '../../../kernel/rounding.js';
import { NAT_2020 } from './published-rule-sets.js';
import { type SatisfactionInput, scoreSatisfaction, wilsonInterval } from './satisfaction-score.js';
import type { ScoringRuleSet } from './scoring-rule-set.js';

function satisfy(actual: string, sample: Partial<SatisfactionInput> = {}, ruleSet: ScoringRuleSet = NAT_2020) {
  const result = scoreSatisfaction(
    {
      operator: 'GE',
      target: new Decimal(90),
      actual: new Decimal(actual),
      weight: new Decimal(10),
      scale: 'PERCENT',
      sampleSize: 1000,
      surveyMethod: '问卷',
      ...sample,
    },
    ruleSet,
  );
  return { score: result.score && scoreText(result.score), flags: result.flags };
}

const codes = ({ flags }: ReturnType<typeof satisfy>) => flags.map(({ code }) => code);

describe('satisfaction', () => {
  it('V55 pays the ratio', () => {
    expect(satisfy('85')).toEqual({ score: '9.44', flags: [] });
  });

  it('V56 warns that 9 of 10 answers prove nothing about 90 %: the interval is 59.6 % to 98.2 %', () => {
    const result = satisfy('90', { sampleSize: 10, surveyMethod: null });
    expect(result.score).toBe('10.00');
    expect(codes(result)).toEqual(['LOW_SAMPLE']);
    const { low, high } = wilsonInterval(new Decimal('0.9'), 10);
    expect([percentText(low), percentText(high)]).toEqual(['59.58%', '98.21%']);
  });

  it('warns when a larger sample still leaves the target inside the interval', () => {
    expect(codes(satisfy('91', { sampleSize: 200 }))).toEqual(['LOW_SAMPLE']);
    expect(codes(satisfy('98', { sampleSize: 200 }))).toEqual([]);
    expect(codes(satisfy('100', { sampleSize: 29 }))).toEqual(['LOW_SAMPLE']);
    expect(codes(satisfy('100', { sampleSize: 30, target: new Decimal(80) }))).toEqual([]);
  });

  it('warns when neither a sample size nor a method stands behind the figure', () => {
    expect(codes(satisfy('100', { sampleSize: null, surveyMethod: null }))).toEqual(['UNSUPPORTED_SATISFACTION']);
    expect(codes(satisfy('100', { sampleSize: null }))).toEqual([]);
  });

  it('has no interval for points of a scale, and none for a share that is no share', () => {
    expect(codes(satisfy('95', { scale: 'POINTS' }))).toEqual([]);
    expect(codes(satisfy('110', { sampleSize: 500 }))).toEqual([]);
    expect(codes(satisfy('95', { sampleSize: 0 }))).toEqual(['LOW_SAMPLE']);
  });

  it('stays inside 0 and 1 where the plain interval does not', () => {
    const { low, high } = wilsonInterval(new Decimal(1), 20);
    expect(high.equals(1)).toBe(true);
    expect(percentText(low)).toBe('83.89%');
  });

  it('pays by steps of the satisfaction itself where the rule set has them', () => {
    const steps = [
      { from: '0.90', share: '1' },
      { from: '0.60', share: '0.6' },
    ];
    const ruleSet: ScoringRuleSet = { ...NAT_2020, satisfaction: { method: 'STEPS', steps } };
    expect(['90', '89.9', '59'].map((actual) => satisfy(actual, {}, ruleSet).score)).toEqual(['10.00', '6.00', '0.00']);
  });
});
