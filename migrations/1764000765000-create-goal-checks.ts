import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  grant,
  inOrder,
  requireVersionStep,
  secureTable,
  withoutForcedRowSecurity,
} from '../src/platform/database/row-security.js';
import { CHECK_RULES_1764000765000 } from './seeds/1764000765000-goal-check-rules.js';

/** 目标检查: rules as data, what past years reached, what other units aim at, results frozen at submission, and answers. */
export class CreateGoalChecks1764000765000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, RULES);
    await q.query(
      `insert into app.goal_check_rule_sets (id, code, edition, name_zh, name_en, rules, state, published_at)
        values ('019ac000-0765-7000-8000-000000000001', 'GC-DEFAULT', 1, '目标检查规则', 'Goal check rules', $1, 'PUBLISHED', now())`,
      [JSON.stringify(CHECK_RULES_1764000765000)],
    );
    await inOrder(q, RULE_POLICIES);
    await withoutForcedRowSecurity(q, ['indicators'], () => inOrder(q, KEYS));
    await inOrder(q, TABLES);
    for (const table of ['indicator_history', 'goal_check_results', 'goal_check_answers'])
      await secureTable(q, { table, project: 'project_id' });
    for (const table of ['goal_check_rule_sets', 'goal_check_answers']) await requireVersionStep(q, table);
    await grant(q, 'goal_check_rule_sets', 'select, insert, update');
    await grant(q, 'indicator_history', 'select, insert, update');
    await grant(q, 'goal_check_results', 'select, insert');
    await grant(q, 'goal_check_answers', 'select, insert, update');
    await inOrder(q, FUNCTIONS);
  }

  async down(q: QueryRunner): Promise<void> {
    await inOrder(q, [
      `drop function app.indicator_peers(uuid[]), app.history_percentiles(uuid, text, int, numeric)`,
      `drop table app.goal_check_answers, app.goal_check_results, app.indicator_history, app.goal_check_rule_sets`,
      `drop index app.ix_indicators_comparison`,
      `alter table app.indicators drop column comparison_key, drop column name_key`,
      `drop function app.indicator_name_key(text, text)`,
    ]);
  }
}

const RULES = [
  // district_id null: for all districts. The district's own newest published edition holds, else the general one.
  `create table app.goal_check_rule_sets (
    id uuid not null, version int not null default 1, code text not null, edition int not null, district_id uuid,
    name_zh text not null, name_en text not null, rules jsonb not null, state text not null default 'DRAFT', author_id uuid,
    published_at timestamptz, created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_goal_check_rule_sets primary key (id),
    constraint uq_goal_check_rule_sets_edition unique nulls not distinct (code, edition, district_id),
    constraint fk_goal_check_rule_sets_district foreign key (district_id) references app.districts (id),
    constraint ck_goal_check_rule_sets_edition check (edition > 0),
    constraint ck_goal_check_rule_sets_state check (state in ('DRAFT', 'PUBLISHED', 'RETIRED')))`,
  `create unique index uq_goal_check_rule_sets_published on app.goal_check_rule_sets (code, district_id) nulls not distinct
    where state = 'PUBLISHED'`,
  `create trigger goal_check_rule_sets_frozen before update on app.goal_check_rule_sets
    for each row execute function app.refuse_used_rule_set_change()`,
];

const setting = (name: string, type: string): string =>
  `any ((select string_to_array(nullif(current_setting('app.${name}', true), ''), ',')::${type}[])::${type}[])`;

// A district's own are seen by whoever sees the district or is assigned a project there, and written by who acts for all of it.
const RULE_POLICIES = [
  `alter table app.goal_check_rule_sets enable row level security`,
  `alter table app.goal_check_rule_sets force row level security`,
  `create policy of_known_district on app.goal_check_rule_sets for select using (district_id is null
    or district_id in (select d.id from app.districts d)
    or district_id in (select p.district_id from app.projects p where p.id = ${setting('assigned', 'uuid')}))`,
  ...['for insert with check', 'for update using'].map(
    (what, at) => `create policy ${at === 0 ? 'by_district' : 'in_district'} on app.goal_check_rule_sets ${what} (
      district_id in (select d.id from app.districts d where d.unit_path operator(public.<@) ${setting('scopes', 'public.ltree')}
        or d.unit_path operator(public.=) ${setting('units', 'public.ltree')}))`,
  ),
];

// What indicators are compared by: the definition that they are pinned to, else the name and the unit, as people mean them.
const KEYS = [
  `create function app.indicator_name_key(name text, unit text) returns text language sql immutable parallel safe as
    $$ select lower(regexp_replace(normalize(name, nfkc), '\\s', '', 'g') || '|' || regexp_replace(normalize(coalesce(unit, ''), nfkc), '\\s', '', 'g')) $$`,
  `alter table app.indicators
    add column name_key text not null generated always as (app.indicator_name_key(name, unit_of_measure)) stored,
    add column comparison_key text not null generated always as (coalesce(definition_id::text, app.indicator_name_key(name, unit_of_measure))) stored`,
  `create index ix_indicators_comparison on app.indicators (district_id, fiscal_year, comparison_key) where not retired`,
];

const TABLES = [
  // 历史实绩: the figure at a year's end of each indicator that has one, with its target and the project's money (元).
  `create table app.indicator_history (
    indicator_id uuid not null, fiscal_year smallint not null, comparison_key text not null, measure_type text not null,
    target numeric(20,6), actual numeric(22,6) not null, amount numeric(20,2),
    unit_id uuid not null, project_id uuid not null, district_id uuid not null, unit_path public.ltree not null,
    recorded_at timestamptz not null default now(),
    constraint pk_indicator_history primary key (indicator_id, fiscal_year))`,
  `create index ix_indicator_history_unit on app.indicator_history (unit_id, comparison_key, fiscal_year)`,
  `create index ix_indicator_history_project on app.indicator_history (project_id, comparison_key, fiscal_year)`,
  `create index ix_indicator_history_district on app.indicator_history (district_id, comparison_key, fiscal_year)`,
  // What the checks said of the very text that was submitted.
  `create table app.goal_check_results (
    id uuid not null, goal_id uuid not null, goal_version int not null, revision int not null, rule_set_id uuid not null,
    findings jsonb not null, indicators jsonb not null, checked_at timestamptz not null default now(),
    project_id uuid not null, district_id uuid not null, unit_path public.ltree not null,
    constraint pk_goal_check_results primary key (id),
    constraint uq_goal_check_results_version unique (goal_id, goal_version),
    constraint fk_goal_check_results_goal foreign key (goal_id) references app.goals (id),
    constraint fk_goal_check_results_rule_set foreign key (rule_set_id) references app.goal_check_rule_sets (id))`,
  // unit_path may follow its unit; nothing else ever changes.
  `create trigger goal_check_results_append_only before delete or update of id, goal_id, goal_version, revision, rule_set_id, findings,
    indicators, checked_at on app.goal_check_results for each row execute function app.refuse_every_change()`,
  // 填报人答复: a text per code and place; an indicator's is kept by its id, whatever its place becomes.
  `create table app.goal_check_answers (
    goal_id uuid not null, version int not null default 1, answers jsonb not null,
    project_id uuid not null, district_id uuid not null, unit_path public.ltree not null,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_goal_check_answers primary key (goal_id),
    constraint fk_goal_check_answers_goal foreign key (goal_id) references app.goals (id))`,
];

// Other units' figures never leave these two: aggregates do. Row security is widened inside, and set back.
const widened = (name: string, parameters: string, columns: string, query: string): string =>
  `create function app.${name}(${parameters}) returns table (${columns}) language plpgsql as
    $$ declare own text := current_setting('app.scopes', true); begin
      perform set_config('app.scopes', 'r', true);
      return query ${query};
      perform set_config('app.scopes', coalesce(own, ''), true);
    end $$`;

const FUNCTIONS = [
  // Of each indicator asked about: how others of the same definition, district and year aim, by size (万元 of budget, or the ratio
  // itself). Drafts of others do not count; n are the other units.
  widened(
    'indicator_peers',
    'asked uuid[]',
    'indicator_id uuid, n int, figure numeric, p10 numeric, p50 numeric, p75 numeric, p90 numeric, percentile numeric, unit_cost numeric',
    `with k as (select distinct i.district_id, i.fiscal_year, i.comparison_key from app.indicators i where i.id = any (asked)),
      money as (
        select l.project_id, l.fiscal_year, nullif(sum(l.adjusted), 0) as amount from app.budget_lines l
        where (l.project_id, l.fiscal_year) in (select i.project_id, i.fiscal_year from k join app.indicators i using (district_id, fiscal_year, comparison_key))
        group by l.project_id, l.fiscal_year),
      peer as (
        select i.id, i.district_id, i.fiscal_year, i.comparison_key, g.unit_id,
          case when i.measure_type in ('RATE', 'SCORE') then i.target_value else i.target_value / (m.amount / 10000) end as figure,
          case when i.measure_type = 'CUMULATIVE' and i.target_value > 0 then m.amount / i.target_value end as unit_cost
        from k join app.indicators i using (district_id, fiscal_year, comparison_key)
        join app.goals g on g.id = i.goal_id left join money m on m.project_id = i.project_id and m.fiscal_year = i.fiscal_year
        where not i.retired and i.target_value is not null
          and (i.id = any (asked) or g.state not in ('DRAFT', 'RETURNED', 'REJECTED', 'CANCELLED'))),
      whole as (
        select p.district_id, p.fiscal_year, p.comparison_key, count(distinct p.unit_id)::int - 1 as n,
          percentile_cont(array[0.1, 0.5, 0.75, 0.9]) within group (order by p.figure) as q,
          percentile_cont(0.5) within group (order by p.unit_cost) as unit_cost
        from peer p where p.figure is not null group by 1, 2, 3),
      placed as (
        select p.id, p.district_id, p.fiscal_year, p.comparison_key, p.figure,
          rank() over w - 1 as below, count(*) over (partition by p.district_id, p.fiscal_year, p.comparison_key) - 1 as others
        from peer p where p.figure is not null window w as (partition by p.district_id, p.fiscal_year, p.comparison_key order by p.figure))
      select p.id, w.n, round(p.figure, 6), round(w.q[1]::numeric, 6), round(w.q[2]::numeric, 6), round(w.q[3]::numeric, 6),
        round(w.q[4]::numeric, 6), round(p.below::numeric / p.others, 6), round(w.unit_cost::numeric, 2)
      from placed p join whole w using (district_id, fiscal_year, comparison_key) where p.id = any (asked) and w.n >= 3 and p.others > 0`,
  ),
  // Past figures of one definition in a district in the five years before: of three units or more, or nothing.
  widened(
    'history_percentiles',
    'district uuid, key text, year int, aim numeric',
    'units int, figures int, p10 numeric, p25 numeric, p50 numeric, p75 numeric, p90 numeric, percentile numeric',
    `select count(distinct h.unit_id)::int, count(*)::int, round(q[1]::numeric, 6), round(q[2]::numeric, 6), round(q[3]::numeric, 6),
        round(q[4]::numeric, 6), round(q[5]::numeric, 6), round(avg((h.actual < aim)::int), 6)
      from app.indicator_history h, (
        select percentile_cont(array[0.1, 0.25, 0.5, 0.75, 0.9]) within group (order by o.actual) as q from app.indicator_history o
        where o.district_id = district and o.comparison_key = key and o.fiscal_year between year - 5 and year - 1) as quantiles
      where h.district_id = district and h.comparison_key = key and h.fiscal_year between year - 5 and year - 1
      group by q having count(distinct h.unit_id) >= 3`,
  ),
];
