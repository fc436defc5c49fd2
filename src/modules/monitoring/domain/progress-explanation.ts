import type { Text } from './deviation-explanation.js';
import type { MismatchSeverity, Quadrant } from './mismatch.js';
import type { Light, MonitoringRules } from './monitoring-rule-set.js';

/** The progress of a project at one month-end as it is kept; money in 元, rates as fractions, the gap in points. */
export interface ProgressResult {
  readonly adjustedBudget: string | null;
  readonly executed: string;
  readonly executionRate: string | null;
  readonly executionLight: Light | null;
  readonly achievement: string | null;
  readonly plannedAchievement: string | null;
  readonly coveredWeight: string | null;
  readonly light: Light | null;
  readonly gap: string | null;
  readonly mismatchSeverity: MismatchSeverity;
  readonly quadrant: Quadrant | null;
  readonly executionLag: boolean;
  readonly goalLag: boolean;
  readonly goalRevision: number | null;
}

export interface IndicatorShare {
  readonly indicatorId: string;
  readonly name: string;
  readonly weight: string;
  /** How far it is on the way to its target, and should be; null: not known, or of a kind that does not accumulate. */
  readonly reached: string | null;
  readonly planned: string | null;
  readonly light: Light | null;
}

/** The result with the figures that it came from. */
export interface MeasuredProgress extends ProgressResult {
  /** The denominator of the execution rate. */
  readonly base: string | null;
  readonly month: number;
  /** The checkpoint's line in percent; null: none is drawn in this month. */
  readonly line: string | null;
  /** The share of the budget that should be spent by now. */
  readonly shouldRate: string;
  readonly indicators: readonly IndicatorShare[];
}

export interface ProgressWords {
  readonly achievement: Text;
  readonly coverage: Text | null;
  readonly execution: Text;
  readonly checkpoint: Text | null;
  readonly mismatch: Text;
  readonly quadrant: Text | null;
  readonly light: Text | null;
}

/** 双监控结果的算式: each result with the numbers put in. */
export function explainProgress(measured: MeasuredProgress, rules: MonitoringRules): ProgressWords {
  return {
    ...explainAchievement(measured),
    execution: explainExecution(measured, rules),
    checkpoint: explainCheckpoint(measured),
    mismatch: explainMismatch(measured, rules),
    quadrant: explainQuadrant(measured, rules),
    light: explainWorst(measured, rules),
  };
}

const same = (text: string): Text => ({ zh: text, en: text });
const sign = (holds: boolean, low: string, high: string): string => (holds ? low : high);

function explainAchievement({ indicators, achievement, coveredWeight }: MeasuredProgress): {
  readonly achievement: Text;
  readonly coverage: Text | null;
} {
  const counted = indicators.filter(({ reached }) => reached !== null);
  if (achievement === null || counted.length === 0) {
    const none = { zh: '没有可累计且有数据的指标', en: 'No indicator that accumulates has a figure' };
    return { achievement: none, coverage: null };
  }
  const products = counted.map(({ weight, reached }) => `${weight} × ${reached}`).join(' + ');
  const weights = counted.map(({ weight }) => weight).join(' + ');
  const whole = indicators.map(({ weight }) => weight).join(' + ');
  return {
    achievement: same(`(${products}) ÷ (${weights}) = ${achievement}`),
    coverage: same(`(${weights}) ÷ (${whole}) = ${coveredWeight}`),
  };
}

function explainExecution({ executed, base, executionRate }: MeasuredProgress, { execution }: MonitoringRules): Text {
  if (executionRate === null) return { zh: '没有预算,不计执行率', en: 'No budget: there is no execution rate' };
  const [zh, en] = execution.base === 'INITIAL' ? ['年初预算数', 'initial budget'] : ['全年预算数', 'adjusted budget'];
  const numbers = `${executed} ÷ ${base} = ${executionRate}`;
  return { zh: `执行数 ÷ ${zh} = ${numbers}`, en: `executed ÷ ${en} = ${numbers}` };
}

function explainCheckpoint({
  line,
  month,
  executionRate,
  achievement,
  executionLag,
  goalLag,
}: MeasuredProgress): Text | null {
  if (line === null) return null;
  const money = executionRate === null ? '–' : `${executionRate} × 100 ${sign(executionLag, '<', '≥')} ${line}`;
  const results = achievement === null ? '–' : `${achievement} × 100 ${sign(goalLag, '<', '≥')} ${line}`;
  return {
    zh: `1至${month}月核查线 ${line}%:执行 ${money};目标 ${results}`,
    en: `line of ${line} % by month ${month}: money ${money}; results ${results}`,
  };
}

function explainMismatch(
  { achievement, executionRate, gap, mismatchSeverity }: MeasuredProgress,
  { mismatch }: MonitoringRules,
): Text {
  if (gap === null)
    return { zh: '缺完成率或执行率,不比较', en: 'One of the two rates is missing: they are not compared' };
  const bounds = `${mismatch.warnAbove} / ${mismatch.seriousAbove} / ${mismatch.criticalAbove}`;
  const numbers = `(${achievement} − ${executionRate}) × 100 = ${gap}`;
  return {
    zh: `${numbers} 个百分点;超过 ${bounds} 依次为一般、严重、极严重:${mismatchSeverity}`,
    en: `${numbers} points; above ${bounds} it is WARN, SERIOUS, CRITICAL: ${mismatchSeverity}`,
  };
}

function explainQuadrant(
  { quadrant, executionRate, shouldRate, achievement, plannedAchievement }: MeasuredProgress,
  { mismatch: { lowBelow } }: MonitoringRules,
): Text | null {
  if (quadrant === null) return null;
  const isMoneyLow = quadrant === 'LAGGING' || quadrant === 'CHECK_TARGET';
  const isResultLow = quadrant === 'LAGGING' || quadrant === 'INEFFECTIVE';
  const money = `${executionRate} ${sign(isMoneyLow, '<', '≥')} ${lowBelow} × ${shouldRate}`;
  const results = `${achievement} ${sign(isResultLow, '<', '≥')} ${lowBelow} × ${plannedAchievement}`;
  return { zh: `执行 ${money};目标 ${results}:${quadrant}`, en: `money ${money}; results ${results}: ${quadrant}` };
}

function explainWorst({ light, indicators }: MeasuredProgress, { worstFirst }: MonitoringRules): Text | null {
  if (light === null) return null;
  const count = indicators.filter((indicator) => indicator.light === light).length;
  const order = worstFirst.join(' > ');
  return {
    zh: `${count} 项指标为 ${light},按 ${order} 取最差`,
    en: `${count} indicators show ${light}, the worst of ${order}`,
  };
}
