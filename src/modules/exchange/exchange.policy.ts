import { BUSINESS_READERS, definePolicy } from '../../platform/auth/policy.js';

/**
 * An import is its account's own; what it may write is decided by the kind's own policy row, a second time and in the
 * transaction that writes. A key needs the scope of the kind as well.
 */
export const importPolicy = definePolicy('import', {
  create: { roles: 'SIGNED_IN', keyScope: 'imports:write' },
  read: { roles: 'SIGNED_IN', keyScope: 'imports:read' },
});

export const exportPolicy = definePolicy('export', {
  create: { roles: BUSINESS_READERS, keyScope: 'exports:write' },
});
