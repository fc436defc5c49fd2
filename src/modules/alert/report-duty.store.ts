import { allRows, type Call } from '../../platform/database/call.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { PROJECT_VIEW } from '../budget/index.js';
import { GOAL_VIEW, INDICATOR_VIEW, isMonitored, isRunning } from '../goal/index.js';
import { ACTUAL_TO_DATE_VIEW, monthsPerFigure } from '../monitoring/index.js';
import type { FiscalMonth } from './domain/alert-month.js';

/** The figures of one goal that are due for one month. */
export interface ReportDuty extends FiscalMonth {
  readonly id: string;
  readonly districtId: string;
  readonly unitPath: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly deadline: string;
}

export const readToday = (): Call<string> => ({
  name: 'report_duties.read_today',
  text: `select app.app_today()::text as today`,
  values: [],
  read: ([row]) => String(row?.['today']),
});

export const reportDutyList: ListDefinition = {
  name: 'report_duties.list',
  from: `(select d.*, case when d.fulfilled_at is not null then 'FULFILLED' when d.deadline < app.app_today() then 'OVERDUE'
    else 'OPEN' end as state from app.report_duties d) t`,
  filters: {
    state: { column: 't.state', type: 'code', values: ['OPEN', 'OVERDUE', 'FULFILLED'], about: '状态 / state' },
    goalId: { column: 't.goal_id', type: 'uuid', about: '绩效目标 / goal' },
    projectId: { column: 't.project_id', type: 'uuid', about: '项目 / project' },
    fiscalYear: { column: 't.fiscal_year', type: 'integer', about: '预算年度 / fiscal year' },
    month: { column: 't.month', type: 'integer', about: '月份 / month' },
    deadline: { column: 't.deadline', type: 'date', about: '截止日期 / deadline' },
  },
  sorts: { deadline: { column: 'deadline', type: 'date' } },
  defaultSort: 'deadline',
  item: `json_build_object('id', t.id, 'goalId', t.goal_id, 'projectId', t.project_id, 'fiscalYear', t.fiscal_year, 'month', t.month,
    'deadline', t.deadline, 'state', t.state, 'fulfilledAt', t.fulfilled_at)`,
};

/** An indicator of goal `g` whose figure for the month is due and missing. A date is due when it is done. */
const missing = (year: string, month: string): string => `exists (
    select 1 from ${INDICATOR_VIEW} i where i.goal_id = g.id and not i.retired and i.measure_type <> 'DATE'
      and ${month} % (${monthsPerFigure('i', year)}) = 0
      and not exists (select 1 from ${ACTUAL_TO_DATE_VIEW} a where a.indicator_id = i.id and a.fiscal_year = ${year}
        and a.month = ${month}))`;

/** Opens what is due for the month and was not opened yet; `goalId` null: of all goals in execution. */
export const openDuties = (
  { fiscalYear, month }: FiscalMonth,
  deadline: string,
  goalId: string | null,
  limit: number,
): Call<readonly ReportDuty[]> => ({
  name: 'report_duties.open',
  text: `with opened as (
      insert into app.report_duties (id, goal_id, project_id, district_id, unit_path, fiscal_year, month, deadline, opened_at)
      select gen_random_uuid(), g.id, g.project_id, g.district_id, g.unit_path, $1::smallint, $2::smallint, $3::date, app.app_now()
      from ${GOAL_VIEW} g
      where g.fiscal_year = $1::smallint and ${isRunning('g.state')} and ($4::uuid is null or g.id = $4::uuid)
        and not exists (select 1 from app.report_duties d where d.goal_id = g.id and d.fiscal_year = $1::smallint and d.month = $2::smallint)
        and ${missing('$1::smallint', '$2::smallint')}
      order by g.id limit $5::int
      on conflict (goal_id, fiscal_year, month) do nothing returning *)
    select o.id, o.district_id as "districtId", o.unit_path::text as "unitPath", o.project_id as "projectId", p.name as "projectName",
      o.fiscal_year as "fiscalYear", o.month, o.deadline::text as deadline
    from opened o join ${PROJECT_VIEW} p on p.id = o.project_id order by o.id`,
  values: [fiscalYear, month, deadline, goalId, limit],
  read: allRows<ReportDuty>(),
});

/** Everything has come, or the goal does not run any more. Answers the ids. */
export const fulfilDuties = (limit: number): Call<readonly string[]> => ({
  name: 'report_duties.fulfil',
  text: `with done as (
      select d.id from app.report_duties d join ${GOAL_VIEW} g on g.id = d.goal_id
      where d.fulfilled_at is null
        and (not ${isMonitored('g.state')} or not ${missing('d.fiscal_year', 'd.month')})
      order by d.id limit $1::int for update of d skip locked)
    update app.report_duties d set fulfilled_at = app.app_now() from done where d.id = done.id returning d.id`,
  values: [limit],
  read: (rows) => rows.map((row) => String(row['id'])),
});
