import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { IsAmount, IsCivilDate, IsDecimalText } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';
import { FUNDING_SOURCES, type FundingSource } from '../budget/index.js';
import { LIKELIHOODS, type Likelihood } from './domain/forecast.js';
import { DEVIATION_REASONS, type DeviationReason } from './domain/monitoring-report.js';
import { LEVELS, type Level } from './domain/monitoring-rule-set.js';

/** 一项资金来源的全年预计执行数 / the year's forecast of one source of funds */
export class FillFundRequest {
  /** 资金来源 / source */
  @IsIn(FUNDING_SOURCES)
  source: FundingSource;

  /** 全年预计执行数(元),不低于已执行数 / forecast execution of the year, in yuan, not below what has been spent */
  @IsAmount()
  forecastExecution: string;
}

/** 一项指标的填报内容;整行替换,未给出的为空 / what the unit adds to an indicator: the whole line, absent is empty */
export class FillIndicatorRequest {
  /** 指标 / indicator */
  @IsUUID()
  indicatorId: string;

  /** 全年预计完成情况(定量)/ the year's forecast, in the indicator's unit */
  @Optional()
  @IsDecimalText()
  forecastValue?: string;

  /** 全年预计完成情况(定性):达成、部分达成、未达成 / of QUAL */
  @Optional()
  @IsIn(LEVELS)
  forecastLevel?: Level;

  /** 全年预计完成日期(时限)/ of DATE */
  @Optional()
  @IsCivilDate()
  forecastOn?: string;

  /** 偏差原因:经费保障、制度保障、人员保障、硬件条件保障、其他 / reasons of the deviation */
  @Optional()
  @IsArray()
  @ArrayMaxSize(5)
  @ArrayUnique()
  @IsIn(DEVIATION_REASONS, { each: true })
  reasons?: DeviationReason[];

  /** 原因说明;选择原因的必填 / explanation; required with any reason */
  @Optional()
  @IsString()
  @MaxLength(2000)
  reasonText?: string;

  /** 完成目标可能性:确定能、有可能、完全不可能 / likelihood */
  @Optional()
  @IsIn(LIKELIHOODS)
  likelihood?: Likelihood;

  /** 与测算可能性不一致的理由 / why it differs from what the figures suggest */
  @Optional()
  @IsString()
  @MaxLength(2000)
  likelihoodReason?: string;

  /** 备注 / remark */
  @Optional()
  @IsString()
  @MaxLength(2000)
  remark?: string;
}

/** 填报监控表;未列出的行不变 / fill the report in; lines that are not named stay as they are */
export class FillMonitoringReportRequest {
  /** 资金执行 / funds */
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => FillFundRequest)
  funds?: FillFundRequest[];

  /** 指标 / indicators */
  @Optional()
  @IsArray()
  @ArrayMaxSize(300)
  @ValidateNested({ each: true })
  @Type(() => FillIndicatorRequest)
  indicators?: FillIndicatorRequest[];

  /** 备注 / remark on the whole */
  @Optional()
  @IsString()
  @MaxLength(2000)
  remark?: string;
}

/** 撤回监控表 / take a submission back */
export class WithdrawMonitoringReportRequest {
  /** 理由 / reason */
  @Optional()
  @IsString()
  @MaxLength(2000)
  reason?: string;
}

/** 监控表列表项 / a report in a list */
export class MonitoringReportItem {
  /** @format uuid */
  id: string;
  /** @format uuid */
  roundId: string;
  kind: 'SELF' | 'FOCUSED';
  fiscalYear: number;
  /** 监控期间 1–N 月的 N / the last month of the period @minimum 1 @maximum 12 */
  month: number;
  /** @format uuid */
  projectId: string;
  projectCode: string;
  projectName: string;
  /** @format uuid */
  goalId: string;
  /** @format uuid */
  unitId: string;
  /** @format uuid */
  departmentId: string;
  state: 'TASK_OPEN' | 'UNIT_FILLING' | 'IN_REVIEW' | 'FINANCE_SEEN';
  /** 待报、逾期、审核中、办结 / computed from the state and the deadline */
  standing: 'DUE' | 'OVERDUE' | 'IN_REVIEW' | 'DONE';
  /** 报送截止日期 / deadline @format date */
  dueOn: string;
  /** 重点监控的选入原因 / why a focused round chose it */
  selectedFor: ('EXECUTION_LAG' | 'GOAL_LAG' | 'EXECUTION_BELOW' | 'AMOUNT' | 'ATTENTION')[];
  /** @format date-time */
  submittedAt: string | null;
  /** @format date-time */
  seenAt: string | null;
  version: number;
  /** @format date-time */
  updatedAt: string;
}

/** 一项资金来源 / part A: one source of funds */
export class MonitoringFundResponse {
  source: 'FISCAL' | 'CARRY_OVER' | 'SPECIAL_ACCOUNT' | 'OWN' | 'OTHER';
  /** 年初预算数(元)/ initial budget */
  initial: string;
  /** 调整后预算数(元)/ adjusted budget */
  adjusted: string;
  /** 1–N月执行数(元)/ executed to date */
  executed: string;
  /** 1–N月执行率 / execution rate, over the base of the rule set */
  executionRate: string | null;
  /** 全年预计执行数(元)/ forecast of the year */
  forecastExecution: string | null;
}

/** 按进度测算的全年预计 / what the figures foresee */
export class ComputedForecastResponse {
  method: 'RUN_RATE' | 'LAST3' | 'SEASONAL';
  value: string;
}

/** 一项指标 / part B: one indicator */
export class MonitoringIndicatorResponse {
  /** @format uuid */
  indicatorId: string;
  level1: string;
  level2: string;
  name: string;
  measureType: 'CUMULATIVE' | 'STOCK' | 'RATE' | 'SCORE' | 'DATE' | 'COST' | 'EVENT_COUNT' | 'QUAL';
  operator: 'GE' | 'GT' | 'EQ' | 'LT' | 'LE' | 'QUAL';
  direction: 'POSITIVE' | 'NEGATIVE' | 'NEUTRAL';
  /** 年度指标值 / target of the year */
  targetValue: string | null;
  /** @format date */
  targetOn: string | null;
  targetText: string | null;
  unitOfMeasure: string | null;
  weight: string;
  /** 应报、未到期、缺数据;空为尚未计算 / null: not computed yet */
  status: 'DUE' | 'NOT_DUE' | 'NO_DATA' | null;
  /** 数据所属月份 / the month whose figures stand */
  dueMonth: number | null;
  planned: string | null;
  /** 1–N月执行情况 / actual to date */
  actual: string | null;
  actualLevel: 'ACHIEVED' | 'PARTIAL' | 'NOT' | null;
  /** @format date */
  actualOn: string | null;
  ratio: string | null;
  deviation: string | null;
  light: 'RED' | 'ORANGE' | 'YELLOW' | 'GREY' | 'BLUE' | 'GREEN' | null;
  /** 逐月发生额 / the amounts of the months */
  monthlyAmounts: string[];
  /** 全年预计完成情况 / the unit's forecast */
  forecastValue: string | null;
  forecastLevel: 'ACHIEVED' | 'PARTIAL' | 'NOT' | null;
  /** @format date */
  forecastOn: string | null;
  /** 偏差原因 / reasons */
  reasons: ('FUNDING' | 'SYSTEM' | 'STAFF' | 'HARDWARE' | 'OTHER')[];
  reasonText: string | null;
  /** 完成目标可能性 / likelihood */
  likelihood: 'CERTAIN' | 'POSSIBLE' | 'IMPOSSIBLE' | null;
  likelihoodReason: string | null;
  remark: string | null;
  computedForecast: ComputedForecastResponse | null;
  /** 测算的完成目标可能性 / what the figures suggest */
  suggestedLikelihood: 'CERTAIN' | 'POSSIBLE' | 'IMPOSSIBLE' | null;
}

/** 项目整体的双监控结果 / the project as a whole */
export class MonitoringReportProgress {
  /** 1–N月执行数(元)/ executed to date */
  executed: string;
  executionRate: string | null;
  /** 绩效目标完成率 / achievement */
  achievement: string | null;
  /** 完成率 − 执行率(百分点)/ gap in points */
  gap: string | null;
  light: 'RED' | 'ORANGE' | 'YELLOW' | 'GREY' | 'BLUE' | 'GREEN' | null;
}

/** 提交前必须补正之处 / what stands between the form and its submission */
export class MonitoringReportGap {
  code:
    | 'FORECAST_EXECUTION_MISSING'
    | 'FORECAST_BELOW_EXECUTED'
    | 'FORECAST_MISSING'
    | 'FORECAST_KIND'
    | 'REASONS_MISSING'
    | 'REASON_TEXT_MISSING'
    | 'LIKELIHOOD_MISSING'
    | 'LIKELIHOOD_REASON_MISSING';
  /** JSON 指针 / JSON pointer into the report @example "/indicators/0/likelihood" */
  pointer: string;
}

/** 绩效运行监控表 / a monitoring report */
export class MonitoringReportResponse extends MonitoringReportItem {
  /** @format uuid */
  districtId: string;
  /** 办理环节:待填、填报、待确认、单位已确认、部门已审核、财政已查看 / stage, from the approval where it is under review */
  stage: 'TASK_OPEN' | 'UNIT_FILLING' | 'UNIT_SUBMITTED' | 'UNIT_CONFIRMED' | 'DEPT_CHECKED' | 'FINANCE_SEEN';
  /** 逾期报送或逾期未报 / submitted, or not yet submitted, after the deadline */
  isLate: boolean;
  returnedCount: number;
  /** @format uuid */
  approvalId: string | null;
  /** 所依据的监控规则;空为尚未计算 / null: not computed yet @format uuid */
  ruleSetId: string | null;
  /** 所依据的目标版次 / the revision of the goal */
  goalRevision: number | null;
  /** 预算执行率的分母:调整后或年初预算数 / denominator of the execution rate */
  executionBase: 'ADJUSTED' | 'INITIAL';
  progress: MonitoringReportProgress | null;
  funds: MonitoringFundResponse[];
  /** 全年预计执行数合计(元)/ forecast of all sources; null: not all are filled in */
  forecastExecution: string | null;
  indicators: MonitoringIndicatorResponse[];
  remark: string | null;
  gaps: MonitoringReportGap[];
  allowedActions: AllowedActionResponse[];
}
