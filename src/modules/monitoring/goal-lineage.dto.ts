/** 目标之间的承接:结转自、结转为 / a goal at the other end of a roll-over */
export class RolledGoalResponse {
  /** @format uuid */
  goalId: string;
  fiscalYear: number;
  state: string;
  /** 结转自:所依据的版次;结转为:现行版次 / rolled from: the revision that was copied; rolled to: the one that stands */
  revision: number;
}

/** 上年实际 / what was reported last in that year */
export class PreviousActualResponse {
  /** 累计至该月 / to the end of this month @minimum 1 @maximum 12 */
  month: number;
  /** 累计类为合计,其余为最近一期 / sums add up, levels are the latest @example "705" */
  value: string | null;
  level: 'ACHIEVED' | 'PARTIAL' | 'NOT' | null;
  /** @format date */
  doneOn: string | null;
  state: 'PRELIMINARY' | 'CONFIRMED' | 'VERIFIED';
}

/** 上年同一指标 / the indicator that this one continues */
export class PreviousIndicatorResponse {
  /** @format uuid */
  id: string;
  name: string;
  /** 上年指标值 / last target */
  targetValue: string | null;
  /** @format date */
  targetOn: string | null;
  targetText: string | null;
  baseline: string | null;
  unitOfMeasure: string | null;
  /** @example "30.00" */
  weight: string;
  /** 上年实际;空为未报送 / last actual; null: none was reported */
  actual: PreviousActualResponse | null;
  /** 上年完成比(对照当月计划,12 月即对照全年指标值)/ last completion: against the plan of that month, in December against the target @example "0.959184" */
  completion: string | null;
  /** 完成比所属月份 / the month-end of the completion */
  completionMonth: number | null;
  light: 'RED' | 'ORANGE' | 'YELLOW' | 'GREY' | 'BLUE' | 'GREEN' | null;
  /** 完成比所依据的目标版次 / the revision that the completion was computed from */
  goalRevision: number | null;
}

/** 指标及其上年情况 / an indicator beside its last year */
export class LineageIndicatorResponse {
  /** @format uuid */
  id: string;
  level1: string;
  level2: string;
  name: string;
  measureType: 'CUMULATIVE' | 'STOCK' | 'RATE' | 'SCORE' | 'DATE' | 'COST' | 'EVENT_COUNT' | 'QUAL';
  operator: 'GE' | 'GT' | 'EQ' | 'LT' | 'LE' | 'QUAL';
  targetValue: string | null;
  /** @format date */
  targetOn: string | null;
  targetText: string | null;
  baseline: string | null;
  unitOfMeasure: string | null;
  weight: string;
  /** 上年同一指标;空为新指标 / null: a new indicator */
  previous: PreviousIndicatorResponse | null;
}

/** 目标的承接关系:新指标值与上年指标值、上年实际并列 / where a goal comes from: new targets beside last targets and last actuals */
export class GoalLineageResponse {
  /** @format uuid */
  goalId: string;
  fiscalYear: number;
  rolledFrom: RolledGoalResponse | null;
  rolledTo: RolledGoalResponse[];
  indicators: LineageIndicatorResponse[];
}
