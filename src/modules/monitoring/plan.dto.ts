import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsString, Matches, ValidateNested } from 'class-validator';
import { IsDecimalText } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';
import { PLAN_TEMPLATES, type PlanTemplate } from './domain/plan-template.js';

/** 一个时段的计划 / the plan at the end of one period */
export class PlanPointRequest {
  /** 期间:全部按月、按季或按半年 / period @example "2026-Q1" */
  @IsString()
  @Matches(/^20\d{2}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$/)
  period: string;

  /** 至期末的累计计划值;存量、比率类为期末值 / cumulative plan, or the level, at its end */
  @IsDecimalText()
  planned: string;
}

/** 全年分时段计划,12月等于年度指标值;填 points 或 template 之一 / the plan of the whole year; December is the target. One of the two */
export class PutPlanRequest {
  /** 全部按月、按季、按半年或全年 / all months, quarters, half-years, or the year */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(12)
  @ValidateNested({ each: true })
  @Type(() => PlanPointRequest)
  points?: PlanPointRequest[];

  /** 模板:均匀、前低后高、工程建设 S 曲线、上年同期 / a template; for what adds up or leads from a baseline to a target */
  @Optional()
  @IsIn(PLAN_TEMPLATES)
  template?: PlanTemplate;
}

/** 一个月的计划 / the plan of one month */
export class PlanPointResponse {
  /** @example "2026-03" @maxLength 7 */
  period: string;
  /** @minimum 1 @maximum 12 */
  month: number;
  /** @example "180" */
  planned: string;
}

/** 分时段计划 / the plan curve of an indicator; version 0: the default, nothing was given */
export class PlanResponse {
  /** @format uuid */
  indicatorId: string;
  fiscalYear: number;
  /** 年度指标值 / target */
  target: string | null;
  /** 未填报,按默认曲线 / whether it is the default */
  isDefault: boolean;
  /** 12 个月;时限和定性指标为空 / twelve months; none for dates and levels */
  points: PlanPointResponse[];
  version: number;
}
