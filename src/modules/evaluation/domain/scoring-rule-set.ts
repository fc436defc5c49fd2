/**
 * A scoring rule set (评分规则): versioned data, frozen once it has scored anything, because at least five incompatible ones
 * are in live use (domain 3.9). Every quantity is a decimal as text: points (分), or a fraction where 1 is 100 %.
 */
export interface ScoringRuleSet {
  code: string;
  version: number;
  /** 适用地区: who may use it, `全国` or the name of a province or district. */
  jurisdiction: string;
  /** First and last day, `YYYY-MM-DD`; without a last day it is still in force. */
  effectiveFrom: string;
  effectiveTo: string | null;
  status: 'DRAFT' | 'PUBLISHED' | 'RETIRED';
  /** 依据: circulars and forms. */
  legalBasis: readonly string[];
  rounding: { scale: 2; mode: 'HALF_UP' };
  /** Points of all indicators together (指标分值合计) and of 预算执行率; they make 100. */
  indicatorTotal: string;
  executionWeight: string;
  execution: ExecutionRule;
  /** 正向指标: actual ÷ target, never above the weight; below `floor` (及格门槛, a fraction of the target) nothing. */
  positive: { method: 'RATIO_CAPPED'; floor: string | null };
  /** 反向指标 above its limit. */
  negative: { method: NegativeMethod };
  /** 等于: POSITIVE_CAPPED lets a stated direction choose; the tolerance is a fraction of the target. */
  equal: { method: 'POSITIVE_CAPPED' | 'SYMMETRIC' | 'EXACT'; tolerance: string };
  /** What an actual exactly at the limit of > or < earns. */
  strictOps: { scoreAtEquality: 'FULL' | 'ZERO' };
  overshoot: OvershootRule;
  /** 定性指标: shares of the weight per level, best level first. */
  qualitative: { bands: readonly QualitativeBand[] };
  satisfaction: { method: 'RATIO_CAPPED' } | { method: 'STEPS'; steps: readonly ScoreStep[] };
  date: { method: 'PASS_FAIL' } | { method: 'LINEAR_DAYS'; zeroAfterDays: number };
  /** 不适用指标: scale the rest to 100 (按百分制折算), give the points to the siblings, or count as full. */
  na: { method: 'RENORMALISE' | 'REDISTRIBUTE_PARENT' | 'FULL' };
  /** 等级, best first, half-open [lo, hi) except the best, which includes 100. Empty: the bands are not known. */
  grades: readonly GradeBand[];
  /** 一票否决 conditions that this rule set honours. */
  veto: readonly VetoCondition[];
}

export type NegativeMethod = 'INVERSE_RATIO' | 'LINEAR_OVER' | 'PASS_FAIL';

export interface ExecutionRule {
  /** Denominator of 预算执行率: 调整后预算数, 年初预算数 or 实际到位资金. */
  base: 'ADJUSTED' | 'INITIAL' | 'RECEIVED';
  over: 'CAP';
  zeroZero: 'NA' | 'FULL' | 'ZERO';
  /** Execution rate under which a reason is demanded; `null` where the rule set demands none. */
  reasonBelow: string | null;
  curve: { method: 'PRORATA' } | { method: 'STEPS'; steps: readonly ScoreStep[] };
}

export interface OvershootRule {
  /** θ: flagged from c ≥ 1 + θ (or > without `inclusive`). */
  threshold: string;
  inclusive: boolean;
  requireReason: boolean;
  deduct: { method: 'NONE' } | { method: 'MANUAL' } | { method: 'PROPORTIONAL'; k: string; cap: string };
}

/** From this rate on (inclusive) this share of the weight. Listed from the highest rate down; below the last: nothing. */
export interface ScoreStep {
  from: string;
  share: string;
}

/** 达成 / 部分达成并具有一定效果 / 未达成且效果较差 (财预〔2020〕10号). */
export type QualitativeLevel = 'ACHIEVED' | 'PARTIAL' | 'NOT_ACHIEVED';

export interface QualitativeBand {
  code: QualitativeLevel;
  lo: string;
  hi: string;
  loIncl: boolean;
  hiIncl: boolean;
}

/** The code is the word that the jurisdiction prints: 优, 良, 中, 差. */
export interface GradeBand {
  code: string;
  lo: string;
  hi: string;
}

/** 数据造假, 截留挪用, 重大责任事故, 拒绝评价, 无预算超支 [design: there is no national list]. */
export type VetoCondition =
  | 'FALSIFIED_DATA'
  | 'MISUSE_OF_FUNDS'
  | 'MAJOR_ACCIDENT'
  | 'REFUSED_EVALUATION'
  | 'OVERSPENT_WITHOUT_APPROVAL';
