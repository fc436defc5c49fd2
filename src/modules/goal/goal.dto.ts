import { IsIn, IsInt, IsNotEmpty, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { IsCode } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';
import type { IndicatorFrameVersion } from './domain/indicator-frame.js';
import { DeclarationContent } from './goal-declaration-response.dto.js';
import { IndicatorResponse } from './indicator.dto.js';

/** 新建绩效目标申报表 / a new goal */
export class CreateGoalRequest {
  /** 项目 / project */
  @IsUUID()
  projectId: string;

  /** 预算年度 / fiscal year @example 2026 */
  @IsInt()
  @Min(2000)
  @Max(2100)
  fiscalYear: number;

  /** 指标体系:财预〔2015〕88号或财预〔2021〕101号 / indicator frame */
  @IsIn(['V2015', 'V2021'])
  frame: IndicatorFrameVersion;

  /** 权重模板代码 / weight template @example "T2021-COST" */
  @IsString()
  @IsCode()
  weightTemplate: string;

  /** 与权重模板不同的原因 / why the weights differ from the template */
  @Optional()
  @IsString()
  @MaxLength(500)
  weightReason?: string;

  /** 年度目标 / the goal of the year */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  annualGoal: string;

  /** 总体目标(实施期)/ the goal of the whole period */
  @Optional()
  @IsString()
  @MaxLength(2000)
  overallGoal?: string;
}

/** 修改绩效目标(草稿或退回状态)/ changes of a draft or returned goal */
export class UpdateGoalRequest {
  /** 指标体系 / indicator frame */
  @Optional()
  @IsIn(['V2015', 'V2021'])
  frame?: IndicatorFrameVersion;

  /** 权重模板代码 / weight template */
  @Optional()
  @IsString()
  @IsCode()
  weightTemplate?: string;

  /** 与权重模板不同的原因 / why the weights differ from the template */
  @Optional()
  @IsString()
  @MaxLength(500)
  weightReason?: string;

  /** 年度目标 / the goal of the year */
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  annualGoal?: string;

  /** 总体目标(实施期)/ the goal of the whole period */
  @Optional()
  @IsString()
  @MaxLength(2000)
  overallGoal?: string;
}

/** 说明理由的操作 / an act with a reason */
export class ReasonRequest {
  /** 理由 / reason */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  reason: string;
}

/** 可附理由的操作 / an act that may have a reason */
export class OptionalReasonRequest {
  /** 理由 / reason */
  @Optional()
  @IsString()
  @MaxLength(2000)
  reason?: string;
}

export const GOAL_STATES = [
  'DRAFT',
  'IN_REVIEW',
  'PASSED',
  'RETURNED',
  'REJECTED',
  'APPROVED',
  'IN_EXECUTION',
  'ADJUSTING',
  'SUSPENDED',
  'CLOSED',
  'CANCELLED',
] as const;

/** 绩效目标列表项 / a goal in a list */
export class GoalItem {
  /** @format uuid */
  id: string;
  /** @format uuid */
  projectId: string;
  /** 项目代码 / project code */
  projectCode: string;
  /** 项目名称 / project name */
  projectName: string;
  /** @format uuid */
  unitId: string;
  fiscalYear: number;
  /** 状态 / state */
  state:
    | 'DRAFT'
    | 'IN_REVIEW'
    | 'PASSED'
    | 'RETURNED'
    | 'REJECTED'
    | 'APPROVED'
    | 'IN_EXECUTION'
    | 'ADJUSTING'
    | 'SUSPENDED'
    | 'CLOSED'
    | 'CANCELLED';
  /** 版次,批复后为 1 起 / revision; 0 before the first release */
  revision: number;
  annualGoal: string;
  version: number;
  /** @format date-time */
  updatedAt: string;
}

/** 项目摘要(expand=project)/ the project */
export class GoalProject {
  /** @format uuid */
  id: string;
  code: string;
  name: string;
  kind: string;
  attribute: string;
  state: string;
  /** @format uuid */
  unitId: string;
  /** @format uuid */
  departmentId: string;
  /** @format date */
  periodFrom: string;
  /** @format date */
  periodTo: string;
}

/** 审批摘要(expand=approval)/ where the approval stands */
export class GoalApproval {
  /** @format uuid */
  id: string;
  state: string;
  /** 当前环节 / the steps under way */
  stepKeys: string[];
  /** 已退回三次,需要协调 / returned three times: people should sit together */
  needsCoordination: boolean;
  round: number;
}

/** 绩效目标 / a goal */
export class GoalResponse {
  /** @format uuid */
  id: string;
  /** @format uuid */
  districtId: string;
  /** @format uuid */
  projectId: string;
  /** @format uuid */
  unitId: string;
  fiscalYear: number;
  /** 申报表:项目支出,或部门(单位)整体支出 / the declaration form it is filed on */
  form: 'PROJECT' | 'DEPARTMENT_WHOLE';
  /** 状态 / state */
  state:
    | 'DRAFT'
    | 'IN_REVIEW'
    | 'PASSED'
    | 'RETURNED'
    | 'REJECTED'
    | 'APPROVED'
    | 'IN_EXECUTION'
    | 'ADJUSTING'
    | 'SUSPENDED'
    | 'CLOSED'
    | 'CANCELLED';
  revision: number;
  frame: 'V2015' | 'V2021';
  weightTemplate: string;
  /** 填报时的模板版次 / the revision of the template it was filed under */
  weightTemplateRevision: number;
  /** 预算执行率权重(分)/ points of budget execution @example "10.00" */
  executionWeight: string;
  weightReason: string | null;
  annualGoal: string;
  overallGoal: string | null;
  /** 退回次数 / how often it was returned */
  returnedCount: number;
  /** @format uuid */
  releaseId: string | null;
  /** @format date-time */
  submittedAt: string | null;
  /** @format date-time */
  approvedAt: string | null;
  version: number;
  /** @format date-time */
  updatedAt: string;
  project?: GoalProject;
  indicators?: IndicatorResponse[];
  /** 申报表内容(expand=declaration);未开始填报为空 / what the form says; null: it has not been begun */
  declaration?: DeclarationContent | null;
  approval?: GoalApproval | null;
  allowedActions: AllowedActionResponse[];
}

/** 检查结果 / one finding */
export class GoalFindingResponse {
  /** @example "WEIGHT_SUM" */
  code: string;
  severity: 'ERROR' | 'WARN' | 'INFO';
  /** @example "/indicators" */
  pointer: string;
  message: string;
  params: Record<string, unknown>;
}

/** 申报表完整性检查 / whether the declaration form is complete */
export class GoalCompletenessResponse {
  form: 'PROJECT' | 'DEPARTMENT_WHOLE';
  /** 已开始填报;未开始的,缺漏不妨碍提交 / it has been begun; of one that has not, what is missing does not block a submission */
  isBegun: boolean;
  /** 无缺漏、无矛盾 / nothing required is missing, and everything adds up */
  complete: boolean;
  findings: GoalFindingResponse[];
}
