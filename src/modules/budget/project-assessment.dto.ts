import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsCode, IsDecimalText, IsMoney } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';
import { ASSESSOR_KINDS, type AssessorKind } from './domain/assessment-roles.js';
import {
  ASSESSMENT_MARKS,
  ASSESSMENT_OUTCOMES,
  type AssessmentMark,
  type AssessmentOutcome,
} from './domain/assessment-sheet.js';

/** 评估方法:成本效益分析法、比较法、因素分析法、最低成本法、公众评判法、其他 */
export const ASSESSMENT_METHODS = [
  'COST_BENEFIT',
  'COMPARISON',
  'FACTOR_ANALYSIS',
  'LEAST_COST',
  'PUBLIC_JUDGEMENT',
  'OTHER',
] as const;
export type AssessmentMethod = (typeof ASSESSMENT_METHODS)[number];

/** 新建事前绩效评估,按对象采用现行评分表 / begin an ex-ante assessment on the sheet in force */
export class CreateProjectAssessmentRequest {
  /** 项目或政策 / project or policy */
  @IsUUID()
  projectId: string;

  /** 评估主体:单位自评估、主管部门、财政部门、第三方 / who assesses */
  @IsIn(ASSESSOR_KINDS)
  assessorKind: AssessorKind;

  /** 第三方机构名称,第三方评估必填 / name of the third party @example "成都某咨询有限公司" */
  @Optional()
  @IsString()
  @MaxLength(120)
  assessorName?: string;
}

/** 一个要点的评分 / the answer to one question */
export class AssessmentAnswerRequest {
  /** 要点代码 / question @example "NECESSITY-1" */
  @IsCode()
  question: string;

  /** 评价:优、良、中、差,与 points 二选一 / mark; or else points */
  @Optional()
  @IsIn(ASSESSMENT_MARKS)
  mark?: AssessmentMark;

  /** 得分,与 mark 二选一 / points; or else a mark @example "4.5" */
  @Optional()
  @IsDecimalText()
  points?: string;

  /** 评估发现与依据 / what was found */
  @Optional()
  @IsString()
  @MaxLength(2000)
  finding?: string;

  /** 佐证材料(附件)/ evidence: files that you have uploaded */
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  fileIds?: string[];
}

/** 填写事前绩效评估:未给出的字段不变,null 清除 / fill in; what is absent stays, null takes away */
export class UpdateProjectAssessmentRequest {
  /** 第三方机构名称 / name of the third party */
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  assessorName?: string;

  /** 申请金额(元)/ the amount asked for, in yuan */
  @Optional()
  @IsMoney()
  requestedAmount?: string;

  /** 评估方法 / methods */
  @Optional()
  @IsArray()
  @ArrayMaxSize(6)
  @ArrayUnique()
  @IsIn(ASSESSMENT_METHODS, { each: true })
  methods?: AssessmentMethod[];

  /** 全部评分:未列出的要点视为未评 / all answers; a question that is not listed is unanswered */
  @Optional()
  @IsArray()
  @ArrayMaxSize(400)
  @ValidateNested({ each: true })
  @Type(() => AssessmentAnswerRequest)
  answers?: AssessmentAnswerRequest[];

  /** 评估报告所载总分 / the total that the report states @example "86.50" */
  @Optional()
  @IsDecimalText()
  reportedScore?: string;

  /** 评估结论 / the assessor's own conclusion */
  @Optional()
  @IsIn(ASSESSMENT_OUTCOMES)
  conclusion?: AssessmentOutcome;

  /** 结论与得分对应的结论不一致的理由 / why it differs from the outcome of the score */
  @Optional()
  @IsString()
  @MaxLength(2000)
  conclusionReason?: string;

  /** 综合评估意见 / opinion */
  @Optional()
  @IsString()
  @MaxLength(8000)
  opinion?: string;

  /** 相关建议 / suggestions */
  @Optional()
  @IsString()
  @MaxLength(8000)
  suggestions?: string;
}

/** 退回 / a return with its reason */
export class ReturnProjectAssessmentRequest {
  /** 退回意见 / reason */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  reason: string;
}

/** 审定 / the final word */
export class FinalizeProjectAssessmentRequest {
  /** 审定意见 / opinion */
  @Optional()
  @IsString()
  @MaxLength(2000)
  opinion?: string;
}
