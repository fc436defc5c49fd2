import { newId } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { answered } from './domain/checks/check-answer.js';
import type { GoalJudgement } from './domain/checks/goal-judgement.js';
import { goalErrors } from './goal.errors.js';
import type { Goal } from './goal.store.js';
import type { GoalToCheck } from './goal-check.statement.js';
import { findAnswers, insertCheckResult } from './goal-check.store.js';
import { errorsOf, judgeStoredGoal, toFindings } from './goal-findings.js';

/** The gate of a submission: errors stop it, all at once; whatever else was found is frozen with the version that it is about. */
export async function freezeChecks(tx: Tx, { id }: Goal): Promise<void> {
  const judged = await judgeStoredGoal(tx, id);
  if (!judged) throw new Error(`goal ${id}: out of sight of whoever submits it`);
  const errors = toFindings(errorsOf(judged.judgement));
  if (errors.length > 0) throw goalErrors.checksFailed({ count: errors.length }, errors);
  await freezeFindings(tx, judged);
}

/** With what the author has answered; of the goal, or of the goal as the adjustment will have it. */
export async function freezeFindings(
  tx: Tx,
  { goal, judgement }: { readonly goal: GoalToCheck; readonly judgement: GoalJudgement },
  adjustment: { readonly id: string; readonly version: number } | null = null,
): Promise<void> {
  const stored = await tx.one(findAnswers(goal.id));
  if (!stored) throw new Error(`goal ${goal.id}: out of sight of whoever submits it`);
  const findings = answered(judgement.findings, stored.answers);
  await tx.one(insertCheckResult(newId(), goal, { findings, indicators: judgement.indicators }, adjustment));
}
