import { type Call, noRows } from '../../platform/database/call.js';
import type { Tx } from '../../platform/database/transactions.js';
import { type Recipients, recipientAccounts } from './recipients.js';

export type Severity = 'INFO' | 'WARN' | 'CRITICAL';

/** A text in both languages; the reader's Accept-Language chooses. */
export interface BilingualText {
  readonly zh: string;
  readonly en: string;
}

/** What a notice or a reminder is about. */
export interface Subject {
  readonly type: string;
  readonly id: string;
}

export interface Notice {
  /** `approval.task-opened`: what happened, once for each version of the subject. */
  readonly kind: string;
  readonly subject: Subject & { readonly version: number };
  readonly districtId: string | null;
  readonly projectId?: string | null;
  readonly severity: Severity;
  readonly title: BilingualText;
  readonly body: BilingualText;
  readonly to: Recipients;
}

/**
 * Puts a notice into the inboxes of its recipients, in the transaction that made it true. Told once: the same kind of the
 * same subject and version never comes to an account twice, however often this runs.
 */
export async function notify(tx: Tx, notice: Notice): Promise<void> {
  await tx.one(notifyCall(notice));
}

// No RETURNING and no conflict target: either would need the right to read other people's inboxes.
const notifyCall = ({ kind, subject, to, ...notice }: Notice): Call<void> => ({
  name: 'notifications.notify',
  text: `insert into app.notifications (id, account_id, district_id, kind, title_zh, title_en, body_zh, body_en, subject_type, subject_id,
      project_id, severity, dedupe_key)
    select gen_random_uuid(), r.id, $3::uuid, $4, $5, $6, $7, $8, $9, $10::uuid, $11::uuid, $12, $13 || '|' || r.id
    from (${recipientAccounts('$1::jsonb', '$2::public.ltree')}) r
    on conflict do nothing`,
  values: [
    JSON.stringify(to),
    'path' in to ? to.path : null,
    notice.districtId,
    kind,
    notice.title.zh,
    notice.title.en,
    notice.body.zh,
    notice.body.en,
    subject.type,
    subject.id,
    notice.projectId ?? null,
    notice.severity,
    [kind, subject.type, subject.id, subject.version].join('|'),
  ],
  read: noRows,
});
