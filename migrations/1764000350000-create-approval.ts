import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, requireVersionStep, secureTable } from '../src/platform/database/row-security.js';

/** Flow definitions, approvals (instances), tasks, and the acts that are the trail. */
export class CreateApproval1764000350000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, TABLES);
    for (const table of ['approvals', 'approval_tasks', 'approval_acts'])
      await secureTable(q, { table, project: 'project_id' });
    for (const table of ['approval_flows', 'approvals', 'approval_tasks']) await requireVersionStep(q, table);
    await grant(q, 'approval_flows', 'select, insert, update');
    await grant(q, 'approvals', 'select, insert, update');
    await grant(q, 'approval_tasks', 'select, insert, update');
    await grant(q, 'approval_acts', 'select, insert');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table app.approval_acts, app.approval_tasks, app.approvals, app.approval_flows`);
    await q.query(`drop function app.refuse_own_decision()`);
  }
}

const TABLES = [
  // district_id null: for all districts. Frozen once used: a running approval pins its flow's id.
  `create table app.approval_flows (
    id uuid not null, version int not null default 1, code text not null, revision int not null, district_id uuid,
    subject_type text not null, name text not null, definition jsonb not null, state text not null default 'DRAFT',
    author_id uuid, publisher_id uuid, published_at timestamptz,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_approval_flows primary key (id),
    constraint uq_approval_flows_revision unique nulls not distinct (district_id, code, revision),
    constraint fk_approval_flows_district foreign key (district_id) references app.districts (id),
    constraint ck_approval_flows_state check (state in ('DRAFT', 'PUBLISHED', 'RETIRED')),
    constraint ck_approval_flows_publisher check (publisher_id is null or publisher_id <> author_id))`,
  // One flow at a time for a kind of subject, whatever its code: what begins next has no choice.
  `create unique index uq_approval_flows_published on app.approval_flows (subject_type, district_id) nulls not distinct
    where state = 'PUBLISHED'`,
  `create table app.approvals (
    id uuid not null, version int not null default 1, flow_id uuid not null, subject_type text not null, subject_id uuid not null,
    title text not null, project_id uuid, district_id uuid not null, unit_id uuid not null, unit_path public.ltree not null,
    state text not null, round int not null default 1, returned_count int not null default 0, step_key text,
    subject_version int not null, content_hash text not null,
    author_ids uuid[] not null, submitted_by uuid not null, submitted_at timestamptz not null default now(), ended_at timestamptz,
    context jsonb not null default '{}', paths jsonb not null,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_approvals primary key (id),
    constraint fk_approvals_flow foreign key (flow_id) references app.approval_flows (id),
    constraint ck_approvals_state check (state in ('RUNNING', 'APPROVED', 'RETURNED', 'REJECTED', 'WITHDRAWN')))`,
  // One process at a time for a subject: a returned or withdrawn one goes on with the next round.
  `create unique index uq_approvals_open_subject on app.approvals (subject_type, subject_id)
    where state in ('RUNNING', 'RETURNED', 'WITHDRAWN')`,
  `create index ix_approvals_subject on app.approvals (subject_type, subject_id, id)`,
  `create table app.approval_tasks (
    id uuid not null, version int not null default 1, approval_id uuid not null, step_key text not null, step_no int not null,
    round int not null, seq int not null default 1, kind text not null default 'DECIDE', state text not null default 'OPEN',
    role text, scope_path public.ltree, assignee_id uuid, claimed_by uuid, due_on date,
    district_id uuid not null, unit_path public.ltree not null, project_id uuid,
    opened_at timestamptz not null default now(), closed_at timestamptz,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_approval_tasks primary key (id),
    constraint uq_approval_tasks_step unique (approval_id, round, step_key, seq),
    constraint fk_approval_tasks_approval foreign key (approval_id) references app.approvals (id),
    constraint ck_approval_tasks_state check (state in ('OPEN', 'DONE', 'CANCELLED')),
    constraint ck_approval_tasks_assignee check (assignee_id is not null or (role is not null and scope_path is not null)))`,
  `create index ix_approval_tasks_open on app.approval_tasks (role, opened_at, id) where state = 'OPEN'`,
  // The trail: never rewritten. A decision is an act with a task; one task is decided once.
  `create table app.approval_acts (
    id uuid not null, approval_id uuid not null, task_id uuid, act text not null, round int not null, step_key text,
    account_id uuid not null, person_id uuid not null, on_behalf_of uuid, reason text, remarks jsonb not null default '[]',
    subject_version int not null, content_hash text not null, acted_at timestamptz not null default now(),
    district_id uuid not null, unit_path public.ltree not null, project_id uuid,
    constraint pk_approval_acts primary key (id),
    constraint uq_approval_acts_task unique (task_id),
    constraint fk_approval_acts_approval foreign key (approval_id) references app.approvals (id),
    constraint fk_approval_acts_task foreign key (task_id) references app.approval_tasks (id),
    constraint ck_approval_acts_act check (act in ('SUBMIT', 'WITHDRAW', 'APPROVE', 'RETURN', 'REJECT')),
    constraint ck_approval_acts_reason check (act not in ('RETURN', 'REJECT') or coalesce(length(reason), 0) > 0))`,
  `create index ix_approval_acts_approval on app.approval_acts (approval_id, id)`,
  `create index ix_approval_acts_person on app.approval_acts (person_id, id)`,
  `create trigger approval_acts_append_only before update or delete on app.approval_acts
    for each row execute function app.refuse_every_change()`,
  // Author ≠ reviewer, by natural person: the last word after the domain and the policy table.
  `create function app.refuse_own_decision() returns trigger language plpgsql as
    $$ begin
      if new.task_id is not null and exists (
        select 1 from app.approvals a where a.id = new.approval_id
          and (new.person_id = any (a.author_ids) or new.on_behalf_of = any (a.author_ids))
      ) then
        raise exception using errcode = '23514', constraint = 'ck_approval_acts_own_decision', message = 'own decision';
      end if;
      return new;
    end $$`,
  `create trigger approval_acts_own_decision before insert on app.approval_acts
    for each row execute function app.refuse_own_decision()`,
];
