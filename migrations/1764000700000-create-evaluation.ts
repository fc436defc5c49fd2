import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, requireVersionStep, secureTable } from '../src/platform/database/row-security.js';
import { SCORING_RULE_SETS_1764000700000 } from './seeds/1764000700000-scoring-rule-sets.js';

/** 评分规则 and 绩效自评: scoring rule sets; self-evaluations with their funds, scores and acts. */
export class CreateEvaluation1764000700000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, [...RULE_SETS, ...SELF_EVALUATIONS]);
    for (const table of ['self_evaluations', ...PARTS, 'self_evaluation_acts'])
      await secureTable(q, { table, project: 'project_id' });
    // Always reached by self-evaluation.
    for (const table of PARTS) await q.query(`drop index app.ix_${table}_unit_path`);
    await inOrder(q, FREEZE);
    for (const table of ['scoring_rule_sets', 'self_evaluations']) await requireVersionStep(q, table);
    await grant(q, 'scoring_rule_sets', 'select, insert, update');
    await grant(q, 'self_evaluations', 'select, insert, update');
    // The lines of a form that is being filled follow budget and goal; a trigger holds that what was submitted stays.
    for (const table of PARTS) await grant(q, table, 'select, insert, update, delete');
    await grant(q, 'self_evaluation_acts', 'select, insert');
    await q.query(VIEW);
    for (const view of ['self_evaluation_v']) await grant(q, view, 'select');
    await publishRuleSets(q);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop view app.self_evaluation_v`);
    await q.query(`drop table app.self_evaluation_acts, app.self_evaluation_scores, app.self_evaluation_funds,
      app.self_evaluations, app.scoring_rule_sets`);
    await q.query(`drop function app.refuse_frozen_scoring_rule_set(), app.refuse_frozen_self_evaluation(),
      app.refuse_frozen_self_evaluation_part(), app.refuse_own_evaluation()`);
  }
}

const PARTS = ['self_evaluation_funds', 'self_evaluation_scores'] as const;

/** NAT-2020, SC-2025, HUBEI-2020 and IFMIS-A, for all districts. Code, revision and state are columns, not content. */
async function publishRuleSets(q: QueryRunner): Promise<void> {
  for (const [index, { code, version, status, ...rules }] of SCORING_RULE_SETS_1764000700000.entries()) {
    await q.query(
      `insert into app.scoring_rule_sets (id, code, revision, rules, state, published_at) values ($1, $2, $3, $4, $5, now())`,
      [`01a20c00-0000-7000-8000-00000000070${index + 1}`, code, version, JSON.stringify(rules), status],
    );
  }
}

const RULE_SETS = [
  // district_id null: for all districts. Reference data: row-level security has nothing to hide here.
  `create table app.scoring_rule_sets (
    id uuid not null, version int not null default 1, code text not null, revision int not null, district_id uuid,
    rules jsonb not null, state text not null default 'DRAFT', author_id uuid, publisher_id uuid,
    published_at timestamptz, used_at timestamptz,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_scoring_rule_sets primary key (id),
    constraint uq_scoring_rule_sets_revision unique nulls not distinct (district_id, code, revision),
    constraint fk_scoring_rule_sets_district foreign key (district_id) references app.districts (id),
    constraint ck_scoring_rule_sets_revision check (revision > 0),
    constraint ck_scoring_rule_sets_state check (state in ('DRAFT', 'PUBLISHED', 'RETIRED')),
    constraint ck_scoring_rule_sets_published check (state = 'DRAFT' or published_at is not null),
    constraint ck_scoring_rule_sets_publisher check (publisher_id is null or publisher_id <> author_id))`,
  `create unique index uq_scoring_rule_sets_published on app.scoring_rule_sets (code, district_id) nulls not distinct
    where state = 'PUBLISHED'`,
  // What has scored anything, or could have, never changes: a new rule is a new revision.
  `create function app.refuse_frozen_scoring_rule_set() returns trigger language plpgsql as
    $$ begin
      if (old.state <> 'DRAFT' or old.used_at is not null)
        and (new.rules, new.code, new.revision, new.district_id, new.author_id, new.used_at)
          is distinct from (old.rules, old.code, old.revision, old.district_id, old.author_id, coalesce(old.used_at, new.used_at)) then
        raise exception using errcode = '23514', constraint = 'ck_scoring_rule_sets_frozen', message = 'the rule set is frozen';
      end if;
      return new;
    end $$`,
  `create trigger scoring_rule_sets_frozen before update on app.scoring_rule_sets
    for each row execute function app.refuse_frozen_scoring_rule_set()`,
];

const SELF_EVALUATIONS = [
  // Computed beside reported: the one is never written over the other. round: one more after each return.
  `create table app.self_evaluations (
    id uuid not null, version int not null default 1, district_id uuid not null, unit_id uuid not null, unit_path public.ltree not null,
    department_id uuid not null, project_id uuid not null, goal_id uuid not null, goal_revision int not null, fiscal_year smallint not null,
    rule_set_id uuid not null, state text not null default 'OPEN', round int not null default 1, returned_count int not null default 0,
    frame text not null, execution_weight numeric(5,2) not null,
    execution_rate numeric, execution_score numeric(7,2), execution_explanation jsonb not null,
    computed_total numeric(7,2), total_explanation jsonb not null, grade text, reported_total numeric(7,2), reported_grade text,
    findings jsonb not null, goal_completion text, process_summary text, conclusion text, problems text, measures text,
    author_ids uuid[] not null, reviewed_total numeric(5,2), is_distorted boolean not null default false,
    submitted_at timestamptz, finalized_at timestamptz,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_self_evaluations primary key (id),
    constraint uq_self_evaluations_goal unique (goal_id),
    constraint fk_self_evaluations_goal foreign key (goal_id) references app.goals (id),
    constraint fk_self_evaluations_project foreign key (project_id) references app.projects (id),
    constraint fk_self_evaluations_unit foreign key (unit_id) references app.units (id),
    constraint fk_self_evaluations_rule_set foreign key (rule_set_id) references app.scoring_rule_sets (id),
    constraint ck_self_evaluations_state check (state in ('OPEN', 'FILLING', 'SUBMITTED', 'DEPT_REVIEW', 'FINANCE_SPOT_CHECK', 'FINAL')),
    constraint ck_self_evaluations_authors check (cardinality(author_ids) > 0),
    constraint ck_self_evaluations_reviewed_total check (reviewed_total between 0 and 100))`,
  `create index ix_self_evaluations_project on app.self_evaluations (project_id)`,
  `create index ix_self_evaluations_list on app.self_evaluations (fiscal_year, state, id)`,
  `create index ix_self_evaluations_updated_at on app.self_evaluations (updated_at, id)`,
  // Position 0 is 总额, which alone is scored; the others are its parts by source.
  `create table app.self_evaluation_funds (
    self_evaluation_id uuid not null, position int not null, source text, item text not null,
    initial numeric(22,2), adjusted numeric(22,2), executed numeric(22,2), reported_score numeric(5,2), reason text,
    project_id uuid not null, district_id uuid not null, unit_path public.ltree not null,
    constraint pk_self_evaluation_funds primary key (self_evaluation_id, position),
    constraint fk_self_evaluation_funds_parent foreign key (self_evaluation_id) references app.self_evaluations (id),
    constraint ck_self_evaluation_funds_total check ((position = 0) = (source is null)))`,
  // The indicator as it was when it was scored: a later revision of the goal changes nothing here.
  `create table app.self_evaluation_scores (
    self_evaluation_id uuid not null, indicator_id uuid not null, position int not null,
    level1 text not null, level2 text not null, name text not null, measure_type text not null, operator text not null,
    direction text not null, target text, unit text, weight numeric(5,2) not null,
    actual text, actual_source text, monitored_actual text, override_reason text, overridden_by uuid,
    computed_score numeric(7,2), basis text not null, completion numeric, explanation jsonb not null, flags jsonb not null,
    reported_score numeric(5,2), reason text, not_applicable boolean not null, sample_size int, survey_method text,
    project_id uuid not null, district_id uuid not null, unit_path public.ltree not null,
    constraint pk_self_evaluation_scores primary key (self_evaluation_id, indicator_id),
    constraint fk_self_evaluation_scores_parent foreign key (self_evaluation_id) references app.self_evaluations (id),
    constraint fk_self_evaluation_scores_indicator foreign key (indicator_id) references app.indicators (id),
    constraint ck_self_evaluation_scores_source check (actual_source in ('MONITORING', 'REPORTED')),
    constraint ck_self_evaluation_scores_actual check ((actual is null) = (actual_source is null)),
    constraint ck_self_evaluation_scores_override check (actual_source is distinct from 'REPORTED'
      or (length(override_reason) > 0 and overridden_by is not null)))`,
  // The trail: never rewritten.
  `create table app.self_evaluation_acts (
    id uuid not null, self_evaluation_id uuid not null, act text not null, stage text not null, round int not null,
    account_id uuid not null, person_id uuid not null, reason text, reviewed_total numeric(5,2), acted_at timestamptz not null default now(),
    project_id uuid not null, district_id uuid not null, unit_path public.ltree not null,
    constraint pk_self_evaluation_acts primary key (id),
    constraint fk_self_evaluation_acts_parent foreign key (self_evaluation_id) references app.self_evaluations (id),
    constraint ck_self_evaluation_acts_act check (act in ('SUBMIT', 'REVIEW', 'SAMPLE', 'RETURN', 'FINALIZE')),
    constraint ck_self_evaluation_acts_stage check (stage in ('UNIT', 'DEPARTMENT', 'FINANCE') and (act = 'SUBMIT') = (stage = 'UNIT')),
    constraint ck_self_evaluation_acts_reason check (act <> 'RETURN' or length(reason) > 0))`,
  `create index ix_self_evaluation_acts_parent on app.self_evaluation_acts (self_evaluation_id, id)`,
  // unit_path may follow its unit; nothing else ever changes.
  `create trigger self_evaluation_acts_append_only before delete or update of id, self_evaluation_id, act, stage, round, account_id,
    person_id, reason, reviewed_total, acted_at on app.self_evaluation_acts for each row execute function app.refuse_every_change()`,
  // Author ≠ reviewer, and two stages by two people, by natural person: the last word after domain and policy table.
  `create function app.refuse_own_evaluation() returns trigger language plpgsql as
    $$ begin
      if new.stage = 'UNIT' then return new; end if;
      if exists (select 1 from app.self_evaluations e where e.id = new.self_evaluation_id and new.person_id = any (e.author_ids)) then
        raise exception using errcode = '23514', constraint = 'ck_self_evaluation_acts_own', message = 'own evaluation';
      end if;
      if exists (select 1 from app.self_evaluation_acts a where a.self_evaluation_id = new.self_evaluation_id and a.round = new.round
          and a.person_id = new.person_id and a.stage not in ('UNIT', new.stage)) then
        raise exception using errcode = '23514', constraint = 'ck_self_evaluation_acts_two_reviewers', message = 'reviewed before';
      end if;
      return new;
    end $$`,
  `create trigger self_evaluation_acts_own before insert on app.self_evaluation_acts
    for each row execute function app.refuse_own_evaluation()`,
];

const FREEZE = [
  // Content changes while the unit fills; then only the review's marks move; after FINAL nothing does. A row may always
  // follow its unit.
  `create function app.refuse_frozen_self_evaluation() returns trigger language plpgsql as
    $$ declare loose text[] := array['version', 'updated_at', 'unit_path', 'unit_id', 'department_id']; begin
      if old.state in ('OPEN', 'FILLING') then return new; end if;
      if old.state <> 'FINAL' then
        loose := loose || array['state', 'round', 'returned_count', 'reviewed_total', 'is_distorted', 'finalized_at'];
      end if;
      if to_jsonb(new) - loose is distinct from to_jsonb(old) - loose then
        raise exception using errcode = '23514', constraint = 'ck_self_evaluations_frozen', message = 'the self-evaluation is frozen';
      end if;
      return new;
    end $$`,
  `create trigger self_evaluations_frozen before update on app.self_evaluations
    for each row execute function app.refuse_frozen_self_evaluation()`,
  `create function app.refuse_frozen_self_evaluation_part() returns trigger language plpgsql as
    $$ declare held text; begin
      if tg_op = 'UPDATE' and to_jsonb(new) - 'unit_path'::text = to_jsonb(old) - 'unit_path'::text then return new; end if;
      select state into held from app.self_evaluations where id = coalesce(new.self_evaluation_id, old.self_evaluation_id);
      if held is null or held not in ('OPEN', 'FILLING') then
        raise exception using errcode = '23514', constraint = 'ck_self_evaluations_frozen', message = 'the self-evaluation is frozen';
      end if;
      return coalesce(new, old);
    end $$`,
  ...PARTS.map(
    (table) => `create trigger ${table}_frozen before insert or update or delete on app.${table}
      for each row execute function app.refuse_frozen_self_evaluation_part()`,
  ),
];

// What statements of modules to the right may read. As the caller: row-level security of the table holds.
const VIEW = `create view app.self_evaluation_v with (security_invoker = true) as
  select id, version, district_id, unit_id, unit_path, department_id, project_id, goal_id, fiscal_year, rule_set_id, state,
    computed_total, grade, reported_total, reported_grade, reviewed_total, is_distorted, finalized_at from app.self_evaluations`;
