import { type Call, noRows } from '../../platform/database/call.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { recipientAccounts } from './recipients.js';

/** A reminder to plan, by the names of its columns. */
export interface NewReminder {
  readonly id: string;
  readonly kind: string;
  readonly step: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly project_id: string | null;
  readonly district_id: string;
  readonly unit_path: string;
  readonly deadline: string;
  readonly due_on: string;
  readonly dedupe_key: string;
  readonly recipients: object;
  readonly severity: string;
  readonly title_zh: string;
  readonly title_en: string;
  readonly body_zh: string;
  readonly body_en: string;
}

const STATE = `case when r.fired_at is not null then 'FIRED' when r.cancelled_at is not null then 'CANCELLED' else 'PLANNED' end`;

export const REMINDER_STATES = ['PLANNED', 'FIRED', 'CANCELLED'] as const;

export const reminderList: ListDefinition = {
  name: 'reminders.list',
  from: `(select r.*, ${STATE} as state from app.reminders r) t`,
  filters: {
    kind: { column: 't.kind', type: 'code', about: '种类 / kind' },
    subjectType: { column: 't.subject_type', type: 'code', about: '事项类型 / subject type' },
    subjectId: { column: 't.subject_id', type: 'uuid', about: '事项 / subject' },
    projectId: { column: 't.project_id', type: 'uuid', about: '项目 / project' },
    state: { column: 't.state', type: 'code', values: REMINDER_STATES, about: '状态 / state' },
    dueAt: { column: 't.due_at', type: 'timestamp', about: '提醒时间 / when it is due' },
  },
  sorts: { dueAt: { column: 'due_at', type: 'timestamptz' } },
  defaultSort: 'dueAt',
  item: `json_build_object('id', t.id, 'kind', t.kind, 'step', t.step, 'subject', json_build_object('type', t.subject_type, 'id', t.subject_id),
    'projectId', t.project_id, 'districtId', t.district_id, 'deadline', t.deadline, 'dueAt', t.due_at, 'firedAt', t.fired_at,
    'lateBySeconds', extract(epoch from t.late_by)::int, 'cancelledAt', t.cancelled_at, 'state', t.state, 'severity', t.severity,
    'recipients', json_build_object('role', t.recipients ->> 'role', 'accountIds', coalesce(t.recipients -> 'accountIds', '[]')),
    'titleZh', t.title_zh, 'titleEn', t.title_en)`,
};

/** Nine in the morning, where everybody works. A cancelled reminder of the same key is planned again. */
export const insertReminders = (reminders: readonly NewReminder[]): Call<void> => ({
  name: 'reminders.insert',
  text: `insert into app.reminders as r (id, kind, step, subject_type, subject_id, project_id, district_id, unit_path, deadline, due_at,
      dedupe_key, recipients, severity, title_zh, title_en, body_zh, body_en)
    select w.id, w.kind, w.step, w.subject_type, w.subject_id, w.project_id, w.district_id, w.unit_path::public.ltree, w.deadline,
      (w.due_on + time '09:00') at time zone 'Asia/Shanghai',
      w.dedupe_key, w.recipients, w.severity, w.title_zh, w.title_en, w.body_zh, w.body_en
    from jsonb_to_recordset($1::jsonb) as w(id uuid, kind text, step text, subject_type text, subject_id uuid, project_id uuid,
      district_id uuid, unit_path text, deadline date, due_on date, dedupe_key text, recipients jsonb, severity text,
      title_zh text, title_en text, body_zh text, body_en text)
    on conflict (dedupe_key) do update set cancelled_at = null, due_at = excluded.due_at, recipients = excluded.recipients
      where r.cancelled_at is not null`,
  values: [JSON.stringify(reminders)],
  read: noRows,
});

export const cancelPlanned = (subjectType: string, subjectId: string): Call<number> => ({
  name: 'reminders.cancel',
  text: `with cancelled as (update app.reminders set cancelled_at = app.app_now()
      where subject_type = $1 and subject_id = $2::uuid and fired_at is null and cancelled_at is null returning 1)
    select count(*)::int as n from cancelled`,
  values: [subjectType, subjectId],
  read: ([row]) => Number(row?.['n'] ?? 0),
});

/**
 * Claims due reminders and fills the inboxes, in one statement and so in one transaction: what is marked as fired has
 * arrived, and what has arrived is marked. Other scans skip the claimed rows. What is late fires now, and says by how much.
 */
export const fireDue = (limit: number): Call<number> => ({
  name: 'reminders.fire_due',
  text: `with due as materialized (
      select id from app.reminders where due_at <= app.app_now() and fired_at is null and cancelled_at is null
      order by due_at, id limit $1::int for update skip locked),
    fired as (
      update app.reminders r set fired_at = app.app_now(), late_by = app.app_now() - r.due_at
      from due where r.id = due.id returning r.*),
    told as (
      insert into app.notifications (id, account_id, district_id, kind, title_zh, title_en, body_zh, body_en, subject_type, subject_id,
        project_id, severity, dedupe_key)
      select gen_random_uuid(), a.id, f.district_id, f.kind, f.title_zh, f.title_en, f.body_zh, f.body_en, f.subject_type, f.subject_id,
        f.project_id, f.severity, f.dedupe_key || '|' || a.id
      from fired f cross join lateral (${recipientAccounts('f.recipients', 'f.unit_path')}) a
      on conflict do nothing)
    select count(*)::int as n from fired`,
  values: [limit],
  read: ([row]) => Number(row?.['n'] ?? 0),
});
