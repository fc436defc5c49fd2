import type { SelfEvaluationAction, SelfEvaluationState } from './self-evaluation.lifecycle.js';

/** Acts of those who look at what others have written. */
export type ReviewAction = Exclude<SelfEvaluationAction, 'update' | 'submit'>;

export type ReviewStage = 'DEPARTMENT' | 'FINANCE';

export interface ReviewFacts {
  readonly state: SelfEvaluationState;
  /** The caller's roles where the unit lies. */
  readonly roles: readonly string[];
  /** The caller is one of those who wrote it, by natural person. */
  readonly isAuthor: boolean;
  /** Stages in which the caller has acted in this round. */
  readonly stagesActed: readonly string[];
}

const OWNERS: Readonly<Record<ReviewStage, readonly string[]>> = {
  DEPARTMENT: ['DEPT_REVIEWER'],
  FINANCE: ['FIN_PERF', 'FIN_LEADER'],
};

/** Whose act it is: the department's until finance has drawn the sample. */
export const stageOf = (state: SelfEvaluationState, action: ReviewAction): ReviewStage =>
  action === 'sample' || state === 'FINANCE_SPOT_CHECK' ? 'FINANCE' : 'DEPARTMENT';

/** Why a review act is refused, beyond its state; null: it may be done. The service raises the error of the same name. */
export function findReviewRefusal(
  facts: ReviewFacts,
  action: ReviewAction,
): 'ownEvaluation' | 'notYourStage' | 'reviewedBefore' | null {
  const stage = stageOf(facts.state, action);
  if (facts.isAuthor) return 'ownEvaluation';
  if (!OWNERS[stage].some((role) => facts.roles.includes(role))) return 'notYourStage';
  return facts.stagesActed.some((acted) => acted !== stage) ? 'reviewedBefore' : null;
}
