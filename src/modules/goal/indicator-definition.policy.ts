import { statesAllowing } from '../../kernel/lifecycle.js';
import { BUSINESS_READERS, definePolicy, type Role } from '../../platform/auth/policy.js';
import type { DefinitionScope } from './domain/indicator-definition.js';
import { definitionLifecycle } from './domain/indicator-definition.lifecycle.js';

/** Who keeps which part of the library: a unit its own indicators, the performance division all others. */
export const KEEPERS: Readonly<Record<DefinitionScope, Role>> = {
  COMMON: 'FIN_PERF',
  SECTOR: 'FIN_PERF',
  OWN: 'UNIT_FILLER',
};
const roles = ['UNIT_FILLER', 'FIN_PERF'] as const;

export const indicatorDefinitionPolicy = definePolicy('indicatorDefinition', {
  read: { roles: BUSINESS_READERS, keyScope: 'indicator-library:read' },
  create: { roles },
  update: { roles, states: ['DRAFT'] },
  submit: { roles, states: statesAllowing(definitionLifecycle, 'submit'), separation: 'author ≠ publisher' },
  withdraw: { roles, states: statesAllowing(definitionLifecycle, 'withdraw') },
  revise: { roles, states: ['PUBLISHED'] },
  retire: { roles, states: ['DRAFT', 'PUBLISHED'] },
  merge: { roles: ['FIN_PERF'], states: statesAllowing(definitionLifecycle, 'merge'), separation: 'author ≠ merger' },
});

/** What the regulation prints: nobody's rows, so that anybody who has signed in may read it. */
export const indicatorFramePolicy = definePolicy('indicatorFrame', {
  read: { roles: 'SIGNED_IN', keyScope: 'indicator-library:read' },
});
export const unitOfMeasurePolicy = definePolicy('unitOfMeasure', {
  read: { roles: 'SIGNED_IN', keyScope: 'indicator-library:read' },
});

export const weightTemplatePolicy = definePolicy('weightTemplate', {
  read: { roles: BUSINESS_READERS, keyScope: 'indicator-library:read' },
});
