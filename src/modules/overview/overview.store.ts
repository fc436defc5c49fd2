import { isAssigned, isInScope, isNamedByGrant } from '../../platform/auth/grants.js';
import { allRows, type Call, noRows } from '../../platform/database/call.js';
import { PROJECT_VIEW } from '../budget/index.js';
import { PLACE_VIEW } from '../organization/index.js';
import { FACTS, FIGURE_COLUMNS, FIGURES, sumOfFigures } from './overview-figures.js';

/** The places that the caller's grants name, none of them below another; and the projects that he is assigned to. */
export const findRoots = (): Call<readonly string[]> => ({
  name: 'overview.find_roots',
  text: `with mine as (select distinct p.id, p.unit_path, p.parent_id from ${PLACE_VIEW} p where ${isInScope('p.unit_path')}
      and (${isNamedByGrant('p.unit_path')} or (p.parent_id is null and p.kind = 'DISTRICT')))
    select id from mine m where not exists (select 1 from mine o where o.id <> m.id and o.unit_path operator(public.@>) m.unit_path)
    union all
    select id from ${PROJECT_VIEW} where ${isAssigned('id')}
    limit 100`,
  values: [],
  read: (rows) => rows.map(({ id }) => String(id)),
});

/** Passes run one after the other. False: another one is at it. */
export const tryFoldLock = (): Call<boolean> => ({
  name: 'overview.try_lock',
  text: `select pg_try_advisory_xact_lock(hashtextextended('overview.fold', 0)) as is_ours`,
  values: [],
  read: ([row]) => row?.['is_ours'] === true,
});

/** Adds rows of `sums` to what is kept, under the number of this pass. */
const addTo = (
  sums: string,
): string => `insert into app.overview_totals as t (node, fiscal_year, month, unit_path, fold, ${FIGURE_COLUMNS})
    select s.node, s.fiscal_year, s.month, s.unit_path, pass.fold, ${FIGURES.map((figure) => `s.${figure}`).join(', ')}
    from ${sums} s cross join (select nextval('app.overview_folds') as fold offset 0) pass
    on conflict (node, fiscal_year, month) do update set unit_path = excluded.unit_path, fold = excluded.fold,
      ${FIGURES.map((figure) => `${figure} = t.${figure} + excluded.${figure}`).join(', ')}`;

/** The path of a node, from the labels down to it. */
const pathTo = (labels: string, position: string): string =>
  `array_to_string((${labels})[1:${position}::int], '.')::public.ltree`;

/**
 * Takes changes from the queue and adds them to every place above them: to those on the path as it was when the change was
 * made, so that a unit's figures leave its old department when it moves. Answers how many it took.
 */
export const foldDeltas = (limit: number): Call<number> => ({
  name: 'overview.fold',
  text: `with taken as (
      delete from app.overview_deltas where id in (select id from app.overview_deltas order by id limit $1::int) returning *),
    sums as (select n.node, d.fiscal_year, d.month, (array_agg(${pathTo('d.nodes', 'n.position')} order by d.id desc))[1] as unit_path,
        ${sumOfFigures('d')}
      from taken d cross join lateral unnest(d.nodes) with ordinality as n(node, position) group by n.node, d.fiscal_year, d.month),
    added as (${addTo('sums')})
    select count(*)::int as taken from taken`,
  values: [limit],
  read: (rows) => Number(rows[0]?.['taken'] ?? 0),
});

/** What the tables say and the roll-ups don't: one row per place and month, each figure by how much it lacks. */
const DIFFERENCES = `select node, fiscal_year, month, max(unit_path::text)::public.ltree as unit_path, ${sumOfFigures('r')}
  from (
    select n.node, f.fiscal_year, f.month, ${pathTo(`string_to_array(f.unit_path::text, '.')`, 'n.position')} as unit_path, ${FIGURE_COLUMNS}
    from (select unit_path, fiscal_year, month, ${sumOfFigures('f')} from (${FACTS}) f group by unit_path, fiscal_year, month) f
      cross join lateral unnest(string_to_array(f.unit_path::text, '.')) with ordinality as n(node, position)
    union all
    select node, fiscal_year, month, unit_path, ${FIGURES.map((figure) => `-${figure}`).join(', ')} from app.overview_totals
    union all
    select n.node, fiscal_year, month, ${pathTo('nodes', 'n.position')}, ${FIGURES.map((figure) => `-${figure}`).join(', ')}
    from app.overview_deltas cross join lateral unnest(nodes) with ordinality as n(node, position)) r
  group by node, fiscal_year, month
  having (${FIGURES.map((figure) => `sum(r.${figure})`).join(', ')}) <> (${FIGURES.map(() => '0').join(', ')})`;

/** A place whose kept figures are not those of a recount. */
export interface Difference {
  readonly node: string;
  readonly fiscalYear: number;
  readonly month: number;
  /** By how much each figure that differs is too low. */
  readonly lacks: Readonly<Record<string, number>>;
}

/** As app_worker, which sees everything: counts all facts anew. In one snapshot, so that it may run beside changes. */
export const findDifferences = (): Call<readonly Difference[]> => ({
  name: 'overview.find_differences',
  text: `select d.node, d.fiscal_year as "fiscalYear", d.month, (select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(d))
        where key not in ('node', 'fiscal_year', 'month', 'unit_path') and value <> '0') as lacks
    from (${DIFFERENCES}) d order by d.node, d.fiscal_year, d.month limit 1000`,
  values: [],
  read: allRows<Difference>(),
});

/** Makes the kept figures those of a recount. Under the lock of the passes. */
export const repairTotals = (): Call<void> => ({
  name: 'overview.repair',
  text: `with differences as materialized (${DIFFERENCES}) ${addTo('differences')}`,
  values: [],
  read: noRows,
});

/** The number of the latest pass that is committed. */
export const findLatestFold = (): Call<number> => ({
  name: 'overview.find_latest_fold',
  text: `select coalesce(max(fold), 0) as fold from app.overview_totals`,
  values: [],
  read: ([row]) => Number(row?.['fold']),
});

/** A place whose figures have changed; no month: those of the year, open alerts and grades. */
export interface OverviewChange {
  readonly nodeId: string;
  readonly fiscalYear: number;
  readonly month: number | null;
}

/** What passes after one and up to another have changed in the caller's scope. */
export const findChanges = (after: number, upTo: number, limit: number): Call<readonly OverviewChange[]> => ({
  name: 'overview.find_changes',
  text: `select p.id as "nodeId", t.fiscal_year as "fiscalYear", nullif(t.month, 0) as month
    from app.overview_totals t join ${PLACE_VIEW} p on p.unit_path operator(public.=) t.unit_path
    where t.fold > $1::bigint and t.fold <= $2::bigint order by t.fold, t.node, t.month limit $3::int`,
  values: [after, upTo, limit],
  read: allRows<OverviewChange>(),
});
