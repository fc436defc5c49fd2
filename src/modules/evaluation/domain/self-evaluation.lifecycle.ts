import { defineLifecycle } from '../../../kernel/lifecycle.js';

export const SELF_EVALUATION_STATES = [
  'OPEN',
  'FILLING',
  'SUBMITTED',
  'DEPT_REVIEW',
  'FINANCE_SPOT_CHECK',
  'FINAL',
] as const;
export type SelfEvaluationState = (typeof SELF_EVALUATION_STATES)[number];

export type SelfEvaluationAction = 'update' | 'submit' | 'review' | 'sample' | 'return' | 'finalize';

/**
 * 绩效自评状态机 (domain 4.4). `review`: the department takes it up; `sample`: finance draws it for a spot check (抽查复核);
 * what is not sampled goes from the department's review to its end. A form that facts have filled may be submitted at once.
 */
export const selfEvaluationLifecycle = defineLifecycle<SelfEvaluationState, SelfEvaluationAction>({
  name: 'selfEvaluation',
  initial: 'OPEN',
  table: {
    OPEN: { update: 'FILLING', submit: 'SUBMITTED' },
    FILLING: { update: 'FILLING', submit: 'SUBMITTED' },
    SUBMITTED: { review: 'DEPT_REVIEW' },
    DEPT_REVIEW: { return: 'FILLING', sample: 'FINANCE_SPOT_CHECK', finalize: 'FINAL' },
    FINANCE_SPOT_CHECK: { return: 'FILLING', finalize: 'FINAL' },
    FINAL: {},
  },
});
