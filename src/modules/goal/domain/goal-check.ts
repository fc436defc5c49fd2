import { Decimal } from '../../../kernel/rounding.js';
import type { FindingSeverity, RuledCode } from './checks/check-rules.js';
import type { View } from './checks/reasonableness.js';
import { DECLARATION_FINDINGS, FIELD_NAMES, type FieldName } from './declaration-findings.js';
import type { DefinitionState } from './indicator-definition.lifecycle.js';
import { belongs, type IndicatorFrameVersion, levelName } from './indicator-frame.js';
import { checkWeightSum, findWeightDeviations, type WeightTemplate } from './weight-template.js';

export type MeasureType = 'CUMULATIVE' | 'STOCK' | 'RATE' | 'SCORE' | 'DATE' | 'COST' | 'EVENT_COUNT' | 'QUAL';
export type Operator = 'GE' | 'GT' | 'EQ' | 'LT' | 'LE' | 'QUAL';
export type Direction = 'POSITIVE' | 'NEGATIVE' | 'NEUTRAL';

/** One indicator as the checks see it: decimals as text. */
export interface CheckedIndicator {
  readonly level1: string;
  readonly level2: string;
  readonly name: string;
  readonly measureType: MeasureType;
  readonly operator: Operator;
  readonly direction: Direction;
  readonly targetValue: string | null;
  readonly targetOn: string | null;
  readonly targetText: string | null;
  readonly baseline: string | null;
  readonly unitOfMeasure: string | null;
  readonly weight: string;
  readonly isCore?: boolean;
  readonly definition?: string | null;
  readonly targetBasis?: string | null;
  /** Of the definition in the library that it is pinned to; null: it has none. */
  readonly definitionState?: DefinitionState | null;
  readonly id?: string;
  readonly definitionId?: string | null;
  readonly definitionRevision?: number | null;
  readonly reportingPeriod?: string;
  readonly scoringStandard?: string | null;
  readonly dataSource?: string | null;
  /** Of the pinned definition: it describes the levels; its 佐证 kinds; A to D. */
  readonly definitionLevels?: boolean;
  readonly evidenceKinds?: readonly string[] | null;
  readonly reliability?: string | null;
}

export interface CheckedGoal {
  readonly fiscalYear: number;
  readonly frame: IndicatorFrameVersion;
  /** The revision that the goal was filed under. */
  readonly template: WeightTemplate;
  readonly executionWeight: string;
  readonly weightReason: string | null;
  readonly annualGoal: string;
  /** Its declaration form has been begun. */
  readonly isDeclared?: boolean;
  readonly indicators: readonly CheckedIndicator[];
}

export type GoalFindingCode = keyof typeof GOAL_FINDINGS | RuledCode;

/** What a check found, and what would make it right. Only ERROR blocks a submission. */
export interface GoalFinding {
  readonly code: GoalFindingCode;
  readonly severity: FindingSeverity;
  readonly pointer: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** The indicator that it is about: its place in the list may change. */
  readonly indicatorId?: string;
  /** The figures that it rests on. */
  readonly evidence?: readonly View[];
}

/** Every code of the form's own checks with its severity and texts. */
export const GOAL_FINDINGS = {
  ...DECLARATION_FINDINGS,
  NO_INDICATORS: { severity: 'ERROR', zh: '至少填报一项绩效指标', en: 'at least one indicator is needed' },
  WEIGHT_SUM: {
    severity: 'ERROR',
    zh: '指标权重合计应为 {expected},现为 {sum}',
    en: 'weights must add up to {expected}; they add up to {sum}',
  },
  WEIGHT_TEMPLATE: {
    severity: 'ERROR',
    zh: '“{group}”权重合计 {sum},与模板 {expected} 不同,请说明原因(weightReason)',
    en: '{group} carries {sum} points, the template says {expected}: give a reason (weightReason)',
  },
  FRAME: {
    severity: 'ERROR',
    zh: '二级指标“{level2}”不属于一级指标“{level1}”',
    en: '{level2} does not belong to {level1}',
  },
  TARGET_ZERO: {
    severity: 'ERROR',
    zh: '目标值为 ≥0，任何结果都能达到；请设定大于 0 的目标。',
    en: 'A target of ≥ 0 is met by anything; set a target above 0.',
  },
  TARGET_MISSING: { severity: 'ERROR', zh: '缺少指标值', en: 'the target is missing' },
  TYPE: { severity: 'ERROR', zh: '指标类型与指标性质不符:{rule}', en: 'measure type and operator do not fit: {rule}' },
  UNIT_MISSING: {
    severity: 'ERROR',
    zh: '定量指标须填写度量单位',
    en: 'a quantitative indicator needs a unit of measure',
  },
  BASELINE_MISSING: { severity: 'ERROR', zh: '存量指标须填写基期值', en: 'a stock indicator needs a baseline' },
  DATE_OUTSIDE_YEAR: {
    severity: 'ERROR',
    zh: '完成时限 {date} 不在 {year} 预算年度内',
    en: 'the deadline {date} is outside fiscal year {year}',
  },
  DUPLICATE_NAME: { severity: 'ERROR', zh: '三级指标“{name}”重复', en: 'the indicator {name} stands twice' },
  DIRECTION: { severity: 'WARN', zh: '指标方向性与指标性质不一致', en: 'direction and operator disagree' },
  DEFINITION_RETIRED: {
    severity: 'WARN',
    zh: '所引用的指标库定义已停用或已合并，请另选',
    en: 'the definition in the library has been retired or merged: choose another',
  },
} as const satisfies Record<string, { severity: FindingSeverity; zh: string; en: string }>;

/** Everything that a reviewer should know, all at once; never changes the goal. */
export function checkGoal(goal: CheckedGoal): readonly GoalFinding[] {
  return [
    ...checkWeights(goal),
    ...checkNames(goal.indicators),
    ...goal.indicators.flatMap((indicator, index) => checkIndicator(goal, indicator, `/indicators/${index}`)),
  ];
}

export const hasErrors = (findings: readonly GoalFinding[]): boolean =>
  findings.some(({ severity }) => severity === 'ERROR');

function finding(code: keyof typeof GOAL_FINDINGS, pointer: string, params: GoalFinding['params'] = {}): GoalFinding {
  return { code, severity: GOAL_FINDINGS[code].severity, pointer, params };
}

function checkWeights(goal: CheckedGoal): GoalFinding[] {
  if (goal.indicators.length === 0) return [finding('NO_INDICATORS', '/indicators')];
  const weights = goal.indicators.map(({ weight }) => new Decimal(weight));
  const sum = checkWeightSum(weights, new Decimal(goal.executionWeight));
  if (sum) return [finding('WEIGHT_SUM', '/indicators', { expected: sum.expected, sum: sum.sum })];
  if (goal.weightReason) return [];
  const placed = goal.indicators.map(({ level1, weight }) => ({
    level1: levelName(level1),
    weight: new Decimal(weight),
  }));
  return findWeightDeviations(placed, goal.template, new Decimal(0)).map(({ level1, expected, sum: actual }) =>
    finding('WEIGHT_TEMPLATE', '/weightReason', { group: level1, expected, sum: actual }),
  );
}

function checkNames(indicators: readonly CheckedIndicator[]): GoalFinding[] {
  const seen = new Set<string>();
  return indicators.flatMap(({ level2, name }, index) => {
    const key = `${levelName(level2)}|${name.trim()}`;
    if (seen.has(key)) return [finding('DUPLICATE_NAME', `/indicators/${index}/name`, { name })];
    seen.add(key);
    return [];
  });
}

function checkIndicator(goal: CheckedGoal, indicator: CheckedIndicator, at: string): GoalFinding[] {
  const { level1, level2, operator, direction } = indicator;
  const findings = [
    ...checkType(indicator, at),
    ...checkTarget(goal, indicator, at),
    ...checkWords(indicator, goal.isDeclared ?? false, at),
  ];
  if (!belongs(level1, level2, goal.frame)) findings.push(finding('FRAME', `${at}/level2`, { level1, level2 }));
  if (EXPECTED_DIRECTION[operator] && EXPECTED_DIRECTION[operator] !== direction)
    findings.push(finding('DIRECTION', `${at}/direction`));
  if (indicator.definitionState === 'RETIRED') findings.push(finding('DEFINITION_RETIRED', `${at}/definitionId`));
  return findings;
}

/** 核心指标 say where their target and their figures come from; on a declaration form an indicator of one's own says what it means. */
function checkWords(
  { isCore, targetBasis = null, dataSource = null, definitionId, definition = null }: CheckedIndicator,
  isDeclared: boolean,
  at: string,
): GoalFinding[] {
  const words: Partial<Record<FieldName, string | null>> = {
    ...(isDeclared && !definitionId ? { definition } : {}),
    ...(isCore ? { targetBasis, dataSource } : {}),
  };
  return (Object.entries(words) as [FieldName, string | null][])
    .filter(([, text]) => !text?.trim())
    .map(([field]) => {
      const [zh, en] = FIELD_NAMES[field];
      return finding('FIELD_MISSING', `${at}/${field}`, { field, zh, en });
    });
}

/** 指标方向性: what the operator means; 等于 and 定性 leave it open. */
export const EXPECTED_DIRECTION: Partial<Record<Operator, Direction>> = {
  GE: 'POSITIVE',
  GT: 'POSITIVE',
  LT: 'NEGATIVE',
  LE: 'NEGATIVE',
};

function checkType(indicator: CheckedIndicator, at: string): GoalFinding[] {
  const rule = findTypeRule(indicator);
  return rule ? [finding('TYPE', `${at}/operator`, { rule })] : [];
}

/** The rule that measure type and operator break; 6.1: spending and accidents are limits; a level has no operator. */
export function findTypeRule({
  measureType,
  operator,
}: Pick<CheckedIndicator, 'measureType' | 'operator'>): string | null {
  const isQualitative = measureType === 'QUAL';
  if (isQualitative !== (operator === 'QUAL')) return '定性指标 ⇔ QUAL';
  const isLimit = measureType === 'COST' || measureType === 'EVENT_COUNT';
  return isLimit && (operator === 'GE' || operator === 'GT') ? `${measureType} ≤` : null;
}

function checkTarget(goal: CheckedGoal, indicator: CheckedIndicator, at: string): GoalFinding[] {
  const { measureType, operator, targetValue, targetOn, targetText, baseline, unitOfMeasure } = indicator;
  if (measureType === 'QUAL') return targetText?.trim() ? [] : [finding('TARGET_MISSING', `${at}/targetText`)];
  if (measureType === 'DATE') {
    if (!targetOn) return [finding('TARGET_MISSING', `${at}/targetOn`)];
    const isInside = targetOn.startsWith(`${goal.fiscalYear}-`);
    return isInside ? [] : [finding('DATE_OUTSIDE_YEAR', `${at}/targetOn`, { date: targetOn, year: goal.fiscalYear })];
  }
  const findings: GoalFinding[] = [];
  if (targetValue === null) findings.push(finding('TARGET_MISSING', `${at}/targetValue`));
  else if ((operator === 'GE' || operator === 'GT') && new Decimal(targetValue).isZero())
    findings.push(finding('TARGET_ZERO', `${at}/targetValue`));
  if (!unitOfMeasure?.trim()) findings.push(finding('UNIT_MISSING', `${at}/unitOfMeasure`));
  if (measureType === 'STOCK' && baseline === null) findings.push(finding('BASELINE_MISSING', `${at}/baseline`));
  return findings;
}
