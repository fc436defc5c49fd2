import { PositionResponse } from './indicator-definition-response.dto.js';

/** 指标位置及其在另一体系中的对应位置 / a position, and where it stands in the other frame */
export class FramePositionResponse extends PositionResponse {
  /** 另一体系中的对应位置,常用者在前 / the usual place first; a person chooses among several */
  mapsTo: PositionResponse[];
}

/** 指标体系 / an indicator frame */
export class IndicatorFrameResponse {
  version: 'V2015' | 'V2021';
  /** 依据 / the regulation */
  source: string;
  positions: FramePositionResponse[];
}

/** 度量单位 / a unit of measure */
export class UnitOfMeasureItem {
  /** @format uuid */
  id: string;
  /** @example "WAN_YUAN" */
  code: string;
  /** 表上所印 / what a form prints @example "万元" */
  symbol: string;
  nameEn: string;
  /** 量纲:同一量纲才能换算和相加 / figures convert and add only within one */
  dimension: string;
  /** 换算系数:数值 × 系数为基本单位的数值 / value × factor is in the base unit @example "10000" */
  factor: string;
  /** 其他写法 / other spellings */
  aliases: string[];
}

/** 权重模板中一级指标的分值 / the points of one level 1 */
export class WeightPlaceResponse {
  level1: string;
  level2: string | null;
  /** 空为不限,只要求合计 / null: free, only the sum is fixed @example "40" */
  points: string | null;
  note: string | null;
}

/** 权重模板的一个版次 / one revision of a weight template */
export class WeightTemplateResponse {
  /** @format uuid */
  id: string;
  /** @example "T2021-COST" */
  code: string;
  revision: number;
  /** 空为所有区划 / null: for all districts @format uuid */
  districtId: string | null;
  nameZh: string;
  nameEn: string;
  /** 依据 / source */
  source: string;
  /** 见于公开表格,或据文件内容推定 / read in a published form, or known of the regulation */
  evidence: 'SEEN' | 'KNOWN';
  subjectKinds: ('PROJECT' | 'POLICY' | 'DEPARTMENT_WHOLE')[];
  frame: 'V2015' | 'V2021' | null;
  /** 预算执行率分值 / points of budget execution @example "10.00" */
  executionWeight: string;
  places: WeightPlaceResponse[];
  state: 'DRAFT' | 'PUBLISHED' | 'RETIRED';
  /** @format date-time */
  publishedAt: string | null;
  version: number;
}
