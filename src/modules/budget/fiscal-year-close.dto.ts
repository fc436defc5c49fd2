import { Type } from 'class-transformer';
import { IsIn, IsNotEmpty, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { Optional } from '../../platform/http/optional.js';
import { CLOSING_FATES, type ClosingFate } from './domain/fiscal-year-close.js';

/** 各资金来源剩余额度的处理;未列出的按通常规则 / what becomes of what is left, by source; the usual rule where none is named */
export class ClosingRulesRequest {
  /** 本年财政拨款(通常结转)/ usually carried over */
  @Optional()
  @IsIn(CLOSING_FATES)
  FISCAL?: ClosingFate;

  /** 上年结转(通常收回,预算法第四十二条)/ usually recovered */
  @Optional()
  @IsIn(CLOSING_FATES)
  CARRY_OVER?: ClosingFate;

  /** 财政专户管理资金 / special account */
  @Optional()
  @IsIn(CLOSING_FATES)
  SPECIAL_ACCOUNT?: ClosingFate;

  /** 单位资金 / own funds */
  @Optional()
  @IsIn(CLOSING_FATES)
  OWN?: ClosingFate;

  /** 其他资金 / other funds */
  @Optional()
  @IsIn(CLOSING_FATES)
  OTHER?: ClosingFate;
}

/** 重开、确认或撤回 / an act on a fiscal year */
export class FiscalYearActRequest {
  /** 区划 / district */
  @IsUUID()
  districtId: string;

  /** 理由 / why @example "年度终了,账实核对一致" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}

/** 提出年终结账 / propose to close a fiscal year */
export class CloseFiscalYearRequest extends FiscalYearActRequest {
  @Optional()
  @ValidateNested()
  @Type(() => ClosingRulesRequest)
  rules?: ClosingRulesRequest;
}

/** 剩余额度的处理 / what becomes of what is left */
export class ClosingRulesResponse {
  FISCAL: 'CARRY_OVER' | 'RECOVER';
  CARRY_OVER: 'CARRY_OVER' | 'RECOVER';
  SPECIAL_ACCOUNT: 'CARRY_OVER' | 'RECOVER';
  OWN: 'CARRY_OVER' | 'RECOVER';
  OTHER: 'CARRY_OVER' | 'RECOVER';
}

/** 未完成事项 / what is unfinished */
export class ClosingCheckResponse {
  /** 事项 / what @example "ADJUSTMENTS_OPEN" */
  code: string;
  zh: string;
  en: string;
  /** 是否必须先完成 / whether it stands in the way */
  isBlocking: boolean;
  count: number;
}

/** 剩余额度 / money that is left */
export class ClosingLeftover {
  /** 资金来源 / source of funds */
  source: 'FISCAL' | 'CARRY_OVER' | 'SPECIAL_ACCOUNT' | 'OWN' | 'OTHER';
  /** 结转下年同一项目,或收回 / carried over to the same project, or recovered */
  fate: 'CARRY_OVER' | 'RECOVER';
  /** 预算行数 / lines */
  lines: number;
  /** 金额(元)/ yuan @example "870000.00" */
  amount: string;
}

/** 结账或重开的一步,由谁、何时、为何 / one act: who, when, why */
export class FiscalYearActResponse {
  /** 台账以此为据(causeId)/ the ledger’s causeId @format uuid */
  id: string;
  action: 'close' | 'reopen' | 'confirm' | 'withdraw';
  /** 此后的状态 / the state that it led to */
  state: 'OPEN' | 'CLOSING' | 'CLOSED' | 'REOPENING';
  reason: string;
  rules: ClosingRulesResponse | null;
  /** 提出时的剩余额度,或确认时实际转出 / what was left at the proposal, or moved at the confirmation */
  figures: ClosingLeftover[] | null;
  /** @format uuid */
  personId: string;
  /** @format date-time */
  actedAt: string;
}

/** 年终结账:未完成事项、剩余额度及去向 / the close of a year: what stands in its way, what is left, where it goes */
export class FiscalYearClosingResponse {
  /** @format uuid */
  districtId: string;
  year: number;
  state: 'OPEN' | 'CLOSING' | 'CLOSED' | 'REOPENING';
  version: number;
  rules: ClosingRulesResponse;
  /** 数量为零的不列出 / those that count something */
  checks: ClosingCheckResponse[];
  leftovers: ClosingLeftover[];
  /** 最近的在前 / newest first */
  acts: FiscalYearActResponse[];
  allowedActions: AllowedActionResponse[];
}
