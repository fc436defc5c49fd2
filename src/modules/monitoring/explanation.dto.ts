type LightName = 'RED' | 'ORANGE' | 'YELLOW' | 'GREY' | 'BLUE' | 'GREEN';

/** 中英文说明 / a text in both languages */
export class ExplanationText {
  zh: string;
  en: string;
}

/** 所用规则集 / the rule set that judged it */
export class ExplanationRuleSet {
  /** @format uuid */
  id: string;
  code: string;
  edition: number;
}

/** 偏差结果 / the result of an indicator */
export class DeviationResultResponse {
  status: 'DUE' | 'NOT_DUE' | 'NO_DATA' | 'WITHDRAWN';
  dueMonth: number | null;
  planned: string | null;
  actual: string | null;
  ratio: string | null;
  deviation: string | null;
  daysLate: number | null;
  light: LightName | null;
  goalRevision: number;
}

/** 所用的一个计划点 / the point of the plan that stands */
export class UsedPlanPoint {
  month: number;
  planned: string;
}

/** 所用的一个实际值 / a figure that was used */
export class UsedActual {
  /** @format uuid */
  id: string;
  /** 实际值的版本 / the version of the figure */
  version: number;
  state: 'PRELIMINARY' | 'CONFIRMED' | 'VERIFIED';
  month: number;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  level: 'ACHIEVED' | 'PARTIAL' | 'NOT' | null;
  /** @format date */
  doneOn: string | null;
}

/** 偏差计算的输入 / what a deviation came from */
export class DeviationInputs {
  measureType: 'CUMULATIVE' | 'STOCK' | 'RATE' | 'SCORE' | 'DATE' | 'COST' | 'EVENT_COUNT' | 'QUAL';
  operator: string;
  direction: 'POSITIVE' | 'NEGATIVE' | 'NEUTRAL';
  /** T */
  target: string | null;
  /** @format date */
  targetOn: string | null;
  /** B,未填为 0 / 0 where none was given */
  baseline: string;
  reportingPeriod: string;
  /** 数据所属月份 / the month whose figures stand */
  dueMonth: number | null;
  /** 空为默认计划:累加型 T×m÷12,存量从 B 到 T,其余为 T / null: the default plan */
  planPoint: UsedPlanPoint | null;
  actuals: UsedActual[];
}

/** 亮灯区间,左闭右开 / the stretch of r in which the light is lit */
export class LightBand {
  light: LightName;
  from: string | null;
  below: string | null;
}

/** 一个偏差的由来 / how a deviation came about */
export class DeviationExplanation {
  /** @format uuid */
  indicatorId: string;
  indicatorName: string;
  unitOfMeasure: string | null;
  /** @example "2026-06" @maxLength 7 */
  period: string;
  /** 判断时限的日期 / the day on which dates are judged @format date */
  asOf: string;
  inputs: DeviationInputs;
  ruleSet: ExplanationRuleSet;
  /** 完成比 r 的算式 / the formula of the ratio, with its numbers */
  ratio: ExplanationText;
  /** 偏差的算式 / the formula of the signed deviation */
  deviation: ExplanationText | null;
  band: LightBand | null;
  /** 亮灯理由 / why this light */
  light: ExplanationText | null;
  result: DeviationResultResponse;
  /** 以现有输入重算的结果 / the same computed now from these inputs */
  recomputed: DeviationResultResponse;
  /** 两者一致 / whether the two agree */
  agrees: boolean;
  /** @format date-time */
  computedAt: string;
}

/** 项目双监控结果 / the result of a project */
export class ProgressResultResponse {
  adjustedBudget: string | null;
  executed: string;
  executionRate: string | null;
  executionLight: LightName | null;
  achievement: string | null;
  plannedAchievement: string | null;
  coveredWeight: string | null;
  light: LightName | null;
  gap: string | null;
  mismatchSeverity: 'NONE' | 'WARN' | 'SERIOUS' | 'CRITICAL' | 'NOT_APPLICABLE';
  quadrant: 'LAGGING' | 'INEFFECTIVE' | 'CHECK_TARGET' | 'OK' | null;
  executionLag: boolean;
  goalLag: boolean;
  goalRevision: number | null;
}

/** 一项指标对项目完成率的贡献 / an indicator's part in the achievement */
export class IndicatorShareResponse {
  /** @format uuid */
  indicatorId: string;
  name: string;
  weight: string;
  /** 已走过的比例,0 至 1;空为不累计或无数据 / the share of the way that is behind it; null: left out */
  reached: string | null;
  planned: string | null;
  light: LightName | null;
}

/** 项目进度计算的输入 / what a project's progress came from */
export class ProgressInputs {
  /** 执行率分母 / which budget the execution rate divides by */
  base: 'ADJUSTED' | 'INITIAL';
  /** 元 / in yuan */
  baseAmount: string | null;
  /** 核查线(百分数);空为本月无线 / the checkpoint's line in percent; null: none in this month */
  line: string | null;
  /** 应支出比例:按时间或支出计划 / the share that should be spent by now */
  shouldRate: string;
  indicators: IndicatorShareResponse[];
}

/** 项目进度的算式 / the formulas, with their numbers */
export class ProgressFormulas {
  achievement: ExplanationText;
  coverage: ExplanationText | null;
  execution: ExplanationText;
  checkpoint: ExplanationText | null;
  mismatch: ExplanationText;
  quadrant: ExplanationText | null;
  light: ExplanationText | null;
}

/** 一个项目进度的由来 / how a project's progress came about */
export class ProgressExplanation {
  /** @format uuid */
  projectId: string;
  projectName: string;
  /** @example "2026-06" @maxLength 7 */
  period: string;
  inputs: ProgressInputs;
  ruleSet: ExplanationRuleSet;
  formulas: ProgressFormulas;
  result: ProgressResultResponse;
  recomputed: ProgressResultResponse;
  agrees: boolean;
  /** @format date-time */
  computedAt: string;
}
