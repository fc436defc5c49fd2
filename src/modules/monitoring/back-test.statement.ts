import { type Call, noRows } from '../../platform/database/call.js';
import { PROJECT_VIEW } from '../budget/index.js';
import { ALSO_CLOSED, DEVIATION_FACTS, type MonitoringPoint, rated } from './deviation.statement.js';
import { LIGHTS } from './domain/monitoring-rule-set.js';
import { judged, PROGRESS_FACTS } from './progress.statement.js';

/** What is kept of a trial; projects beyond the limit are counted, not listed. */
export interface BackTestResult {
  readonly newlyFlagged: number;
  readonly noLongerFlagged: number;
  readonly months: readonly object[];
  readonly projects: readonly object[];
}

const LISTED = 1000;

/** A stage of the transaction's own, shaped like the tables of what counts: nothing of a trial is written there. */
export const stageDeviations = (): Call<void> => ({
  name: 'back_test.stage_deviations',
  text: `create temp table trial_deviations (like app.deviations, primary key (fiscal_year, month, indicator_id)) on commit drop`,
  values: [],
  read: noRows,
});

export const stageProgress = (): Call<void> => ({
  name: 'back_test.stage_progress',
  text: `create temp table trial_progress (like app.project_progress, primary key (fiscal_year, month, project_id)) on commit drop`,
  values: [],
  read: noRows,
});

/** The very statements that compute what counts, for one district under other rules. */
const DEVIATIONS = `with ${rated('i.district_id = $6::uuid', ALSO_CLOSED)}
insert into pg_temp.trial_deviations (fiscal_year, month, indicator_id, project_id, district_id, unit_path, ${DEVIATION_FACTS},
  rule_set_id, goal_revision, computed_at)
select $1::smallint, $2::int, id, project_id, district_id, unit_path, ${DEVIATION_FACTS}, $4::uuid, revision, app.app_now()
from rated where is_monitored`;

const PROGRESS = `with ${judged('district_id = $6::uuid', 'true', ALSO_CLOSED, 'pg_temp.trial_deviations')}
insert into pg_temp.trial_progress (fiscal_year, month, project_id, district_id, unit_path, ${PROGRESS_FACTS.join(', ')}, rule_set_id, computed_at)
select $1::smallint, $2::int, project_id, district_id, unit_path, ${PROGRESS_FACTS.join(', ')}, $4::uuid, app.app_now()
from judged where is_monitored`;

export const tryDeviations = (point: MonitoringPoint, districtId: string): Call<void> =>
  trial('back_test.try_deviations', DEVIATIONS, point, districtId);

/** After the deviations of the same point. */
export const tryProgress = (point: MonitoringPoint, districtId: string): Call<void> =>
  trial('back_test.try_progress', PROGRESS, point, districtId);

function trial(name: string, text: string, point: MonitoringPoint, districtId: string): Call<void> {
  const { fiscalYear, month, asOf, ruleSetId, rules } = point;
  return { name, text, values: [fiscalYear, month, asOf, ruleSetId, JSON.stringify(rules), districtId], read: noRows };
}

/** 预警: somebody would have been told: a red or orange light, money or results below the line, or a mismatch. */
const isFlagged = (
  p: string,
): string => `coalesce(${p}.light in ('RED', 'ORANGE') or ${p}.execution_light = 'RED' or ${p}.execution_lag
  or ${p}.goal_lag or ${p}.mismatch_severity in ('WARN', 'SERIOUS', 'CRITICAL'), false)`;

const lightsOf = (side: string): string => `json_build_object('flagged', count(*) filter (where ${side}_flagged),
  'lights', json_build_object(${LIGHTS.map((light) => `'${light}', count(*) filter (where ${side}_light = '${light}')`).join(', ')},
    'NONE', count(*) filter (where ${side}_light is null)))`;

/** How the year ended, or has come to by now: the last month on record. */
const OUTCOME = `select json_build_object('month', o.month, 'executionRate', o.execution_rate::text, 'achievement', o.achievement::text, 'light', o.light)
  from app.project_progress o where o.project_id = c.project_id and o.fiscal_year = $1::smallint order by o.month desc limit 1`;

/** What stands on record beside what the trial found, month by month. */
export const compareBackTest = (
  fiscalYear: number,
  months: readonly number[],
  districtId: string,
): Call<BackTestResult> => ({
  name: 'back_test.compare',
  text: `with compared as (
      select coalesce(a.month, b.month) as month, coalesce(a.project_id, b.project_id) as project_id,
        b.light as before_light, a.light as after_light, ${isFlagged('b')} as before_flagged, ${isFlagged('a')} as after_flagged
      from pg_temp.trial_progress a
      full join (select * from app.project_progress where fiscal_year = $1::smallint and month = any ($2::smallint[]) and district_id = $3::uuid) b
        on b.month = a.month and b.project_id = a.project_id),
    by_month as (
      select month, ${lightsOf('before')} as before, ${lightsOf('after')} as after,
        count(*) filter (where after_flagged and not before_flagged)::int as newly,
        count(*) filter (where before_flagged and not after_flagged)::int as no_longer
      from compared group by month),
    changed as (
      select project_id, after_flagged as is_newly, array_agg(month order by month) as months
      from compared where before_flagged <> after_flagged group by project_id, after_flagged),
    listed as (select * from changed order by is_newly desc, months[1], project_id limit ${LISTED})
    select json_build_object(
      'newlyFlagged', (select count(*) from changed where is_newly), 'noLongerFlagged', (select count(*) from changed where not is_newly),
      'months', (select coalesce(json_agg(json_build_object('month', month, 'before', before, 'after', after, 'newlyFlagged', newly,
        'noLongerFlagged', no_longer) order by month), '[]') from by_month),
      'projects', (select coalesce(json_agg(json_build_object('projectId', j.id, 'projectCode', j.code, 'projectName', j.name,
          'change', case when c.is_newly then 'NEWLY_FLAGGED' else 'NO_LONGER_FLAGGED' end, 'months', c.months, 'outcome', (${OUTCOME}))
          order by c.is_newly desc, c.months[1], j.code), '[]')
        from listed c join ${PROJECT_VIEW} j on j.id = c.project_id)) as result`,
  values: [fiscalYear, months, districtId],
  read: ([row]) => row?.['result'] as BackTestResult,
});
