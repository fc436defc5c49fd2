import { type Call, firstRow } from '../../platform/database/call.js';
import { INDICATOR_LINEAGE_VIEW, INDICATOR_VIEW } from '../goal/index.js';
import type { Likelihood } from './domain/forecast.js';
import type { Direction, Light, MeasureType } from './domain/monitoring-rule-set.js';
import { progressList } from './progress.store.js';
import { monthsPerFigure } from './reporting.store.js';

/** An indicator at one month-end, with what its forecasts are made from; amounts in its own unit. */
export interface IndicatorFacts {
  readonly indicatorId: string;
  readonly name: string;
  readonly measureType: MeasureType;
  readonly direction: Direction;
  readonly target: string | null;
  readonly weight: string;
  readonly status: 'DUE' | 'NOT_DUE' | 'NO_DATA' | 'WITHDRAWN';
  readonly dueMonth: number | null;
  readonly planned: string | null;
  readonly actual: string | null;
  readonly ratio: string | null;
  readonly light: Light | null;
  /** Of the months up to the due one, oldest first; empty where it is not reported by the month. */
  readonly monthlyAmounts: readonly string[];
  readonly lastYearShare: string | null;
  readonly yearsOfHistory: number;
  readonly manual: string | null;
  readonly manualLikelihood: Likelihood | null;
}

export interface ProgressFacts {
  /** The item of the list. */
  readonly item: object;
  readonly indicators: readonly IndicatorFacts[];
  readonly budget: string | null;
  readonly executed: string;
  readonly achievement: string | null;
  /** s(m): by the spending plan, else month ÷ 12. */
  readonly plannedShare: string;
}

/** 单位自报的全年预计: of the latest report that the unit has submitted by then. */
const MANUAL = `select m.forecast_value, m.likelihood from app.monitoring_forecast_v m where m.project_id = i.project_id
  and m.indicator_id = i.id and m.fiscal_year = i.fiscal_year and m.month <= $3::smallint order by m.month desc limit 1`;

/** The indicators that this one continues, year by year, with what each had reported by the same month and by its year's end. */
const HISTORY = `select count(*) filter (where h.whole <> 0)::int as years,
    (array_agg(h.part / nullif(h.whole, 0) order by h.fiscal_year desc) filter (where h.fiscal_year = i.fiscal_year - 1))[1] as share
  from (
    with recursive line as (
      select l.predecessor_id as id, 1 as depth from ${INDICATOR_LINEAGE_VIEW} l where l.indicator_id = i.id
      union all
      select l.predecessor_id, line.depth + 1 from line join ${INDICATOR_LINEAGE_VIEW} l on l.indicator_id = line.id where line.depth < 10)
    select a.fiscal_year, sum(a.value) as whole, coalesce(sum(a.value) filter (where a.month <= d.due_month), 0) as part
    from line join app.actuals a on a.indicator_id = line.id group by a.fiscal_year) as h`;

const AMOUNTS = `case when ${monthsPerFigure('i', 'i.fiscal_year')} = 1 then array(select trim_scale(a.value)::text from app.actuals a
  where a.indicator_id = i.id and a.fiscal_year = i.fiscal_year and a.month <= d.due_month and a.value is not null order by a.month)
  else '{}' end`;

const INDICATORS = `select coalesce(json_agg(json_build_object('indicatorId', i.id, 'name', i.name, 'measureType', i.measure_type,
    'direction', i.direction, 'target', trim_scale(i.target_value)::text, 'weight', i.weight::text, 'status', d.status, 'dueMonth', d.due_month,
    'planned', trim_scale(d.planned)::text, 'actual', trim_scale(d.actual)::text, 'ratio', d.ratio::text, 'light', d.light,
    'monthlyAmounts', ${AMOUNTS}, 'lastYearShare', h.share::text, 'yearsOfHistory', h.years,
    'manual', trim_scale(f.forecast_value)::text, 'manualLikelihood', f.likelihood) order by i.position, i.id), '[]')
  from ${INDICATOR_VIEW} i
  join app.deviations d on d.fiscal_year = i.fiscal_year and d.month = $3::smallint and d.indicator_id = i.id
  cross join lateral (${HISTORY}) h
  left join lateral (${MANUAL}) f on true
  where i.project_id = t.project_id and i.fiscal_year = $2::smallint and not i.retired`;

export const progressFacts = (projectId: string, fiscalYear: number, month: number): Call<ProgressFacts | null> => ({
  name: 'progress.detail',
  text: `select ${progressList.item} as item, (${INDICATORS}) as indicators, t.adjusted_budget::text as budget, t.executed::text as executed,
      t.achievement::text as achievement, coalesce(s.points[$3::int] / s.points[12], $3::numeric / 12)::text as "plannedShare"
    from ${progressList.from} left join app.spending_plans s on s.project_id = t.project_id and s.fiscal_year = t.fiscal_year
    where t.project_id = $1::uuid and t.fiscal_year = $2::smallint and t.month = $3::smallint`,
  values: [projectId, fiscalYear, month],
  read: firstRow<ProgressFacts>(),
});
