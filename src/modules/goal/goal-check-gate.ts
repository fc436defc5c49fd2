import { newId } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { answered } from './domain/checks/check-answer.js';
import { hasErrors } from './domain/goal-check.js';
import { goalErrors } from './goal.errors.js';
import type { Goal } from './goal.store.js';
import { findAnswers, insertCheckResult } from './goal-check.store.js';
import { judgeStoredGoal, toFindings } from './goal-findings.js';

/** The gate of a submission: errors stop it, all at once; whatever else was found is frozen with the version that it is about. */
export async function freezeChecks(tx: Tx, { id }: Goal): Promise<void> {
  const judged = await judgeStoredGoal(tx, id);
  const stored = await tx.one(findAnswers(id));
  if (!judged || !stored) throw new Error(`goal ${id}: out of sight of whoever submits it`);
  const { goal, judgement } = judged;
  if (hasErrors(judgement.findings)) {
    const errors = toFindings(judgement.findings.filter(({ severity }) => severity === 'ERROR'));
    throw goalErrors.checksFailed({ count: errors.length }, errors);
  }
  const findings = answered(judgement.findings, stored.answers);
  await tx.one(insertCheckResult(newId(), goal, { findings, indicators: judgement.indicators }));
}
