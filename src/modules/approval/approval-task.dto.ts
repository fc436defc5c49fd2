import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { Outcome } from './domain/decide.js';

/** 对某一字段的审核意见 / a remark on one field of the subject */
export class DecisionRemark {
  /** JSON 指针 / JSON pointer @example "/indicators/0/targetValue" */
  @IsString()
  @MaxLength(200)
  @Matches(/^(\/[\w.-]+)+$/)
  pointer: string;

  /** 意见 / the remark */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  text: string;
}

/** 审批决定 / a decision */
export class DecisionRequest {
  /** 同意、退回修改、不予通过 / approve, return, reject */
  @IsIn(['APPROVE', 'RETURN', 'REJECT'])
  outcome: Outcome;

  /** 理由,退回或不予通过时必填 / reason; required on return and reject */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  reason?: string;

  /** 逐项意见 / remarks on fields */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => DecisionRemark)
  remarks?: DecisionRemark[];

  /** 所阅内容的版本 / version of the subject that was read */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  subjectVersion: number;

  /** 所阅内容的摘要 / content hash of what was read */
  @IsString()
  @Matches(/^[0-9a-f]{64}$/)
  contentHash: string;
}

/** 审批事项 / what is to be approved */
export class TaskSubject {
  type: string;
  /** @format uuid */
  id: string;
  title: string;
  version: number;
  contentHash: string;
}

/** 可执行操作 / what the caller may do */
export class AllowedActionResponse {
  action: string;
  allowed: boolean;
  /** 不可执行时的错误代码 / the error code that the act would meet */
  reason: string | null;
}

/** 待办列表项 / a task in a queue */
export class TaskItem {
  /** @format uuid */
  id: string;
  /** @format uuid */
  approvalId: string;
  stepKey: string;
  stepNo: number;
  /** 轮次,退回重报后加一 / round; each resubmission begins a new one */
  round: number;
  state: 'OPEN' | 'DONE' | 'CANCELLED';
  /** 办理角色 / the role that decides */
  role: string;
  /** 办理期限 / due date @format date */
  dueOn: string | null;
  /** @format date-time */
  openedAt: string;
  /** @format date-time */
  closedAt: string | null;
  /** @format uuid */
  projectId: string | null;
  subject: TaskSubject;
  version: number;
}

/** 审批任务 / a task */
export class TaskResponse extends TaskItem {
  allowedActions: AllowedActionResponse[];
}
