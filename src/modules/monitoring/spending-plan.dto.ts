import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsAmount } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';
import { PLAN_TEMPLATES, type PlanTemplate } from './domain/plan-template.js';
import { PlanPointResponse } from './plan.dto.js';

/** 一个时段末的计划支出 / planned spending at the end of one period */
export class SpendingPointRequest {
  /** 期间:全部按月、按季或按半年 / period @example "2026-Q1" */
  @IsString()
  @Matches(/^20\d{2}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$/)
  period: string;

  /** 至期末累计(元)/ cumulative, in yuan */
  @IsAmount()
  planned: string;
}

/** 项目年度支出计划,12月等于全年预算数;填 points 或 template 之一 / the plan of a year; December is the adjusted budget. One of the two */
export class PutSpendingPlanRequest {
  /** 预算年度 / fiscal year @example 2026 */
  @IsInt()
  @Min(2000)
  @Max(2100)
  fiscalYear: number;

  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(12)
  @ValidateNested({ each: true })
  @Type(() => SpendingPointRequest)
  points?: SpendingPointRequest[];

  /** 模板:均匀、前低后高、工程建设 S 曲线、上年同期 / a template */
  @Optional()
  @IsIn(PLAN_TEMPLATES)
  template?: PlanTemplate;
}

/** 项目年度支出计划;版本 0 为未编制 / the spending plan of a project; version 0: none was given, and time counts */
export class SpendingPlanResponse {
  /** @format uuid */
  projectId: string;
  fiscalYear: number;
  points: PlanPointResponse[];
  version: number;
}
