import { definePolicy, FINANCE_ROLES, UNIT_ROLES } from '../../platform/auth/policy.js';

/** An inbox is its owner's alone: row-level security by account. */
export const notificationPolicy = definePolicy('notification', {
  read: { roles: 'SIGNED_IN', keyScope: 'notifications:read' },
  markRead: { roles: 'SIGNED_IN', keyScope: 'notifications:read' },
});

export const reminderPolicy = definePolicy('reminder', {
  read: { roles: [...UNIT_ROLES, ...FINANCE_ROLES], keyScope: 'reminders:read' },
});
