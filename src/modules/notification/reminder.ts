import type { Role } from '../../platform/auth/policy.js';
import { newId } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { findDaysAround } from '../organization/index.js';
import { calendarOf, dateLadder, type LadderAudience, type Rung } from './domain/reminder-ladder.js';
import type { BilingualText, Severity, Subject } from './notify.js';
import { cancelPlanned, insertReminders, type NewReminder } from './reminder.store.js';

/** Whoever then holds the role over the subject's unit, or named accounts. */
export type ReminderRecipients = { readonly role: Role } | { readonly accountIds: readonly string[] };

/** What is to be done, by when, and where it belongs. */
export interface Duty {
  /** `approval.task-due`. */
  readonly kind: string;
  readonly subject: Subject & { readonly version: number };
  readonly districtId: string;
  readonly unitPath: string;
  readonly projectId?: string | null;
  /** `YYYY-MM-DD`. A new deadline plans new reminders: cancel the old ones. */
  readonly deadline: string;
  readonly title: BilingualText;
  readonly body: BilingualText;
}

export interface Reminder extends Duty {
  /** Distinguishes the reminders of one deadline: `D-2`. */
  readonly step: string;
  /** The day on which it comes, at nine in the morning in Asia/Shanghai. */
  readonly dueOn: string;
  readonly severity: Severity;
  readonly to: ReminderRecipients;
}

/** One reminder. Planning it again changes nothing: its key is kind, subject, version, deadline and step. */
export async function planReminder(tx: Tx, reminder: Reminder): Promise<void> {
  await tx.one(insertReminders([toRow(reminder)]));
}

/** The rungs of a ladder that are still ahead, each to its audience; whom an audience means, the caller says. */
export async function planLadder(
  tx: Tx,
  duty: Duty,
  ladder: readonly Rung[],
  /** The day from which the rungs are counted (the deadline, or the day of issue), and the day on which the duty began. */
  from: { readonly anchor: string; readonly openedOn: string },
  audiences: Readonly<Partial<Record<LadderAudience, ReminderRecipients>>>,
): Promise<void> {
  const days = await tx.one(findDaysAround(from.anchor, LADDER_REACH));
  const rungs = dateLadder(ladder, calendarOf(days, from.anchor), from.anchor, from.openedOn);
  const rows = rungs.flatMap(({ audience, step, dueOn, severity }) => {
    const to = audiences[audience] ?? HOLDERS[audience];
    return to ? [toRow({ ...duty, step, dueOn, severity, to })] : [];
  });
  if (rows.length > 0) await tx.one(insertReminders(rows));
}

/** What the subject was to be reminded of is done or void. What has been sent stays sent. */
export async function cancelReminders(tx: Tx, subject: Subject): Promise<number> {
  return tx.one(cancelPlanned(subject.type, subject.id));
}

/** Fifteen working days never take more than this, the longest holidays included. */
const LADDER_REACH = 45;

/** RESPONSIBLE has no role of its own: nobody is told unless the caller says who. */
const HOLDERS: Readonly<Partial<Record<LadderAudience, ReminderRecipients>>> = {
  UNIT_HEAD: { role: 'UNIT_HEAD' },
  DEPARTMENT: { role: 'DEPT_REVIEWER' },
  FINANCE: { role: 'FIN_PERF' },
};

function toRow({ kind, subject, deadline, step, ...reminder }: Reminder): NewReminder {
  return {
    id: newId(),
    kind,
    step,
    subject_type: subject.type,
    subject_id: subject.id,
    project_id: reminder.projectId ?? null,
    district_id: reminder.districtId,
    unit_path: reminder.unitPath,
    deadline,
    due_on: reminder.dueOn,
    dedupe_key: [kind, subject.type, subject.id, subject.version, deadline, step].join('|'),
    recipients: reminder.to,
    severity: reminder.severity,
    title_zh: reminder.title.zh,
    title_en: reminder.title.en,
    body_zh: reminder.body.zh,
    body_en: reminder.body.en,
  };
}
