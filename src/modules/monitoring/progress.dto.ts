import { IsInt, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';

/** 项目在某月末的双监控结果 / the progress of a project at one month-end */
export class ProgressItem {
  /** @format uuid */
  projectId: string;
  projectCode: string;
  projectName: string;
  /** @format uuid */
  districtId: string;
  /** @format uuid */
  unitId: string;
  /** @format uuid */
  departmentId: string;
  fiscalYear: number;
  /** @minimum 1 @maximum 12 */
  month: number;
  /** @example "2026-06" @maxLength 7 */
  period: string;
  /** 调整后预算数(元)/ adjusted budget @example "500000.00" */
  adjustedBudget: string | null;
  /** 1至本月执行数(元)/ executed to date */
  executed: string;
  /** 预算执行率 / execution rate @example "0.399900" */
  executionRate: string | null;
  /** 执行灯 / light of the money */
  executionLight: 'RED' | 'YELLOW' | 'GREEN' | null;
  /** 绩效目标完成率 / goal achievement @example "0.533333" */
  achievement: string | null;
  /** 计划完成率 / planned achievement */
  plannedAchievement: string | null;
  /** 纳入计算的权重占比 / share of the weight that is covered */
  coveredWeight: string | null;
  /** 项目灯:指标中最差者 / worst light of the indicators */
  light: 'RED' | 'ORANGE' | 'YELLOW' | 'GREY' | 'BLUE' | 'GREEN' | null;
  /** 完成率 − 执行率(百分点)/ goal % − execution % @example "-10.1000" */
  gap: string | null;
  /** 资金与绩效不匹配 / mismatch */
  mismatchSeverity: 'NONE' | 'WARN' | 'SERIOUS' | 'CRITICAL' | 'NOT_APPLICABLE';
  /** 双滞后、低效、查目标、正常 / quadrant */
  quadrant: 'LAGGING' | 'INEFFECTIVE' | 'CHECK_TARGET' | 'OK' | null;
  /** 执行滞后 / execution below the checkpoint */
  executionLag: boolean;
  /** 目标滞后 / achievement below the checkpoint */
  goalLag: boolean;
  /** 计算所依据的目标版次;空为该列产生之前的结果 / the revision of the goal that it was computed from; null: computed before this was kept */
  goalRevision: number | null;
  /** @format uuid */
  ruleSetId: string;
  /** @format date-time */
  computedAt: string;
}

/** 指标在某月末的偏差 / the deviation of an indicator at one month-end */
export class DeviationItem {
  /** @format uuid */
  indicatorId: string;
  indicatorName: string;
  level1: string;
  level2: string;
  /** @format uuid */
  goalId: string;
  /** @format uuid */
  projectId: string;
  /** @format uuid */
  districtId: string;
  fiscalYear: number;
  /** @minimum 1 @maximum 12 */
  month: number;
  /** @example "2026-06" @maxLength 7 */
  period: string;
  measureType: 'CUMULATIVE' | 'STOCK' | 'RATE' | 'SCORE' | 'DATE' | 'COST' | 'EVENT_COUNT' | 'QUAL';
  unitOfMeasure: string | null;
  weight: string;
  status: 'DUE' | 'NOT_DUE' | 'NO_DATA' | 'WITHDRAWN';
  /** 数据所属月份 / the month whose figures stand */
  dueMonth: number | null;
  /** 计划值 / planned @example "50" */
  planned: string | null;
  /** 实际值 / actual @example "40" */
  actual: string | null;
  /** 完成比 r / achievement ratio @example "0.800000" */
  ratio: string | null;
  /** 偏差 / signed deviation @example "-0.2" */
  deviation: string | null;
  /** 逾期工作日 / working days late */
  daysLate: number | null;
  light: 'RED' | 'ORANGE' | 'YELLOW' | 'GREY' | 'BLUE' | 'GREEN' | null;
  /** 计算所依据的目标版次 / the revision of the goal that it was computed from */
  goalRevision: number;
  /** @format uuid */
  ruleSetId: string;
  /** @format date-time */
  computedAt: string;
}

/** 全量重算 / a full recomputation */
export class StartRecomputeRequest {
  /** 预算年度 / fiscal year @example 2026 */
  @IsInt()
  @Min(2000)
  @Max(2100)
  fiscalYear: number;

  /** 只算该月末;缺省为已开始的各月 / only this month-end; absent: all that have begun */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(12)
  month?: number;
}
