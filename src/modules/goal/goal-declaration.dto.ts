import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
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
import { IsAmount, IsCivilDate } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';
import { FUNDING_SOURCES, type FundingSource } from '../budget/index.js';

/**
 * 绩效目标申报表的各栏,一次填全;未填的即为空。项目表不填负责人、立项依据、必要性、可行性的,取项目中的 / all fields of the form at
 * once: one that is left out is empty, or says what the project says of itself
 */
export class PutDeclarationRequest {
  /** 填报人 / who fills in the form */
  @Optional()
  @IsString()
  @MaxLength(60)
  filler?: string;

  /** 联系电话 / telephone number */
  @Optional()
  @IsString()
  @MaxLength(40)
  phone?: string;

  /** 单位负责人 / head of the unit */
  @Optional()
  @IsString()
  @MaxLength(60)
  head?: string;

  /** 填报日期 / date of the form */
  @Optional()
  @IsCivilDate()
  filledOn?: string;

  /** 项目负责人 / project leader */
  @Optional()
  @IsString()
  @MaxLength(60)
  leaderName?: string;

  /** 立项依据 / legal and policy basis */
  @Optional()
  @IsString()
  @MaxLength(4000)
  basis?: string;

  /** 必要性 / necessity */
  @Optional()
  @IsString()
  @MaxLength(4000)
  necessity?: string;

  /** 可行性 / feasibility */
  @Optional()
  @IsString()
  @MaxLength(4000)
  feasibility?: string;

  /** 实施期资金总额 / amount of the whole period */
  @Optional()
  @IsAmount()
  totalAmount?: string;

  /** 实施期财政拨款 / fiscal funds of the whole period */
  @Optional()
  @IsAmount()
  totalFiscal?: string;

  /** 实施期其他资金 / other funds of the whole period */
  @Optional()
  @IsAmount()
  totalOther?: string;

  /** 年度资金总额 / amount of the year */
  @Optional()
  @IsAmount()
  yearAmount?: string;

  /** 部门职能职责 / duties */
  @Optional()
  @IsString()
  @MaxLength(4000)
  duties?: string;

  /** 年度预算总额 / budget of the year */
  @Optional()
  @IsAmount()
  totalBudget?: string;

  /** 按资金来源:财政拨款 / fiscal funds */
  @Optional()
  @IsAmount()
  fiscalAmount?: string;

  /** 按资金来源:其他资金 / other funds */
  @Optional()
  @IsAmount()
  otherAmount?: string;

  /** 按支出类型:基本支出 / basic spending */
  @Optional()
  @IsAmount()
  basicAmount?: string;

  /** 按支出类型:项目支出 / project spending */
  @Optional()
  @IsAmount()
  projectAmount?: string;

  /** 其中:三公经费 / three public expenses (travel abroad, vehicles, receptions) */
  @Optional()
  @IsAmount()
  threePublicAmount?: string;

  /** 编制人数 / posts */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  staffQuota?: number;

  /** 在职人数 / staff */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  staffActual?: number;

  /** 下属单位数 / subordinate units */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  subUnits?: number;
}

/** 资金来源行 / a funding line */
export class FundingLineRequest {
  /** 已有的一项的 id;缺省为新增 / id of a line that stays; absent: a new one */
  @Optional()
  @IsUUID()
  id?: string;

  /** 资金来源:本年财政拨款、上年结转、财政专户管理资金、单位资金、其他资金 / source */
  @IsIn(FUNDING_SOURCES)
  source: FundingSource;

  /** 金额 / amount */
  @IsAmount()
  amount: string;

  /** 说明,如社会投入、银行贷款 / which, such as a bank loan */
  @Optional()
  @IsString()
  @MaxLength(200)
  note?: string;
}

/** 全部,按顺序;不在其中的即删除 / the whole list in order; what is missing is removed */
export class PutFundingLinesRequest {
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => FundingLineRequest)
  fundingLines: FundingLineRequest[];
}

/** 实施进度计划的一项 / a milestone */
export class MilestoneRequest {
  /** 已有的一项的 id;缺省为新增 / id of a line that stays; absent: a new one */
  @Optional()
  @IsUUID()
  id?: string;

  /** 实施内容 / what is done */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  content: string;

  /** 开始日期 / first day */
  @IsCivilDate()
  start: string;

  /** 结束日期 / last day */
  @IsCivilDate()
  end: string;
}

/** 全部,按顺序;不在其中的即删除 / the whole list in order; what is missing is removed */
export class PutMilestonesRequest {
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => MilestoneRequest)
  milestones: MilestoneRequest[];
}

/** 测算依据的一项 / a cost estimate */
export class CostEstimateRequest {
  /** 已有的一项的 id;缺省为新增 / id of a line that stays; absent: a new one */
  @Optional()
  @IsUUID()
  id?: string;

  /** 支出内容 / what is paid for */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  item: string;

  /** 测算公式 / formula @example "735 人 × 527.44 元" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  formula: string;

  /** 金额 / amount */
  @IsAmount()
  amount: string;

  /** 测算标准与依据 / standard, quotation or document */
  @Optional()
  @IsString()
  @MaxLength(500)
  evidence?: string;

  /** 上一年实际支出 / what was spent one year before */
  @Optional()
  @IsAmount()
  actualY1?: string;

  /** 前年实际支出 / what was spent two years before */
  @Optional()
  @IsAmount()
  actualY2?: string;
}

/** 全部,按顺序;不在其中的即删除 / the whole list in order; what is missing is removed */
export class PutCostEstimatesRequest {
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => CostEstimateRequest)
  costEstimates: CostEstimateRequest[];
}

/** 年度主要任务 / a task of the year */
export class AnnualTaskRequest {
  /** 已有的一项的 id;缺省为新增 / id of a line that stays; absent: a new one */
  @Optional()
  @IsUUID()
  id?: string;

  /** 任务名称 / name */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  /** 主要内容 / content */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  content: string;

  /** 预算金额:总额 / budget of the task */
  @IsAmount()
  total: string;

  /** 其中:财政拨款 / fiscal funds */
  @IsAmount()
  fiscal: string;

  /** 其中:其他资金 / other funds */
  @IsAmount()
  other: string;
}

/** 全部,按顺序;不在其中的即删除 / the whole list in order; what is missing is removed */
export class PutTasksRequest {
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => AnnualTaskRequest)
  tasks: AnnualTaskRequest[];
}
