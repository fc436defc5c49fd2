import type { GoalFindingCode } from '../goal-check.js';
import type { FindingSeverity } from './check-rules.js';
import type { GoalJudgement } from './goal-judgement.js';
import type { Verdict } from './reasonableness.js';

/** Of a district: what was found how often, and where to look first. */
export interface CheckSummary {
  readonly goals: number;
  readonly indicators: number;
  /** Goals that could not be submitted as they stand. */
  readonly blocked: number;
  readonly byCode: readonly {
    readonly code: GoalFindingCode;
    readonly severity: FindingSeverity;
    readonly findings: number;
    readonly goals: number;
  }[];
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** The goals with most errors, then warnings. */
  readonly worst: readonly { readonly goalId: string; readonly errors: number; readonly warnings: number }[];
}

const MAX_WORST = 100;

/** What a summary needs of one goal. */
export interface CheckOutcome {
  readonly goalId: string;
  readonly findings: readonly { readonly code: GoalFindingCode; readonly severity: FindingSeverity }[];
  readonly verdicts: readonly (Verdict | null)[];
}

export const outcomeOf = (goalId: string, { findings, indicators }: GoalJudgement): CheckOutcome => ({
  goalId,
  findings: findings.map(({ code, severity }) => ({ code, severity })),
  verdicts: indicators.map(({ reasonableness }) => reasonableness?.verdict ?? null),
});

export function summarize(outcomes: readonly CheckOutcome[]): CheckSummary {
  const byCode = new Map<
    string,
    { code: GoalFindingCode; severity: FindingSeverity; findings: number; goals: Set<string> }
  >();
  const verdicts: Record<Verdict, number> = { OK: 0, TOO_LOW: 0, TOO_HIGH: 0, INSUFFICIENT_DATA: 0 };
  const counted = outcomes.map(({ goalId, findings, verdicts: own }) => {
    for (const { code, severity } of findings) {
      const entry = byCode.get(code) ?? { code, severity, findings: 0, goals: new Set<string>() };
      entry.findings += 1;
      entry.goals.add(goalId);
      byCode.set(code, entry);
    }
    for (const verdict of own) if (verdict) verdicts[verdict] += 1;
    const count = (wanted: FindingSeverity): number => findings.filter(({ severity }) => severity === wanted).length;
    return { goalId, errors: count('ERROR'), warnings: count('WARN') };
  });
  return {
    goals: outcomes.length,
    indicators: outcomes.reduce((sum, { verdicts: own }) => sum + own.length, 0),
    blocked: counted.filter(({ errors }) => errors > 0).length,
    byCode: [...byCode.values()]
      .map((entry) => ({ ...entry, goals: entry.goals.size }))
      .sort((a, b) => b.findings - a.findings || a.code.localeCompare(b.code)),
    verdicts,
    worst: counted
      .filter(({ errors, warnings }) => errors + warnings > 0)
      .sort((a, b) => b.errors - a.errors || b.warnings - a.warnings || a.goalId.localeCompare(b.goalId))
      .slice(0, MAX_WORST),
  };
}
