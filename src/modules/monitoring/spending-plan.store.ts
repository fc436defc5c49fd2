import { type Call, firstRow } from '../../platform/database/call.js';
import { PAYMENT_VIEW, PROJECT_VIEW } from '../budget/index.js';
import type { PlanCurve, StandingCurve } from './domain/plan-curve.js';

/** The spending plan of a project in one year; version 0 and no points where none was given. Money in 元. */
export interface SpendingPlan extends StandingCurve {
  readonly projectId: string;
  readonly districtId: string;
  readonly unitPath: string;
}

export const findSpendingPlan = (projectId: string, fiscalYear: number): Call<SpendingPlan | null> => ({
  name: 'spending_plans.find',
  text: `select p.id as "projectId", p.district_id as "districtId", p.unit_path::text as "unitPath", $2::int as "fiscalYear",
      coalesce(s.version, 0) as version, coalesce(s.points::text[], '{}') as points, app.app_today()::text as today
    from ${PROJECT_VIEW} p left join app.spending_plans s on s.project_id = p.id and s.fiscal_year = $2::smallint
    where p.id = $1::uuid`,
  values: [projectId, fiscalYear],
  read: firstRow<SpendingPlan>(),
});

/** Compare-and-set, and the mark for what is seen through it. False: somebody was faster. */
export const saveSpendingPlan = (plan: SpendingPlan, points: PlanCurve): Call<boolean> => ({
  name: 'spending_plans.save',
  text: `with saved as (
      insert into app.spending_plans as s (project_id, fiscal_year, points, district_id, unit_path)
      select $1::uuid, $2::smallint, $4::numeric[], $5::uuid, $6::public.ltree
      on conflict (project_id, fiscal_year) do update set points = excluded.points, version = s.version + 1, updated_at = now()
        where s.version = $3::int
      returning project_id, fiscal_year, version),
    marked as (insert into app.dirty_projects (project_id, fiscal_year) select project_id, fiscal_year from saved)
    select 1 from saved where version = $3::int + 1`,
  values: [plan.projectId, plan.fiscalYear, plan.version, points, plan.districtId, plan.unitPath],
  read: (rows) => rows.length === 1,
});

/** What had been paid by each month's end of the year before; empty: nothing is on record. */
export const findLastYearPayments = (projectId: string, fiscalYear: number): Call<PlanCurve> => ({
  name: 'spending_plans.find_last_year',
  text: `select coalesce(sum(p.amount) filter (where extract(month from p.paid_on) <= m.month or extract(year from p.paid_on) < p.fiscal_year), 0)::text as total
    from ${PAYMENT_VIEW} p cross join generate_series(1, 12) as m(month)
    where p.project_id = $1::uuid and p.fiscal_year = $2::smallint - 1 group by m.month order by m.month`,
  values: [projectId, fiscalYear],
  read: (rows) => rows.map((row) => String(row['total'])),
});
