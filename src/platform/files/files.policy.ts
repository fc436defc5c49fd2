import { definePolicy } from '../auth/policy.js';

/** A file is its owner's until a module shows it with one of its own resources. */
export const filesPolicy = definePolicy('file', {
  create: { roles: 'SIGNED_IN', keyScope: 'files:write' },
  read: { roles: 'SIGNED_IN', keyScope: 'files:read' },
});
