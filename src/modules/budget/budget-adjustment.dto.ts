import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { IsCivilDate, IsCode, IsMoney } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';
import { BUDGET_ADJUSTMENT_KINDS, type BudgetAdjustmentKind } from './domain/budget-adjustment.js';
import { FUNDING_SOURCES, type FundingSource } from './domain/budget-plan.js';

/** 调整的一行;项目用 projectId 或 projectCode 之一指明 / one line that is moved; the project by exactly one of id and code */
export class BudgetAdjustmentLegRequest {
  /** 项目 / project */
  @Optional()
  @IsUUID()
  projectId?: string;

  /** 项目代码 / project code */
  @Optional()
  @IsString()
  @IsCode()
  projectCode?: string;

  /** 资金来源 / source of funds */
  @IsIn(FUNDING_SOURCES)
  source: FundingSource;

  /** 金额(元),大于零;调剂时调入为正、调出为负,同一资金来源合计为零 / yuan, above zero; in a TRANSFER signed, and balanced within each source @example "120000.00" */
  @IsMoney()
  amount: string;

  /** 取自冻结额度(收回、调出)/ taken from frozen money: what is recovered or transferred out */
  @Optional()
  @IsBoolean()
  fromFrozen?: boolean;
}

/** 预算调整:追加、调剂、收回、暂缓拨款、停止拨款、冻结、解冻 / an adjustment of the budget */
export class CreateBudgetAdjustmentRequest {
  /** 调整类型 / kind */
  @IsIn(BUDGET_ADJUSTMENT_KINDS)
  kind: BudgetAdjustmentKind;

  /** 预算年度 / fiscal year @example 2026 */
  @IsInt()
  @Min(2000)
  @Max(2100)
  fiscalYear: number;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => BudgetAdjustmentLegRequest)
  legs: BudgetAdjustmentLegRequest[];

  /** 调整原因 / why @example "执行进度滞后,收回结余资金" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;

  /** 依据(文件名及文号)/ legal basis @example "财预〔2019〕136号" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  legalBasis: string;

  /** 生效日期;未给出则批准当日生效 / the day from which it counts; absent: the day of approval */
  @Optional()
  @IsCivilDate()
  effectiveOn?: string;

  /** 依据(附件)/ evidence: files that you have uploaded */
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  fileIds?: string[];
}

/** 预算调整列表项 / an adjustment in a list */
export class BudgetAdjustmentItem {
  /** @format uuid */
  id: string;
  kind: 'ADD' | 'TRANSFER' | 'RECOVER' | 'SUSPEND' | 'STOP' | 'FREEZE' | 'UNFREEZE';
  fiscalYear: number;
  /** 调整金额(元)/ the money that it moves @example "120000.00" */
  amount: string;
  /** 单一项目;涉及多个项目时为空 / the project, where it is one @format uuid */
  projectId: string | null;
  /** 首行项目的单位 / the unit of the first leg @format uuid */
  unitId: string;
  /** 状态;POSTED 已记账,REFUSED 批准后额度不足而未记账 / POSTED: in the ledger; REFUSED: approved, but the money was no longer there */
  state: 'DRAFT' | 'IN_REVIEW' | 'RETURNED' | 'APPROVED' | 'POSTED' | 'REFUSED' | 'REJECTED' | 'CANCELLED';
  reason: string;
  legalBasis: string;
  /** @format date */
  effectiveOn: string;
  version: number;
  /** @format date-time */
  updatedAt: string;
}

/** 调整的一行 / a leg */
export class BudgetAdjustmentLegResponse {
  /** @format uuid */
  projectId: string;
  /** 项目代码;不在您的数据范围内时为空 / null: outside your scope */
  projectCode: string | null;
  projectName: string | null;
  source: 'FISCAL' | 'CARRY_OVER' | 'SPECIAL_ACCOUNT' | 'OWN' | 'OTHER';
  /** @example "-120000.00" */
  amount: string;
  fromFrozen: boolean;
}

/** 未能记账的一处 / one line on which it failed */
export class BudgetAdjustmentRefusalResponse {
  code: 'AVAILABLE_SHORT' | 'FROZEN_SHORT' | 'TOO_LARGE' | 'FISCAL_YEAR_CLOSED';
  /** 项目;年度已关闭时为空 / null: the year is closed @format uuid */
  projectId: string | null;
  source: 'FISCAL' | 'CARRY_OVER' | 'SPECIAL_ACCOUNT' | 'OWN' | 'OTHER' | null;
  /** 需要的金额(元)/ what was needed */
  needed: string | null;
  /** 现有的金额(元)/ what was there */
  present: string | null;
}

/** 预算调整 / an adjustment of the budget */
export class BudgetAdjustmentResponse extends BudgetAdjustmentItem {
  /** @format uuid */
  districtId: string;
  legs: BudgetAdjustmentLegResponse[];
  /** @format uuid */
  fileIds: string[];
  /** 未能记账的原因;REFUSED 以外为空 / why nothing was posted; null unless REFUSED */
  refusal: BudgetAdjustmentRefusalResponse[] | null;
  returnedCount: number;
  /** @format date-time */
  submittedAt: string | null;
  /** @format date-time */
  decidedAt: string | null;
  /** @format uuid */
  decidedBy: string | null;
  /** @format date-time */
  postedAt: string | null;
  /** @format uuid */
  approvalId: string | null;
  allowedActions: AllowedActionResponse[];
}

/** 可附理由的操作 / an act that may have a reason */
export class BudgetAdjustmentReasonRequest {
  /** 理由 / reason */
  @Optional()
  @IsString()
  @MaxLength(2000)
  reason?: string;
}
