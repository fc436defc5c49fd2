import type { Finding } from '../../../../kernel/domain-error.js';
import { Decimal } from '../../../../kernel/rounding.js';

export const FINDING_SEVERITIES = ['ERROR', 'WARN', 'INFO'] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

/** The rules whose severity is data; OFF: the district does without the rule. */
export const RULED_CODES = [
  'SMART_S',
  'SMART_M',
  'SMART_R',
  'SMART_T',
  'NOT_ALIGNED',
  'INPUT_AS_OUTPUT',
  'SINGLE_WEIGHT',
  'UNIT_IMPLAUSIBLE',
  'QUAL_LEVELS_MISSING',
  'QUAL_WITH_NUMBER',
  'NUMBER_IN_NAME',
  'BASELINE_NOT_BETTER',
  'EVIDENCE_WEAK',
  'TARGET_TOO_LOW',
  'TARGET_TOO_HIGH',
  'TARGET_UNCOMPARED',
  'BELOW_MINIMUM',
] as const;
export type RuledCode = (typeof RULED_CODES)[number];

/** 标准: what regulation, plan or industry ask of a definition; MINIMUM is law, and nothing may fall short of it. */
export interface IndicatorStandard {
  readonly definitionId: string;
  readonly kind: 'MINIMUM' | 'PLAN' | 'INDUSTRY' | 'BENCHMARK';
  /** In the definition's unit; at least, or at most for what should be low. */
  readonly value: string;
  /** The document that sets it. */
  readonly source: string;
}

/** 目标检查规则: words, units, thresholds and severities as data, in editions; a district may have its own. */
export interface GoalCheckRules {
  readonly severities: Readonly<Record<RuledCode, FindingSeverity | 'OFF'>>;
  readonly words: {
    /** Verbs of intention, which say nothing of a result: 加强、推进. */
    readonly vague: readonly string[];
    /** What a measured result is called: a name that begins vaguely is saved by ending in one. */
    readonly outcomes: readonly string[];
    /** What says nothing of an object before an outcome: 完成率 of what? */
    readonly empty: readonly string[];
    /** What is put in, and is no output: 投入、拨付. */
    readonly inputs: readonly string[];
  };
  /** A name that ends in one of these words is counted in one of these units, or in one that begins with it and `/`. As NFKC writes them: m2. */
  readonly units: readonly { readonly endings: readonly string[]; readonly units: readonly string[] }[];
  readonly moneyUnits: readonly string[];
  /** Points above which one indicator carries too much. */
  readonly singleWeight: string;
  readonly thresholds: ReasonablenessThresholds;
  readonly standards: readonly IndicatorStandard[];
}

/** 7.1: from where a target stands out. Shares are fractions of the median. */
export interface ReasonablenessThresholds {
  readonly minHistory: number;
  readonly minPeers: number;
  /** Robust z. */
  readonly lowZ: string;
  readonly highZ: string;
  /** Where past figures do not differ at all. */
  readonly flatShare: string;
  readonly unitCostShare: string;
  /** Last year's completion from which its target was too easy. */
  readonly overshoot: string;
  /** Growth per year is taken from the past, within these bounds. */
  readonly minGrowth: string;
  readonly maxGrowth: string;
}

const PROBLEMS = {
  NEVER_ERROR: {
    zh: '与历史、同类、标准的比较只作提示,不能设为 ERROR',
    en: 'a comparison is advice and never rejects by itself',
  },
  TOO_FEW: { zh: '至少为 3:更少不足以比较', en: 'at least 3: fewer are no comparison' },
  NOT_IN_ORDER: { zh: '下限须小于上限', en: 'the lower bound must be below the upper one' },
  SOURCE_MISSING: { zh: '请写明出处', en: 'name the document' },
  NOT_POSITIVE: { zh: '须大于零', en: 'must be above zero' },
} as const;

/** What keeps a rule set from being published, as the findings of a problem; pointers lead into the rules. */
export function findCheckRulesProblems({
  severities,
  singleWeight,
  thresholds,
  standards,
}: GoalCheckRules): readonly Finding[] {
  const problem = (code: keyof typeof PROBLEMS, pointer: string, isMet: boolean): readonly Finding[] =>
    isMet ? [{ code, pointer, ...PROBLEMS[code], params: {} }] : [];
  const isBelow = (low: string, high: string): boolean => new Decimal(low).lt(high);
  const { minHistory, minPeers, lowZ, highZ, minGrowth, maxGrowth } = thresholds;
  return [
    ...(['TARGET_TOO_LOW', 'TARGET_TOO_HIGH', 'TARGET_UNCOMPARED'] as const).flatMap((code) =>
      problem('NEVER_ERROR', `/severities/${code}`, severities[code] === 'ERROR'),
    ),
    ...problem('TOO_FEW', '/thresholds/minHistory', minHistory < 3),
    ...problem('TOO_FEW', '/thresholds/minPeers', minPeers < 3),
    ...problem('NOT_IN_ORDER', '/thresholds/lowZ', !isBelow(lowZ, highZ)),
    ...problem('NOT_IN_ORDER', '/thresholds/minGrowth', !isBelow(minGrowth, maxGrowth)),
    ...(['flatShare', 'unitCostShare', 'overshoot', 'minGrowth'] as const).flatMap((name) =>
      problem('NOT_POSITIVE', `/thresholds/${name}`, !isBelow('0', thresholds[name])),
    ),
    ...problem('NOT_POSITIVE', '/singleWeight', !isBelow('0', singleWeight)),
    ...standards.flatMap(({ source }, index) =>
      problem('SOURCE_MISSING', `/standards/${index}/source`, !source.trim()),
    ),
  ];
}
