import { recordChange } from '../../platform/audit/record-change.js';
import type { Tx } from '../../platform/database/transactions.js';
import type { SelfEvaluationAction } from './domain/self-evaluation.lifecycle.js';
import type { SelfEvaluation } from './self-evaluation.store.js';

/** Past tense of each act, for the event feed. */
const EVENTS: Readonly<Record<SelfEvaluationAction | 'create', string>> = {
  create: 'self-evaluation.created',
  update: 'self-evaluation.updated',
  submit: 'self-evaluation.submitted',
  review: 'self-evaluation.review-began',
  sample: 'self-evaluation.sampled',
  return: 'self-evaluation.returned',
  finalize: 'self-evaluation.finalized',
};

/** Audit entry and event of a change. */
export function recordSelfEvaluation(
  tx: Tx,
  action: SelfEvaluationAction | 'create',
  before: SelfEvaluation | null,
  after: SelfEvaluation,
  reason: string | null,
): Promise<void> {
  const { goalId, fiscalYear, state, computedTotal, reportedTotal, grade } = after;
  return recordChange(tx, {
    action: `selfEvaluation.${action}`,
    event: EVENTS[action],
    object: { type: 'selfEvaluation', id: after.id, version: after.version },
    districtId: after.districtId,
    unitPath: after.unitPath,
    projectId: after.projectId,
    ...(before ? { before } : {}),
    after,
    ...(reason ? { reason } : {}),
    payload: { goalId, fiscalYear, state, computedTotal, reportedTotal, grade },
  });
}
