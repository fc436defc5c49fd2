import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
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
import { IsCode, IsMoney } from '../../platform/http/fields.js';
import { PaymentRow } from './payment.dto.js';

/** 控制合计:与明细不符则整批不登记 / what the sender has counted; if it differs, nothing is recorded */
export class ControlTotals {
  /** 笔数 / rows */
  @IsInt()
  @Min(1)
  @Max(10_000)
  count: number;

  /** 金额合计(元)/ sum of the amounts in yuan @example "1234567.89" */
  @IsMoney()
  amount: string;
}

/** 支付批次 / a batch of payments of one district and one system */
export class RecordPaymentBatchRequest {
  /** 区划 / district */
  @IsUUID()
  districtId: string;

  /** 来源系统;REVERSAL 保留给冲销 / system of origin; REVERSAL is reserved @example "TREASURY" */
  @IsString()
  @IsCode()
  @Matches(/^(?!REVERSAL$)/)
  sourceSystem: string;

  /** 来源系统中的批次号 / the batch's number there @example "20260630-01" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  reference: string;

  @ValidateNested()
  @Type(() => ControlTotals)
  controlTotals: ControlTotals;

  /** 明细,至多 10,000 笔 / at most 10,000 rows */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  @Type(() => PaymentRow)
  items: PaymentRow[];
}

/** 支付批次列表项 / a batch in a list */
export class PaymentBatchItem {
  /** @format uuid */
  id: string;
  /** @format uuid */
  districtId: string;
  sourceSystem: string;
  reference: string;
  /** 笔数 = 已登记 + 重复 + 拒绝 / rows */
  count: number;
  /** 金额合计(元)/ sum of the rows @example "1234567.89" */
  amount: string;
  recordedCount: number;
  /** 已登记金额(元)/ sum of what was recorded @example "1234567.89" */
  recordedAmount: string;
  /** 此前已登记且内容相同 / recorded before with the same content */
  repeatedCount: number;
  refusedCount: number;
  /** 明细中最早的支付日期 / @format date */
  oldestPaidOn: string | null;
  /** @format date */
  newestPaidOn: string | null;
  /** 时滞(天):登记日期 − 最早支付日期 / days from the oldest payment to its recording */
  lagDays: number | null;
  /** 登记时间 / when it was recorded @format date-time */
  createdAt: string;
}

/** 一行的结果 / what became of a row */
export class PaymentOutcomeResponse {
  /** 行号,从 1 起 / row, from 1 */
  row: number;
  sourceId: string;
  outcome: 'RECORDED' | 'REPEATED' | 'REFUSED';
  /** 拒绝的原因代码 / why it was refused @example "payment.line-unknown" */
  code: string | null;
  /** 支付 / the payment; null: refused @format uuid */
  paymentId: string | null;
}

/** 支付批次及逐行结果 / a batch with the outcome of each row */
export class PaymentBatchResponse extends PaymentBatchItem {
  /** 逐行结果,按行号 / by row @maxItems 10000 */
  outcomes: PaymentOutcomeResponse[];
}

/** 来源系统的支付数据情况 / how far a finance system's payments have come */
export class PaymentFeedResponse {
  /** @format uuid */
  districtId: string;
  sourceSystem: string;
  /** 最近支付日期 / day of the newest payment @format date */
  newestPaidOn: string;
  /** 最近登记时间 / when a payment was last recorded @format date-time */
  lastRecordedAt: string;
  /** 时滞(天):今天 − 最近支付日期 / days since the newest payment */
  lagDays: number;
  /** 笔数 / payments */
  count: number;
  /** 金额合计(元)/ sum @example "1234567.89" */
  amount: string;
}
