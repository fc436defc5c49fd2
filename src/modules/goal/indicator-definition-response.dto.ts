import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';

/** 一级、二级指标 / a position in a frame */
export class PositionResponse {
  /** @example "产出" */
  level1: string;
  /** @example "数量" */
  level2: string;
}

/** 在两种指标体系中的位置 / positions in both frames */
export class PositionsResponse {
  V2015: PositionResponse | null;
  V2021: PositionResponse | null;
}

/** 制度框架中的位置 / where a framework names it */
export class FrameworkPlaceResponse extends PositionResponse {
  /** @example "财预〔2013〕53号" */
  source: string;
}

/** 公式的数据项 / an input of the formula */
export class FormulaInputResponse {
  key: string;
  name: string;
  /** 度量单位代码 / unit code */
  unit: string;
}

/** 等级说明 / the levels of a qualitative indicator */
export class LevelsResponse {
  ACHIEVED: string;
  PARTIAL: string;
  NOT_ACHIEVED: string;
}

/** 数据采集 / how the figure is collected */
export class CollectionResponse {
  method:
    | 'SYSTEM_EXPORT'
    | 'LEDGER_COUNT'
    | 'DOCUMENT_REVIEW'
    | 'SITE_INSPECTION'
    | 'INSTRUMENT'
    | 'SAMPLE_SURVEY'
    | 'STATISTICAL_REPORT'
    | 'EXPERT_REVIEW';
  frequency: 'MONTH' | 'QUARTER' | 'HALF' | 'YEAR' | 'MULTI_YEAR';
  cost: 'LOW' | 'MEDIUM' | 'HIGH';
  reliability: 'A' | 'B' | 'C' | 'D';
}

/** 指标定义的一个版次(列表项)/ one revision of a definition, in a list */
export class IndicatorDefinitionItem {
  /** @format uuid */
  id: string;
  /** 同一指标各版次共用 / shared by all revisions @format uuid */
  definitionId: string;
  revision: number;
  /** 空为所有区划 / null: for all districts @format uuid */
  districtId: string | null;
  /** @format uuid */
  unitId: string | null;
  /** @example "EDU-Q-001" */
  code: string;
  scope: 'COMMON' | 'SECTOR' | 'OWN';
  state: 'DRAFT' | 'REVIEW' | 'PUBLISHED' | 'REVISED' | 'RETIRED';
  sector: string | null;
  positions: PositionsResponse;
  name: string;
  pinyin: string;
  measureType: 'CUMULATIVE' | 'STOCK' | 'RATE' | 'SCORE' | 'DATE' | 'COST' | 'EVENT_COUNT' | 'QUAL';
  /** 度量单位代码 / unit code */
  unitOfMeasure: string | null;
  reliability: 'A' | 'B' | 'C' | 'D';
  /** 已并入的指标 / the definition that took over @format uuid */
  mergedInto: string | null;
  version: number;
}

/** 指标定义的一个版次 / one revision of a definition */
export class IndicatorDefinitionResponse {
  /** @format uuid */
  id: string;
  /** 同一指标各版次共用 / shared by all revisions @format uuid */
  definitionId: string;
  revision: number;
  /** 空为所有区划 / null: for all districts @format uuid */
  districtId: string | null;
  /** @format uuid */
  unitId: string | null;
  code: string;
  scope: 'COMMON' | 'SECTOR' | 'OWN';
  state: 'DRAFT' | 'REVIEW' | 'PUBLISHED' | 'REVISED' | 'RETIRED';
  sector: string | null;
  positions: PositionsResponse;
  name: string;
  pinyin: string;
  measureType: 'CUMULATIVE' | 'STOCK' | 'RATE' | 'SCORE' | 'DATE' | 'COST' | 'EVENT_COUNT' | 'QUAL';
  unitOfMeasure: string | null;
  subjectKinds: ('PROJECT' | 'POLICY' | 'DEPARTMENT_WHOLE')[];
  frameworks: FrameworkPlaceResponse[];
  nameEn: string | null;
  definition: string;
  definitionEn: string | null;
  operator: 'GE' | 'GT' | 'EQ' | 'LT' | 'LE' | 'QUAL';
  direction: 'POSITIVE' | 'NEGATIVE' | 'NEUTRAL';
  formula: string;
  inputs: FormulaInputResponse[];
  expression: string | null;
  levels: LevelsResponse | null;
  evidenceKinds: (
    | 'SYSTEM_DATA'
    | 'LEDGER'
    | 'SURVEY'
    | 'THIRD_PARTY_TEST'
    | 'PUBLIC_STATISTICS'
    | 'ACCEPTANCE_RECORD'
    | 'PAYMENT_VOUCHER'
    | 'OFFICIAL_DOCUMENT'
    | 'AUDIT_REPORT'
  )[];
  collection: CollectionResponse;
  pitfall: string | null;
  dataSource: string | null;
  /** 已并入的指标 / the definition that took over @format uuid */
  mergedInto: string | null;
  /** @format date-time */
  submittedAt: string | null;
  /** @format date-time */
  publishedAt: string | null;
  version: number;
  /** @format date-time */
  updatedAt: string;
  allowedActions: AllowedActionResponse[];
}

/** 引用该指标的绩效指标 / an indicator of a goal that is pinned to the definition */
export class IndicatorDefinitionUsage {
  /** @format uuid */
  indicatorId: string;
  name: string;
  /** 引用的版次 / the pinned revision */
  definitionRevision: number;
  /** @format uuid */
  goalId: string;
  /** 目标状态 / state of the goal */
  goalState: string;
  fiscalYear: number;
  /** @format uuid */
  projectId: string;
  projectCode: string;
  projectName: string;
  /** @format uuid */
  unitId: string;
}
