import { describe, expect, it } from '@jest/globals';
import { findRuleSetProblems, type MonitoringRules } from './monitoring-rule-set.js';
import { SHIPPED_RULE_SETS, shippedRules } from './monitoring-rule-sets.js';

const sound = shippedRules('SL-DEFAULT');
const codes = (changed: Partial<MonitoringRules>): readonly string[] =>
  findRuleSetProblems({ ...sound, ...changed }).map(({ code, pointer }) => `${pointer} ${code.split('.')[1]}`);

describe('a monitoring rule set', () => {
  it.each(SHIPPED_RULE_SETS.map((set) => [set.code, set] as const))('%s as shipped has no problem', (_, set) => {
    expect(findRuleSetProblems(set.rules)).toEqual([]);
    expect(JSON.parse(JSON.stringify(set.rules))).toEqual(set.rules);
  });

  it('has floors that descend', () => {
    const lights = { ...sound.lights, yellowFrom: '0.95' };
    expect(codes({ lights })).toEqual(['/lights/yellowFrom not-descending']);
    expect(codes({ lights: { ...sound.lights, orangeFrom: null } })).toEqual([]);
    expect(codes({ lights: { ...sound.lights, orangeFrom: 'sixty' } })).toEqual(['/lights/orangeFrom not-a-decimal']);
  });

  it('shows green on plan', () => {
    expect(codes({ lights: { ...sound.lights, greenFrom: '1.01' } })).toEqual(['/lights/greenFrom on-plan-not-green']);
    expect(codes({ lights: { ...sound.lights, blueFrom: '1' } })).toEqual(['/lights/blueFrom on-plan-blue']);
  });

  it('scales levels by time only where it scales at all', () => {
    expect(codes({ lights: { ...sound.lights, timeScaledLevels: ['数量'] } })).toEqual([
      '/lights/timeScaledLevels not-scaled',
    ]);
  });

  it('ranks every light that it shows, once', () => {
    expect(codes({ worstFirst: ['RED', 'ORANGE', 'YELLOW', 'GREY', 'GREEN'] })).toEqual(['/worstFirst light-missing']);
    expect(codes({ worstFirst: [...sound.worstFirst, 'RED'] })).toEqual(['/worstFirst light-twice']);
  });

  it('has checkpoints in months, rising over the year', () => {
    const checkpoints = { percentByMonth: { 4: '40', 6: '25', 13: '90' }, interpolation: 'NONE' } as const;
    expect(codes({ checkpoints })).toEqual([
      '/checkpoints/percentByMonth/13 not-a-month',
      '/checkpoints/percentByMonth/4 not-descending',
    ]);
  });

  it('grows severer with the gap', () => {
    const mismatch = { ...sound.mismatch, seriousAbove: '50' };
    expect(codes({ mismatch })).toEqual(['/mismatch/seriousAbove not-descending']);
  });

  it('counts lateness in whole working days and gaps in sums only', () => {
    expect(codes({ lateness: { ...sound.lateness, graceWorkingDays: -1 } })).toEqual([
      '/lateness/graceWorkingDays not-a-count',
    ]);
    expect(codes({ gapTypes: ['CUMULATIVE', 'RATE'] })).toEqual(['/gapTypes not-a-sum']);
  });
});
