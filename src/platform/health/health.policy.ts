import { definePolicy } from '../auth/policy.js';

export const healthPolicy = definePolicy('health', {
  live: { roles: 'PUBLIC' },
  ready: { roles: 'PUBLIC' },
  metrics: { roles: 'PUBLIC' },
});
