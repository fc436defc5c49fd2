import { IsString, MaxLength } from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { Optional } from '../../platform/http/optional.js';

/** 确认知悉 / acknowledging an alert */
export class AcknowledgeAlertRequest {
  /** 说明 / comment @example "已约谈承办科室" */
  @Optional()
  @IsString()
  @MaxLength(1000)
  comment?: string;
}

/** 预警 / an alert */
export class AlertItem {
  /** @format uuid */
  id: string;
  /** 亮灯、执行滞后、目标滞后、不匹配、超预算、目标偏低、逾期未报 / kind */
  kind: 'LIGHT' | 'EXECUTION_LAG' | 'GOAL_LAG' | 'MISMATCH' | 'OVER_EXECUTION' | 'TARGET_SUSPECT' | 'NO_DATA';
  severity: 'INFO' | 'WARN' | 'SERIOUS' | 'CRITICAL';
  /** 触发、已知悉、已解除 / state */
  state: 'FIRING' | 'ACKNOWLEDGED' | 'RESOLVED';
  /** 条件消失、由后续月份接替 / why it is resolved */
  resolution: 'CLEARED' | 'SUPERSEDED' | null;
  /** @format uuid */
  ruleId: string;
  /** @format uuid */
  districtId: string;
  /** @format uuid */
  unitId: string;
  /** @format uuid */
  projectId: string;
  projectCode: string;
  projectName: string;
  /** 空为项目本身 / null: the project itself @format uuid */
  indicatorId: string | null;
  fiscalYear: number;
  /** @minimum 1 @maximum 12 */
  month: number;
  /** @example "2026-06" @maxLength 7 */
  period: string;
  /** 依据的数值 / the figures that it follows from */
  inputs: Record<string, unknown>;
  /** 说明(中文)/ explanation */
  explanationZh: string;
  /** 说明(英文)/ explanation */
  explanationEn: string;
  /** @format date-time */
  firedAt: string;
  /** @format date-time */
  acknowledgedAt: string | null;
  /** @format date-time */
  resolvedAt: string | null;
  version: number;
}

/** 预警详情 / an alert */
export class AlertResponse extends AlertItem {
  /** 知悉人 / who acknowledged it @format uuid */
  acknowledgedBy: string | null;
  comment: string | null;
  allowedActions: AllowedActionResponse[];
}

/** 偏离计划的项目 / a project that is off its track */
export class OffTrackProject {
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
  /** 所依据的月份 / the month-end that is looked at @example "2026-06" @maxLength 7 */
  period: string;
  light: 'RED' | 'ORANGE' | 'YELLOW' | 'GREY' | 'BLUE' | 'GREEN' | null;
  executionRate: string | null;
  achievement: string | null;
  gap: string | null;
  mismatchSeverity: 'NONE' | 'WARN' | 'SERIOUS' | 'CRITICAL' | 'NOT_APPLICABLE';
  /** 偏离原因 / what is off: LIGHT, EXECUTION_LAG, GOAL_LAG, MISMATCH, OVER_EXECUTION */
  reasons: string[];
  /** 未解除预警数 / open alerts */
  openAlerts: number;
}

/** 应报数据 / a report that is due */
export class ReportDutyItem {
  /** @format uuid */
  id: string;
  /** @format uuid */
  goalId: string;
  /** @format uuid */
  projectId: string;
  fiscalYear: number;
  /** @minimum 1 @maximum 12 */
  month: number;
  /** 报送截止日期 / deadline @format date */
  deadline: string;
  state: 'OPEN' | 'OVERDUE' | 'FULFILLED';
  /** @format date-time */
  fulfilledAt: string | null;
}
