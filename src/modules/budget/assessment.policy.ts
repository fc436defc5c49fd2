import { statesAllowing } from '../../kernel/lifecycle.js';
import { BUSINESS_READERS, definePolicy, type Role } from '../../platform/auth/policy.js';
import { assessmentLifecycle } from './domain/project-assessment.lifecycle.js';

const WRITERS: readonly Role[] = ['UNIT_FILLER', 'DEPT_REVIEWER', 'FIN_BUSINESS', 'FIN_PERF'];
const REVIEWERS: readonly Role[] = ['FIN_PERF', 'FIN_LEADER'];
const SEPARATION = 'who assesses, or wrote the project, does not finalize';

export const assessmentSheetPolicy = definePolicy('assessmentSheet', {
  read: { roles: BUSINESS_READERS, keyScope: 'project-assessments:read' },
  create: { roles: ['FIN_PERF'] },
  publish: { roles: ['FIN_PERF', 'FIN_LEADER'], states: ['DRAFT'], separation: 'author ≠ publisher' },
});

export const projectAssessmentPolicy = definePolicy('projectAssessment', {
  read: { roles: BUSINESS_READERS, keyScope: 'project-assessments:read' },
  create: { roles: WRITERS, keyScope: 'project-assessments:write' },
  update: {
    roles: WRITERS,
    keyScope: 'project-assessments:write',
    states: statesAllowing(assessmentLifecycle, 'update'),
  },
  submit: { roles: WRITERS, states: statesAllowing(assessmentLifecycle, 'submit') },
  return: { roles: REVIEWERS, states: statesAllowing(assessmentLifecycle, 'return'), separation: SEPARATION },
  finalize: { roles: REVIEWERS, states: statesAllowing(assessmentLifecycle, 'finalize'), separation: SEPARATION },
  require: { roles: ['FIN_PERF'] },
});
