import { definePolicy } from '../auth/policy.js';

export const pagesPolicy = definePolicy('page', {
  landing: { roles: 'PUBLIC' },
  docs: { roles: 'PUBLIC' },
  errors: { roles: 'PUBLIC' },
  document: { roles: 'PUBLIC' },
  assets: { roles: 'PUBLIC' },
});
