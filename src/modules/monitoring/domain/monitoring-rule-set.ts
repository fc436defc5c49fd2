import type { Finding } from '../../../kernel/domain-error.js';
import { Decimal } from '../../../kernel/rounding.js';
import type { Checkpoints } from './execution-checkpoint.js';

/** How an indicator's figures behave over the year (指标类型); the columns of domain 6.1. */
export const MEASURE_TYPES = ['CUMULATIVE', 'STOCK', 'RATE', 'SCORE', 'DATE', 'COST', 'EVENT_COUNT', 'QUAL'] as const;
export type MeasureType = (typeof MEASURE_TYPES)[number];

/** 指标方向性: 正向, 反向, 等于. */
export const DIRECTIONS = ['POSITIVE', 'NEGATIVE', 'NEUTRAL'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** 达成目标 / 部分达成目标并具有一定效果 / 未达成目标且效果较差. */
export const LEVELS = ['ACHIEVED', 'PARTIAL', 'NOT'] as const;
export type Level = (typeof LEVELS)[number];

export const LIGHTS = ['RED', 'ORANGE', 'YELLOW', 'GREY', 'BLUE', 'GREEN'] as const;
export type Light = (typeof LIGHTS)[number];

/**
 * One version of a monitoring rule set (监控规则). It is data, frozen once used, and goes to the recomputing statement
 * as one jsonb parameter: a new circular needs a new version, not a release. Every bound is a decimal string.
 */
export interface MonitoringRules {
  readonly lights: LightRules;
  /** QUAL: what a reported level counts, and its light. */
  readonly levels: Readonly<Record<Level, { readonly ratio: string; readonly light: Light }>>;
  /** DATE: the light of a late one, up to `graceWorkingDays` working days and beyond. In time is GREEN. */
  readonly lateness: { readonly graceWorkingDays: number; readonly within: Light; readonly beyond: Light };
  /** Sums that show NO_DATA from the first due month without a figure until it is filled. */
  readonly gapTypes: readonly MeasureType[];
  /** A project shows the first of these that one of its indicators shows. */
  readonly worstFirst: readonly Light[];
  readonly execution: ExecutionRules;
  /** Execution lag and goal lag (执行滞后, 目标滞后); null: this set doesn't warn. */
  readonly checkpoints: Checkpoints | null;
  readonly mismatch: MismatchRules;
}

export interface LightRules {
  /**
   * What an actual is held against. PLAN: the achievement ratio of domain 6.1. TIME: target × month ÷ 12, as the deployed
   * provincial system does. NONE: the set knows no colours; the ratio is that of PLAN.
   */
  readonly basis: 'PLAN' | 'TIME' | 'NONE';
  /** TIME: only level-1 or level-2 names of this list are scaled by time, others are held against the bare target; null: all are. */
  readonly timeScaledLevels: readonly string[] | null;
  /** Floors of the ratio, inclusive, from the highest. Below the lowest is RED. Null: the colour isn't used. */
  readonly blueFrom: string | null;
  readonly greenFrom: string;
  readonly yellowFrom: string;
  readonly orangeFrom: string | null;
  /** BLUE (target suspect, 目标偏低) only for these. */
  readonly blueTypes: readonly MeasureType[];
  readonly blueDirections: readonly Direction[];
}

export interface ExecutionRules {
  /** Denominator of 预算执行率: 调整后预算数 or 年初预算数. */
  readonly base: 'ADJUSTED' | 'INITIAL';
  /** What should be spent by now: budget × month ÷ 12, or the share of the project's spending plan where it has one. Absent: TIME. */
  readonly against?: 'TIME' | 'SPENDING_PLAN';
  /** The light of spent ÷ what should be spent; null: money has no light. */
  readonly light: { readonly greenFrom: string; readonly yellowFrom: string } | null;
}

export interface MismatchRules {
  /** Percentage points between goal achievement and execution; exclusive. */
  readonly warnAbove: string;
  readonly seriousAbove: string;
  readonly criticalAbove: string;
  /** A rate is low below this fraction of its own plan. */
  readonly lowBelow: string;
}

/** What contradicts itself in a rule set; empty: it may be published. */
export function findRuleSetProblems(rules: MonitoringRules): readonly Finding[] {
  return [
    ...findLightProblems(rules.lights),
    ...findLevelProblems(rules.levels),
    ...findOrderProblems(rules.worstFirst, lightsIn(rules)),
    ...findExecutionProblems(rules.execution),
    ...(rules.checkpoints ? findCheckpointProblems(rules.checkpoints) : []),
    ...findMismatchProblems(rules.mismatch),
    ...(Number.isInteger(rules.lateness.graceWorkingDays) && rules.lateness.graceWorkingDays >= 0
      ? []
      : [problem('/lateness/graceWorkingDays', 'not-a-count', '宽限工作日数应为非负整数', 'A count of working days')]),
    ...rules.gapTypes
      .filter((type) => type !== 'CUMULATIVE' && type !== 'COST' && type !== 'EVENT_COUNT')
      .map((type) =>
        problem('/gapTypes', 'not-a-sum', `${type}不是累加型指标`, `${type} does not add up over the months`),
      ),
  ];
}

function findLightProblems(lights: LightRules): readonly Finding[] {
  const floors = [
    ['blueFrom', lights.blueFrom],
    ['greenFrom', lights.greenFrom],
    ['yellowFrom', lights.yellowFrom],
    ['orangeFrom', lights.orangeFrom],
  ] as const;
  const problems = findDescending(
    '/lights',
    floors.flatMap(([name, floor]) => (floor === null ? [] : [[name, floor] as const])),
  );
  if (isDecimal(lights.greenFrom) && new Decimal(lights.greenFrom).gt(1)) {
    problems.push(problem('/lights/greenFrom', 'on-plan-not-green', '按计划完成应为绿灯', 'On plan must be green'));
  }
  if (isDecimal(lights.blueFrom) && new Decimal(lights.blueFrom).lte(1)) {
    problems.push(problem('/lights/blueFrom', 'on-plan-blue', '按计划完成不应为蓝灯', 'On plan must not be blue'));
  }
  if (lights.timeScaledLevels !== null && lights.basis !== 'TIME') {
    problems.push(
      problem('/lights/timeScaledLevels', 'not-scaled', '仅按时间进度比较时可指定', 'Only with basis TIME'),
    );
  }
  return problems;
}

function findLevelProblems(levels: MonitoringRules['levels']): readonly Finding[] {
  const named = LEVELS.map((level) => [level, levels[level].ratio] as const);
  return findDescending('/levels', named);
}

function findOrderProblems(worstFirst: readonly Light[], used: ReadonlySet<Light>): readonly Finding[] {
  const ordered = new Set(worstFirst);
  const missing = [...used].filter((light) => !ordered.has(light));
  return [
    ...missing.map((light) =>
      problem('/worstFirst', 'light-missing', `项目灯排序缺少${light}`, `${light} is lit but has no rank`),
    ),
    ...(ordered.size === worstFirst.length
      ? []
      : [problem('/worstFirst', 'light-twice', '项目灯排序有重复', 'A light is ranked twice')]),
  ];
}

function findExecutionProblems({ light }: ExecutionRules): readonly Finding[] {
  return light === null ? [] : findDescending('/execution/light', Object.entries(light));
}

function findCheckpointProblems({ percentByMonth }: Checkpoints): readonly Finding[] {
  const entries = Object.entries(percentByMonth).sort(([a], [b]) => Number(b) - Number(a));
  return [
    ...entries
      .filter(([month]) => !/^([1-9]|1[0-2])$/.test(month))
      .map(([month]) =>
        problem(`/checkpoints/percentByMonth/${month}`, 'not-a-month', `${month}不是月份`, `${month} is no month`),
      ),
    ...findDescending('/checkpoints/percentByMonth', entries),
  ];
}

function findMismatchProblems({ warnAbove, seriousAbove, criticalAbove, lowBelow }: MismatchRules): readonly Finding[] {
  return [
    ...findDescending('/mismatch', Object.entries({ criticalAbove, seriousAbove, warnAbove })),
    ...findDescending('/mismatch', [['lowBelow', lowBelow]]),
  ];
}

/** Each must be a decimal from 0 up, and strictly below the one before it. */
function findDescending(pointer: string, named: readonly (readonly [string, string])[]): Finding[] {
  return named.flatMap(([name, text], at) => {
    const above = named[at - 1]?.[1] ?? null;
    if (!isDecimal(text)) {
      return [
        problem(
          `${pointer}/${name}`,
          'not-a-decimal',
          `“${text}”不是非负十进制数`,
          `"${text}" is no decimal from 0 up`,
        ),
      ];
    }
    if (!isDecimal(above) || new Decimal(text).lt(above)) return [];
    return [
      problem(`${pointer}/${name}`, 'not-descending', `${text}应低于上一档${above}`, `${text} must lie below ${above}`),
    ];
  });
}

/** Every light that the set can show on an indicator. */
function lightsIn({ lights, levels, lateness }: MonitoringRules): ReadonlySet<Light> {
  if (lights.basis === 'NONE') return new Set();
  const used: Light[] = ['GREEN', 'YELLOW', 'RED', 'GREY', lateness.within, lateness.beyond];
  used.push(...LEVELS.map((level) => levels[level].light));
  if (lights.blueFrom !== null) used.push('BLUE');
  if (lights.orangeFrom !== null) used.push('ORANGE');
  return new Set(used);
}

const isDecimal = (text: string | null): text is string => text !== null && /^\d{1,9}(\.\d{1,9})?$/.test(text);

const problem = (pointer: string, code: string, zh: string, en: string): Finding => ({
  pointer,
  code: `monitoring-rule-set.${code}`,
  zh,
  en,
});
