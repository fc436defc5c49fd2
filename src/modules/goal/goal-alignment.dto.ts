import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsString, IsUUID, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { Optional } from '../../platform/http/optional.js';

/** 一条对应关系:战略目标或部门职责,二者恰一 / a link to an objective or to a duty, exactly one */
export class AlignmentLinkRequest {
  /** 战略目标 / objective */
  @Optional()
  @IsUUID()
  objectiveId?: string;

  /** 部门职责 / duty */
  @Optional()
  @IsUUID()
  dutyId?: string;

  /** 资金占比(万分之几),不填为未说明 / share of the goal's budget in basis points; absent: not said @example 6000 */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(10000)
  shareBasisPoints?: number;

  /** 体现该目标或职责的原文语句 / the words of the goal that mean it, as they stand there @example "为全校学生提供营养餐" */
  @Optional()
  @IsString()
  @MaxLength(500)
  sentence?: string;
}

/** 绩效目标的全部对应关系,未列出的即取消 / the whole alignment of a goal; a link that is not listed is taken away */
export class PutGoalAlignmentRequest {
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => AlignmentLinkRequest)
  links: AlignmentLinkRequest[];
}

/** 一条对应关系 / a link */
export class AlignmentLinkResponse {
  /** 战略目标 / objective @format uuid */
  objectiveId: string | null;
  /** 部门职责 / duty @format uuid */
  dutyId: string | null;
  /** 目标或职责的编码 / its code */
  code: string;
  /** 目标或职责 / its title */
  title: string;
  /** 资金占比(万分之几)/ share in basis points */
  shareBasisPoints: number | null;
  /** 原文语句 / sentence */
  sentence: string | null;
  /** 语句仍在绩效目标原文中 / whether the goal still says so */
  isSentenceFound: boolean | null;
}

/** 绩效目标与战略目标、部门职责的对应 / the alignment of a goal; version 0: none was set */
export class GoalAlignmentResponse {
  /** @format uuid */
  goalId: string;
  links: AlignmentLinkResponse[];
  version: number;
  /** 可执行的操作 / allowed actions */
  allowedActions: AllowedActionResponse[];
}
