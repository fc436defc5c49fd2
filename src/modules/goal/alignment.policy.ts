import { BUSINESS_READERS, definePolicy } from '../../platform/auth/policy.js';
import { ALIGNABLE_STATES } from './domain/goal-alignment.js';

export const strategicObjectivePolicy = definePolicy('strategicObjective', {
  read: { roles: BUSINESS_READERS, keyScope: 'strategic-objectives:read' },
  create: { roles: ['FIN_PERF'], keyScope: 'strategic-objectives:write' },
  update: { roles: ['FIN_PERF'], keyScope: 'strategic-objectives:write', states: ['ACTIVE'] },
  retire: { roles: ['FIN_PERF'], states: ['ACTIVE'] },
});

export const goalAlignmentPolicy = definePolicy('goalAlignment', {
  read: { roles: BUSINESS_READERS, keyScope: 'goals:read' },
  update: { roles: ['UNIT_FILLER', 'FIN_PERF'], keyScope: 'goals:write', states: ALIGNABLE_STATES },
});
