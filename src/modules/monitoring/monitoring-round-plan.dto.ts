import { IsBoolean, IsIn, IsInt, IsUUID, Max, Min } from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { Optional } from '../../platform/http/optional.js';
import { ROUND_RHYTHMS, type RoundRhythm } from './domain/monitoring-round.js';

/** 制定监控计划 / a district's plan of rounds for a year */
export class CreateMonitoringRoundPlanRequest {
  /** 区划 / district */
  @IsUUID()
  districtId: string;

  /** 预算年度 / fiscal year @example 2026 */
  @IsInt()
  @Min(2000)
  @Max(2100)
  fiscalYear: number;

  /** 监控频次:4月起逐月、按季、1–7月、1–8月 / how often */
  @IsIn(ROUND_RHYTHMS)
  rhythm: RoundRhythm;

  /** 报送时限(工作日)/ working days to the deadline @example 10 */
  @IsInt()
  @Min(1)
  @Max(60)
  dueWorkingDays: number;
}

/** 修改监控计划;已开展的任务不变 / change a plan; rounds that are open stay as they are */
export class UpdateMonitoringRoundPlanRequest {
  /** 监控频次 / how often */
  @Optional()
  @IsIn(ROUND_RHYTHMS)
  rhythm?: RoundRhythm;

  /** 报送时限(工作日)/ working days to the deadline */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(60)
  dueWorkingDays?: number;

  /** 是否启用 / whether it opens rounds */
  @Optional()
  @IsBoolean()
  isActive?: boolean;
}

/** 监控计划列表项 / a plan in a list */
export class MonitoringRoundPlanItem {
  /** @format uuid */
  id: string;
  /** @format uuid */
  districtId: string;
  fiscalYear: number;
  rhythm: 'MONTHLY_FROM_APRIL' | 'QUARTERLY' | 'JAN_JUL' | 'JAN_AUG';
  dueWorkingDays: number;
  isActive: boolean;
  /** 此前应开展而未开展的不补开 / what should have opened before is not opened belatedly @format date */
  effectiveOn: string;
  version: number;
  /** @format date-time */
  updatedAt: string;
}

/** 监控计划 / a plan */
export class MonitoringRoundPlanResponse extends MonitoringRoundPlanItem {
  allowedActions: AllowedActionResponse[];
}
