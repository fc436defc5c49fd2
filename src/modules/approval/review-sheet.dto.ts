import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
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
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { IsCode, IsDecimalText } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';
import { StepName } from './approval-flow.dto.js';
import { REVIEW_GRADES, REVIEW_OUTCOMES, type ReviewGrade, type ReviewOutcome } from './domain/review-sheet.js';

/** 审核问题 / a question */
export class ReviewQuestionRequest {
  /** 代码 / code @example "clarity" */
  @IsString()
  @Matches(/^[a-z][a-z0-9-]{1,39}$/)
  code: string;

  /** 审核标准:完整性、相关性 … / criterion */
  @ValidateNested()
  @Type(() => StepName)
  criterion: StepName;

  /** 问题 / the question */
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  zh: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  en: string;

  /** 分值,各题合计 100 / points; those of a sheet add up to 100 */
  @IsInt()
  @Min(1)
  @Max(100)
  points: number;
}

/** 各等级得分比例 / the share of its points that a grade earns */
export class ReviewSharesRequest {
  @IsDecimalText()
  EXCELLENT: string;

  @IsDecimalText()
  GOOD: string;

  @IsDecimalText()
  FAIR: string;

  @IsDecimalText()
  POOR: string;
}

/** 等级分数线 / the lowest score of a grade */
export class ReviewBandRequest {
  @IsIn(REVIEW_GRADES)
  grade: ReviewGrade;

  @IsDecimalText()
  from: string;
}

/** 各等级的结论 / what each grade leads to */
export class ReviewOutcomesRequest {
  @IsIn(REVIEW_OUTCOMES)
  EXCELLENT: ReviewOutcome;

  @IsIn(REVIEW_OUTCOMES)
  GOOD: ReviewOutcome;

  @IsIn(REVIEW_OUTCOMES)
  FAIR: ReviewOutcome;

  @IsIn(REVIEW_OUTCOMES)
  POOR: ReviewOutcome;
}

/** 审核表定义 / what a sheet asks, and how the answers are judged */
export class SheetDefinitionRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ReviewQuestionRequest)
  questions: ReviewQuestionRequest[];

  @ValidateNested()
  @Type(() => ReviewSharesRequest)
  shares: ReviewSharesRequest;

  /** 自高到低,其下为差 / from the best down; below all: POOR */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(3)
  @ValidateNested({ each: true })
  @Type(() => ReviewBandRequest)
  bands: ReviewBandRequest[];

  @ValidateNested()
  @Type(() => ReviewOutcomesRequest)
  outcomes: ReviewOutcomesRequest;
}

/** 新建审核表草稿 / a draft sheet */
export class CreateSheetRequest {
  /** 区划 / district */
  @IsUUID()
  districtId: string;

  /** 代码,同代码的新稿为下一版 / code; a new draft of the same code is its next revision @example "goal-review" */
  @IsString()
  @IsCode()
  code: string;

  /** 名称 / name */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  @ValidateNested()
  @Type(() => SheetDefinitionRequest)
  definition: SheetDefinitionRequest;
}

/** 审核表 / a review sheet */
export class ReviewSheetItem {
  /** @format uuid */
  id: string;
  code: string;
  /** 版次 / revision */
  revision: number;
  /** 空为各区划通用 / null: for all districts @format uuid */
  districtId: string | null;
  name: string;
  definition: SheetDefinitionRequest;
  state: 'DRAFT' | 'PUBLISHED' | 'RETIRED';
  /** @format date-time */
  publishedAt: string | null;
  version: number;
}

/** 审核表 / a review sheet */
export class SheetResponse extends ReviewSheetItem {
  allowedActions: AllowedActionResponse[];
}

/** 对一个审核问题的评定 / the answer to one question of the sheet */
export class ReviewAnswer {
  /** 问题代码 / question @example "clarity" */
  @IsString()
  @Matches(/^[a-z][a-z0-9-]{1,39}$/)
  code: string;

  /** 优、良、中、差 / grade */
  @IsIn(REVIEW_GRADES)
  grade: ReviewGrade;

  /** 依据 / evidence; required below 优 */
  @Optional()
  @IsString()
  @MaxLength(1000)
  evidence?: string;
}

/** 审核表 / a review sheet, filled in */
export class ReviewRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ReviewAnswer)
  answers: ReviewAnswer[];

  /** 审核结论:予以安排、修改后安排、退回修改、不予安排 / the reviewer's conclusion */
  @IsIn(REVIEW_OUTCOMES)
  outcome: ReviewOutcome;
}
