import type { GradeBand, QualitativeBand, ScoringRuleSet, VetoCondition } from './scoring-rule-set.js';

/* 达成 [80 %, 100 %], 部分达成 [60 %, 80 %), 未达成 [0, 60 %): found in a deployed system (S6) and a form's footnote (S8). */
const BANDS_80_60: readonly QualitativeBand[] = [
  { code: 'ACHIEVED', lo: '0.80', hi: '1', loIncl: true, hiIncl: true },
  { code: 'PARTIAL', lo: '0.60', hi: '0.80', loIncl: true, hiIncl: false },
  { code: 'NOT_ACHIEVED', lo: '0', hi: '0.60', loIncl: true, hiIncl: false },
];

/* 财预〔2020〕10号 [known]. MOF 预算司 prints integers 90–100 / 80–89 / 60–79 / 0–59 (S11): read as half-open. */
const GRADES_90_80_60: readonly GradeBand[] = [
  { code: '优', lo: '90', hi: '100' },
  { code: '良', lo: '80', hi: '90' },
  { code: '中', lo: '60', hi: '80' },
  { code: '差', lo: '0', hi: '60' },
];

/* There is no national list [design]. */
const VETO: readonly VetoCondition[] = [
  'FALSIFIED_DATA',
  'MISUSE_OF_FUNDS',
  'MAJOR_ACCIDENT',
  'REFUSED_EVALUATION',
  'OVERSPENT_WITHOUT_APPROVAL',
];

/** National rule (财预〔2020〕10号). "Pro rata" is said there without a formula for negative indicators: t ÷ a, as on forms. */
export const NAT_2020: ScoringRuleSet = {
  code: 'NAT-2020',
  version: 1,
  jurisdiction: '全国',
  effectiveFrom: '2020-01-01',
  effectiveTo: null,
  status: 'PUBLISHED',
  legalBasis: [
    '财预〔2020〕10号 项目支出绩效评价管理办法',
    '财预〔2021〕101号 中央部门项目支出核心绩效目标和指标设置及取值指引',
  ],
  rounding: { scale: 2, mode: 'HALF_UP' },
  indicatorTotal: '90', // [known]
  executionWeight: '10',
  execution: {
    base: 'ADJUSTED', // 全年预算数 [found: S4, S10]
    over: 'CAP',
    zeroZero: 'NA', // 按百分制折算 [found: S9]
    reasonBelow: null, // only Sichuan prints a line (V37)
    curve: { method: 'PRORATA' },
  },
  positive: { method: 'RATIO_CAPPED', floor: null }, // a 及格门槛 is mentioned without a number [known?]
  negative: { method: 'INVERSE_RATIO' }, // [found: S9, S10]
  equal: { method: 'POSITIVE_CAPPED', tolerance: '0' }, // [found: S6]
  strictOps: { scoreAtEquality: 'FULL' }, // [design]
  overshoot: {
    threshold: '0.30', // a common local convention, no official source found [known?]
    inclusive: true,
    requireReason: true,
    deduct: { method: 'PROPORTIONAL', k: '1', cap: '0.40' }, // [design]: the text gives no formula
  },
  qualitative: { bands: BANDS_80_60 },
  satisfaction: { method: 'RATIO_CAPPED' },
  date: { method: 'PASS_FAIL' }, // [design]
  na: { method: 'RENORMALISE' }, // [found: S9]
  grades: GRADES_90_80_60,
  veto: VETO,
};

/** Sichuan (四川): form 510000_0013zp [found: S4]; four grades [found2: S2]; where it is silent, the national rule. */
export const SC_2025: ScoringRuleSet = {
  ...NAT_2020,
  code: 'SC-2025',
  jurisdiction: '四川省',
  effectiveFrom: '2025-01-01',
  legalBasis: ['四川省部门预算项目支出绩效自评表 510000_0013zp', '财预〔2020〕10号 项目支出绩效评价管理办法'],
  execution: { ...NAT_2020.execution, reasonBelow: '0.90' }, // 低于90%需说明原因 [found: S4]
};

/** Hubei (湖北) form of 2020 [found: S10]: execution worth 20, bands 80 / 50. Its grades were not seen: no grade is given. */
export const HUBEI_2020: ScoringRuleSet = {
  ...NAT_2020,
  code: 'HUBEI-2020',
  jurisdiction: '湖北省',
  legalBasis: ['湖北省项目支出绩效自评表(2020)'],
  indicatorTotal: '80',
  executionWeight: '20',
  qualitative: {
    bands: [
      { code: 'ACHIEVED', lo: '0.80', hi: '1', loIncl: true, hiIncl: true },
      { code: 'PARTIAL', lo: '0.50', hi: '0.80', loIncl: true, hiIncl: false },
      { code: 'NOT_ACHIEVED', lo: '0', hi: '0.50', loIncl: true, hiIncl: false },
    ],
  },
  grades: [],
};

/** Default of a deployed provincial 预算管理一体化 performance module [found: S6]. */
export const IFMIS_A: ScoringRuleSet = {
  ...NAT_2020,
  code: 'IFMIS-A',
  jurisdiction: '预算管理一体化系统',
  legalBasis: ['预算管理一体化系统绩效管理模块出厂规则'],
  execution: { ...NAT_2020.execution, zeroZero: 'ZERO' },
  negative: { method: 'LINEAR_OVER' },
  /* A 120 % branch that still pays full marks. */
  overshoot: { threshold: '0.20', inclusive: true, requireReason: true, deduct: { method: 'NONE' } },
  grades: [
    { code: '优', lo: '80', hi: '100' },
    { code: '良', lo: '70', hi: '80' },
    { code: '中', lo: '60', hi: '70' },
    { code: '差', lo: '0', hi: '60' },
  ],
};

export const PUBLISHED_RULE_SETS: readonly ScoringRuleSet[] = [NAT_2020, SC_2025, HUBEI_2020, IFMIS_A];

export function findPublishedRuleSet(code: string): ScoringRuleSet | null {
  return PUBLISHED_RULE_SETS.find((ruleSet) => ruleSet.code === code) ?? null;
}
