import { statesAllowing } from '../../kernel/lifecycle.js';
import { BUSINESS_READERS, definePolicy } from '../../platform/auth/policy.js';
import { adjustmentLifecycle, OPEN_FOR_EDITING } from './domain/adjustment.lifecycle.js';

export const goalAdjustmentPolicy = definePolicy('goalAdjustment', {
  read: { roles: BUSINESS_READERS, keyScope: 'goals:read' },
  update: { roles: ['UNIT_FILLER'], keyScope: 'goals:write', states: OPEN_FOR_EDITING },
  submit: { roles: ['UNIT_FILLER'], states: statesAllowing(adjustmentLifecycle, 'submit') },
  withdraw: { roles: ['UNIT_FILLER'], states: statesAllowing(adjustmentLifecycle, 'withdraw') },
  cancel: { roles: ['UNIT_FILLER'], states: statesAllowing(adjustmentLifecycle, 'cancel') },
});
