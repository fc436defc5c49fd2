import { type Call, firstRow } from '../../platform/database/call.js';
import { GOAL_VIEW, type GoalState, INDICATOR_LINEAGE_VIEW, INDICATOR_VIEW } from '../goal/index.js';
import type { MeasureType } from './domain/monitoring-rule-set.js';
import type { PlanCurve } from './domain/plan-curve.js';

/** An indicator as its plan needs to know it. */
export interface PlannedIndicator {
  readonly id: string;
  readonly goalId: string;
  readonly projectId: string;
  readonly districtId: string;
  readonly unitPath: string;
  readonly fiscalYear: number;
  readonly measureType: MeasureType;
  readonly target: string | null;
  readonly baseline: string | null;
  readonly goalState: GoalState;
  /** 0: no curve was given. */
  readonly version: number;
  /** January first; empty: no curve was given. */
  readonly points: readonly string[];
  /** By the database clock, `YYYY-MM-DD`. */
  readonly today: string;
}

export const findIndicator = (id: string): Call<PlannedIndicator | null> => ({
  name: 'plan_curves.find_indicator',
  text: `select i.id, i.goal_id as "goalId", i.project_id as "projectId", i.district_id as "districtId", i.unit_path::text as "unitPath",
      i.fiscal_year as "fiscalYear", i.measure_type as "measureType", trim_scale(i.target_value)::text as target,
      trim_scale(i.baseline)::text as baseline, g.state as "goalState", coalesce(c.version, 0) as version,
      array(select trim_scale(p.planned)::text from app.plan_points p where p.indicator_id = i.id order by p.month) as points,
      app.app_today()::text as today
    from ${INDICATOR_VIEW} i join ${GOAL_VIEW} g on g.id = i.goal_id left join app.plan_curves c on c.indicator_id = i.id
    where i.id = $1::uuid and not i.retired`,
  values: [id],
  read: firstRow<PlannedIndicator>(),
});

/** Indicators whose curve, as it was given, ends elsewhere than at the target that stands. */
export const findOutdatedCurves = (goalId: string): Call<readonly string[]> => ({
  name: 'plan_curves.find_outdated',
  text: `select i.id::text as id from ${INDICATOR_VIEW} i join app.plan_points p on p.indicator_id = i.id and p.month = 12
    where i.goal_id = $1::uuid and not i.retired and p.planned <> i.target_value order by i.id limit 1000`,
  values: [goalId],
  read: (rows) => rows.map((row) => String(row['id'])),
});

/** Compare-and-set of the whole curve, and the mark for its recomputation. Null: somebody was faster. */
export const saveCurve = (
  { id, projectId, districtId, unitPath, version }: PlannedIndicator,
  points: readonly string[],
): Call<number | null> => ({
  name: 'plan_curves.save',
  text: `with curve as (
      insert into app.plan_curves as c (indicator_id, project_id, district_id, unit_path)
      select $1::uuid, $2::uuid, $3::uuid, $4::public.ltree
      on conflict (indicator_id) do update set version = c.version + 1, updated_at = now() where c.version = $5::int
      returning indicator_id, version),
    drawn as (
      insert into app.plan_points (indicator_id, month, planned, project_id, district_id, unit_path)
      select indicator_id, p.month, p.planned, $2::uuid, $3::uuid, $4::public.ltree
      from curve, unnest($6::numeric[]) with ordinality as p(planned, month)
      on conflict (indicator_id, month) do update set planned = excluded.planned),
    marked as (insert into app.dirty_indicators (indicator_id) select indicator_id from curve)
    select version from curve where version = $5::int + 1`,
  values: [id, projectId, districtId, unitPath, version, points],
  read: (rows) => (rows[0]?.['version'] as number | undefined) ?? null,
});

/** What the indicator that this one continues had added up to at each month's end; empty: it continues none, or nothing was reported. */
export const findLastYear = (id: string): Call<PlanCurve> => ({
  name: 'plan_curves.find_last_year',
  text: `select coalesce(sum(a.value) filter (where a.month <= m.month), 0)::text as total
    from ${INDICATOR_LINEAGE_VIEW} l join ${INDICATOR_VIEW} i on i.id = l.indicator_id join ${INDICATOR_VIEW} p on p.id = l.predecessor_id
    join app.actuals a on a.indicator_id = p.id and a.fiscal_year = i.fiscal_year - 1
    cross join generate_series(1, 12) as m(month)
    where l.indicator_id = $1::uuid and p.measure_type in ('CUMULATIVE', 'COST') group by m.month order by m.month`,
  values: [id],
  read: (rows) => rows.map((row) => String(row['total'])),
});
