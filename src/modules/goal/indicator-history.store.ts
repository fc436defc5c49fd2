import type { Call, Param } from '../../platform/database/call.js';
import { BUDGET_LINE_VIEW } from '../budget/index.js';

/** Of each indicator: where its project's past years ended (text[], oldest first), and the evidence that the library asks for (null: none). */
export const INDICATOR_PAST_VIEW = 'app.indicator_past_v';

/** A view of year-end figures by indicator, as its owner exports it, and which of its projects are meant. */
export interface YearEndFigures {
  /** With fiscal_year, month, indicator_id, project_id and actual. */
  readonly view: string;
  readonly fiscalYear: number;
  readonly projects: { readonly ids: readonly string[] } | { readonly firstId: string; readonly lastId: string };
}

/** 历史实绩: what stood at the year's end, for the checks of later years. One statement, whatever the number; unchanged rows stay. */
export function recordHistory({ view, fiscalYear, projects }: YearEndFigures): Call<number> {
  const isList = 'ids' in projects;
  const values: readonly Param[] = isList
    ? [fiscalYear, projects.ids]
    : [fiscalYear, projects.firstId, projects.lastId];
  return {
    name: `indicator_history.record_${isList ? 'listed' : 'range'}`,
    text: `with figure as (
        select d.indicator_id, d.actual from ${view} d where d.fiscal_year = $1::smallint and d.month = 12 and d.actual is not null
          and ${isList ? 'd.project_id = any ($2::uuid[])' : 'd.project_id between $2::uuid and $3::uuid'}),
      money as (
        select l.project_id, sum(l.adjusted) as amount from ${BUDGET_LINE_VIEW} l where l.fiscal_year = $1::smallint
          and ${isList ? 'l.project_id = any ($2::uuid[])' : 'l.project_id between $2::uuid and $3::uuid'} group by l.project_id),
      kept as (
        insert into app.indicator_history as h (indicator_id, fiscal_year, comparison_key, measure_type, target, actual, amount, unit_id,
          project_id, district_id, unit_path)
        select i.id, $1::smallint, i.comparison_key, i.measure_type, i.target_value, f.actual, m.amount, g.unit_id, i.project_id, i.district_id, i.unit_path
        from figure f join app.indicators i on i.id = f.indicator_id and i.target_value is not null and not i.retired
        join app.goals g on g.id = i.goal_id left join money m on m.project_id = i.project_id
        on conflict (indicator_id, fiscal_year) do update set comparison_key = excluded.comparison_key, target = excluded.target,
          actual = excluded.actual, amount = excluded.amount, recorded_at = now()
        where (h.comparison_key, h.target, h.actual, h.amount) is distinct from
          (excluded.comparison_key, excluded.target, excluded.actual, excluded.amount)
        returning 1)
      select count(*)::int as n from kept`,
    values,
    read: ([row]) => Number(row?.['n'] ?? 0),
  };
}
