import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, secureTable, withoutForcedRowSecurity } from '../src/platform/database/row-security.js';

/**
 * The roll-ups of the overview, and the queue of changes that feeds them. Triggers on the tables that the figures come from
 * fill the queue in the transaction of the change: whoever changes such a row, by whatever way, is counted.
 */
export class CreateOverview1764000797000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, TABLES);
    await secureTable(q, { table: 'overview_deltas', project: 'project_id' });
    // A queue that is read whole: an index on the path would cost each append and serve nobody.
    await q.query(`drop index app.ix_overview_deltas_unit_path`);
    await grant(q, 'overview_deltas', 'select, insert');
    await q.query(`grant delete on app.overview_deltas to app_worker`);
    await inOrder(q, SECURED_TOTALS);
    await grant(q, 'overview_totals', 'select');
    await q.query(`grant insert, update on app.overview_totals to app_worker`);
    await q.query(`grant usage on sequence app.overview_folds to app_worker`);
    for (const source of SOURCES) await inOrder(q, notes(source));
    // What was there before the triggers.
    const secured = [...SOURCES.map(({ table }) => table), 'overview_deltas'];
    await withoutForcedRowSecurity(q, secured, async () => {
      for (const source of SOURCES) await q.query(note(source, `select 1 as sign, s.* from app.${source.table} s`));
    });
  }

  async down(q: QueryRunner): Promise<void> {
    for (const { table } of SOURCES) await q.query(`drop function app.note_overview_${table} cascade`);
    await q.query(`drop table app.overview_totals, app.overview_deltas`);
    await q.query(`drop sequence app.overview_folds`);
  }
}

/** Counts unless a type is named. Ratios are kept as numerator and denominator: only these add up. */
const FIGURES = {
  projects: 'int',
  adjusted_budget: 'numeric',
  executed: 'numeric',
  achieved: 'numeric',
  covered: 'numeric',
  planned: 'numeric',
  planned_covered: 'numeric',
  light_red: 'int',
  light_orange: 'int',
  light_yellow: 'int',
  light_grey: 'int',
  light_blue: 'int',
  light_green: 'int',
  execution_lags: 'int',
  goal_lags: 'int',
  mismatches: 'int',
  alerts_info: 'int',
  alerts_warn: 'int',
  alerts_serious: 'int',
  alerts_critical: 'int',
  grade_excellent: 'int',
  grade_good: 'int',
  grade_fair: 'int',
  grade_poor: 'int',
  grade_other: 'int',
} as const;

const COLUMNS = Object.entries(FIGURES)
  .map(([name, type]) => `${name} ${type} not null default 0`)
  .join(', ');

const TABLES = [
  // Month 0: what belongs to the year as a whole, open alerts and grades. nodes: the labels of the path as it was when the
  // row was written; they stay when a unit moves, and unit_path, by which rows are seen, follows.
  `create table app.overview_deltas (
    id bigint generated always as identity, fiscal_year smallint not null, month smallint not null,
    project_id uuid, district_id uuid not null, unit_path public.ltree not null, nodes text[] not null, ${COLUMNS},
    constraint pk_overview_deltas primary key (id))`,
  // node: the last label of the place's path, which never changes. No district: a place may lie above several. fold: the
  // number of the pass that touched the row last; passes run one after the other, so it counts in the order of commits.
  `create table app.overview_totals (
    node text not null, fiscal_year smallint not null, month smallint not null, unit_path public.ltree not null,
    fold bigint not null, ${COLUMNS},
    constraint pk_overview_totals primary key (node, fiscal_year, month),
    constraint ck_overview_totals_month check (month between 0 and 12)) with (fillfactor = 70)`,
  `create index ix_overview_totals_fold on app.overview_totals (fold)`,
  `create sequence app.overview_folds`,
];

/** A sum over all that lies below is shown to those alone who may see all that lies below: not to a grant of one unit. */
const SECURED_TOTALS = [
  `alter table app.overview_totals enable row level security`,
  `alter table app.overview_totals force row level security`,
  `create policy whole_scope on app.overview_totals using (unit_path operator(public.<@)
    any ((select string_to_array(nullif(current_setting('app.scopes', true), ''), ',')::public.ltree[])::public.ltree[]))`,
];

interface Source {
  readonly table: string;
  readonly month: string;
  /** What one row adds to the figures. */
  readonly adds: Readonly<Partial<Record<keyof typeof FIGURES, string>>>;
}

const when = (condition: string): string => `case when ${condition} then 1 else 0 end`;
const open = (severity: string): string => when(`state <> 'RESOLVED' and severity = '${severity}'`);
const graded = (condition: string): string => when(`state = 'FINAL' and ${condition}`);

const SOURCES: readonly Source[] = [
  {
    table: 'project_progress',
    month: 'month',
    adds: {
      projects: '1',
      adjusted_budget: 'coalesce(adjusted_budget, 0)',
      executed: 'executed',
      achieved: 'coalesce(achievement * covered_weight, 0)',
      covered: 'case when achievement is null then 0 else covered_weight end',
      planned: 'coalesce(planned_achievement * covered_weight, 0)',
      planned_covered: 'case when planned_achievement is null then 0 else covered_weight end',
      light_red: when(`light = 'RED'`),
      light_orange: when(`light = 'ORANGE'`),
      light_yellow: when(`light = 'YELLOW'`),
      light_grey: when(`light = 'GREY'`),
      light_blue: when(`light = 'BLUE'`),
      light_green: when(`light = 'GREEN'`),
      execution_lags: when('execution_lag'),
      goal_lags: when('goal_lag'),
      mismatches: when(`mismatch_severity in ('WARN', 'SERIOUS', 'CRITICAL')`),
    },
  },
  {
    table: 'alerts',
    month: '0',
    adds: {
      alerts_info: open('INFO'),
      alerts_warn: open('WARN'),
      alerts_serious: open('SERIOUS'),
      alerts_critical: open('CRITICAL'),
    },
  },
  {
    table: 'self_evaluations',
    month: '0',
    adds: {
      grade_excellent: graded(`grade = '优'`),
      grade_good: graded(`grade = '良'`),
      grade_fair: graded(`grade = '中'`),
      grade_poor: graded(`grade = '差'`),
      grade_other: graded(`(grade is null or grade not in ('优', '良', '中', '差'))`),
    },
  },
];

/** One row per unit and month, however many projects changed; what is taken away from an old place stands first. */
const note = ({ month, adds }: Source, changes: string): string => {
  const sums = Object.values(adds).map((each) => `sum(sign * ${each})`);
  return `insert into app.overview_deltas (fiscal_year, month, project_id, district_id, unit_path, nodes, ${Object.keys(adds).join(', ')})
    select fiscal_year, ${month}, case when count(distinct project_id) = 1 then (array_agg(project_id))[1] end, district_id,
      unit_path, string_to_array(unit_path::text, '.'), ${sums.join(', ')}
    from (${changes}) c group by fiscal_year, ${month === '0' ? '' : 'month, '}district_id, unit_path
    having (${sums.join(', ')}) <> (${sums.map(() => '0').join(', ')}) order by sum(sign)`;
};

const notes = (source: Source): readonly string[] => {
  const { table } = source;
  const added = `select 1 as sign, n.* from new_rows n`;
  const taken = `select -1 as sign, o.* from old_rows o`;
  const trigger = (event: string, rows: string): string =>
    `create trigger ${table}_overview_${event} after ${event} on app.${table} referencing ${rows}
      for each statement execute function app.note_overview_${table}()`;
  return [
    `create function app.note_overview_${table}() returns trigger language plpgsql as
    $$ begin
      if tg_op = 'INSERT' then ${note(source, added)};
      elsif tg_op = 'UPDATE' then ${note(source, `${taken} union all ${added}`)};
      else ${note(source, taken)};
      end if;
      return null;
    end $$`,
    trigger('insert', 'new table as new_rows'),
    trigger('update', 'old table as old_rows new table as new_rows'),
    trigger('delete', 'old table as old_rows'),
  ];
};
