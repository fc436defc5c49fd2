import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  grant,
  inOrder,
  requireVersionStep,
  secureTable,
  withoutForcedRowSecurity,
} from '../src/platform/database/row-security.js';

/** Sittings of steps, tasks for named people, substitutions, review sheets; definitions with modes, forks and conditions. */
export class ExtendApproval1764000720000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, NEW_TABLES);
    await secureTable(q, { table: 'approval_steps', project: 'project_id' });
    for (const table of ['approval_substitutions', 'review_sheets']) await requireVersionStep(q, table);
    for (const table of ['approval_steps', 'approval_substitutions', 'review_sheets'])
      await grant(q, table, 'select, insert, update');
    await inOrder(q, NEW_COLUMNS);
    // Foreign keys are checked as the owner, whom forced row security would stop.
    await withoutForcedRowSecurity(q, ['approvals', 'approval_tasks', 'approval_acts', 'approval_steps'], () =>
      inOrder(q, [...CARRY_OVER, ...NEW_RULES]),
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await inOrder(q, UNDO);
  }
}

const NEW_TABLES = [
  // 环节实例. late_by: how much after its time a timer was noticed, as after a stop of the server.
  `create table app.approval_steps (
    id uuid not null, approval_id uuid not null, step_key text not null, round int not null, ordinal int not null,
    state text not null, ending text, opened_at timestamptz not null default now(), closed_at timestamptz,
    due_on date, escalate_at timestamptz, escalated_at timestamptz, timeout_at timestamptz, late_by interval, warned_at timestamptz,
    district_id uuid not null, unit_path public.ltree not null, project_id uuid,
    constraint pk_approval_steps primary key (id),
    constraint uq_approval_steps_ordinal unique (approval_id, ordinal),
    constraint fk_approval_steps_approval foreign key (approval_id) references app.approvals (id),
    constraint ck_approval_steps_state check (state in ('OPEN', 'PASSED', 'SKIPPED', 'CLOSED', 'VOID')))`,
  // A step has at most one open sitting: two could be decided twice.
  `create unique index uq_approval_steps_open on app.approval_steps (approval_id, step_key) where state = 'OPEN'`,
  `create index ix_approval_steps_escalate on app.approval_steps (escalate_at) where state = 'OPEN' and escalated_at is null`,
  `create index ix_approval_steps_timeout on app.approval_steps (timeout_at) where state = 'OPEN'`,
  `create table app.approval_substitutions (
    id uuid not null, version int not null default 1, absent_id uuid not null, substitute_id uuid not null,
    valid_from date not null, valid_to date not null, subject_types text[], reason text not null,
    created_by uuid not null, cancelled_at timestamptz,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_approval_substitutions primary key (id),
    constraint fk_approval_substitutions_absent foreign key (absent_id) references app.accounts (id),
    constraint fk_approval_substitutions_substitute foreign key (substitute_id) references app.accounts (id),
    constraint ck_approval_substitutions_self check (absent_id <> substitute_id),
    constraint ck_approval_substitutions_dates check (valid_to >= valid_from))`,
  `create index ix_approval_substitutions_absent on app.approval_substitutions (absent_id) where cancelled_at is null`,
  `create index ix_approval_substitutions_substitute on app.approval_substitutions (substitute_id) where cancelled_at is null`,
  // 审核表. district_id null: for all districts.
  `create table app.review_sheets (
    id uuid not null, version int not null default 1, code text not null, revision int not null, district_id uuid, name text not null,
    definition jsonb not null, state text not null default 'DRAFT', author_id uuid, publisher_id uuid, published_at timestamptz,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_review_sheets primary key (id),
    constraint uq_review_sheets_revision unique nulls not distinct (district_id, code, revision),
    constraint fk_review_sheets_district foreign key (district_id) references app.districts (id),
    constraint ck_review_sheets_state check (state in ('DRAFT', 'PUBLISHED', 'RETIRED')),
    constraint ck_review_sheets_publisher check (publisher_id is null or publisher_id <> author_id))`,
  `create unique index uq_review_sheets_published on app.review_sheets (code, district_id) nulls not distinct where state = 'PUBLISHED'`,
];

const NEW_COLUMNS = [
  `alter table app.approvals add step_keys text[] not null default '{}', add amount numeric(18, 2),
    add choices jsonb not null default '{}'`,
  `alter table app.approval_tasks drop constraint uq_approval_tasks_step, drop constraint ck_approval_tasks_state,
    drop constraint ck_approval_tasks_assignee`,
  `alter table app.approval_tasks add sitting_id uuid, add subject_type text, add amount numeric(18, 2),
    add origin text not null default 'FLOW', add candidate_ids uuid[] not null default '{}', add escalated_to uuid[] not null default '{}',
    add weight int not null default 1, add veto boolean not null default false, add waits_for uuid[] not null default '{}',
    add added_by uuid, add decision text, add decided_by uuid[] not null default '{}'`,
  `alter table app.approval_acts drop constraint ck_approval_acts_act, drop constraint ck_approval_acts_reason`,
  `alter table app.approval_acts alter account_id drop not null, alter person_id drop not null,
    add about_task_id uuid, add on_behalf_account_id uuid, add automatic boolean not null default false,
    add detail jsonb not null default '{}', add review jsonb, add file_ids uuid[] not null default '{}'`,
];

/** What ran on the simple engine goes on: definitions get their modes, open and approved tasks their sittings. */
const CARRY_OVER = [
  `update app.approval_flows f set version = version + 1, definition = jsonb_build_object(
      'distinctReviewers', f.definition -> 'distinctReviewers',
      'steps', (select jsonb_agg(jsonb_build_object('kind', 'STEP', 'key', s -> 'key', 'name', s -> 'name', 'mode', 'ANY',
          'assignees', jsonb_build_array(jsonb_build_object('by', 'ROLE', 'role', s -> 'role', 'scope', s -> 'scope')),
          'dueWorkingDays', s -> 'dueWorkingDays') order by n)
        from jsonb_array_elements(f.definition -> 'steps') with ordinality as e(s, n)))
    where f.definition -> 'steps' -> 0 ? 'role'`,
  `insert into app.approval_steps (id, approval_id, step_key, round, ordinal, state, ending, opened_at, closed_at, due_on, district_id,
      unit_path, project_id)
    select gen_random_uuid(), k.approval_id, k.step_key, k.round, row_number() over (partition by k.approval_id order by k.opened_at, k.id),
      case when k.state = 'OPEN' then 'OPEN' when k.state = 'CANCELLED' then 'VOID' when c.act <> 'APPROVE' then 'CLOSED'
        when k.round = a.round then 'PASSED' else 'VOID' end,
      c.act, k.opened_at, k.closed_at, k.due_on, k.district_id, k.unit_path, k.project_id
    from app.approval_tasks k join app.approvals a on a.id = k.approval_id left join app.approval_acts c on c.task_id = k.id`,
  `update app.approval_tasks k set version = k.version + 1, sitting_id = s.id, subject_type = a.subject_type,
      decision = (select c.act from app.approval_acts c where c.task_id = k.id),
      decided_by = array(select c.person_id from app.approval_acts c where c.task_id = k.id)
    from app.approval_steps s join app.approvals a on a.id = s.approval_id
    where s.approval_id = k.approval_id and s.step_key = k.step_key and s.round = k.round`,
  `update app.approvals set version = version + 1, step_keys = case when step_key is null then '{}' else array[step_key] end`,
];

const NEW_RULES = [
  `alter table app.approvals drop column step_key`,
  `alter table app.approval_tasks drop column seq, alter sitting_id set not null, alter subject_type set not null`,
  `alter table app.approval_tasks
    add constraint fk_approval_tasks_sitting foreign key (sitting_id) references app.approval_steps (id),
    add constraint ck_approval_tasks_state check (state in ('OPEN', 'WAITING', 'DONE', 'CANCELLED')),
    add constraint ck_approval_tasks_kind check (kind in ('DECIDE', 'ADVISE', 'READ')),
    add constraint ck_approval_tasks_origin check (origin in ('FLOW', 'ADDED', 'DELEGATED', 'FALLBACK', 'VACANT')),
    add constraint ck_approval_tasks_decided check ((state = 'DONE') = (decision is not null)),
    add constraint ck_approval_tasks_assignee check (assignee_id is not null or cardinality(candidate_ids) > 0
      or (role is not null and scope_path is not null) or origin = 'VACANT')`,
  `create index ix_approval_tasks_approval on app.approval_tasks (approval_id)`,
  `create index ix_approval_tasks_person on app.approval_tasks (assignee_id, opened_at, id) where state = 'OPEN'`,
  `drop index app.ix_approval_tasks_open`,
  `alter table app.approval_acts
    add constraint ck_approval_acts_act check (act in (${[
      'SUBMIT',
      'WITHDRAW',
      'APPROVE',
      'RETURN',
      'REJECT',
      'ADVISE',
      'READ',
      'ADD_SIGNERS',
      'REMOVE_SIGNER',
      'TRANSFER',
      'DELEGATE',
      'HAND_OVER',
      'CLAIM',
      'UNCLAIM',
      'URGE',
      'COMMENT',
      'ESCALATE',
      'TIME_OUT',
      'MIGRATE',
    ]
      .map((act) => `'${act}'`)
      .join(', ')})),
    add constraint ck_approval_acts_reason check (act not in ('RETURN', 'REJECT') or automatic or coalesce(length(btrim(reason)), 0) > 0),
    add constraint ck_approval_acts_actor check (automatic or (account_id is not null and person_id is not null))`,
  // The second look by the same eyes: no person stands behind the decisions of two steps where reviewers must differ.
  `create function app.refuse_second_review() returns trigger language plpgsql as
    $$ begin
      if new.task_id is not null and exists (
        select 1 from app.approvals a join app.approval_flows f on f.id = a.flow_id
          join app.approval_tasks k on k.approval_id = a.id join app.approval_steps s on s.id = k.sitting_id
        where a.id = new.approval_id and (f.definition ->> 'distinctReviewers')::boolean and k.id <> new.task_id
          and k.step_key <> new.step_key and s.state in ('OPEN', 'PASSED') and k.kind <> 'READ'
          and k.decided_by && array_remove(array[new.person_id, new.on_behalf_of], null)
      ) then
        raise exception using errcode = '23514', constraint = 'ck_approval_acts_second_review', message = 'second review';
      end if;
      return new;
    end $$`,
  `create trigger approval_acts_second_review before insert on app.approval_acts
    for each row execute function app.refuse_second_review()`,
];

const UNDO = [
  `drop trigger approval_acts_second_review on app.approval_acts`,
  `drop function app.refuse_second_review()`,
  `alter table app.approval_acts drop constraint ck_approval_acts_act, drop constraint ck_approval_acts_reason,
    drop constraint ck_approval_acts_actor, drop column about_task_id, drop column on_behalf_account_id, drop column automatic,
    drop column detail, drop column review, drop column file_ids`,
  `alter table app.approval_acts alter account_id set not null, alter person_id set not null,
    add constraint ck_approval_acts_act check (act in ('SUBMIT', 'WITHDRAW', 'APPROVE', 'RETURN', 'REJECT')),
    add constraint ck_approval_acts_reason check (act not in ('RETURN', 'REJECT') or coalesce(length(reason), 0) > 0)`,
  `drop index app.ix_approval_tasks_approval, app.ix_approval_tasks_person`,
  `alter table app.approval_tasks drop constraint fk_approval_tasks_sitting, drop constraint ck_approval_tasks_state,
    drop constraint ck_approval_tasks_kind, drop constraint ck_approval_tasks_origin, drop constraint ck_approval_tasks_decided,
    drop constraint ck_approval_tasks_assignee`,
  `alter table app.approval_tasks drop column sitting_id, drop column subject_type, drop column amount, drop column origin,
    drop column candidate_ids, drop column escalated_to, drop column weight, drop column veto, drop column waits_for, drop column added_by,
    drop column decision, drop column decided_by, add seq int not null default 1`,
  `alter table app.approval_tasks add constraint uq_approval_tasks_step unique (approval_id, round, step_key, seq),
    add constraint ck_approval_tasks_state check (state in ('OPEN', 'DONE', 'CANCELLED')),
    add constraint ck_approval_tasks_assignee check (assignee_id is not null or (role is not null and scope_path is not null))`,
  `create index ix_approval_tasks_open on app.approval_tasks (role, opened_at, id) where state = 'OPEN'`,
  `alter table app.approvals add step_key text, drop column step_keys, drop column amount, drop column choices`,
  `drop table app.review_sheets, app.approval_substitutions, app.approval_steps`,
  `update app.approval_flows f set version = version + 1, definition = jsonb_build_object(
      'distinctReviewers', f.definition -> 'distinctReviewers',
      'steps', (select jsonb_agg(jsonb_build_object('key', s -> 'key', 'name', s -> 'name', 'role', s -> 'assignees' -> 0 -> 'role',
          'scope', s -> 'assignees' -> 0 -> 'scope', 'dueWorkingDays', s -> 'dueWorkingDays') order by n)
        from jsonb_array_elements(f.definition -> 'steps') with ordinality as e(s, n)))
    where f.definition -> 'steps' -> 0 ? 'kind'`,
];
