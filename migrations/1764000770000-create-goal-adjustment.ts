import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, requireVersionStep, secureTable } from '../src/platform/database/row-security.js';
import { ADJUSTMENT_FLOW_1764000770000 } from './seeds/1764000770000-goal-adjustment-flow.js';

/** 绩效目标调整: the only way in which the content of an approved goal changes, and the database holds it. */
export class CreateGoalAdjustment1764000770000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, TABLE);
    await secureTable(q, { table: 'goal_adjustments', project: 'project_id' });
    await requireVersionStep(q, 'goal_adjustments');
    await grant(q, 'goal_adjustments', 'select, insert, update');
    await inOrder(q, [...FREEZE, ...LIVING_NAMES]);
    const { id, code, name, definition } = ADJUSTMENT_FLOW_1764000770000;
    await q.query(
      `insert into app.approval_flows (id, code, revision, district_id, subject_type, name, definition, state, published_at)
        values ($1, $2, 1, null, 'goal-adjustment', $3, $4, 'PUBLISHED', now())`,
      [id, code, name, JSON.stringify(definition)],
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`delete from app.approval_flows where id = $1`, [ADJUSTMENT_FLOW_1764000770000.id]);
    await inOrder(q, [...ONCE_LIVING_NAMES, ...ONCE_FROZEN]);
    await q.query(`drop table app.goal_adjustments`);
    await q.query(`drop function app.refuse_frozen_adjustment()`);
    await q.query(`drop function app.is_being_revised(uuid, int)`);
    await q.query(`alter table app.goal_revisions drop column approved_by`);
  }
}

const TABLE = [
  // The person; of revisions that are older than this column, the one of the release.
  `alter table app.goal_revisions add approved_by uuid`,
  // content: the working copy, in the shape of goal_revisions.content. budget_delta: yuan; the ledger is moved elsewhere.
  `create table app.goal_adjustments (
    id uuid not null, version int not null default 1, district_id uuid not null, unit_id uuid not null, unit_path public.ltree not null,
    department_id uuid not null, project_id uuid not null, goal_id uuid not null, fiscal_year smallint not null,
    state text not null default 'DRAFT', trigger text not null, justification text not null, file_ids uuid[] not null default '{}',
    budget_delta numeric(20,2) not null default 0, before_revision int not null, after_revision int, content jsonb not null,
    author_ids uuid[] not null, returned_count int not null default 0, submitted_at timestamptz, decided_at timestamptz, decided_by uuid,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_goal_adjustments primary key (id),
    constraint fk_goal_adjustments_goal foreign key (goal_id) references app.goals (id),
    constraint fk_goal_adjustments_before foreign key (goal_id, before_revision) references app.goal_revisions (goal_id, revision),
    constraint uq_goal_adjustments_after unique (goal_id, after_revision),
    constraint ck_goal_adjustments_state check (state in ('DRAFT', 'IN_REVIEW', 'RETURNED', 'APPROVED', 'REJECTED', 'CANCELLED')),
    constraint ck_goal_adjustments_trigger check (trigger in ('POLICY', 'FORCE_MAJEURE', 'BUDGET_CHANGE', 'MONITORING', 'OTHER')),
    constraint ck_goal_adjustments_after check (after_revision is null or after_revision = before_revision + 1),
    constraint ck_goal_adjustments_outcome check ((state = 'APPROVED') = (after_revision is not null)))`,
  // One at a time: a second would be written against a text that the first is about to replace.
  `create unique index uq_goal_adjustments_open on app.goal_adjustments (goal_id) where state in ('DRAFT', 'IN_REVIEW', 'RETURNED')`,
  `create index ix_goal_adjustments_updated_at on app.goal_adjustments (updated_at, id)`,
  `create index ix_goal_adjustments_project on app.goal_adjustments (project_id)`,
  `create function app.refuse_frozen_adjustment() returns trigger language plpgsql as
    $$ begin
      if old.state in ('APPROVED', 'REJECTED', 'CANCELLED') and new.state <> old.state
        or old.state not in ('DRAFT', 'RETURNED') and (new.content, new.trigger, new.justification, new.file_ids, new.budget_delta, new.before_revision)
          is distinct from (old.content, old.trigger, old.justification, old.file_ids, old.budget_delta, old.before_revision) then
        raise exception using errcode = '23514', constraint = 'ck_goal_adjustments_frozen', message = 'the adjustment is frozen';
      end if;
      return new;
    end $$`,
  `create trigger goal_adjustments_frozen before update on app.goal_adjustments for each row execute function app.refuse_frozen_adjustment()`,
];

const FREEZE = [
  // Between the approval of an adjustment and the revision that it makes, in one transaction: at no other time is it true.
  `create function app.is_being_revised(goal uuid, to_revision int) returns boolean language plpgsql stable as
    $$ begin return exists (select 1 from app.goals g join app.goal_adjustments a on a.goal_id = g.id
      where g.id = goal and g.state = 'ADJUSTING' and g.revision = to_revision - 1 and a.state = 'APPROVED' and a.after_revision = to_revision);
    end $$`,
  `create or replace function app.refuse_frozen_goal() returns trigger language plpgsql as
    $$ begin
      if old.state not in ('DRAFT', 'RETURNED') and (new.annual_goal, coalesce(new.overall_goal, ''), new.frame, new.weight_template, new.execution_weight)
        is distinct from (old.annual_goal, coalesce(old.overall_goal, ''), old.frame, old.weight_template, old.execution_weight)
        and not (new.revision = old.revision + 1 and app.is_being_revised(old.id, new.revision)) then
        raise exception using errcode = '23514', constraint = 'ck_goals_frozen', message = 'the goal is frozen';
      end if;
      return new;
    end $$`,
  `create or replace function app.refuse_frozen_indicator() returns trigger language plpgsql as
    $$ declare held record; begin
      select state, revision into held from app.goals where id = coalesce(new.goal_id, old.goal_id);
      if held.state not in ('DRAFT', 'RETURNED') and not app.is_being_revised(coalesce(new.goal_id, old.goal_id), held.revision + 1) then
        raise exception using errcode = '23514', constraint = 'ck_goals_frozen', message = 'the goal is frozen';
      end if;
      return coalesce(new, old);
    end $$`,
];

const LIVING_NAMES = [
  // What an adjustment has removed keeps its name and its past; a new indicator may be called the same.
  `alter table app.indicators drop constraint uq_indicators_name`,
  `alter table app.indicators add constraint uq_indicators_name
    exclude using btree (goal_id with =, level2 with =, name with =) where (not retired) deferrable initially deferred`,
];

const ONCE_LIVING_NAMES = [
  `alter table app.indicators drop constraint uq_indicators_name`,
  `alter table app.indicators add constraint uq_indicators_name unique (goal_id, level2, name) deferrable initially deferred`,
];

const ONCE_FROZEN = [
  `create or replace function app.refuse_frozen_goal() returns trigger language plpgsql as
    $$ begin
      if old.state not in ('DRAFT', 'RETURNED') and (new.annual_goal, coalesce(new.overall_goal, ''), new.frame, new.weight_template, new.execution_weight)
        is distinct from (old.annual_goal, coalesce(old.overall_goal, ''), old.frame, old.weight_template, old.execution_weight) then
        raise exception using errcode = '23514', constraint = 'ck_goals_frozen', message = 'the goal is frozen';
      end if;
      return new;
    end $$`,
  `create or replace function app.refuse_frozen_indicator() returns trigger language plpgsql as
    $$ declare held text; begin
      select state into held from app.goals where id = coalesce(new.goal_id, old.goal_id);
      if held not in ('DRAFT', 'RETURNED') then
        raise exception using errcode = '23514', constraint = 'ck_goals_frozen', message = 'the goal is frozen';
      end if;
      return coalesce(new, old);
    end $$`,
];
