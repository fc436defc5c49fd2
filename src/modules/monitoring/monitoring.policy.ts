import { statesAllowing } from '../../kernel/lifecycle.js';
import { BUSINESS_READERS, definePolicy, FINANCE_ROLES } from '../../platform/auth/policy.js';
import { actualLifecycle } from './domain/actual.lifecycle.js';

export const planPolicy = definePolicy('plan', {
  read: { roles: BUSINESS_READERS, keyScope: 'goals:read' },
  update: { roles: ['UNIT_FILLER'], keyScope: 'goals:write' },
});

export const actualPolicy = definePolicy('actual', {
  read: { roles: BUSINESS_READERS, keyScope: 'monitoring:read' },
  record: { roles: ['UNIT_FILLER'], keyScope: 'actuals:write' },
  correct: {
    roles: ['UNIT_FILLER'],
    keyScope: 'actuals:write',
    states: statesAllowing(actualLifecycle, 'correct'),
  },
  confirm: {
    roles: ['UNIT_HEAD'],
    states: statesAllowing(actualLifecycle, 'confirm'),
    separation: '填报、更正人 ≠ 确认人 / whoever wrote the figure does not confirm it',
  },
  verify: {
    roles: ['DEPT_REVIEWER', ...FINANCE_ROLES],
    states: statesAllowing(actualLifecycle, 'verify'),
    separation: '填报、更正人 ≠ 确认人 ≠ 核实人 / writer, confirmer and verifier are three people',
  },
});

export const progressPolicy = definePolicy('progress', {
  read: { roles: BUSINESS_READERS, keyScope: 'monitoring:read' },
  recompute: { roles: ['FIN_PERF'], keyScope: 'monitoring:write' },
});

export const monitoringRuleSetPolicy = definePolicy('monitoringRuleSet', {
  read: { roles: BUSINESS_READERS, keyScope: 'monitoring:read' },
  create: { roles: ['FIN_PERF'] },
  update: { roles: ['FIN_PERF'], states: ['DRAFT'] },
  publish: { roles: ['FIN_PERF', 'FIN_LEADER'], states: ['DRAFT'], separation: '起草人 ≠ 发布人 / author ≠ publisher' },
  select: { roles: ['FIN_PERF'], states: ['PUBLISHED'] },
});

/** A back-test shows a whole district. */
export const backTestPolicy = definePolicy('monitoringBackTest', {
  read: { roles: FINANCE_ROLES },
  start: { roles: ['FIN_PERF'] },
});
