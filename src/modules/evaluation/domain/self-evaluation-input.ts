import type { Finding } from './finding-catalogue.js';
import type { PrintedValue } from './printed-table.js';
import type { Direction } from './quantitative-score.js';
import type { Explanation } from './score-explanation.js';

/** A self-evaluation table (项目支出绩效自评表) as printed: every value may be text, a number, or missing. */
export interface SelfEvaluationInput {
  /** Code of the rule set, e.g. `NAT-2020`; the caller looks it up. */
  ruleSet: string;
  /** 预算执行率分值; the rule set's own when not given. */
  executionWeight?: PrintedValue;
  /** Unit of the amounts: 元 (default) or 万元; 亿元 is understood too. */
  moneyUnit?: PrintedValue;
  /** Indicator frame; V2021 if 成本 is a level 1, else V2015, when not given. */
  frame?: 'V2015' | 'V2021' | null;
  /** 预算执行情况; the first row is the total (总额), the others its parts. */
  funds: readonly FundRow[];
  indicators: readonly IndicatorRow[];
  /** 总分 and 等级 as printed. */
  reportedTotal?: PrintedValue;
  reportedGrade?: PrintedValue;
}

export interface FundRow {
  item?: PrintedValue;
  initialBudget?: PrintedValue;
  adjustedBudget?: PrintedValue;
  executed?: PrintedValue;
  reportedScore?: PrintedValue;
  reason?: PrintedValue;
}

export interface IndicatorRow {
  level1?: PrintedValue;
  level2?: PrintedValue;
  /** 三级指标. */
  name?: PrintedValue;
  /** 指标性质 as sign or code; may be blank. */
  operator?: PrintedValue;
  target?: PrintedValue;
  unit?: PrintedValue;
  actual?: PrintedValue;
  weight?: PrintedValue;
  reportedScore?: PrintedValue;
  /** 未完成原因分析. */
  reason?: PrintedValue;
  direction?: Direction | null;
  /** 样本量 and 调查方式 of a satisfaction figure. */
  sampleSize?: PrintedValue;
  surveyMethod?: PrintedValue;
  notApplicable?: boolean | null;
}

/** Rows read at most; the interface refuses more before the check is called. */
export const MOST_INDICATOR_ROWS = 500;
export const MOST_FUND_ROWS = 100;

/** Scores have two decimals, rates are fractions with six, all as text. */
export interface SelfEvaluationCheck {
  ruleSet: string;
  executionRate: string | null;
  executionScore: string | null;
  executionExplanation: Explanation;
  indicators: readonly CheckedIndicator[];
  total: string | null;
  totalExplanation: Explanation;
  grade: string | null;
  /** What the printed scores make, and its grade; `null` unless all of them are printed. */
  printedSum: string | null;
  printedGrade: string | null;
  findings: readonly Finding[];
}

export interface CheckedIndicator {
  /** The computed score; `null` when nothing can be computed. */
  score: string | null;
  /** What the total counts: the computed score, or the printed one where a person's judgement cannot be read. */
  countedScore: string | null;
  basis: 'COMPUTED' | 'REPORTED' | 'NOT_APPLICABLE' | 'NONE';
  completion: string | null;
  explanation: Explanation;
}
