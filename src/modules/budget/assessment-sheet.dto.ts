import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { IsCode, IsDecimalText } from '../../platform/http/fields.js';
import {
  ASSESSMENT_OUTCOMES,
  type AssessmentOutcome,
  SHEET_VARIANTS,
  type SheetVariant,
} from './domain/assessment-sheet.js';

/** 评估要点 / one question */
export class SheetQuestionRequest {
  /** 代码 / code @example "NECESSITY-1" */
  @IsCode()
  code: string;

  /** 要点 / the question @example "明确相关性:立项目的明确" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  text: string;

  /** 满分 / full points @example "5" */
  @IsDecimalText()
  points: string;
}

/** 评估维度 / one dimension */
export class SheetDimensionRequest {
  /** 代码 / code @example "NECESSITY" */
  @IsCode()
  code: string;

  /** 名称 / name @example "立项必要性" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  name: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(40)
  @ValidateNested({ each: true })
  @Type(() => SheetQuestionRequest)
  questions: SheetQuestionRequest[];
}

/** 优、良、中、差各得该要点满分的比例 / share of a question's points by mark */
export class SheetMarksRequest {
  /** 优 / excellent @example "1" */
  @IsDecimalText()
  EXCELLENT: string;

  /** 良 / good @example "0.85" */
  @IsDecimalText()
  GOOD: string;

  /** 中 / fair @example "0.7" */
  @IsDecimalText()
  FAIR: string;

  /** 差 / poor @example "0.4" */
  @IsDecimalText()
  POOR: string;
}

/** 结论档次:总分达到 from 即为该结论 / from this total on, this outcome */
export class OutcomeBandRequest {
  /** 支持、调整后支持、不予支持 / outcome */
  @IsIn(ASSESSMENT_OUTCOMES)
  outcome: AssessmentOutcome;

  /** 起始总分 / from this total on @example "80" */
  @IsDecimalText()
  from: string;
}

/** 评分表内容:五个维度,满分 100 / what a sheet asks: five dimensions, 100 points */
export class AssessmentSheetRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => SheetDimensionRequest)
  dimensions: SheetDimensionRequest[];

  @ValidateNested()
  @Type(() => SheetMarksRequest)
  @IsNotEmpty()
  marks: SheetMarksRequest;

  /** 自高到低 / best first */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(3)
  @ValidateNested({ each: true })
  @Type(() => OutcomeBandRequest)
  bands: OutcomeBandRequest[];
}

/** 新建评分表草稿 / a draft sheet */
export class CreateAssessmentSheetRequest {
  /** 区划 / district */
  @IsUUID()
  districtId: string;

  /** 适用对象:项目、政策;同一区划同一对象的新稿为下一版 / for projects or policies; a new draft is the next revision */
  @IsIn(SHEET_VARIANTS)
  variant: SheetVariant;

  /** 名称 / name @example "双流区项目事前绩效评估评分表" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  @ValidateNested()
  @Type(() => AssessmentSheetRequest)
  @IsNotEmpty()
  definition: AssessmentSheetRequest;
}

/** 事前绩效评估评分表(列表)/ a score sheet in a list */
export class AssessmentSheetItem {
  /** @format uuid */
  id: string;
  /** 适用对象 / for projects or policies */
  variant: 'PROJECT' | 'POLICY';
  /** 版次 / revision */
  revision: number;
  /** 空为各区划通用 / null: for all districts @format uuid */
  districtId: string | null;
  /** 名称 / name */
  name: string;
  state: 'DRAFT' | 'PUBLISHED' | 'RETIRED';
  definition: AssessmentSheetRequest;
  /** @format date-time */
  publishedAt: string | null;
  version: number;
  /** @format date-time */
  updatedAt: string;
}

/** 事前绩效评估评分表 / a score sheet for ex-ante assessments */
export class AssessmentSheetResponse extends AssessmentSheetItem {
  /** 可执行的操作 / allowed actions */
  allowedActions: AllowedActionResponse[];
}
