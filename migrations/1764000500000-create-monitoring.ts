import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, requireVersionStep, secureTable } from '../src/platform/database/row-security.js';
import { RULE_SETS_1764000500000 } from './seeds/1764000500000-monitoring-rule-sets.js';

/** Rule sets, plan curves, actuals with their history, and what is computed from them. */
export class CreateMonitoring1764000500000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, [...RULE_SETS, ...FACTS, ...COMPUTED, ...MARKS]);
    for (const table of [
      'plan_curves',
      'plan_points',
      'actuals',
      'actual_revisions',
      'deviations',
      'project_progress',
    ]) {
      await secureTable(q, { table, project: 'project_id' });
    }
    // These are always reached by indicator, and a GiST entry per fact would cost more than the fact itself.
    for (const table of ['plan_curves', 'plan_points', 'actuals', 'deviations'])
      await q.query(`drop index app.ix_${table}_unit_path`);
    for (const table of ['monitoring_rule_sets', 'plan_curves', 'actuals']) await requireVersionStep(q, table);
    await grant(q, 'monitoring_rule_sets', 'select, insert, update');
    await grant(q, 'plan_curves', 'select, insert, update');
    await grant(q, 'plan_points', 'select, insert, update');
    await grant(q, 'actuals', 'select, insert, update');
    await grant(q, 'actual_revisions', 'select, insert');
    await grant(q, 'deviations', 'select, insert, update');
    await grant(q, 'project_progress', 'select, insert, update');
    await grant(q, 'dirty_indicators', 'select, insert');
    await grant(q, 'dirty_projects', 'select, insert');
    // FOR UPDATE SKIP LOCKED, with which marks are claimed, needs the right to update.
    await q.query(`grant update, delete on app.dirty_indicators, app.dirty_projects to app_worker`);
    await inOrder(q, VIEWS);
    for (const view of ['progress_v', 'deviation_v', 'actual_to_date_v']) await grant(q, view, 'select');
    await shipRuleSets(q);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop view app.actual_to_date_v, app.deviation_v, app.progress_v`);
    await q.query(`drop table app.dirty_projects, app.dirty_indicators, app.project_progress, app.deviations,
      app.actual_revisions, app.actuals, app.plan_points, app.plan_curves, app.monitoring_rule_sets`);
    await q.query(`drop function app.refuse_used_rule_set_change`);
  }
}

async function shipRuleSets(q: QueryRunner): Promise<void> {
  for (const { id, code, edition, name, rules } of RULE_SETS_1764000500000) {
    await q.query(
      `insert into app.monitoring_rule_sets (id, code, edition, name_zh, name_en, rules, state, published_at)
        values ($1, $2, $3, $4, $5, $6, 'PUBLISHED', now())`,
      [id, code, edition, name.zh, name.en, JSON.stringify(rules)],
    );
  }
}

const RULE_SETS = [
  // version is the row's, for compare-and-set; edition counts the published versions of one code. No district: for all.
  `create table app.monitoring_rule_sets (
    id uuid not null, version int not null default 1, code text not null, edition int not null, district_id uuid,
    name_zh text not null, name_en text not null, rules jsonb not null, state text not null default 'DRAFT',
    published_at timestamptz, created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_monitoring_rule_sets primary key (id),
    constraint uq_monitoring_rule_sets_code_edition unique nulls not distinct (code, edition, district_id),
    constraint fk_monitoring_rule_sets_district foreign key (district_id) references app.districts (id),
    constraint ck_monitoring_rule_sets_edition check (edition > 0),
    constraint ck_monitoring_rule_sets_state check (state in ('DRAFT', 'PUBLISHED', 'RETIRED')))`,
  `create function app.refuse_used_rule_set_change() returns trigger language plpgsql as
    $$ begin
      if old.state <> 'DRAFT' and (old.rules, old.code, old.edition) is distinct from (new.rules, new.code, new.edition) then
        raise exception using errcode = 'BP409', message = 'a published rule set is frozen: publish a new edition';
      end if;
      return new;
    end $$`,
  `create trigger monitoring_rule_sets_frozen before update on app.monitoring_rule_sets
    for each row execute function app.refuse_used_rule_set_change()`,
];

const FACTS = [
  // A curve (分时段计划) is stored whole: twelve points, or none and the default of plan-curve.ts holds. The header counts
  // its changes, for compare-and-set; no header: version 0, the default.
  `create table app.plan_curves (
    indicator_id uuid not null, version int not null default 1,
    project_id uuid, district_id uuid not null, unit_path public.ltree not null,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_plan_curves primary key (indicator_id),
    constraint fk_plan_curves_indicator foreign key (indicator_id) references app.indicators (id) on delete cascade)`,
  `create table app.plan_points (
    indicator_id uuid not null, month smallint not null, planned numeric(20,6) not null,
    project_id uuid, district_id uuid not null, unit_path public.ltree not null,
    constraint pk_plan_points primary key (indicator_id, month) include (planned),
    constraint fk_plan_points_indicator foreign key (indicator_id) references app.indicators (id) on delete cascade,
    constraint ck_plan_points_month check (month between 1 and 12))`,
  // authors, confirmed_by, verified_by: natural persons, for the separation of duties. The month is the one in which the
  // reporting period ends; for a date, the month of the date. One row per period: a correction changes it and keeps the
  // old figures in actual_revisions. The unique index carries what the recomputing statement reads.
  `create table app.actuals (
    id uuid not null, version int not null default 1, indicator_id uuid not null, fiscal_year smallint not null,
    month smallint not null, value numeric(20,6), numerator numeric(20,6), denominator numeric(20,6), level text,
    done_on date, state text not null default 'PRELIMINARY', note text,
    authors uuid[] not null default '{}', confirmed_by uuid, verified_by uuid,
    project_id uuid, district_id uuid not null, unit_path public.ltree not null,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_actuals primary key (id),
    constraint uq_actuals_indicator_month unique (indicator_id, fiscal_year, month) include (value, level, done_on),
    constraint fk_actuals_indicator foreign key (indicator_id) references app.indicators (id),
    constraint ck_actuals_month check (month between 1 and 12),
    constraint ck_actuals_one_figure check (num_nonnulls(value, level, done_on) = 1),
    constraint ck_actuals_ratio check (num_nonnulls(numerator, denominator) in (0, 2) and denominator <> 0),
    constraint ck_actuals_level check (level in ('ACHIEVED', 'PARTIAL', 'NOT')),
    constraint ck_actuals_state check (state in ('PRELIMINARY', 'CONFIRMED', 'VERIFIED')))`,
  // A date is reached once in a year, whatever the month under which it is told.
  `create unique index uq_actuals_done_on on app.actuals (indicator_id, fiscal_year) where done_on is not null`,
  // The figures as they were before a correction, and why they were corrected.
  `create table app.actual_revisions (
    id uuid not null, actual_id uuid not null, actual_version int not null, value numeric(20,6), numerator numeric(20,6),
    denominator numeric(20,6), level text, done_on date, state text not null, note text, reason text not null,
    account_id uuid not null, revised_at timestamptz not null default now(),
    indicator_id uuid not null, project_id uuid, district_id uuid not null, unit_path public.ltree not null,
    constraint pk_actual_revisions primary key (id),
    constraint uq_actual_revisions_version unique (actual_id, actual_version),
    constraint fk_actual_revisions_actual foreign key (actual_id) references app.actuals (id))`,
  // unit_path may follow its unit; nothing else ever changes.
  `create trigger actual_revisions_append_only before delete or update of id, actual_id, actual_version, value, numerator,
    denominator, level, done_on, state, note, reason, account_id, revised_at on app.actual_revisions
    for each row execute function app.refuse_every_change()`,
];

// Computed rows carry no foreign keys: a million of them are written at once, from rows that have just been read.
const COMPUTED = [
  // due_month: the month whose figures stand. DATE counts as planned 0 or 1 and actual 0 or 1: done.
  `create table app.deviations (
    fiscal_year smallint not null, month smallint not null, indicator_id uuid not null,
    project_id uuid, district_id uuid not null, unit_path public.ltree not null,
    status text not null, due_month smallint, planned numeric(20,6), actual numeric(22,6), ratio numeric(16,6),
    deviation numeric, days_late int, light text, rule_set_id uuid not null, goal_revision int not null,
    computed_at timestamptz not null,
    constraint pk_deviations primary key (fiscal_year, month, indicator_id),
    constraint ck_deviations_status check (status in ('DUE', 'NOT_DUE', 'NO_DATA', 'WITHDRAWN')),
    constraint ck_deviations_light check (light in ('RED', 'ORANGE', 'YELLOW', 'GREY', 'BLUE', 'GREEN')))
    with (fillfactor = 80)`,
  `create index ix_deviations_off_track on app.deviations (district_id, fiscal_year, month, light)
    where light in ('RED', 'ORANGE')`,
  `create table app.project_progress (
    fiscal_year smallint not null, month smallint not null, project_id uuid not null,
    district_id uuid not null, unit_path public.ltree not null,
    adjusted_budget numeric(20,2), executed numeric(20,2) not null, execution_rate numeric(16,6), execution_light text,
    achievement numeric(7,6), planned_achievement numeric(7,6), covered_weight numeric(7,6), light text,
    gap numeric(16,4), mismatch_severity text not null, quadrant text,
    execution_lag boolean not null, goal_lag boolean not null, rule_set_id uuid not null, computed_at timestamptz not null,
    constraint pk_project_progress primary key (fiscal_year, month, project_id),
    constraint ck_project_progress_light check (light in ('RED', 'ORANGE', 'YELLOW', 'GREY', 'BLUE', 'GREEN')),
    constraint ck_project_progress_execution_light check (execution_light in ('RED', 'YELLOW', 'GREEN')),
    constraint ck_project_progress_severity check
      (mismatch_severity in ('NONE', 'WARN', 'SERIOUS', 'CRITICAL', 'NOT_APPLICABLE')),
    constraint ck_project_progress_quadrant check (quadrant in ('LAGGING', 'INEFFECTIVE', 'CHECK_TARGET', 'OK')))
    with (fillfactor = 80)`,
];

// A mark per change, not per row: a writer never waits for, or is swallowed by, the job that claims older marks.
const MARKS = [
  `create table app.dirty_indicators (
    mark bigint generated always as identity, indicator_id uuid not null, from_month smallint not null default 1,
    marked_at timestamptz not null default now(),
    constraint pk_dirty_indicators primary key (mark))`,
  `create table app.dirty_projects (
    mark bigint generated always as identity, project_id uuid not null, fiscal_year smallint not null,
    from_month smallint not null default 1, marked_at timestamptz not null default now(),
    constraint pk_dirty_projects primary key (mark))`,
];

// What statements of modules to the right may read. As the caller: row-level security of the tables holds.
const VIEWS = [
  // checkpoint_percent: the line of this month where the rule set draws one exactly here.
  `create view app.progress_v with (security_invoker = true) as
    select p.*, (select (r.rules #>> array['checkpoints', 'percentByMonth', p.month::text])::numeric
      from app.monitoring_rule_sets r where r.id = p.rule_set_id) as checkpoint_percent
    from app.project_progress p`,
  `create view app.deviation_v with (security_invoker = true) as
    select fiscal_year, month, indicator_id, project_id, district_id, unit_path, status, due_month, planned, actual, ratio,
      deviation, days_late, light, rule_set_id, goal_revision from app.deviations`,
  // Where each indicator stands after each report: sums add up, levels are the latest, a ratio keeps its parts.
  `create view app.actual_to_date_v with (security_invoker = true) as
    select a.indicator_id, a.fiscal_year, a.month, a.project_id, a.district_id, a.unit_path, i.measure_type, a.state,
      case when i.measure_type in ('CUMULATIVE', 'COST', 'EVENT_COUNT')
        then sum(a.value) over (partition by a.indicator_id, a.fiscal_year order by a.month) else a.value end as value,
      a.numerator, a.denominator, a.level, a.done_on
    from app.actuals a join app.indicators i on i.id = a.indicator_id`,
];
