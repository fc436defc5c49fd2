import { statesAllowing } from '../../kernel/lifecycle.js';
import { BUSINESS_READERS, definePolicy } from '../../platform/auth/policy.js';
import { EDITABLE_STATES, goalLifecycle } from './domain/goal.lifecycle.js';

export const goalPolicy = definePolicy('goal', {
  read: { roles: BUSINESS_READERS, keyScope: 'goals:read' },
  create: { roles: ['UNIT_FILLER'], keyScope: 'goals:write' },
  update: { roles: ['UNIT_FILLER'], keyScope: 'goals:write', states: EDITABLE_STATES },
  submit: { roles: ['UNIT_FILLER'], states: statesAllowing(goalLifecycle, 'submit') },
  withdraw: { roles: ['UNIT_FILLER'], states: statesAllowing(goalLifecycle, 'withdraw') },
  reopen: { roles: ['FIN_PERF'], states: statesAllowing(goalLifecycle, 'reopen') },
  suspend: { roles: ['FIN_LEADER'], states: statesAllowing(goalLifecycle, 'suspend') },
  resume: { roles: ['FIN_LEADER'], states: statesAllowing(goalLifecycle, 'resume') },
  adjust: { roles: ['UNIT_FILLER'], states: statesAllowing(goalLifecycle, 'adjust') },
  roll: { roles: ['UNIT_FILLER'], keyScope: 'goals:write' },
  cancel: { roles: ['FIN_LEADER'], states: statesAllowing(goalLifecycle, 'cancel') },
});

export const goalCheckPolicy = definePolicy('goalCheck', {
  read: { roles: BUSINESS_READERS, keyScope: 'goals:read' },
  answer: { roles: ['UNIT_FILLER'], keyScope: 'goals:write', states: EDITABLE_STATES },
  start: { roles: ['FIN_PERF'] },
});

/** Rules of the checks: rule-set author ≠ publisher. */
export const goalCheckRuleSetPolicy = definePolicy('goalCheckRuleSet', {
  read: { roles: BUSINESS_READERS, keyScope: 'goals:read' },
  create: { roles: ['FIN_PERF'] },
  update: { roles: ['FIN_PERF'], states: ['DRAFT'] },
  publish: { roles: ['FIN_PERF', 'FIN_LEADER'], states: ['DRAFT'], separation: '起草人 ≠ 发布人 / author ≠ publisher' },
});

export const goalReleasePolicy = definePolicy('goalRelease', {
  read: { roles: BUSINESS_READERS, keyScope: 'goals:read' },
  create: { roles: ['FIN_PERF'] },
});
