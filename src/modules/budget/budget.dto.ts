import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { IsMoney } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';
import { FUNDING_SOURCES, type FundingSource } from './domain/budget-plan.js';

/** 一个资金来源的预算 / the budget from one source of funds */
export class BudgetLineRequest {
  /** 资金来源:本年财政拨款、上年结转、财政专户管理资金、单位资金、其他资金 / source of funds */
  @IsIn(FUNDING_SOURCES)
  source: FundingSource;

  /** 年初预算数(元)/ initial budget in yuan */
  @IsMoney()
  initial: string;

  /** 调整后预算数(元)/ adjusted budget in yuan */
  @IsMoney()
  adjusted: string;

  /** 调整原因,调整后与年初不一致时必填 / reason; required where adjusted differs from initial @example "年中追加" */
  @Optional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

/** 一个年度的全部预算:未列出的资金来源将从预算中去掉 / the whole budget of one year; sources that are not listed leave it */
export class SetBudgetRequest {
  /** 预算年度 / fiscal year @example 2026 */
  @IsInt()
  @Min(2000)
  @Max(2100)
  fiscalYear: number;

  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => BudgetLineRequest)
  lines: BudgetLineRequest[];
}

/** 合计 / amounts and their rate */
export class BudgetAmounts {
  /** 年初预算数 / initial @example "500000.00" */
  initial: string;
  /** 调整后预算数 / adjusted @example "520000.00" */
  adjusted: string;
  /** 冻结数 / frozen @example "0.00" */
  frozen: string;
  /** 已承诺数(合同)/ committed by contracts @example "0.00" */
  committed: string;
  /** 可用数 = 调整后预算数 − 冻结数 − 已承诺数 − 执行数,不低于零 / what may still be spent; never below zero @example "390000.00" */
  available: string;
  /** 超支数:支付超出可用额度的部分 / paid beyond what was available @example "0.00" */
  overExecuted: string;
  /** 年终转出:结转下年或收回的部分 / carried over or recovered at the close of the year @example "0.00" */
  closedOut: string;
  /** 执行数 / executed @example "130000.00" */
  executed: string;
  /** 预算执行率 = 执行数 / 调整后预算数;调整后预算数为零时为空 / executed over adjusted; null when nothing is planned @example "0.250000" */
  executionRate: string | null;
}

/** 一个资金来源 / one source of funds */
export class BudgetLineResponse extends BudgetAmounts {
  /** 资金来源 / source of funds */
  source: 'FISCAL' | 'CARRY_OVER' | 'SPECIAL_ACCOUNT' | 'OWN' | 'OTHER';
  /** 调整原因 / reason of the adjustment */
  reason: string | null;
}

/** 项目年度预算 / the budget of a project in one year; version 0: not set yet */
export class BudgetResponse {
  /** @format uuid */
  projectId: string;
  /** 预算年度 / fiscal year */
  fiscalYear: number;
  lines: BudgetLineResponse[];
  /** 合计 / total */
  total: BudgetAmounts;
  /** 版本:预算调整或支付都会改变 / version; every adjustment and every payment changes it */
  version: number;
}
