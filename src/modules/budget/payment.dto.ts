import { IsIn, IsInt, IsNotEmpty, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import { IsCivilDate, IsCode, IsMoney } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';
import { FUNDING_SOURCES, type FundingSource } from './domain/budget-plan.js';

/** 一笔支付;项目用 projectId 或 projectCode 之一指明 / a payment; the project by exactly one of id and code */
export class PaymentRow {
  /** 项目 / project */
  @Optional()
  @IsUUID()
  projectId?: string;

  /** 项目代码 / project code */
  @Optional()
  @IsString()
  @IsCode()
  projectCode?: string;

  /** 预算年度 / fiscal year @example 2026 */
  @IsInt()
  @Min(2000)
  @Max(2100)
  fiscalYear: number;

  /** 资金来源 / source of funds */
  @IsIn(FUNDING_SOURCES)
  source: FundingSource;

  /** 来源系统中的凭证号,区划与系统内唯一 / its id there, unique per district and system @example "2026-06-000123" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  @Matches(/^[\x21-\x7e]+$/)
  sourceId: string;

  /** 支付日期 / day of payment */
  @IsCivilDate()
  paidOn: string;

  /** 金额(元),大于零 / amount in yuan, above zero */
  @IsMoney()
  amount: string;

  /** 收款人 / payee */
  @Optional()
  @IsString()
  @MaxLength(180)
  payee?: string;

  /** 摘要 / memo */
  @Optional()
  @IsString()
  @MaxLength(500)
  memo?: string;
}

/** 登记支付 / a payment */
export class RecordPaymentRequest extends PaymentRow {
  /** 来源系统;REVERSAL 保留给冲销 / system of origin; REVERSAL is reserved @example "TREASURY" */
  @IsString()
  @IsCode()
  @Matches(/^(?!REVERSAL$)/)
  sourceSystem: string;
}

/** 冲销支付 / taking a payment back */
export class ReversePaymentRequest {
  /** 冲销原因 / why @example "退汇" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}

/** 支付 / a payment */
export class PaymentResponse {
  /** @format uuid */
  id: string;
  /** @format uuid */
  projectId: string;
  /** 预算年度 / fiscal year */
  fiscalYear: number;
  /** 资金来源 / source of funds */
  source: 'FISCAL' | 'CARRY_OVER' | 'SPECIAL_ACCOUNT' | 'OWN' | 'OTHER';
  /** 来源系统 / system of origin */
  sourceSystem: string;
  /** 凭证号 / id in the system of origin */
  sourceId: string;
  /** 支付日期 / day of payment @format date */
  paidOn: string;
  /** 金额(元),冲销为负 / amount in yuan; negative for a reversal @example "130000.00" */
  amount: string;
  /** 收款人 / payee */
  payee: string | null;
  /** 摘要 / memo */
  memo: string | null;
  /** 所在支付批次;逐笔登记的为空 / the batch in which it came @format uuid */
  batchId: string | null;
  /** 所冲销的支付 / the payment that this takes back @format uuid */
  reversalOf: string | null;
  /** 冲销本支付的记录 / the entry that took this back @format uuid */
  reversedBy: string | null;
  /** @format date-time */
  createdAt: string;
}

/** 登记后的支付及其资金来源的执行情况 / the payment, and where its source of funds stands now */
export class RecordedPaymentResponse extends PaymentResponse {
  /** 该资金来源调整后预算数 / adjusted budget of the source */
  adjusted: string;
  /** 该资金来源执行数 / executed from the source */
  executed: string;
  /** 执行数超过调整后预算数 / more has been executed than planned */
  overExecuted: boolean;
}
