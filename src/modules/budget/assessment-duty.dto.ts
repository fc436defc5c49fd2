import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsUUID } from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { IsMoney } from '../../platform/http/fields.js';
import { ASSESSMENT_OUTCOMES, type AssessmentOutcome } from './domain/assessment-sheet.js';
import { PROJECT_ATTRIBUTES, type ProjectAttribute } from './project.dto.js';

const KINDS = ['PROJECT', 'POLICY'] as const;

/** 哪些项目须先通过事前绩效评估才能提交绩效目标 / which projects need an assessment before their goals are submitted */
export class SetAssessmentRequirementRequest {
  /** 区划 / district */
  @IsUUID()
  districtId: string;

  /** 项目、政策;空为都不要求 / kinds; none: nothing is required */
  @IsArray()
  @ArrayMaxSize(2)
  @ArrayUnique()
  @IsIn(KINDS, { each: true })
  kinds: ('PROJECT' | 'POLICY')[];

  /** 项目属性 / attributes @example ["NEW"] */
  @IsArray()
  @ArrayMaxSize(3)
  @ArrayUnique()
  @IsIn(PROJECT_ATTRIBUTES, { each: true })
  attributes: ProjectAttribute[];

  /** 起点金额(元):项目各年度预算合计达到此数;尚无预算的视为达到 / from this amount on, all years together; unknown counts as reached @example "5000000.00" */
  @IsMoney()
  minAmount: string;

  /** 可以申报预算的结论 / outcomes with which the money may be asked for */
  @IsArray()
  @ArrayMaxSize(3)
  @ArrayUnique()
  @IsIn(ASSESSMENT_OUTCOMES, { each: true })
  passingOutcomes: AssessmentOutcome[];
}

/** 区划的事前绩效评估要求 / what a district requires */
export class AssessmentRequirementResponse {
  /** @format uuid */
  districtId: string;
  kinds: ('PROJECT' | 'POLICY')[];
  attributes: ('NEW' | 'CONTINUING' | 'ONE_OFF')[];
  /** @example "5000000.00" */
  minAmount: string;
  passingOutcomes: ('SUPPORTED' | 'SUPPORTED_AFTER_ADJUSTMENT' | 'NOT_SUPPORTED')[];
  /** 未设置:不要求 / nothing was set: nothing is required */
  isDefault: boolean;
  /** 区划的版本 / the version of the district */
  version: number;
  /** 可执行的操作 / allowed actions */
  allowedActions: AllowedActionResponse[];
}

/** 一个项目是否须做事前绩效评估,是否已通过 / whether a project needs an assessment, and has it */
export class AssessmentDutyResponse {
  /** @format uuid */
  projectId: string;
  /** 不要求、缺少、未获支持、已满足 / duty */
  duty: 'NOT_REQUIRED' | 'MISSING' | 'NOT_SUPPORTED' | 'FULFILLED';
  /** 各年度预算合计,尚无预算为空 / the budget of all years; null: none was set @example "5200000.00" */
  amount: string | null;
  /** 作为依据的评估(最近审定)/ the latest final assessment @format uuid */
  assessmentId: string | null;
  /** 其结论 / its conclusion */
  conclusion: 'SUPPORTED' | 'SUPPORTED_AFTER_ADJUSTMENT' | 'NOT_SUPPORTED' | null;
}
