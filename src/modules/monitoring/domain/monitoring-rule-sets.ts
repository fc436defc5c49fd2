import { SICHUAN_2025_CHECKPOINTS } from './execution-checkpoint.js';
import type { MismatchRules, MonitoringRules } from './monitoring-rule-set.js';

/** A rule set as it is published for all districts when the product starts. */
export interface ShippedRuleSet {
  /** The same in every deployment. */
  readonly id: string;
  readonly code: string;
  readonly edition: number;
  readonly name: { readonly zh: string; readonly en: string };
  readonly rules: MonitoringRules;
}

/** 10 points: Sichuan 2025 (seen second-hand); 20 and 40 are our own steps. */
const MISMATCH: MismatchRules = { warnAbove: '10', seriousAbove: '20', criticalAbove: '40', lowBelow: '0.95' };

/** Our own scale on the achievement ratio of domain 6.1, with Sichuan's warnings. The default. */
const SL_DEFAULT: MonitoringRules = {
  lights: {
    basis: 'PLAN',
    timeScaledLevels: null,
    blueFrom: '1.20',
    greenFrom: '0.95',
    yellowFrom: '0.80',
    orangeFrom: '0.60',
    blueTypes: ['CUMULATIVE', 'STOCK', 'RATE'],
    blueDirections: ['POSITIVE'],
  },
  levels: {
    ACHIEVED: { ratio: '1', light: 'GREEN' },
    PARTIAL: { ratio: '0.7', light: 'YELLOW' },
    NOT: { ratio: '0.3', light: 'RED' },
  },
  lateness: { graceWorkingDays: 10, within: 'ORANGE', beyond: 'RED' },
  gapTypes: ['CUMULATIVE'],
  worstFirst: ['RED', 'ORANGE', 'YELLOW', 'GREY', 'BLUE', 'GREEN'],
  execution: { base: 'ADJUSTED', light: null },
  checkpoints: SICHUAN_2025_CHECKPOINTS,
  mismatch: MISMATCH,
};

/**
 * The warning rule of a deployed provincial 预算管理一体化 system: the actual against target × month ÷ 12, whatever the
 * indicator measures. Kept so that its figures can be reproduced, not because it is right: a 90 % satisfaction target
 * becomes 45 % in June.
 */
const IFMIS_A: MonitoringRules = {
  lights: {
    basis: 'TIME',
    timeScaledLevels: null,
    blueFrom: '1.20',
    greenFrom: '0.80',
    yellowFrom: '0.60',
    orangeFrom: null,
    blueTypes: ['CUMULATIVE', 'STOCK', 'RATE', 'SCORE'],
    blueDirections: ['POSITIVE', 'NEUTRAL'],
  },
  levels: SL_DEFAULT.levels,
  lateness: { graceWorkingDays: 0, within: 'RED', beyond: 'RED' },
  gapTypes: ['CUMULATIVE'],
  worstFirst: ['RED', 'YELLOW', 'GREY', 'GREEN', 'BLUE'],
  execution: { base: 'ADJUSTED', light: { greenFrom: '0.80', yellowFrom: '0.60' } },
  checkpoints: null,
  mismatch: MISMATCH,
};

/** Shanxi's use of IFMIS-A differs in one point: 质量, 时效 and 成本 are held against the bare target. */
const IFMIS_A_SHANXI: MonitoringRules = {
  ...IFMIS_A,
  lights: {
    ...IFMIS_A.lights,
    timeScaledLevels: [
      '数量',
      '效益',
      '满意度',
      // level 2 of 效益 and 满意度, for forms that file them under another level 1
      '经济效益',
      '社会效益',
      '生态效益',
      '可持续影响',
      '服务对象满意度',
    ],
  },
};

/** Sichuan's rule of October 2025 alone: warnings at checkpoints and on mismatch, no colours. */
const SC_2025: MonitoringRules = {
  ...SL_DEFAULT,
  lights: { ...SL_DEFAULT.lights, basis: 'NONE' },
};

export const SHIPPED_RULE_SETS: readonly ShippedRuleSet[] = [
  {
    id: '019ab000-0000-7000-8000-000000000001',
    code: 'SL-DEFAULT',
    edition: 1,
    name: { zh: '默认监控规则', en: 'Default monitoring rules' },
    rules: SL_DEFAULT,
  },
  {
    id: '019ab000-0000-7000-8000-000000000002',
    code: 'IFMIS-A',
    edition: 1,
    name: { zh: '一体化时间进度规则', en: 'IFMIS time-scaled rules' },
    rules: IFMIS_A,
  },
  {
    id: '019ab000-0000-7000-8000-000000000003',
    code: 'IFMIS-A-SX',
    edition: 1,
    name: { zh: '一体化时间进度规则(山西)', en: 'IFMIS time-scaled rules, Shanxi' },
    rules: IFMIS_A_SHANXI,
  },
  {
    id: '019ab000-0000-7000-8000-000000000004',
    code: 'SC-2025',
    edition: 1,
    name: { zh: '四川省部门预算绩效运行监控规则(2025)', en: 'Sichuan monitoring warnings 2025' },
    rules: SC_2025,
  },
];

/** The rules of a shipped set; an unknown code is a mistake in the program. */
export function shippedRules(code: string): MonitoringRules {
  const found = SHIPPED_RULE_SETS.find((set) => set.code === code);
  if (!found) throw new Error(`no shipped monitoring rule set ${code}`);
  return found.rules;
}
