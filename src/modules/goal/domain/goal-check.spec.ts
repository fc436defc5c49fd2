import { GOAL, SOUND } from './checks/goal-judgement.fixture.js';
import { type CheckedGoal, type CheckedIndicator, checkGoal } from './goal-check.js';

const told = (indicator: Partial<CheckedIndicator>, goal: Partial<CheckedGoal> = {}): readonly string[] =>
  checkGoal({ ...GOAL, ...goal, indicators: [{ ...SOUND, weight: '90', ...indicator }] }).map(
    ({ code, severity, pointer }) => `${severity} ${code} ${pointer}`,
  );

describe('the words of an indicator', () => {
  it('of a core indicator say where target and figures come from, on every goal', () => {
    const core = { isCore: true, targetBasis: ' ', dataSource: '学籍系统' };
    expect(told(core)).toEqual(['ERROR FIELD_MISSING /indicators/0/targetBasis']);
    expect(told(core, { isDeclared: true, indicators: [] })).toContain('ERROR FIELD_MISSING /indicators/0/targetBasis');
    expect(told({ ...core, dataSource: null })).toHaveLength(2);
    expect(told({ ...core, targetBasis: '上年实际 700 人' })).toEqual([]);
  });

  it('of an indicator that is not from the library say what it means, once the declaration form has been begun', () => {
    const declared = { isDeclared: true };
    expect(told({}, declared)).toEqual(['ERROR FIELD_MISSING /indicators/0/definition']);
    expect(told({ definition: '统计期内人次' }, declared)).toEqual([]);
    expect(told({ definitionId: 'x' }, declared)).toEqual([]);
    expect(told({})).toEqual([]);
  });
});
