import { Decimal, percentText, scoreText } from '../../../kernel/rounding.js';
import { type ExecutionInput, scoreExecution } from './execution-score.js';
import { HUBEI_2020, NAT_2020, SC_2025 } from './published-rule-sets.js';
import type { ScoringRuleSet } from './scoring-rule-set.js';

const amount = (text: string | null) => (text === null ? null : new Decimal(text));

function execute(
  initial: string | null,
  adjusted: string | null,
  executed: string | null,
  options: { ruleSet?: ScoringRuleSet; reason?: string } = {},
) {
  const { ruleSet = NAT_2020, reason = null } = options;
  const weight = new Decimal(ruleSet.executionWeight);
  const input: ExecutionInput = {
    initial: amount(initial),
    adjusted: amount(adjusted),
    executed: amount(executed),
    weight,
    reason,
  };
  const result = scoreExecution(input, ruleSet);
  return {
    score: result.score && scoreText(result.score),
    rate: result.rate && percentText(result.rate),
    flags: result.flags.map(({ code }) => code),
    isNotApplicable: result.isNotApplicable,
  };
}

describe('budget execution', () => {
  it('V36 pays nothing when nothing was spent', () => {
    expect(execute(null, '100', '0')).toMatchObject({ score: '0.00', rate: '0.00%', flags: [] });
  });

  it('V37 pays 8.62 for 86.20 %, and Sichuan alone asks for the reason', () => {
    expect(execute(null, '43.2', '37.24')).toMatchObject({ score: '8.62', rate: '86.20%', flags: [] });
    expect(execute(null, '43.2', '37.24', { ruleSet: SC_2025 }).flags).toEqual(['EXECUTION_REASON']);
    expect(execute(null, '43.2', '37.24', { ruleSet: SC_2025, reason: '招标结余' }).flags).toEqual([]);
  });

  it('V38 pays 9.91 for 99.10 %', () => {
    expect(execute(null, '65.66', '65.07')).toMatchObject({ score: '9.91', rate: '99.10%' });
  });

  it('V39 caps over-execution at the full weight and flags it', () => {
    expect(execute(null, '329.77', '338.31')).toMatchObject({ score: '10.00', flags: ['OVER_EXECUTION'] });
  });

  it('V40 leaves 0 of 0 out, V41 pays it nothing under ZERO', () => {
    expect(execute(null, '0', '0')).toMatchObject({ score: null, rate: null, isNotApplicable: true, flags: [] });
    const zero: ScoringRuleSet = { ...NAT_2020, execution: { ...NAT_2020.execution, zeroZero: 'ZERO' } };
    expect(execute(null, '0', '0', { ruleSet: zero })).toMatchObject({ score: '0.00', isNotApplicable: false });
    const full: ScoringRuleSet = { ...NAT_2020, execution: { ...NAT_2020.execution, zeroZero: 'FULL' } };
    expect(execute(null, '0', '0', { ruleSet: full })).toMatchObject({ score: '10.00', isNotApplicable: false });
  });

  it('V42 gives spending without a budget no points and an error', () => {
    expect(execute(null, '0', '5')).toMatchObject({ score: '0.00', flags: ['EXECUTION_BASE'], isNotApplicable: false });
  });

  it('V43 pays an added budget that was spent in full and asks why it was added', () => {
    expect(execute('0', '3.36', '3.36')).toMatchObject({ score: '10.00', flags: ['ADJUSTMENT_REASON'] });
    expect(execute('0', '3.36', '3.36', { reason: '追加' }).flags).toEqual([]);
  });

  it('V44 draws the line of Sichuan between 89.99 % and 90.00 %', () => {
    expect(execute(null, '10000', '8999', { ruleSet: SC_2025 }).flags).toEqual(['EXECUTION_REASON']);
    expect(execute(null, '10000', '9000', { ruleSet: SC_2025 }).flags).toEqual([]);
    expect(execute(null, '100000', '89996', { ruleSet: SC_2025 }).flags).toEqual(['EXECUTION_REASON']);
  });

  it('V45 is worth 20 in Hubei', () => {
    expect(execute(null, '1.56', '1.56', { ruleSet: HUBEI_2020 }).score).toBe('20.00');
  });

  it('shows a budget that was trimmed to what was spent, from more than 20 % on', () => {
    expect(execute('100', '79.99', '79.99', { reason: '调减' }).flags).toEqual(['BUDGET_TRIMMED_TO_SPEND']);
    expect(execute('100', '80', '80', { reason: '调减' }).flags).toEqual([]);
    expect(execute('100', '79', '78', { reason: '调减' }).flags).toEqual([]);
  });

  it('has no score without a budget or an executed amount, but still asks for the adjustment', () => {
    expect(execute('5', null, '3')).toMatchObject({ score: null, isNotApplicable: false });
    expect(execute('5', '4', null)).toMatchObject({ score: null, flags: ['ADJUSTMENT_REASON'] });
  });

  it('divides by the base that the rule set names', () => {
    const initial: ScoringRuleSet = { ...NAT_2020, execution: { ...NAT_2020.execution, base: 'INITIAL' } };
    expect(execute('50', '100', '40', { ruleSet: initial, reason: '追加' }).rate).toBe('80.00%');
    const received: ScoringRuleSet = { ...NAT_2020, execution: { ...NAT_2020.execution, base: 'RECEIVED' } };
    expect(execute('50', '100', '40', { ruleSet: received }).score).toBeNull();
  });

  it('pays by steps where the rule set has them', () => {
    const steps = [
      { from: '0.95', share: '1' },
      { from: '0.80', share: '0.5' },
    ];
    const ruleSet: ScoringRuleSet = {
      ...NAT_2020,
      execution: { ...NAT_2020.execution, curve: { method: 'STEPS', steps } },
    };
    expect(['95', '94.99', '79'].map((executed) => execute(null, '100', executed, { ruleSet }).score)).toEqual([
      '10.00',
      '5.00',
      '0.00',
    ]);
  });
});
