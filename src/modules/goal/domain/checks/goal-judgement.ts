import { type CheckedGoal, type CheckedIndicator, checkGoal, type GoalFinding } from '../goal-check.js';
import type { GoalCheckRules } from './check-rules.js';
import { checkQuality, ruled } from './quality.js';
import { type ComparisonFacts, judgeTarget, type Reasonableness, type ViewName } from './reasonableness.js';
import { judgeSmart, type SmartVerdict } from './smart.js';

/** What the checks need to know beside the form itself. */
export interface GoalFacts {
  readonly isAligned: boolean;
  /** In the order of the indicators. */
  readonly comparisons: readonly ComparisonFacts[];
}

/** What the checks think of one indicator. */
export interface IndicatorJudgement {
  readonly indicatorId: string | null;
  readonly name: string;
  readonly smart: SmartVerdict;
  /** Null: there is no figure to compare. */
  readonly reasonableness: Reasonableness | null;
}

export interface GoalJudgement {
  readonly findings: readonly GoalFinding[];
  readonly indicators: readonly IndicatorJudgement[];
}

/** Of an indicator that nothing can be compared with. */
export const NO_FACTS: ComparisonFacts = { amount: null, past: [], peers: null };

/** All checks of a goal: the form, the quality of its indicators, SMART, and whether its targets are reasonable. */
export function judgeGoal(
  goal: CheckedGoal & { readonly overallGoal?: string | null },
  facts: GoalFacts,
  rules: GoalCheckRules,
): GoalJudgement {
  const judged = goal.indicators.map((indicator, index) =>
    judgeIndicator(
      goal,
      indicator,
      `/indicators/${index}`,
      facts.isAligned,
      facts.comparisons[index] ?? NO_FACTS,
      rules,
    ),
  );
  return {
    findings: [
      ...checkGoal(goal),
      ...(facts.isAligned ? [] : ruled(rules, 'NOT_ALIGNED', '/alignment')),
      ...judged.flatMap(({ findings }) => findings),
    ],
    indicators: judged.map(({ judgement }) => judgement),
  };
}

function judgeIndicator(
  goal: CheckedGoal & { readonly overallGoal?: string | null },
  indicator: CheckedIndicator,
  at: string,
  isAligned: boolean,
  comparison: ComparisonFacts,
  rules: GoalCheckRules,
): { readonly findings: readonly GoalFinding[]; readonly judgement: IndicatorJudgement } {
  const reasonableness = judgeTarget(indicator, goal.fiscalYear, comparison, rules);
  const verdict = reasonableness?.verdict ?? 'INSUFFICIENT_DATA';
  const smart = judgeSmart(indicator, { goal, isAligned, verdict }, rules, at);
  return {
    findings: [
      ...checkQuality(indicator, rules, at),
      ...smart.findings,
      ...(reasonableness ? compareTarget(indicator, reasonableness, rules, at) : []),
    ].map((finding) => ({ ...finding, ...(indicator.id ? { indicatorId: indicator.id } : {}) })),
    judgement: { indicatorId: indicator.id ?? null, name: indicator.name, smart: smart.verdict, reasonableness },
  };
}

const VIEW_NAMES: Readonly<Record<ViewName, string>> = {
  HISTORY: '往年实绩',
  PEERS: '同类单位',
  STANDARD: '标准',
  MONEY: '单位成本',
  LAST_YEAR: '上年目标与实绩',
};

function compareTarget(
  { name, targetValue }: CheckedIndicator,
  { verdict, views, suggested, belowMinimum }: Reasonableness,
  rules: GoalCheckRules,
  at: string,
): readonly GoalFinding[] {
  const pointer = `${at}/targetValue`;
  const target = targetValue ?? '';
  const objecting = views.filter((each) => each.verdict === verdict);
  const params = {
    name,
    target,
    views: objecting.map(({ view }) => VIEW_NAMES[view]).join('、'),
    viewsEn: objecting.map(({ view }) => view.toLowerCase().replace('_', ' ')).join(', '),
    range: suggested ? `${suggested.from}–${suggested.to}` : '—',
  };
  const minimum = belowMinimum
    ? ruled(rules, 'BELOW_MINIMUM', pointer, { name, target, minimum: belowMinimum.value, source: belowMinimum.source })
    : [];
  if (verdict === 'TOO_LOW' || verdict === 'TOO_HIGH')
    return [...minimum, ...ruled(rules, `TARGET_${verdict}`, pointer, params, views)];
  if (verdict === 'OK') return minimum;
  const count = (name: ViewName): number => Number(views.find(({ view }) => view === name)?.figures['n'] ?? 0);
  const known = { name, history: count('HISTORY'), peers: count('PEERS') };
  return [...minimum, ...ruled(rules, 'TARGET_UNCOMPARED', pointer, known)];
}
