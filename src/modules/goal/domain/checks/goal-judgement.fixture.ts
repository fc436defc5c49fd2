import type { CheckedGoal, CheckedIndicator, GoalFinding } from '../goal-check.js';
import type { GoalCheckRules } from './check-rules.js';
import { DEFAULT_CHECK_RULES } from './default-check-rules.js';
import { type GoalFacts, type GoalJudgement, judgeGoal } from './goal-judgement.js';

/** A sound indicator of a school: 学生受资助人次 ≥ 735. */
export const SOUND: CheckedIndicator = {
  level1: '产出指标',
  level2: '数量指标',
  name: '学生受资助人次',
  measureType: 'CUMULATIVE',
  operator: 'GE',
  direction: 'POSITIVE',
  targetValue: '735',
  targetOn: null,
  targetText: null,
  baseline: null,
  unitOfMeasure: '人次',
  weight: '45',
  definitionState: null,
  reportingPeriod: 'QUARTER',
  dataSource: '学籍系统',
};

/** Judged in words, with levels and evidence. */
export const QUALITATIVE: Partial<CheckedIndicator> = {
  level1: '效益指标',
  level2: '社会效益指标',
  measureType: 'QUAL',
  operator: 'QUAL',
  direction: 'NEUTRAL',
  targetValue: null,
  targetText: '明显改善',
  unitOfMeasure: null,
  scoringStandard: '达成:明显改善;部分达成:有所改善;未达成:没有改善',
};

export const GOAL: CheckedGoal = {
  fiscalYear: 2026,
  frame: 'V2021',
  template: { code: 'T-SC-90', executionWeight: '10', places: [] },
  executionWeight: '10',
  weightReason: '按项目特点',
  annualGoal: '为全校学生提供营养餐,改善学生体质',
  indicators: [],
};

export const judged = (
  indicator: Partial<CheckedIndicator>,
  {
    goal = {},
    facts = {},
    rules = DEFAULT_CHECK_RULES,
  }: { goal?: Partial<CheckedGoal>; facts?: Partial<GoalFacts>; rules?: GoalCheckRules } = {},
): GoalJudgement =>
  judgeGoal(
    { ...GOAL, ...goal, indicators: [{ ...SOUND, ...indicator }] },
    { isAligned: true, comparisons: [], ...facts },
    rules,
  );

export const codesOf = ({ findings }: { findings: readonly GoalFinding[] }): readonly string[] =>
  findings.map(({ code }) => code);
