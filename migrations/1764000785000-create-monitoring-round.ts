import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  grant,
  inOrder,
  requireVersionStep,
  secureTable,
  showAncestors,
} from '../src/platform/database/row-security.js';
import { MONITORING_REPORT_FLOW_1764000785000 } from './seeds/1764000785000-monitoring-report-flow.js';

/** 绩效运行监控: plans that open rounds on their day, rounds, and one form (监控表) for each project of a round. */
export class CreateMonitoringRound1764000785000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, [...PLANS, ...ROUNDS, ...REPORTS]);
    await secureTable(q, { table: 'monitoring_round_plans', project: null });
    await secureTable(q, { table: 'monitoring_rounds', project: null });
    await secureTable(q, { table: 'monitoring_reports', project: 'project_id' });
    // A unit knows the rounds of its district.
    for (const table of ['monitoring_round_plans', 'monitoring_rounds']) await showAncestors(q, table);
    for (const table of ['monitoring_round_plans', 'monitoring_rounds', 'monitoring_reports']) {
      await requireVersionStep(q, table);
      await grant(q, table, 'select, insert, update');
    }
    await q.query(`grant usage on sequence app.monitoring_round_numbers to app_rw, app_worker`);
    await inOrder(q, [...FREEZE, FORECASTS]);
    await grant(q, 'monitoring_forecast_v', 'select');
    const { id, code, name, definition } = MONITORING_REPORT_FLOW_1764000785000;
    await q.query(
      `insert into app.approval_flows (id, code, revision, district_id, subject_type, name, definition, state, published_at)
        values ($1, $2, 1, null, 'monitoring-report', $3, $4, 'PUBLISHED', now())`,
      [id, code, name, JSON.stringify(definition)],
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`delete from app.approval_flows where id = $1`, [MONITORING_REPORT_FLOW_1764000785000.id]);
    await q.query(`drop view app.monitoring_forecast_v`);
    await q.query(`drop table app.monitoring_reports, app.monitoring_rounds, app.monitoring_round_plans`);
    await q.query(`drop sequence app.monitoring_round_numbers`);
    await q.query(`drop function app.refuse_frozen_monitoring_report()`);
  }
}

const PLANS = [
  // effective_on: what should have been opened before that day is not opened belatedly.
  `create table app.monitoring_round_plans (
    id uuid not null, version int not null default 1, district_id uuid not null, unit_path public.ltree not null,
    fiscal_year smallint not null, rhythm text not null, due_working_days smallint not null, is_active boolean not null default true,
    effective_on date not null default app.app_today(),
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_monitoring_round_plans primary key (id),
    constraint uq_monitoring_round_plans_year unique (district_id, fiscal_year),
    constraint fk_monitoring_round_plans_district foreign key (district_id) references app.districts (id),
    constraint ck_monitoring_round_plans_rhythm check (rhythm in ('MONTHLY_FROM_APRIL', 'QUARTERLY', 'JAN_JUL', 'JAN_AUG')),
    constraint ck_monitoring_round_plans_due check (due_working_days between 1 and 60))`,
];

const ROUNDS = [
  `create sequence app.monitoring_round_numbers`,
  // month: the last of the months 1–N that it is about. due_on: 报送截止日期, counted in working days from the opening.
  // selection: what a focused round chooses by; a round of the units' own is about every project.
  `create table app.monitoring_rounds (
    id uuid not null, version int not null default 1, district_id uuid not null, unit_path public.ltree not null,
    fiscal_year smallint not null, month smallint not null, kind text not null, number text not null, plan_id uuid,
    due_working_days smallint not null, selection jsonb, state text not null default 'DRAFT', due_on date,
    opened_at timestamptz, closed_at timestamptz, close_reason text,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_monitoring_rounds primary key (id),
    constraint uq_monitoring_rounds_number unique (number),
    constraint fk_monitoring_rounds_district foreign key (district_id) references app.districts (id),
    constraint fk_monitoring_rounds_plan foreign key (plan_id) references app.monitoring_round_plans (id),
    constraint ck_monitoring_rounds_month check (month between 1 and 12),
    constraint ck_monitoring_rounds_kind check (kind in ('SELF', 'FOCUSED')),
    constraint ck_monitoring_rounds_selection check ((kind = 'FOCUSED') = (selection is not null)),
    constraint ck_monitoring_rounds_state check (state in ('DRAFT', 'OPEN', 'CLOSED', 'CANCELLED')),
    constraint ck_monitoring_rounds_due check ((state in ('OPEN', 'CLOSED')) = (due_on is not null)))`,
  // However many open it at once, and however often the plan's job runs: one round of all projects for each period.
  `create unique index uq_monitoring_rounds_self on app.monitoring_rounds (district_id, fiscal_year, month)
    where kind = 'SELF' and state <> 'CANCELLED'`,
];

const REPORTS = [
  // kind, month and due_on are those of its round. funds, indicators: what the unit has filled in, by source and by
  // indicator. content: the whole form as it was submitted, with the rule set and the goal's revision that it rests on.
  `create table app.monitoring_reports (
    id uuid not null, version int not null default 1, round_id uuid not null, kind text not null, fiscal_year smallint not null,
    month smallint not null, due_on date not null, district_id uuid not null, unit_id uuid not null, unit_path public.ltree not null,
    department_id uuid not null, project_id uuid not null, goal_id uuid not null, state text not null default 'TASK_OPEN',
    selected_for text[] not null default '{}', funds jsonb not null default '[]', indicators jsonb not null default '[]', remark text,
    content jsonb, author_ids uuid[] not null default '{}', returned_count int not null default 0,
    submitted_at timestamptz, seen_at timestamptz,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_monitoring_reports primary key (id),
    constraint uq_monitoring_reports_goal unique (round_id, goal_id),
    constraint fk_monitoring_reports_round foreign key (round_id) references app.monitoring_rounds (id),
    constraint fk_monitoring_reports_goal foreign key (goal_id) references app.goals (id),
    constraint ck_monitoring_reports_state check (state in ('TASK_OPEN', 'UNIT_FILLING', 'IN_REVIEW', 'FINANCE_SEEN')),
    constraint ck_monitoring_reports_content check (state not in ('IN_REVIEW', 'FINANCE_SEEN') or content is not null))`,
  `create index ix_monitoring_reports_unit on app.monitoring_reports (unit_id, fiscal_year)`,
  `create index ix_monitoring_reports_project on app.monitoring_reports (project_id, fiscal_year, month)`,
  `create index ix_monitoring_reports_due_on on app.monitoring_reports (due_on, id)`,
];

const FREEZE = [
  `create function app.refuse_frozen_monitoring_report() returns trigger language plpgsql as
    $$ begin
      if old.state in ('IN_REVIEW', 'FINANCE_SEEN') and (new.funds, new.indicators, new.remark, new.content)
          is distinct from (old.funds, old.indicators, old.remark, old.content)
        or (new.round_id, new.goal_id) <> (old.round_id, old.goal_id) then
        raise exception using errcode = '23514', constraint = 'ck_monitoring_reports_frozen', message = 'the report is frozen';
      end if;
      return new;
    end $$`,
  `create trigger monitoring_reports_frozen before update on app.monitoring_reports
    for each row execute function app.refuse_frozen_monitoring_report()`,
];

// 全年预计完成情况 as the unit foresees it (the MANUAL forecast), of what stands submitted; of two rounds about the same
// month, the later submission. As the caller: row-level security of the table holds.
const FORECASTS = `create view app.monitoring_forecast_v with (security_invoker = true) as
  select distinct on (r.project_id, r.fiscal_year, r.month, f."indicatorId") r.project_id, f."indicatorId" as indicator_id, r.fiscal_year, r.month,
    f."forecastValue" as forecast_value, f.likelihood, r.state, r.submitted_at
  from app.monitoring_reports r
    cross join lateral jsonb_to_recordset(r.content -> 'indicators') as f ("indicatorId" uuid, "forecastValue" numeric, likelihood text)
  where r.state in ('IN_REVIEW', 'FINANCE_SEEN') and f."forecastValue" is not null
  order by r.project_id, r.fiscal_year, r.month, f."indicatorId", r.submitted_at desc, r.id`;
