import { allRows, type Call } from '../../platform/database/call.js';
import { BUDGET_LINE_VIEW, FUNDING_SOURCES } from '../budget/index.js';
import { INDICATOR_VIEW } from '../goal/index.js';
import { ACTUAL_TO_DATE_VIEW } from '../monitoring/index.js';
import type { FormFund, MeasuredIndicator } from './domain/self-evaluation-form.js';

/** The budget of the year by source: initial, adjusted, executed. */
export const findBudgetLines = (projectId: string, fiscalYear: number): Call<readonly Omit<FormFund, 'item'>[]> => ({
  name: 'self_evaluations.find_budget_lines',
  text: `select source, initial::text as initial, adjusted::text as adjusted, executed::text as executed from ${BUDGET_LINE_VIEW}
    where project_id = $1::uuid and fiscal_year = $2::smallint order by array_position($3::text[], source), source`,
  values: [projectId, fiscalYear, FUNDING_SOURCES],
  read: allRows<Omit<FormFund, 'item'>>(),
});

/**
 * The goal's indicators with what monitoring knows about the year: the sum of what accumulates, the newest rate, stock or
 * score, the level, or the day on which it was done. Missing stays missing.
 */
export const findMeasuredIndicators = (goalId: string): Call<readonly MeasuredIndicator[]> => ({
  name: 'self_evaluations.find_measured_indicators',
  text: `select i.id, i.level1, i.level2, i.name, i.measure_type as "measureType", i.operator, i.direction,
      case i.measure_type when 'QUAL' then i.target_text when 'DATE' then i.target_on::text else trim_scale(i.target_value)::text end as target,
      i.unit_of_measure as unit, i.weight::text as weight,
      case i.measure_type when 'QUAL' then a.level when 'DATE' then a.done_on::text else trim_scale(a.value)::text end as monitored
    from ${INDICATOR_VIEW} i
    left join lateral (select v.value, v.level, v.done_on from ${ACTUAL_TO_DATE_VIEW} v
      where v.indicator_id = i.id and v.fiscal_year = i.fiscal_year order by v.month desc limit 1) a on true
    where i.goal_id = $1::uuid and not i.retired order by i.position, i.id limit 500`,
  values: [goalId],
  read: allRows<MeasuredIndicator>(),
});
