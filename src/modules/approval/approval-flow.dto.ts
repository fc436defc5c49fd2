import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsCode } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';
import { DECIDING_ROLES } from './approval.policy.js';
import {
  ASSIGNEE_RULES,
  type Assignee,
  type Outcome,
  RESUME_POLICIES,
  RETURN_TARGETS,
  type ResumePolicy,
  type ReturnTarget,
  STEP_MODES,
  STEP_SCOPES,
  type StepMode,
  type StepScope,
} from './domain/flow-definition.js';

/** 中英文名称 / a name in both languages */
export class StepName {
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  zh: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(80)
  en: string;
}

/** 办理人规则 / a rule that finds people */
export class AssigneeRequest {
  /** 岗位、指定人员、事项字段、前序指定 / by role, named accounts, a field of the subject, or somebody's choice */
  @IsIn(ASSIGNEE_RULES)
  by: Assignee['by'];

  /** 岗位 / the role, for ROLE and CHOSEN */
  @Optional()
  @IsIn(DECIDING_ROLES)
  role?: string;

  /** 岗位所在范围:本单位、主管部门、本区划、填报人所在单位 / where the role must be held */
  @Optional()
  @IsIn(STEP_SCOPES)
  scope?: StepScope;

  /** 只取授权范围最近的人员(归口科室)/ only those whose grant lies nearest */
  @Optional()
  @IsBoolean()
  nearest?: boolean;

  /** 指定人员 / named accounts */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  accountIds?: string[];

  /** 存放人员的事项字段 / the context field that holds an account */
  @Optional()
  @IsString()
  @MaxLength(60)
  field?: string;

  /** 由哪一环节的办理人指定;submit 为提交人 / whose choice: the key of an earlier step, or submit */
  @Optional()
  @IsString()
  @Matches(/^[a-z][a-z0-9-]{1,39}$/)
  at?: string;

  /** 票签权重 / weight of each vote */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(100)
  weight?: number;

  /** 一票否决 / one vote against ends it */
  @Optional()
  @IsBoolean()
  veto?: boolean;
}

/** 超时自动处理 / the decision that the flow takes by itself */
export class TimeoutRequest {
  /** 到期后的工作日数 / working days after the due date */
  @IsInt()
  @Min(0)
  @Max(60)
  afterWorkingDays: number;

  @IsIn(['APPROVE', 'RETURN', 'REJECT'])
  outcome: Outcome;
}

/** 分支 / a branch of a fork */
export class FlowBranchRequest {
  /** 分支代码 / key */
  @IsString()
  @Matches(/^[a-z][a-z0-9-]{1,39}$/)
  key: string;

  @ValidateNested()
  @Type(() => StepName)
  name: StepName;

  /** 条件 / condition @example "amount >= 5000000" */
  @Optional()
  @IsString()
  @MaxLength(1000)
  when?: string;

  /** 分支内的环节 / what the branch consists of */
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => FlowNodeRequest)
  steps: FlowNodeRequest[];
}

/** 环节(STEP)或分叉(FORK)/ a step, or a fork */
export class FlowNodeRequest {
  @IsIn(['STEP', 'FORK'])
  kind: 'STEP' | 'FORK';

  /** 代码 / key @example "finance-performance" */
  @IsString()
  @Matches(/^[a-z][a-z0-9-]{1,39}$/)
  key: string;

  @ValidateNested()
  @Type(() => StepName)
  name: StepName;

  /** 条件,未知视为成立 / condition; what cannot be known counts as true */
  @Optional()
  @IsString()
  @MaxLength(1000)
  when?: string;

  /** 或签、会签、依次、票签 / any, all, one after the other, by vote */
  @Optional()
  @IsIn(STEP_MODES)
  mode?: StepMode;

  /** 办理人 / who is asked */
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => AssigneeRequest)
  assignees?: AssigneeRequest[];

  /** 票签通过权重 / the weight of approvals that passes */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  passWeight?: number;

  /** 票签未通过时 / what a failed vote does */
  @Optional()
  @IsIn(['RETURN', 'REJECT'])
  onFail?: 'RETURN' | 'REJECT';

  /** 上级:无人可办、本人事项或逾期时 / the superior: when nobody may decide, for one's own subject, or when it is late */
  @Optional()
  @ValidateNested()
  @Type(() => AssigneeRequest)
  superior?: AssigneeRequest;

  /** 办理人即编制人时:回避、跳过、交上级 / when an author is asked: others decide, skip, or the superior */
  @Optional()
  @IsIn(['FORBID', 'SKIP', 'SUPERIOR'])
  selfApproval?: 'FORBID' | 'SKIP' | 'SUPERIOR';

  /** 必经环节 / a reviewer whom nothing may leave out */
  @Optional()
  @IsBoolean()
  mandatory?: boolean;

  /** 允许退回到 / returns that the step offers */
  @Optional()
  @IsArray()
  @ArrayMaxSize(3)
  @IsIn(RETURN_TARGETS, { each: true })
  returnTo?: ReturnTarget[];

  /** 退回后:重新逐级审批,或回到本环节 / how a return goes on */
  @Optional()
  @IsArray()
  @ArrayMaxSize(2)
  @IsIn(RESUME_POLICIES, { each: true })
  resume?: ResumePolicy[];

  /** 办理时限(工作日)/ working days until it is due */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(60)
  dueWorkingDays?: number;

  /** 逾期后多少个工作日交上级 / working days after the due date until the superior is asked, too */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(60)
  escalateAfterWorkingDays?: number;

  @Optional()
  @ValidateNested()
  @Type(() => TimeoutRequest)
  timeout?: TimeoutRequest;

  /** 审核表代码 / the review sheet to fill in */
  @Optional()
  @IsString()
  @IsCode()
  sheet?: string;

  /** 抄送 / who gets a copy of the result */
  @Optional()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => AssigneeRequest)
  copies?: AssigneeRequest[];

  /** 分叉:条件成立的分支并行,或只走第一个 / a fork: all branches that hold, or the first */
  @Optional()
  @IsIn(['ALL', 'FIRST'])
  run?: 'ALL' | 'FIRST';

  @Optional()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => FlowBranchRequest)
  branches?: FlowBranchRequest[];
}

/** 条件示例(自带测试)/ a test of the conditions */
export class FlowExampleRequest {
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  /** 事项要素 / facts of the subject @example {"amount":"8000000.00"} */
  @IsObject()
  context: Record<string, string | number | boolean | null>;

  /** 应经过的环节 / the steps that must be taken */
  @IsArray()
  @ArrayMaxSize(30)
  @IsString({ each: true })
  steps: string[];
}

/** 流程定义 / a flow definition */
export class DefinitionRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => FlowNodeRequest)
  steps: FlowNodeRequest[];

  /** 同一轮中一人只审一个环节 / nobody decides two steps of one run */
  @IsBoolean()
  distinctReviewers: boolean;

  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => FlowExampleRequest)
  examples?: FlowExampleRequest[];
}

/** 新建流程草稿 / a draft flow */
export class CreateFlowRequest {
  /** 区划 / district */
  @IsUUID()
  districtId: string;

  /** 流程代码,同代码的新稿为下一版 / code; a new draft of the same code is its next revision */
  @IsString()
  @IsCode()
  code: string;

  /** 事项类型 / subject type @example "goal" */
  @IsString()
  @MaxLength(40)
  @Matches(/^[a-z][a-zA-Z-]+$/)
  subjectType: string;

  /** 名称 / name @example "绩效目标审核(四级)" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  @ValidateNested()
  @Type(() => DefinitionRequest)
  definition: DefinitionRequest;
}

/** 审批流程 / a flow */
export class FlowResponse {
  /** @format uuid */
  id: string;
  code: string;
  /** 版次 / revision */
  revision: number;
  /** 空为各区划通用 / null: for all districts @format uuid */
  districtId: string | null;
  subjectType: string;
  name: string;
  definition: DefinitionRequest;
  state: 'DRAFT' | 'PUBLISHED' | 'RETIRED';
  /** @format date-time */
  publishedAt: string | null;
  version: number;
}

/** 修改流程草稿 / changes of a draft */
export class UpdateFlowRequest {
  /** 名称 / name */
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name?: string;

  @Optional()
  @ValidateNested()
  @Type(() => DefinitionRequest)
  definition?: DefinitionRequest;
}

/** 流程图 / a flowchart */
export class FlowDiagramResponse {
  /** Mermaid 流程图 / Mermaid flowchart */
  mermaid: string;
}

/** 找不到办理人的规则 / a rule that finds nobody now */
export class FlowGap {
  stepKey: string;
  /** 第几条办理人规则(自 0 起),或 superior、copy-0 / which rule of the step: 0, 1 …, superior, copy-0 … */
  rule: string;
  role: string | null;
  /** 涉及单位数 / units concerned */
  units: number;
  /** 其中前几个单位 / the first of them */
  examples: string[];
}

/** 流程检查:问题须解决后方可发布,提示不影响发布 / problems stand against publishing; warnings do not */
export class FlowChecksResponse {
  problems: string[];
  warnings: FlowGap[];
}
