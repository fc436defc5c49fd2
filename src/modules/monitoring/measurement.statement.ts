import { type Call, firstRow } from '../../platform/database/call.js';
import { INDICATOR_VIEW } from '../goal/index.js';
import { ALSO_CLOSED, type MonitoringPoint, rated, WAY } from './deviation.statement.js';
import type { MeasuredDeviation } from './domain/deviation-explanation.js';
import type { MonitoringRules } from './domain/monitoring-rule-set.js';
import type { UsedActual } from './explanation.dto.js';

/** What is kept of a result, as text to compare. */
export interface DeviationResult
  extends Pick<
    MeasuredDeviation,
    'status' | 'dueMonth' | 'planned' | 'actual' | 'ratio' | 'deviation' | 'daysLate' | 'light'
  > {
  readonly goalRevision: number;
}

/** A deviation as it was computed, and under which rules. */
export interface StoredDeviation {
  readonly indicatorId: string;
  readonly indicatorName: string;
  readonly unitOfMeasure: string | null;
  readonly reportingPeriod: string;
  readonly result: DeviationResult;
  readonly computedAt: string;
  readonly ruleSet: { readonly id: string; readonly code: string; readonly edition: number };
  readonly rules: MonitoringRules;
}

/** The same computed now, with every figure that it came from: one snapshot. */
export interface Measurement {
  readonly measured: MeasuredDeviation;
  readonly result: DeviationResult;
  readonly inputs: {
    /** The point of the curve that stands; null: the default plan. */
    readonly planPoint: { readonly month: number; readonly planned: string } | null;
    readonly actuals: readonly UsedActual[];
  };
}

const resultOf = (row: string, revision: string): string => `'status', ${row}.status, 'dueMonth', ${row}.due_month,
  'planned', trim_scale(${row}.planned)::text, 'actual', trim_scale(${row}.actual)::text, 'ratio', ${row}.ratio::text,
  'deviation', trim_scale(${row}.deviation)::text, 'daysLate', ${row}.days_late, 'light', ${row}.light, 'goalRevision', ${row}.${revision}`;

export const findDeviation = (
  fiscalYear: number,
  month: number,
  indicatorId: string,
): Call<StoredDeviation | null> => ({
  name: 'deviations.find_to_explain',
  text: `select i.id as "indicatorId", i.name as "indicatorName", i.unit_of_measure as "unitOfMeasure", i.reporting_period as "reportingPeriod",
      json_build_object(${resultOf('d', 'goal_revision')}) as result, to_json(d.computed_at) #>> '{}' as "computedAt",
      json_build_object('id', r.id, 'code', r.code, 'edition', r.edition) as "ruleSet", r.rules
    from app.deviations d join ${INDICATOR_VIEW} i on i.id = d.indicator_id join app.monitoring_rule_sets r on r.id = d.rule_set_id
    where d.fiscal_year = $1::smallint and d.month = $2::smallint and d.indicator_id = $3::uuid`,
  values: [fiscalYear, month, indicatorId],
  read: firstRow<StoredDeviation>(),
});

/** Sums take every figure up to the due month, levels the one of that month, dates the day on which it was done. */
const IS_USED = `a.indicator_id = m.id and a.fiscal_year = $1::smallint and a.month <= m.due and case
  when m.measure_type in ('CUMULATIVE', 'COST', 'EVENT_COUNT') then true
  when m.measure_type = 'DATE' then a.done_on <= $3::date else a.month = m.due end`;

const MEASUREMENT = `with ${rated('i.id = $6::uuid', ALSO_CLOSED)}
select json_build_object('way', m.way, 'measureType', m.measure_type, 'operator', m.operator, 'direction', m.direction,
    'target', trim_scale(m.target_value)::text, 'targetOn', m.target_on, 'baseline', trim_scale(m.baseline)::text,
    'level', m.level, 'doneOn', m.done_on, ${resultOf('r', 'revision')}) as measured,
  json_build_object(${resultOf('r', 'revision')}) as result,
  json_build_object(
    'planPoint', (select json_build_object('month', p.month, 'planned', trim_scale(p.planned)::text) from app.plan_points p
      where p.indicator_id = m.id and p.month <= m.due order by p.month desc limit 1),
    'actuals', (select coalesce(json_agg(json_build_object('id', a.id, 'version', a.version, 'state', a.state, 'month', a.month,
        'value', trim_scale(a.value)::text, 'numerator', trim_scale(a.numerator)::text, 'denominator', trim_scale(a.denominator)::text,
        'level', a.level, 'doneOn', a.done_on) order by a.month), '[]')
      from app.actuals a where ${IS_USED})) as inputs
from (select measured.*, ${WAY} as way, $4::uuid as rule_set_id from measured) m join rated r on r.id = m.id`;

export const measureIndicator = (
  { fiscalYear, month, asOf, ruleSetId, rules }: MonitoringPoint,
  indicatorId: string,
): Call<Measurement | null> => ({
  name: 'deviation.measure',
  text: MEASUREMENT,
  values: [fiscalYear, month, asOf, ruleSetId, JSON.stringify(rules), indicatorId],
  read: firstRow<Measurement>(),
});
