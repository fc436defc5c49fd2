import { findPublishedRuleSet } from './published-rule-sets.js';
import { checkSelfEvaluation } from './self-evaluation-check.js';
import type { FundRow, IndicatorRow, SelfEvaluationCheck, SelfEvaluationInput } from './self-evaluation-input.js';

/** A small table in which nothing is wrong: 道路养护, 10 points of execution, four indicators of 90 points. */
export const ROAD_FUNDS: FundRow = {
  item: '年度资金总额',
  initialBudget: '100',
  adjustedBudget: '100',
  executed: '96.3',
  reportedScore: '9.63',
};

export const ROAD_INDICATORS: readonly IndicatorRow[] = [
  row('产出指标', '数量指标', '养护里程', '≥', '120', '公里', '120', '30', '30'),
  row('产出指标', '质量指标', '验收合格率', '≥', '100', '%', '97', '20', '19.4'),
  row('效益指标', '社会效益指标', '出行条件改善', '定性', '明显改善', '', '达成目标', '30', '28'),
  {
    ...row('满意度指标', '服务对象满意度指标', '沿线居民满意度', '≥', '85', '%', '92', '10', '10'),
    sampleSize: '400',
    surveyMethod: '入户问卷',
  },
];

export function row(
  level1: string,
  level2: string,
  name: string,
  operator: string,
  target: string,
  unit: string,
  actual: string,
  weight: string,
  reportedScore: string,
): IndicatorRow {
  return { level1, level2, name, operator, target, unit, actual, weight, reportedScore };
}

export interface RoadChange {
  table?: Partial<SelfEvaluationInput>;
  funds?: FundRow;
  parts?: readonly FundRow[];
  /** Changes of the rows by their number from 0. */
  rows?: Readonly<Record<number, IndicatorRow>>;
}

/** The table with some cells changed. */
export function roadTable({ table = {}, funds = {}, parts = [], rows = {} }: RoadChange = {}): SelfEvaluationInput {
  return {
    ruleSet: 'NAT-2020',
    moneyUnit: '万元',
    funds: [{ ...ROAD_FUNDS, ...funds }, ...parts],
    indicators: ROAD_INDICATORS.map((indicator, index) => ({ ...indicator, ...rows[index] })),
    ...table,
  };
}

export function check(input: SelfEvaluationInput): SelfEvaluationCheck {
  return checkSelfEvaluation(input, findPublishedRuleSet(input.ruleSet)!);
}

export function checkRoad(change: RoadChange = {}): SelfEvaluationCheck {
  return check(roadTable(change));
}

/** Findings as `CODE /pointer`, in their order. */
export function codesOf({ findings }: SelfEvaluationCheck): string[] {
  return findings.map(({ code, pointer }) => `${code} ${pointer}`);
}
