import { statesAllowing } from '../../kernel/lifecycle.js';
import { definePolicy, type Role } from '../../platform/auth/policy.js';
import { fiscalYearLifecycle } from '../organization/index.js';

/** The finance bureau closes its district’s year: a division proposes, the head confirms. */
const PROPOSERS: readonly Role[] = ['FIN_PERF', 'FIN_BUSINESS'];
const ALL: readonly Role[] = [...PROPOSERS, 'FIN_LEADER'];

export const fiscalYearClosePolicy = definePolicy('fiscalYearClose', {
  read: { roles: ALL },
  close: { roles: PROPOSERS, states: statesAllowing(fiscalYearLifecycle, 'close') },
  reopen: { roles: PROPOSERS, states: statesAllowing(fiscalYearLifecycle, 'reopen') },
  confirm: { roles: ['FIN_LEADER'], states: statesAllowing(fiscalYearLifecycle, 'confirm') },
  withdraw: { roles: ALL, states: statesAllowing(fiscalYearLifecycle, 'withdraw') },
});
