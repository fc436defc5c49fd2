import { type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { GOAL_LINEAGE_VIEW, GOAL_VIEW, INDICATOR_LINEAGE_VIEW, INDICATOR_VIEW } from '../goal/index.js';
import { ACTUAL_TO_DATE_VIEW } from './progress.store.js';

const plain = (column: string): string => `trim_scale(${column})::text`;

const targetOf = (
  i: string,
): string => `'targetValue', ${plain(`${i}.target_value`)}, 'targetOn', ${i}.target_on, 'targetText', ${i}.target_text,
  'baseline', ${plain(`${i}.baseline`)}, 'unitOfMeasure', ${i}.unit_of_measure, 'weight', ${i}.weight::text`;

/** Named one by one: the key of a deviation is year, month, indicator, so that each is one probe. */
const MONTHS = `'{1,2,3,4,5,6,7,8,9,10,11,12}'::smallint[]`;

/** The last report and the last computed completion of the indicator `p`, which `i` continues. */
const PREVIOUS = `select json_build_object('id', p.id, 'name', p.name, ${targetOf('p')}, 'actual', (
    select json_build_object('month', a.month, 'value', ${plain('a.value')}, 'level', a.level, 'doneOn', a.done_on, 'state', a.state)
    from ${ACTUAL_TO_DATE_VIEW} a where a.indicator_id = p.id and a.fiscal_year = p.fiscal_year order by a.month desc limit 1),
  'completion', d.ratio::text, 'completionMonth', d.month, 'light', d.light, 'goalRevision', d.goal_revision)
  from ${INDICATOR_VIEW} p
  left join lateral (select ratio, month, light, goal_revision from app.deviations
    where indicator_id = p.id and fiscal_year = p.fiscal_year and month = any (${MONTHS}) and ratio is not null order by month desc limit 1) d on true
  where p.id = l.predecessor_id`;

const INDICATORS = `select coalesce(json_agg(json_build_object('id', i.id, 'level1', i.level1, 'level2', i.level2, 'name', i.name,
    'measureType', i.measure_type, 'operator', i.operator, ${targetOf('i')}, 'previous', (${PREVIOUS})) order by i.position, i.id), '[]')
  from ${INDICATOR_VIEW} i join ${INDICATOR_LINEAGE_VIEW} l on l.indicator_id = i.id where i.goal_id = g.id and not i.retired`;

const rolled = (revision: string): string =>
  `json_build_object('goalId', o.id, 'fiscalYear', o.fiscal_year, 'state', o.state, 'revision', ${revision})`;

/** New targets beside last targets, last actuals and last completions. Null: unknown, or out of sight. */
export const goalLineage = (goalId: string): Call<JsonText | null> => ({
  name: 'goals.lineage',
  text: `select json_build_object('goalId', g.id, 'fiscalYear', g.fiscal_year,
      'rolledFrom', (select ${rolled('l.rolled_from_revision')} from ${GOAL_VIEW} o where o.id = l.rolled_from),
      'rolledTo', (select coalesce(json_agg(${rolled('o.revision')} order by o.fiscal_year, o.id), '[]')
        from ${GOAL_LINEAGE_VIEW} n join ${GOAL_VIEW} o on o.id = n.goal_id where n.rolled_from = g.id),
      'indicators', (${INDICATORS}))::text as json, g.version
    from ${GOAL_VIEW} g join ${GOAL_LINEAGE_VIEW} l on l.goal_id = g.id where g.id = $1::uuid`,
  values: [goalId],
  read: firstRow<JsonText>(),
});
