import { statesAllowing } from '../../kernel/lifecycle.js';
import { BUSINESS_READERS, definePolicy, type Role } from '../../platform/auth/policy.js';
import { budgetAdjustmentLifecycle, DRAFT_STATES } from './domain/budget-adjustment.lifecycle.js';

/** A unit asks for money within its own projects; the finance bureau also moves it between units. */
const ASKERS: readonly Role[] = ['UNIT_FILLER', 'FIN_BUSINESS', 'FIN_PERF'];

export const budgetAdjustmentPolicy = definePolicy('budgetAdjustment', {
  read: { roles: BUSINESS_READERS, keyScope: 'budget:read' },
  create: { roles: ASKERS, keyScope: 'budget:write' },
  update: { roles: ASKERS, keyScope: 'budget:write', states: DRAFT_STATES },
  submit: { roles: ASKERS, states: statesAllowing(budgetAdjustmentLifecycle, 'submit') },
  withdraw: { roles: ASKERS, states: statesAllowing(budgetAdjustmentLifecycle, 'withdraw') },
  cancel: { roles: ASKERS, states: statesAllowing(budgetAdjustmentLifecycle, 'cancel') },
});
