import { BUSINESS_READERS, definePolicy } from '../../platform/auth/policy.js';

export const overviewPolicy = definePolicy('overview', {
  read: { roles: BUSINESS_READERS, keyScope: 'monitoring:read' },
  /** The empty page with its form: figures come with a token only. */
  page: { roles: 'PUBLIC' },
});
