import { allRows, type Call, noRows } from '../../platform/database/call.js';
import { PROJECT_VIEW } from '../budget/index.js';
import { GOAL_VIEW, INDICATOR_VIEW } from '../goal/index.js';
import type { Dirty, MonitoringClock } from './domain/monitoring-calendar.js';

/** A mark's subject with the place that decides under which rules it is judged. */
export interface DirtyRow extends Dirty {
  readonly fiscalYear: number;
  readonly districtId: string;
}

/** Both ends of a stretch of ids. */
export interface IdRange {
  readonly firstId: string;
  readonly lastId: string;
}

/**
 * Recomputations write one after the other: of two that read at different moments, the one that read earlier could
 * otherwise be the last to write. False: another one is at it, and will be back for our marks.
 */
export const tryRecomputeLock = (): Call<boolean> => ({
  name: 'monitoring.try_lock',
  text: `select pg_try_advisory_xact_lock(hashtextextended('monitoring.recompute', 0)) as is_ours`,
  values: [],
  read: ([row]) => row?.['is_ours'] === true,
});

export const takeRecomputeLock = (): Call<void> => ({
  name: 'monitoring.take_lock',
  text: `select pg_advisory_xact_lock(hashtextextended('monitoring.recompute', 0))`,
  values: [],
  read: noRows,
});

export const readClock = (): Call<MonitoringClock> => ({
  name: 'monitoring.read_clock',
  text: `select extract(year from d)::int as year, extract(month from d)::int as month, d::text as today
    from (select app.app_today() as d) as clock`,
  values: [],
  read: ([row]) => row as unknown as MonitoringClock,
});

/** The oldest marks, taken for good if the transaction commits. Marks of indicators that are gone go with them. */
export const claimIndicatorMarks = (limit: number): Call<readonly DirtyRow[]> => ({
  name: 'monitoring.claim_indicators',
  text: `with taken as (
      delete from app.dirty_indicators where mark in (
        select mark from app.dirty_indicators order by mark limit $1::int for update skip locked)
      returning indicator_id, from_month)
    select i.id, i.fiscal_year as "fiscalYear", i.district_id as "districtId", min(t.from_month)::int as "fromMonth"
    from taken t join ${INDICATOR_VIEW} i on i.id = t.indicator_id group by i.id, i.fiscal_year, i.district_id order by i.id`,
  values: [limit],
  read: allRows<DirtyRow>(),
});

export const claimProjectMarks = (limit: number): Call<readonly DirtyRow[]> => ({
  name: 'monitoring.claim_projects',
  text: `with taken as (
      delete from app.dirty_projects where mark in (
        select mark from app.dirty_projects order by mark limit $1::int for update skip locked)
      returning project_id, fiscal_year, from_month)
    select p.id, t.fiscal_year as "fiscalYear", p.district_id as "districtId", min(t.from_month)::int as "fromMonth"
    from taken t join ${PROJECT_VIEW} p on p.id = t.project_id group by p.id, t.fiscal_year, p.district_id order by p.id`,
  values: [limit],
  read: allRows<DirtyRow>(),
});

/** After many rows have changed: the planner learns what the month holds. */
export const analyzeMonitoring = (): Call<void> => ({
  name: 'monitoring.analyze',
  text: 'select app.analyze_monitoring()',
  values: [],
  read: noRows,
});

/** Fiscal years with goals that were ever in execution and whose books are still open. */
export const findMonitoredYears = (): Call<readonly number[]> => ({
  name: 'monitoring.find_years',
  text: `select distinct fiscal_year from ${GOAL_VIEW} where execution_began_at is not null and state <> 'CLOSED' order by 1`,
  values: [],
  read: (rows) => rows.map((row) => Number(row['fiscal_year'])),
});

/** The year's indicators in stretches of that many. */
export const indicatorRanges = (fiscalYear: number, size: number): Call<readonly IdRange[]> =>
  ranges('indicators', `select id from ${INDICATOR_VIEW} where fiscal_year = $1::smallint`, fiscalYear, size);

/** The year's projects in stretches of that many. */
export const projectRanges = (fiscalYear: number, size: number): Call<readonly IdRange[]> =>
  ranges(
    'projects',
    `select project_id as id from ${GOAL_VIEW} where fiscal_year = $1::smallint and state <> 'CLOSED'`,
    fiscalYear,
    size,
  );

const ranges = (name: string, ids: string, fiscalYear: number, size: number): Call<readonly IdRange[]> => ({
  name: `monitoring.ranges_of_${name}`,
  text: `select (array_agg(id order by id))[1] as "firstId", (array_agg(id order by id desc))[1] as "lastId"
    from (select id, (row_number() over (order by id) - 1) / $2::int as stretch from (${ids}) as rows) as numbered
    group by stretch order by stretch`,
  values: [fiscalYear, size],
  read: allRows<IdRange>(),
});

/** A payment or a budget changed the money of a project from that month on. */
export const markProject = (projectId: string, fiscalYear: number, fromMonth: number): Call<void> => ({
  name: 'monitoring.mark_project',
  text: `insert into app.dirty_projects (project_id, fiscal_year, from_month) values ($1::uuid, $2::smallint, $3::smallint)`,
  values: [projectId, fiscalYear, fromMonth],
  read: noRows,
});

/** A goal's state changed: all its indicators and its project, for the whole year. */
export const markGoal = (goalId: string): Call<void> => ({
  name: 'monitoring.mark_goal',
  text: `with indicators as (
      insert into app.dirty_indicators (indicator_id) select id from ${INDICATOR_VIEW} where goal_id = $1::uuid)
    insert into app.dirty_projects (project_id, fiscal_year)
    select project_id, fiscal_year from ${GOAL_VIEW} where id = $1::uuid`,
  values: [goalId],
  read: noRows,
});
