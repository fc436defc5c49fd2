import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { IsMoney } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';
import { ADJUSTMENT_TRIGGERS, type AdjustmentTrigger } from './domain/adjustment.js';

/** 发起绩效目标调整 / begin an adjustment of an approved goal */
export class AdjustGoalRequest {
  /** 调整原因:政策变化、不可抗力、预算调整、监控发现偏差、其他 / what has made it necessary */
  @IsIn(ADJUSTMENT_TRIGGERS)
  trigger: AdjustmentTrigger;

  /** 调整理由 / why @example "市教育局扩大营养改善范围至民办学校" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(4000)
  justification: string;

  /** 预算变动额(元),增为正、减为负;此处只作记录,资金以预算调整为准 / change of the budget, signed; recorded here, moved by the budget's own adjustment @example "-120000.00" */
  @Optional()
  @IsMoney()
  budgetDelta?: string;

  /** 调整依据(附件)/ evidence: files that you have uploaded */
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  fileIds?: string[];
}

/** 修改调整稿(草稿或退回状态);未给出的字段不变 / change the draft; what is absent stays */
export class UpdateGoalAdjustmentRequest {
  /** 调整原因 / trigger */
  @Optional()
  @IsIn(ADJUSTMENT_TRIGGERS)
  trigger?: AdjustmentTrigger;

  /** 调整理由 / why */
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(4000)
  justification?: string;

  /** 预算变动额(元)/ change of the budget, in yuan */
  @Optional()
  @IsMoney()
  budgetDelta?: string;

  /** 调整依据(附件),全部列出 / evidence, all of it */
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  fileIds?: string[];

  /** 调整后的年度目标 / the goal of the year as it shall be */
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  annualGoal?: string;

  /** 调整后的总体目标 / the goal of the whole period as it shall be */
  @Optional()
  @IsString()
  @MaxLength(2000)
  overallGoal?: string;

  /** 与权重模板不同的原因 / why the weights differ from the template */
  @Optional()
  @IsString()
  @MaxLength(500)
  weightReason?: string;
}

/** 目标调整列表项 / an adjustment in a list */
export class GoalAdjustmentItem {
  /** @format uuid */
  id: string;
  /** @format uuid */
  goalId: string;
  /** @format uuid */
  projectId: string;
  projectCode: string;
  projectName: string;
  /** @format uuid */
  unitId: string;
  fiscalYear: number;
  state: 'DRAFT' | 'IN_REVIEW' | 'RETURNED' | 'APPROVED' | 'REJECTED' | 'CANCELLED';
  trigger: 'POLICY' | 'FORCE_MAJEURE' | 'BUDGET_CHANGE' | 'MONITORING' | 'OTHER';
  justification: string;
  /** 预算变动额(元)/ change of the budget @example "-120000.00" */
  budgetDelta: string;
  /** 调整前版次 / the revision that it changes */
  beforeRevision: number;
  /** 调整后版次;未批准为空 / the revision that it has made; null: not approved */
  afterRevision: number | null;
  version: number;
  /** @format date-time */
  updatedAt: string;
}

const PLAIN = [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'object' }, { type: 'null' }];
const ANY_JSON = { anyOf: [...PLAIN, { type: 'array', items: { anyOf: PLAIN } }] };

/** 一处变化 / one change */
export class AdjustmentChangeResponse {
  /** JSON 指针,指向调整后内容;已删除的指向调整前 / JSON pointer into the content after; of what is removed, before @example "/indicators/0/targetValue" */
  pointer: string;
  kind: 'ADDED' | 'REMOVED' | 'CHANGED';
  /** 所涉指标;空为目标本身 / the indicator; null: the goal itself @format uuid */
  indicatorId: string | null;
  indicatorName: string | null;
  /** 调整前 / before; null: absent */
  @ApiProperty(ANY_JSON)
  before: unknown;
  /** 调整后 / after; null: absent */
  @ApiProperty(ANY_JSON)
  after: unknown;
}

/** 调整前后对照 / what changes */
export class AdjustmentDiffResponse {
  changes: AdjustmentChangeResponse[];
  /** 变化过多,未全部列出 / there are more changes than are listed */
  isTruncated: boolean;
}

/** 绩效目标调整 / an adjustment */
export class GoalAdjustmentResponse {
  /** @format uuid */
  id: string;
  /** @format uuid */
  districtId: string;
  /** @format uuid */
  unitId: string;
  /** @format uuid */
  projectId: string;
  /** @format uuid */
  goalId: string;
  fiscalYear: number;
  state: 'DRAFT' | 'IN_REVIEW' | 'RETURNED' | 'APPROVED' | 'REJECTED' | 'CANCELLED';
  trigger: 'POLICY' | 'FORCE_MAJEURE' | 'BUDGET_CHANGE' | 'MONITORING' | 'OTHER';
  justification: string;
  /** @format uuid */
  fileIds: string[];
  /** 预算变动额(元);资金由预算调整另行办理 / recorded only: the ledger is moved by the budget's own adjustment */
  budgetDelta: string;
  beforeRevision: number;
  afterRevision: number | null;
  returnedCount: number;
  /** @format date-time */
  submittedAt: string | null;
  /** @format date-time */
  decidedAt: string | null;
  /** 批准人、不予批准人或撤销人 / the person who decided or cancelled @format uuid */
  decidedBy: string | null;
  /** @format uuid */
  approvalId: string | null;
  version: number;
  /** @format date-time */
  updatedAt: string;
  /** 调整后的全部内容 / the whole content as it shall be */
  content: Record<string, unknown>;
  diff: AdjustmentDiffResponse;
  allowedActions: AllowedActionResponse[];
}
