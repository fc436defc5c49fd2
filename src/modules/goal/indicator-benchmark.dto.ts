import { SuggestedRangeResponse } from './goal-check.dto.js';

/** 本单位一个年度的实绩 / one past year of the unit itself */
export class OwnYearResponse {
  fiscalYear: number;
  /** @example "102" */
  actual: string;
  target: string | null;
}

/** 全区同一指标近五年实绩的分布,三个单位以上才给出 / past figures of the definition in the district; of three units or more only */
export class BenchmarkPercentilesResponse {
  /** 单位数 / units */
  units: number;
  /** 实绩个数 / figures */
  figures: number;
  p10: string;
  p25: string;
  p50: string;
  p75: string;
  p90: string;
  /** 低于所填目标值的比例 / the fraction that lies below the target asked about @example "0.750000" */
  targetPercentile: string | null;
}

/** 填报目标值时的历史参照 / what the past says while a target is typed */
export class IndicatorBenchmarkResponse {
  /** @format uuid */
  unitId: string;
  fiscalYear: number;
  /** 空为单位不足三个 / null: fewer than three units */
  district: BenchmarkPercentilesResponse | null;
  /** 本单位往年,不足三年不给建议 / the unit's own years; fewer than three suggest nothing */
  own: OwnYearResponse[];
  suggested: SuggestedRangeResponse | null;
  verdict: 'OK' | 'TOO_LOW' | 'TOO_HIGH' | 'INSUFFICIENT_DATA';
}
