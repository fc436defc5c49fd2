import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { REVIEW_GRADES, REVIEW_OUTCOMES, type ReviewGrade, type ReviewOutcome } from './domain/review-sheet.js';

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
  @IsOptional()
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
