import type { FundingSource } from '../../budget/domain/budget-plan.js';

/** 项目支出绩效目标申报表 (财预〔2015〕88号) and 部门(单位)整体支出绩效目标申报表: which one a goal is filed on. */
export const DECLARATION_FORMS = ['PROJECT', 'DEPARTMENT_WHOLE'] as const;
export type DeclarationForm = (typeof DECLARATION_FORMS)[number];

/** 资金来源行: 本年财政拨款, 上年结转 …; the note says which (社会投入、银行贷款). Amounts are 元 as decimal text, not negative. */
export interface FundingLine {
  readonly source: FundingSource;
  readonly amount: string;
  readonly note: string | null;
}

/** 实施进度计划: days `YYYY-MM-DD`, both included. */
export interface Milestone {
  readonly content: string;
  readonly start: string;
  readonly end: string;
}

/** 测算依据, with what was really spent on it one and two years before. */
export interface CostEstimate {
  readonly item: string;
  readonly formula: string;
  readonly amount: string;
  readonly evidence: string | null;
  readonly actualY1: string | null;
  readonly actualY2: string | null;
}

/** 年度主要任务. */
export interface AnnualTask {
  readonly name: string;
  readonly content: string;
  readonly total: string;
  readonly fiscal: string;
  readonly other: string;
}

/** What either form says besides the goal's own texts and its indicators; null: not said yet. */
export interface Declaration {
  readonly filler: string | null;
  readonly phone: string | null;
  readonly head: string | null;
  readonly filledOn: string | null;
  readonly leaderName: string | null;
  readonly basis: string | null;
  readonly necessity: string | null;
  readonly feasibility: string | null;
  /** 实施期总额. */
  readonly totalAmount: string | null;
  readonly totalFiscal: string | null;
  readonly totalOther: string | null;
  /** 年度总额. */
  readonly yearAmount: string | null;
  readonly fundingLines: readonly FundingLine[];
  readonly milestones: readonly Milestone[];
  readonly costEstimates: readonly CostEstimate[];
  readonly duties: string | null;
  readonly totalBudget: string | null;
  readonly fiscalAmount: string | null;
  readonly otherAmount: string | null;
  readonly basicAmount: string | null;
  readonly projectAmount: string | null;
  readonly threePublicAmount: string | null;
  readonly staffQuota: number | null;
  readonly staffActual: number | null;
  readonly subUnits: number | null;
  readonly tasks: readonly AnnualTask[];
}

export interface DeclaredGoal {
  readonly form: DeclarationForm;
  /** 项目属性 is 新增. */
  readonly isNew: boolean;
  readonly periodFrom: string;
  readonly periodTo: string;
  /** 调整后预算数 of the year, 元; null: none has been set. */
  readonly budget: string | null;
  readonly annualGoal: string;
  readonly overallGoal: string | null;
  /** Null: the form has not been begun. */
  readonly declaration: Declaration | null;
}

/** A form on which nothing stands. */
export const EMPTY_DECLARATION: Declaration = {
  filler: null,
  phone: null,
  head: null,
  filledOn: null,
  leaderName: null,
  basis: null,
  necessity: null,
  feasibility: null,
  totalAmount: null,
  totalFiscal: null,
  totalOther: null,
  yearAmount: null,
  fundingLines: [],
  milestones: [],
  costEstimates: [],
  duties: null,
  totalBudget: null,
  fiscalAmount: null,
  otherAmount: null,
  basicAmount: null,
  projectAmount: null,
  threePublicAmount: null,
  staffQuota: null,
  staffActual: null,
  subUnits: null,
  tasks: [],
};

/** 表头: on either form. */
const HEADER_FIELDS = ['filler', 'phone', 'head', 'filledOn'] as const;

/** The fields of each form; what else stands on both is the goal's own. */
export const FORM_FIELDS = {
  PROJECT: [
    ...HEADER_FIELDS,
    'leaderName',
    'basis',
    'necessity',
    'feasibility',
    'totalAmount',
    'totalFiscal',
    'totalOther',
    'yearAmount',
    'fundingLines',
    'milestones',
    'costEstimates',
  ],
  DEPARTMENT_WHOLE: [
    ...HEADER_FIELDS,
    'duties',
    'totalBudget',
    'fiscalAmount',
    'otherAmount',
    'basicAmount',
    'projectAmount',
    'threePublicAmount',
    'staffQuota',
    'staffActual',
    'subUnits',
    'tasks',
  ],
} as const satisfies Record<DeclarationForm, readonly (keyof Declaration)[]>;

/** What was filled in that the form does not have. */
export const findForeignFields = (form: DeclarationForm, filled: readonly string[]): readonly string[] =>
  filled.filter((name) => !(FORM_FIELDS[form] as readonly string[]).includes(name));
