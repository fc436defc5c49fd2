import { statesAllowing } from '../../kernel/lifecycle.js';
import { BUSINESS_READERS, definePolicy } from '../../platform/auth/policy.js';
import { selfEvaluationLifecycle } from './domain/self-evaluation.lifecycle.js';

export const scoringRuleSetPolicy = definePolicy('scoringRuleSet', {
  read: { roles: BUSINESS_READERS, keyScope: 'scoring-rule-sets:read' },
  create: { roles: ['FIN_PERF'] },
  publish: { roles: ['FIN_PERF', 'FIN_LEADER'], states: ['DRAFT'], separation: 'author ≠ publisher' },
});

/** Stateless: it reads the published rules and stores nothing, so that anybody who has signed in may ask. */
export const selfEvaluationCheckPolicy = definePolicy('selfEvaluationCheck', {
  run: { roles: 'SIGNED_IN', keyScope: 'checks:run' },
});

const SEPARATION = 'author ≠ reviewer; department and finance are two people';

export const selfEvaluationPolicy = definePolicy('selfEvaluation', {
  read: { roles: BUSINESS_READERS, keyScope: 'self-evaluations:read' },
  create: { roles: ['UNIT_FILLER'], keyScope: 'self-evaluations:write' },
  update: {
    roles: ['UNIT_FILLER'],
    keyScope: 'self-evaluations:write',
    states: statesAllowing(selfEvaluationLifecycle, 'update'),
  },
  submit: { roles: ['UNIT_FILLER'], states: statesAllowing(selfEvaluationLifecycle, 'submit') },
  review: {
    roles: ['DEPT_REVIEWER'],
    states: statesAllowing(selfEvaluationLifecycle, 'review'),
    separation: SEPARATION,
  },
  sample: { roles: ['FIN_PERF'], states: statesAllowing(selfEvaluationLifecycle, 'sample'), separation: SEPARATION },
  return: {
    roles: ['DEPT_REVIEWER', 'FIN_PERF', 'FIN_LEADER'],
    states: statesAllowing(selfEvaluationLifecycle, 'return'),
    separation: SEPARATION,
  },
  finalize: {
    roles: ['DEPT_REVIEWER', 'FIN_PERF', 'FIN_LEADER'],
    states: statesAllowing(selfEvaluationLifecycle, 'finalize'),
    separation: SEPARATION,
  },
});
