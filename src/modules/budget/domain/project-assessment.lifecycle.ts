import { defineLifecycle } from '../../../kernel/lifecycle.js';

export const ASSESSMENT_STATES = ['DRAFT', 'SUBMITTED', 'RETURNED', 'FINAL'] as const;
export type AssessmentState = (typeof ASSESSMENT_STATES)[number];

export type AssessmentAction = 'update' | 'submit' | 'return' | 'finalize';

/** 事前绩效评估: written, submitted, and made final by somebody else. What is final stands; a new look is a new assessment. */
export const assessmentLifecycle = defineLifecycle<AssessmentState, AssessmentAction>({
  name: 'projectAssessment',
  initial: 'DRAFT',
  table: {
    DRAFT: { update: 'DRAFT', submit: 'SUBMITTED' },
    SUBMITTED: { return: 'RETURNED', finalize: 'FINAL' },
    RETURNED: { update: 'RETURNED', submit: 'SUBMITTED' },
    FINAL: {},
  },
});
