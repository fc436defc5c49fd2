import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
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
import { IsCode } from '../../platform/http/fields.js';
import { DECIDING_ROLES } from './approval.policy.js';
import type { StepScope } from './domain/flow-definition.js';

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

/** 审批环节 / a step */
export class StepRequest {
  /** 环节代码 / key @example "finance-performance" */
  @IsString()
  @MaxLength(40)
  @Matches(/^[a-z][a-z0-9-]{1,39}$/)
  key: string;

  @ValidateNested()
  @Type(() => StepName)
  name: StepName;

  /** 办理角色 / the role that decides */
  @IsIn(DECIDING_ROLES)
  role: string;

  /** 岗位所在范围:本单位、主管部门、本区划 / where the role must be held */
  @IsIn(['UNIT', 'DEPARTMENT', 'DISTRICT'])
  scope: StepScope;

  /** 办理时限(工作日)/ working days until it is due */
  @IsInt()
  @Min(1)
  @Max(60)
  dueWorkingDays: number;
}

/** 流程定义 / a flow definition */
export class DefinitionRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => StepRequest)
  steps: StepRequest[];

  /** 同一轮中一人只审一个环节 / nobody decides two steps of one round */
  @IsBoolean()
  distinctReviewers: boolean;
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
