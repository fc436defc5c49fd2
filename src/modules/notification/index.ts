export {
  type LadderAudience,
  type Rung,
  TASK_LADDER,
  TRACKING_LADDER,
  WARNING_LADDER,
} from './domain/reminder-ladder.js';
export { NotificationModule } from './notification.module.js';
export { type BilingualText, type Notice, notify, type Severity, type Subject } from './notify.js';
export type { Recipients } from './recipients.js';
export {
  cancelReminders,
  type Duty,
  planLadder,
  planReminder,
  type Reminder,
  type ReminderRecipients,
} from './reminder.js';
