import { BUSINESS_READERS, definePolicy } from '../auth/policy.js';

export const eventsPolicy = definePolicy('event', {
  read: { roles: BUSINESS_READERS, keyScope: 'events:read' },
});
