import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, requireVersionStep, secureTable } from '../src/platform/database/row-security.js';

/** 绩效目标: goals, their indicators, frozen revisions, and 批复 releases. */
export class CreateGoal1764000450000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, TABLES);
    for (const table of ['goals', 'indicators', 'goal_revisions'])
      await secureTable(q, { table, project: 'project_id' });
    await secureTable(q, { table: 'goal_releases', project: null });
    await inOrder(q, FREEZE);
    await requireVersionStep(q, 'goals');
    await grant(q, 'goals', 'select, insert, update');
    // Indicators of a draft may go; a trigger holds that what was submitted stays.
    await grant(q, 'indicators', 'select, insert, update, delete');
    await grant(q, 'goal_revisions', 'select, insert');
    await grant(q, 'goal_releases', 'select, insert');
    // What set-based statements of the modules to the right may read: as the caller, row security holds.
    await inOrder(q, VIEWS);
    for (const view of ['goal_v', 'indicator_v']) await grant(q, view, 'select');
    await q.query(GOAL_FLOW);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`delete from app.approval_flows where id = '${GOAL_FLOW_ID}'`);
    await q.query(`drop view app.indicator_v, app.goal_v`);
    await q.query(`drop table app.goal_revisions, app.indicators, app.goals, app.goal_releases`);
    await q.query(`drop function app.refuse_frozen_indicator()`);
    await q.query(`drop function app.refuse_frozen_goal()`);
  }
}

const TABLES = [
  `create table app.goal_releases (
    id uuid not null, version int not null default 1, district_id uuid not null, unit_path public.ltree not null, fiscal_year smallint not null,
    number text not null, released_on date not null, released_by uuid not null,
    created_at timestamptz not null default now(),
    constraint pk_goal_releases primary key (id), constraint uq_goal_releases_number unique (district_id, number))`,
  `create table app.goals (
    id uuid not null, version int not null default 1, district_id uuid not null, unit_id uuid not null, unit_path public.ltree not null,
    department_id uuid not null, project_id uuid not null, fiscal_year smallint not null,
    state text not null default 'DRAFT', suspended_from text, revision int not null default 0,
    frame text not null, weight_template text not null, execution_weight numeric(5,2) not null, weight_reason text,
    annual_goal text not null, overall_goal text, author_ids uuid[] not null, returned_count int not null default 0,
    release_id uuid, submitted_at timestamptz, passed_at timestamptz, approved_at timestamptz, execution_began_at timestamptz,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_goals primary key (id), constraint uq_goals_project_year unique (project_id, fiscal_year),
    constraint fk_goals_project foreign key (project_id) references app.projects (id),
    constraint fk_goals_unit foreign key (unit_id) references app.units (id),
    constraint fk_goals_release foreign key (release_id) references app.goal_releases (id),
    constraint ck_goals_state check (state in ('DRAFT', 'IN_REVIEW', 'PASSED', 'RETURNED', 'REJECTED', 'APPROVED', 'IN_EXECUTION',
      'ADJUSTING', 'SUSPENDED', 'CLOSED', 'CANCELLED')),
    constraint ck_goals_frame check (frame in ('V2015', 'V2021')),
    constraint ck_goals_execution_weight check (execution_weight between 0 and 50))`,
  `create index ix_goals_project on app.goals (project_id)`,
  `create index ix_goals_list on app.goals (fiscal_year, state, id)`,
  `create index ix_goals_updated_at on app.goals (updated_at, id)`,
  `create table app.indicators (
    id uuid not null, goal_id uuid not null, project_id uuid not null, district_id uuid not null, unit_path public.ltree not null,
    fiscal_year smallint not null, position int not null, level1 text not null, level2 text not null, name text not null,
    measure_type text not null, operator text not null, direction text not null,
    target_value numeric(20,6), target_on date, target_text text, baseline numeric(20,6), unit_of_measure text,
    weight numeric(5,2) not null, reporting_period text not null, is_core boolean not null default false,
    definition text, scoring_standard text, target_basis text, data_source text, retired boolean not null default false,
    constraint pk_indicators primary key (id),
    constraint uq_indicators_name unique (goal_id, level2, name) deferrable initially deferred,
    constraint fk_indicators_goal foreign key (goal_id) references app.goals (id),
    constraint ck_indicators_measure_type check (measure_type in ('CUMULATIVE', 'STOCK', 'RATE', 'SCORE', 'DATE', 'COST', 'EVENT_COUNT', 'QUAL')),
    constraint ck_indicators_operator check (operator in ('GE', 'GT', 'EQ', 'LT', 'LE', 'QUAL')),
    constraint ck_indicators_direction check (direction in ('POSITIVE', 'NEGATIVE', 'NEUTRAL')),
    constraint ck_indicators_reporting_period check (reporting_period in ('MONTH', 'QUARTER', 'HALF', 'YEAR', 'MULTI_YEAR')),
    constraint ck_indicators_weight check (weight > 0 and weight <= 100))`,
  `create index ix_indicators_goal on app.indicators (goal_id, position, id)`,
  `create index ix_indicators_project on app.indicators (project_id)`,
  // What was approved, as it was: readable for ever.
  `create table app.goal_revisions (
    goal_id uuid not null, revision int not null, project_id uuid not null, district_id uuid not null, unit_path public.ltree not null,
    content jsonb not null, content_hash text not null, approved_at timestamptz not null default now(),
    constraint pk_goal_revisions primary key (goal_id, revision),
    constraint fk_goal_revisions_goal foreign key (goal_id) references app.goals (id))`,
  `create trigger goal_revisions_append_only before update or delete on app.goal_revisions
    for each row execute function app.refuse_every_change()`,
];

const FREEZE = [
  // The content of a goal changes only while it is a draft or returned; afterwards only its state moves.
  `create function app.refuse_frozen_goal() returns trigger language plpgsql as
    $$ begin
      if old.state not in ('DRAFT', 'RETURNED') and (new.annual_goal, coalesce(new.overall_goal, ''), new.frame, new.weight_template, new.execution_weight)
        is distinct from (old.annual_goal, coalesce(old.overall_goal, ''), old.frame, old.weight_template, old.execution_weight) then
        raise exception using errcode = '23514', constraint = 'ck_goals_frozen', message = 'the goal is frozen';
      end if;
      return new;
    end $$`,
  `create trigger goals_frozen before update on app.goals for each row execute function app.refuse_frozen_goal()`,
  `create function app.refuse_frozen_indicator() returns trigger language plpgsql as
    $$ declare held text; begin
      select state into held from app.goals where id = coalesce(new.goal_id, old.goal_id);
      if held not in ('DRAFT', 'RETURNED') then
        raise exception using errcode = '23514', constraint = 'ck_goals_frozen', message = 'the goal is frozen';
      end if;
      return coalesce(new, old);
    end $$`,
  `create trigger indicators_frozen before insert or update or delete on app.indicators
    for each row execute function app.refuse_frozen_indicator()`,
];

const VIEWS = [
  `create view app.goal_v with (security_invoker = true) as
    select id, version, district_id, unit_id, unit_path, department_id, project_id, fiscal_year, state, revision, execution_weight, release_id,
      approved_at, execution_began_at from app.goals`,
  `create view app.indicator_v with (security_invoker = true) as
    select id, goal_id, project_id, district_id, unit_path, fiscal_year, position, level1, level2, name, measure_type, operator, direction,
      target_value, target_on, target_text, baseline, unit_of_measure, weight, reporting_period, retired from app.indicators`,
];

const GOAL_FLOW_ID = '01a20c00-0000-7000-8000-000000000001';

/** 单位负责人 → 主管部门 → 财政业务科室 → 绩效科; a district may publish its own. */
const GOAL_STEPS = {
  distinctReviewers: true,
  steps: [
    {
      key: 'unit-head',
      name: { zh: '单位负责人审核', en: 'Head of the unit' },
      role: 'UNIT_HEAD',
      scope: 'UNIT',
      dueWorkingDays: 3,
    },
    {
      key: 'department',
      name: { zh: '主管部门审核', en: 'Department' },
      role: 'DEPT_REVIEWER',
      scope: 'DEPARTMENT',
      dueWorkingDays: 5,
    },
    {
      key: 'finance-business',
      name: { zh: '财政业务科室审核', en: 'Finance, business division' },
      role: 'FIN_BUSINESS',
      scope: 'DISTRICT',
      dueWorkingDays: 5,
    },
    {
      key: 'finance-performance',
      name: { zh: '绩效科审核', en: 'Finance, performance division' },
      role: 'FIN_PERF',
      scope: 'DISTRICT',
      dueWorkingDays: 5,
    },
  ],
};

const GOAL_FLOW = `insert into app.approval_flows (id, code, revision, district_id, subject_type, name, definition, state, published_at)
  values ('${GOAL_FLOW_ID}', 'goal-standard', 1, null, 'goal', '绩效目标四级审核', '${JSON.stringify(GOAL_STEPS)}', 'PUBLISHED', now())`;
