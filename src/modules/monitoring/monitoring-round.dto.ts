import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { IsAmount } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';
import { ROUND_KINDS, type RoundKind } from './domain/monitoring-round.js';

/** 重点监控的选择条件,满足其一即选入 / what a focused round chooses by: any one of them */
export class RoundSelectionRequest {
  /** 执行滞后或目标滞后:低于监控规则在该月划定的线 / below the line that the rule set draws for the month */
  @Optional()
  @IsBoolean()
  isLagging?: boolean;

  /** 预算执行率低于(小数);用于监控规则未划线的月份 / execution rate below this fraction @example "0.6" */
  @Optional()
  @IsString()
  @Matches(/^[01](\.\d{1,6})?$/)
  @MaxLength(8)
  executionBelow?: string;

  /** 调整后预算数不低于(元)/ adjusted budget from this sum @example "5000000.00" */
  @Optional()
  @IsAmount()
  amountFrom?: string;

  /** 社会关注度高的项目 / projects of high public attention */
  @Optional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  attentionProjectIds?: string[];
}

/** 新建监控任务(草稿)/ draft a round */
export class CreateMonitoringRoundRequest {
  /** 区划 / district */
  @IsUUID()
  districtId: string;

  /** 预算年度 / fiscal year @example 2026 */
  @IsInt()
  @Min(2000)
  @Max(2100)
  fiscalYear: number;

  /** 监控期间 1–N 月的 N / the last month of the period @example 7 */
  @IsInt()
  @Min(1)
  @Max(12)
  month: number;

  /** 监控类型:自行(全部项目)、重点 / every project, or those that finance chooses */
  @IsIn(ROUND_KINDS)
  kind: RoundKind;

  /** 报送时限(开展后工作日)/ working days from the opening to the deadline @example 10 */
  @IsInt()
  @Min(1)
  @Max(60)
  dueWorkingDays: number;

  /** 选择条件(仅重点监控)/ only of a focused round */
  @Optional()
  @ValidateNested()
  @Type(() => RoundSelectionRequest)
  selection?: RoundSelectionRequest;
}

/** 关闭监控任务 / close a round */
export class CloseMonitoringRoundRequest {
  /** 理由;尚有未办结的监控表时必填 / required while reports are unfinished */
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  reason?: string;
}

/** 监控表数量:合计、未到期、逾期、审核中、办结 / how many reports stand where */
export class MonitoringReportCounts {
  total: number;
  /** 待报送 / with the unit, in time */
  due: number;
  /** 逾期未报 / with the unit, after the deadline */
  overdue: number;
  /** 审核中 / submitted, under review */
  inReview: number;
  /** 办结 / seen by finance */
  done: number;
}

/** 选择条件 / what a focused round chooses by */
export class RoundSelectionResponse {
  isLagging: boolean;
  executionBelow: string | null;
  amountFrom: string | null;
  /** @format uuid */
  attentionProjectIds: string[];
}

/** 监控任务列表项 / a round in a list */
export class MonitoringRoundItem {
  /** @format uuid */
  id: string;
  /** @format uuid */
  districtId: string;
  fiscalYear: number;
  /** 监控期间 1–N 月的 N / the last month of the period @minimum 1 @maximum 12 */
  month: number;
  kind: 'SELF' | 'FOCUSED';
  /** 监控任务编号 / number @example "JK2026-07-0001" */
  number: string;
  /** 由哪个监控计划开展;空为人工 / the plan that opened it; null: a person @format uuid */
  planId: string | null;
  dueWorkingDays: number;
  selection: RoundSelectionResponse | null;
  state: 'DRAFT' | 'OPEN' | 'CLOSED' | 'CANCELLED';
  /** 报送截止日期 / by when units report @format date */
  dueOn: string | null;
  /** @format date-time */
  openedAt: string | null;
  /** @format date-time */
  closedAt: string | null;
  closeReason: string | null;
  reports: MonitoringReportCounts;
  version: number;
  /** @format date-time */
  updatedAt: string;
}

/** 监控任务 / a round */
export class MonitoringRoundResponse extends MonitoringRoundItem {
  allowedActions: AllowedActionResponse[];
}

/** 选入的项目及原因 / a project that the round chooses, and why */
export class MonitoringSelectionItem {
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
  /** 调整后预算数(元)/ adjusted budget */
  amount: string | null;
  executionRate: string | null;
  achievement: string | null;
  executionLag: boolean;
  goalLag: boolean;
  /** 选入原因;自行监控为空 / empty in a round of all projects */
  reasons: ('EXECUTION_LAG' | 'GOAL_LAG' | 'EXECUTION_BELOW' | 'AMOUNT' | 'ATTENTION')[];
}

/** 一个单位在一次监控中的报送情况 / how a unit stands in one round */
export class MonitoringMatrixCell {
  /** @format uuid */
  roundId: string;
  kind: 'SELF' | 'FOCUSED';
  month: number;
  /** @format date */
  dueOn: string;
  reports: MonitoringReportCounts;
  /** 这些监控表 / the reports that are counted */
  url: string;
}

/** 一个单位全年的报送情况 / a unit over the rounds of a year */
export class MonitoringMatrixRow {
  /** @format uuid */
  unitId: string;
  unitCode: string;
  unitName: string | null;
  /** @format uuid */
  departmentId: string;
  fiscalYear: number;
  cells: MonitoringMatrixCell[];
}
