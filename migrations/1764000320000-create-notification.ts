import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, secureTable } from '../src/platform/database/row-security.js';

/** The inbox of each account, and the reminders that will fill it. */
export class CreateNotification1764000320000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, [...NOTIFICATIONS, ...REMINDERS]);
    await secureTable(q, { table: 'reminders', project: 'project_id' });
    await grant(q, 'notifications', 'select, insert');
    await q.query(`grant update (read_at) on app.notifications to app_rw, app_worker`);
    await grant(q, 'reminders', 'select, insert, update');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table app.reminders, app.notifications`);
  }
}

const MINE = `account_id = (select nullif(current_setting('app.account', true), '')::uuid)`;

const NOTIFICATIONS = [
  `create table app.notifications (
    id uuid not null, account_id uuid not null, district_id uuid, kind text not null,
    title_zh text not null, title_en text not null, body_zh text not null, body_en text not null,
    subject_type text not null, subject_id uuid not null, project_id uuid, severity text not null, dedupe_key text not null,
    created_at timestamptz not null default app.app_now(), read_at timestamptz,
    constraint pk_notifications primary key (id), constraint uq_notifications_dedupe_key unique (dedupe_key),
    constraint fk_notifications_account foreign key (account_id) references app.accounts (id),
    constraint ck_notifications_severity check (severity in ('INFO', 'WARN', 'CRITICAL')))`,
  `create index ix_notifications_account on app.notifications (account_id, created_at, id)`,
  `create index ix_notifications_unread on app.notifications (account_id) where read_at is null`,
  // An inbox is its owner's alone, whatever the scope of anybody else. Anybody's act may put a notice into it.
  `alter table app.notifications enable row level security`,
  `alter table app.notifications force row level security`,
  `create policy own_inbox on app.notifications for select using (${MINE})`,
  `create policy own_reading on app.notifications for update using (${MINE}) with check (${MINE})`,
  `create policy any_sender on app.notifications for insert with check (true)`,
];

const REMINDERS = [
  // recipients: {"role": …}, whoever then holds the role over the row's unit path, or {"accountIds": […]}.
  `create table app.reminders (
    id uuid not null, kind text not null, step text not null, subject_type text not null, subject_id uuid not null,
    project_id uuid, district_id uuid not null, unit_path public.ltree not null,
    deadline date not null, due_at timestamptz not null, fired_at timestamptz, late_by interval, cancelled_at timestamptz,
    dedupe_key text not null, recipients jsonb not null, severity text not null,
    title_zh text not null, title_en text not null, body_zh text not null, body_en text not null,
    created_at timestamptz not null default now(),
    constraint pk_reminders primary key (id), constraint uq_reminders_dedupe_key unique (dedupe_key),
    constraint ck_reminders_severity check (severity in ('INFO', 'WARN', 'CRITICAL')),
    constraint ck_reminders_recipients check (num_nonnulls(recipients -> 'role', recipients -> 'accountIds') = 1),
    constraint ck_reminders_fired check ((fired_at is null) = (late_by is null)),
    constraint ck_reminders_end check (fired_at is null or cancelled_at is null))`,
  `create index ix_reminders_due on app.reminders (due_at, id) where fired_at is null and cancelled_at is null`,
  `create index ix_reminders_subject on app.reminders (subject_type, subject_id)`,
];
