import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';

/** 资金来源行 / a funding line */
export class FundingLineResponse {
  /** @format uuid */
  id: string;
  /** 资金来源:本年财政拨款、上年结转、财政专户管理资金、单位资金、其他资金 / source */
  source: 'FISCAL' | 'CARRY_OVER' | 'SPECIAL_ACCOUNT' | 'OWN' | 'OTHER';
  /** 金额 / amount */
  amount: string;
  /** 说明,如社会投入、银行贷款 / which, such as a bank loan */
  note: string | null;
}

/** 实施进度计划的一项 / a milestone */
export class MilestoneResponse {
  /** @format uuid */
  id: string;
  /** 实施内容 / what is done */
  content: string;
  /** 开始日期 / first day @format date */
  start: string;
  /** 结束日期 / last day @format date */
  end: string;
}

/** 测算依据的一项 / a cost estimate */
export class CostEstimateResponse {
  /** @format uuid */
  id: string;
  /** 支出内容 / what is paid for */
  item: string;
  /** 测算公式 / formula @example "735 人 × 527.44 元" */
  formula: string;
  /** 金额 / amount */
  amount: string;
  /** 测算标准与依据 / standard, quotation or document */
  evidence: string | null;
  /** 上一年实际支出 / what was spent one year before */
  actualY1: string | null;
  /** 前年实际支出 / what was spent two years before */
  actualY2: string | null;
}

/** 年度主要任务 / a task of the year */
export class AnnualTaskResponse {
  /** @format uuid */
  id: string;
  /** 任务名称 / name */
  name: string;
  /** 主要内容 / content */
  content: string;
  /** 预算金额:总额 / budget of the task */
  total: string;
  /** 其中:财政拨款 / fiscal funds */
  fiscal: string;
  /** 其中:其他资金 / other funds */
  other: string;
}

/** 绩效目标申报表的内容:两种表各用其栏,另一种的为空 / what the form says; the fields of the other form are empty */
export class DeclarationContent {
  /** 填报人 / who fills in the form */
  filler: string | null;
  /** 联系电话 / telephone number */
  phone: string | null;
  /** 单位负责人 / head of the unit */
  head: string | null;
  /** 填报日期 / date of the form @format date */
  filledOn: string | null;
  /** 项目负责人 / project leader */
  leaderName: string | null;
  /** 立项依据 / legal and policy basis */
  basis: string | null;
  /** 必要性 / necessity */
  necessity: string | null;
  /** 可行性 / feasibility */
  feasibility: string | null;
  /** 实施期资金总额 / amount of the whole period */
  totalAmount: string | null;
  /** 实施期财政拨款 / fiscal funds of the whole period */
  totalFiscal: string | null;
  /** 实施期其他资金 / other funds of the whole period */
  totalOther: string | null;
  /** 年度资金总额 / amount of the year */
  yearAmount: string | null;
  /** 部门职能职责 / duties */
  duties: string | null;
  /** 年度预算总额 / budget of the year */
  totalBudget: string | null;
  /** 按资金来源:财政拨款 / fiscal funds */
  fiscalAmount: string | null;
  /** 按资金来源:其他资金 / other funds */
  otherAmount: string | null;
  /** 按支出类型:基本支出 / basic spending */
  basicAmount: string | null;
  /** 按支出类型:项目支出 / project spending */
  projectAmount: string | null;
  /** 其中:三公经费 / three public expenses (travel abroad, vehicles, receptions) */
  threePublicAmount: string | null;
  /** 编制人数 / posts */
  staffQuota: number | null;
  /** 在职人数 / staff */
  staffActual: number | null;
  /** 下属单位数 / subordinate units */
  subUnits: number | null;
  fundingLines: FundingLineResponse[];
  milestones: MilestoneResponse[];
  costEstimates: CostEstimateResponse[];
  tasks: AnnualTaskResponse[];
}

/** 绩效目标申报表 / a declaration form; its version is the goal's */
export class DeclarationResponse extends DeclarationContent {
  /** @format uuid */
  goalId: string;
  /** 项目支出绩效目标申报表,或部门(单位)整体支出绩效目标申报表 / which form it is */
  form: 'PROJECT' | 'DEPARTMENT_WHOLE';
  /** 已开始填报;提交时须填写完整 / it has been begun, and must be complete when the goal is submitted */
  isBegun: boolean;
  version: number;
  /** 可执行的操作 / allowed actions */
  allowedActions: AllowedActionResponse[];
}
