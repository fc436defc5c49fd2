import { type Call, firstRow } from '../../platform/database/call.js';
import { PROJECT_VIEW } from '../budget/index.js';
import { INDICATOR_VIEW } from '../goal/index.js';
import { ALSO_CLOSED, type MonitoringPoint } from './deviation.statement.js';
import type { MonitoringRules } from './domain/monitoring-rule-set.js';
import type { MeasuredProgress, ProgressResult } from './domain/progress-explanation.js';
import { judged, shares } from './progress.statement.js';

/** The progress of a project as it was computed, and under which rules. */
export interface StoredProgress {
  readonly projectId: string;
  readonly projectName: string;
  readonly result: ProgressResult;
  readonly computedAt: string;
  readonly ruleSet: { readonly id: string; readonly code: string; readonly edition: number };
  readonly rules: MonitoringRules;
}

/** With the scales of the table's columns, so that what is stored and what is computed read the same. */
const resultOf = (
  row: string,
): string => `json_build_object('adjustedBudget', ${row}.adjusted_budget::numeric(20,2)::text,
  'executed', ${row}.executed::numeric(20,2)::text, 'executionRate', ${row}.execution_rate::text, 'executionLight', ${row}.execution_light,
  'achievement', ${row}.achievement::numeric(7,6)::text, 'plannedAchievement', ${row}.planned_achievement::numeric(7,6)::text,
  'coveredWeight', ${row}.covered_weight::numeric(7,6)::text, 'light', ${row}.light, 'gap', ${row}.gap::numeric(16,4)::text,
  'mismatchSeverity', ${row}.mismatch_severity, 'quadrant', ${row}.quadrant, 'executionLag', ${row}.execution_lag,
  'goalLag', ${row}.goal_lag, 'goalRevision', ${row}.goal_revision)`;

export const findProgress = (fiscalYear: number, month: number, projectId: string): Call<StoredProgress | null> => ({
  name: 'progress.find_to_explain',
  text: `select j.id as "projectId", j.name as "projectName", ${resultOf('p')} as result, to_json(p.computed_at) #>> '{}' as "computedAt",
      json_build_object('id', r.id, 'code', r.code, 'edition', r.edition) as "ruleSet", r.rules
    from app.project_progress p join ${PROJECT_VIEW} j on j.id = p.project_id join app.monitoring_rule_sets r on r.id = p.rule_set_id
    where p.fiscal_year = $1::smallint and p.month = $2::smallint and p.project_id = $3::uuid`,
  values: [fiscalYear, month, projectId],
  read: firstRow<StoredProgress>(),
});

const BY_INDICATOR = `select coalesce(json_agg(json_build_object('indicatorId', i.id, 'name', i.name, 'weight', s.weight::text,
    'reached', round(s.reached, 6)::text, 'planned', round(s.planned, 6)::text, 'light', rule.worst_first[s.rank]) order by i.position, i.id), '[]')
  from (${shares('project_id = $6::uuid', 'app.deviations')}) s join ${INDICATOR_VIEW} i on i.id = s.id cross join rule`;

const MEASUREMENT = `with ${judged('project_id = $6::uuid', 'true', ALSO_CLOSED)}
select ${resultOf('n')} as result, json_build_object('base', n.base::numeric(20,2)::text, 'month', $2::int, 'line', trim_scale(rule.line)::text,
    'shouldRate', round(n.share12::numeric / n.share_of / 12, 6)::text, 'indicators', (${BY_INDICATOR})) as figures, $4::uuid as "ruleSetId"
from judged n cross join rule`;

/** The same computed now, with every figure on the way. */
export const measureProgress = (
  { fiscalYear, month, asOf, ruleSetId, rules }: MonitoringPoint,
  projectId: string,
): Call<{
  readonly result: ProgressResult;
  readonly figures: Omit<MeasuredProgress, keyof ProgressResult>;
} | null> => ({
  name: 'progress.measure',
  text: MEASUREMENT,
  values: [fiscalYear, month, asOf, ruleSetId, JSON.stringify(rules), projectId],
  read: firstRow<{ result: ProgressResult; figures: Omit<MeasuredProgress, keyof ProgressResult> }>(),
});
