import { defineErrors } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/transactions.js';
import { findAssessmentDuty } from '../budget/index.js';

export const assessmentGateErrors = defineErrors('goal', {
  assessmentMissing: {
    kind: 'RULE_BROKEN',
    zh: '该项目须先通过事前绩效评估,尚无已审定的评估',
    en: 'The project needs an ex-ante assessment first, and has no final one',
  },
  assessmentNotSupported: {
    kind: 'RULE_BROKEN',
    zh: '该项目的事前绩效评估结论为“{conclusion}”,不能申报',
    en: 'The ex-ante assessment of the project concluded {conclusion}: it cannot ask for money',
  },
});

/** 事前绩效评估 comes before the goal of new money: the submission is refused where the district requires it and it has not passed. */
export async function requireAssessment(tx: Tx, projectId: string): Promise<void> {
  const found = await findAssessmentDuty(tx, projectId);
  if (!found) throw new Error(`project ${projectId}: out of sight of its own goal`);
  if (found.duty === 'MISSING') throw assessmentGateErrors.assessmentMissing();
  if (found.duty === 'NOT_SUPPORTED') throw assessmentGateErrors.assessmentNotSupported({ conclusion: found.outcome });
}
