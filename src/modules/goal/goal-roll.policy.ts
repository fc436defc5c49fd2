import { definePolicy } from '../../platform/auth/policy.js';

/** A whole unit's by its own clerk, a whole district's by the performance division, which thereby writes nothing of its own. */
export const goalRollPolicy = definePolicy('goalRoll', {
  create: { roles: ['UNIT_FILLER', 'FIN_PERF'] },
});
