import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
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
import { Optional } from '../../platform/http/optional.js';
import { type Outcome, RESUME_POLICIES, type ResumePolicy } from './domain/flow-definition.js';
import type { SignerPlace } from './domain/signers.js';
import { ReviewRequest } from './review-sheet.dto.js';

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

/** 为某一环节指定的办理人 / people chosen for a step */
export class StepChoice {
  /** 环节 / step */
  @IsString()
  @Matches(/^[a-z][a-z0-9-]{1,39}$/)
  stepKey: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  accountIds: string[];
}

/** 审批决定 / a decision */
export class DecisionRequest {
  /** 同意、退回修改、不予通过 / approve, return, reject */
  @IsIn(['APPROVE', 'RETURN', 'REJECT'])
  outcome: Outcome;

  /** 理由,退回或不予通过时必填 / reason; required on return and reject */
  @Optional()
  @IsString()
  @MaxLength(2000)
  reason?: string;

  /** 退回到:发起人、上一环节或某一已办环节 / where a return leads: INITIATOR, PREVIOUS, or the key of an earlier step @example "INITIATOR" */
  @Optional()
  @IsString()
  @Matches(/^(INITIATOR|PREVIOUS|[a-z][a-z0-9-]{1,39})$/)
  returnTo?: string;

  /** 退回后重新逐级审批,或回到本环节继续 / after a return: all steps again, or on from here */
  @Optional()
  @IsIn(RESUME_POLICIES)
  resume?: ResumePolicy;

  /** 逐项意见 / remarks on fields */
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => DecisionRemark)
  remarks?: DecisionRemark[];

  /** 为后续环节指定的办理人 / people chosen for later steps */
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => StepChoice)
  choices?: StepChoice[];

  /** 审核表 / the review sheet, where the step has one */
  @Optional()
  @ValidateNested()
  @Type(() => ReviewRequest)
  review?: ReviewRequest;

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

/** 加签 / signers to add */
export class SignersRequest {
  /** 人员 / accounts */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  accountIds: string[];

  /** 前加签、后加签、并加签 / before, after or beside the caller */
  @IsIn(['BEFORE', 'AFTER', 'BESIDE'])
  place: SignerPlace;

  /** 说明 / why */
  @Optional()
  @IsString()
  @MaxLength(2000)
  reason?: string;
}

/** 转办、委派 / hand a task on, or ask somebody for an opinion */
export class HandOnRequest {
  /** 人员 / account */
  @IsUUID()
  accountId: string;

  /** 原因 / why */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  reason: string;
}

/** 意见 / an opinion */
export class AdviceRequest {
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  comment: string;
}

/** 说明,可不填 / an optional comment */
export class CommentRequest {
  @Optional()
  @IsString()
  @MaxLength(2000)
  comment?: string;
}
