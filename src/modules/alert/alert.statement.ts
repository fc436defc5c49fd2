import type { Call, Param } from '../../platform/database/call.js';
import { PROJECT_VIEW } from '../budget/index.js';
import { GOAL_VIEW, INDICATOR_VIEW, isMonitored } from '../goal/index.js';
import { DEVIATION_VIEW, PROGRESS_VIEW, type ProjectSelection } from '../monitoring/index.js';
import type { FiscalMonth } from './domain/alert-month.js';

/** What decides about the alerts of one month-end. */
export interface AlertPoint extends FiscalMonth {
  /** Only the last closed month raises; what is older is updated and resolved. */
  readonly raises: boolean;
  /** Working days that have passed since the month's end: reports may still come for some. */
  readonly workingDaysSince: number;
  /** Who listens to `alert.raised` and `alert.resolved`. */
  readonly subscribers: { readonly raised: readonly string[]; readonly resolved: readonly string[] };
}

export type AlertCounts = Readonly<Record<'raised' | 'updated' | 'resolved', number>>;

/**
 * Raises what is new, updates what has changed, resolves what is gone: all alerts of these projects at one month-end in
 * one statement, with their events and outbox rows. Run it after the progress of the same point, in its transaction.
 */
export function evaluateAlerts(point: AlertPoint, projects: ProjectSelection): Call<AlertCounts> {
  const [kind, selection]: ['listed' | 'range', readonly Param[]] =
    'ids' in projects ? ['listed', [projects.ids]] : ['range', [projects.firstId, projects.lastId]];
  const { fiscalYear, month, raises, workingDaysSince, subscribers } = point;
  return {
    name: `alerts.evaluate_${kind}`,
    text: EVALUATE[kind],
    values: [fiscalYear, month, raises, workingDaysSince, subscribers.raised, subscribers.resolved, ...selection],
    read: ([row]) => row as unknown as AlertCounts,
  };
}

const percent = (rate: string): string => `trim_scale(round(${rate} * 100, 2))`;
const number = (value: string): string => `trim_scale(${value})`;
const LIGHT_ZH = `case light when 'RED' then '红灯' when 'ORANGE' then '橙灯' when 'BLUE' then '蓝灯' end`;

const SCOPE = (selection: string): string => `progress as materialized (
  select p.*, j.name
  from ${PROGRESS_VIEW} p join ${PROJECT_VIEW} j on j.id = p.project_id
  where p.fiscal_year = $1::smallint and p.month = $2::smallint and p.${selection} and exists (
    select 1 from ${GOAL_VIEW} g where g.project_id = p.project_id and g.fiscal_year = p.fiscal_year and ${isMonitored('g.state')})),
indicators as materialized (
  select d.*, i.name, i.unit_of_measure
  from progress p
  join ${INDICATOR_VIEW} i on i.project_id = p.project_id and i.fiscal_year = $1::smallint and not i.retired
  join ${DEVIATION_VIEW} d on d.fiscal_year = $1::smallint and d.month = $2::smallint and d.indicator_id = i.id
  where d.light in ('RED', 'ORANGE', 'BLUE') or d.status = 'NO_DATA'),
rule as materialized (
  select distinct on (d.district_id, r.code) d.district_id, r.id, r.code, r.kind, r.definition,
    coalesce((r.definition ->> 'graceWorkingDays')::int, 0) as grace
  from (select distinct district_id from progress) d
  join app.alert_rules r on r.state = 'PUBLISHED' and (r.district_id is null or r.district_id = d.district_id)
  order by d.district_id, r.code, r.district_id nulls last, r.edition desc)`;

interface Sign {
  readonly kind: string;
  readonly sign: string;
  readonly from: 'progress' | 'indicators';
  readonly when: string;
  readonly inputs: string;
  readonly zh: string;
  readonly en: string;
}

const LAG = {
  sign: `'LAG'`,
  from: 'progress',
} as const;
const MONEY = `'executed', executed::text, 'adjustedBudget', adjusted_budget::text, 'executionRate', execution_rate::text`;
const FIGURES = `'planned', ${number('planned')}::text, 'actual', ${number('actual')}::text, 'ratio', ratio::text, 'light', light,
  'dueMonth', due_month, 'daysLate', days_late`;
const MEASURED_ZH = `case when days_late > 0 then '逾期' || days_late || '个工作日'
  when planned is null then '完成程度偏低'
  else '实际' || ${number('actual')} || coalesce(unit_of_measure, '') || ',计划' || ${number('planned')} || coalesce(unit_of_measure, '') || ',完成比' || ${number('ratio')} end`;
const MEASURED_EN = `case when days_late > 0 then days_late || ' working days late' when planned is null then 'the level is low'
  else 'actual ' || ${number('actual')} || ', planned ' || ${number('planned')} || ', ratio ' || ${number('ratio')} end`;

/** What the figures say, and how it is told. Every sentence can be checked from the inputs beside it. */
const SIGNS: readonly Sign[] = [
  {
    kind: 'LIGHT',
    sign: 'light',
    from: 'progress',
    when: `light in ('RED', 'ORANGE')`,
    inputs: `'light', light, 'achievement', achievement::text, 'executionRate', execution_rate::text`,
    zh: `'项目“' || name || '”亮' || ${LIGHT_ZH} || ':以最差指标计'`,
    en: `'Project "' || name || '" shows ' || light || ', the worst light of its indicators'`,
  },
  {
    kind: 'LIGHT',
    sign: 'light',
    from: 'indicators',
    when: `light in ('RED', 'ORANGE')`,
    inputs: FIGURES,
    zh: `'指标“' || name || '”亮' || ${LIGHT_ZH} || ':' || ${MEASURED_ZH}`,
    en: `'Indicator "' || name || '" shows ' || light || ': ' || ${MEASURED_EN}`,
  },
  {
    ...LAG,
    kind: 'EXECUTION_LAG',
    when: 'execution_lag',
    inputs: `${MONEY}, 'linePercent', ${number('checkpoint_percent')}::text`,
    zh: `'1–' || month || '月预算执行率' || ${percent('execution_rate')} || '%,低于' || coalesce(${number('checkpoint_percent')} || '%的', '') || '预警线'`,
    en: `'Execution to month ' || month || ' is ' || ${percent('execution_rate')} || '%, below the line' || coalesce(' of ' || ${number('checkpoint_percent')} || '%', '')`,
  },
  {
    ...LAG,
    kind: 'GOAL_LAG',
    when: 'goal_lag',
    inputs: `'achievement', achievement::text, 'coveredWeight', covered_weight::text, 'linePercent', ${number('checkpoint_percent')}::text`,
    zh: `'1–' || month || '月绩效目标完成率' || ${percent('achievement')} || '%,低于' || coalesce(${number('checkpoint_percent')} || '%的', '') || '预警线'`,
    en: `'Achievement to month ' || month || ' is ' || ${percent('achievement')} || '%, below the line' || coalesce(' of ' || ${number('checkpoint_percent')} || '%', '')`,
  },
  {
    kind: 'MISMATCH',
    sign: 'mismatch_severity',
    from: 'progress',
    when: `mismatch_severity in ('WARN', 'SERIOUS', 'CRITICAL')`,
    inputs: `'achievement', achievement::text, 'executionRate', execution_rate::text, 'gap', gap::text, 'quadrant', quadrant`,
    zh: `'绩效目标完成率' || ${percent('achievement')} || '%,预算执行率' || ${percent('execution_rate')} || '%,相差' || ${number('gap')} || '个百分点'`,
    en: `'Achievement ' || ${percent('achievement')} || '%, execution ' || ${percent('execution_rate')} || '%: a gap of ' || ${number('gap')} || ' points'`,
  },
  {
    kind: 'OVER_EXECUTION',
    sign: `'OVER'`,
    from: 'progress',
    when: 'executed > adjusted_budget',
    inputs: MONEY,
    zh: `'执行数' || executed || '元,超过调整后预算数' || adjusted_budget || '元'`,
    en: `'Executed ' || executed || ' yuan, more than the adjusted budget of ' || adjusted_budget`,
  },
  {
    kind: 'TARGET_SUSPECT',
    sign: 'light',
    from: 'indicators',
    when: `light = 'BLUE'`,
    inputs: FIGURES,
    zh: `'指标“' || name || '”' || ${MEASURED_ZH} || ',目标值可能偏低'`,
    en: `'Indicator "' || name || '": ' || ${MEASURED_EN} || '; the target may be too low'`,
  },
  {
    kind: 'NO_DATA',
    sign: 'status',
    from: 'indicators',
    when: `status = 'NO_DATA'`,
    inputs: `'dueMonth', due_month`,
    zh: `'指标“' || name || '”应报数据逾期未报' || coalesce('(应报至' || due_month || '月)', '')`,
    en: `'Indicator "' || name || '" lacks a figure that is due' || coalesce(' by month ' || due_month, '')`,
  },
];

const SIGNED = SIGNS.map(
  ({ kind, sign, from, when, inputs, zh, en }) => `select '${kind}' as kind, ${sign} as sign, project_id,
    ${from === 'progress' ? 'null::uuid as indicator_id' : 'indicator_id'}, district_id, unit_path,
    jsonb_build_object('goalRevision', goal_revision, ${inputs}) as inputs, ${zh} as zh, ${en} as en from ${from} where ${when}`,
).join('\n  union all ');

const FOUND = `found as materialized (
  select s.*, r.id as rule_id, r.definition #>> array['severities', s.sign] as severity,
    r.code || '|' || coalesce(s.indicator_id, s.project_id) || '|' || $1::int || '-' || lpad($2::int::text, 2, '0') as dedupe_key
  from (${SIGNED}) s
  join rule r on r.district_id = s.district_id and r.kind = s.kind
  where r.definition #>> array['severities', s.sign] is not null and (s.kind <> 'NO_DATA' or $4::int >= r.grace))`;

/** An acknowledged alert that has become worse fires again. */
const FIRES = `(a.state = 'RESOLVED' or array_position(array['INFO', 'WARN', 'SERIOUS', 'CRITICAL'], excluded.severity)
  > array_position(array['INFO', 'WARN', 'SERIOUS', 'CRITICAL'], a.severity))`;

const CHANGED = `changed as (
  insert into app.alerts as a (id, kind, severity, rule_id, district_id, unit_path, project_id, indicator_id, fiscal_year, month,
    dedupe_key, inputs, explanation_zh, explanation_en, fired_at, updated_at)
  select gen_random_uuid(), n.kind, n.severity, n.rule_id, n.district_id, n.unit_path, n.project_id, n.indicator_id, $1::smallint,
    $2::smallint, n.dedupe_key, n.inputs, n.zh, n.en, app.app_now(), app.app_now()
  from found n left join app.alerts o on o.dedupe_key = n.dedupe_key
  where case when o.id is null or o.state = 'RESOLVED' then $3::boolean
    else (o.severity, o.inputs, o.explanation_zh) is distinct from (n.severity, n.inputs, n.zh) end
  on conflict (dedupe_key) do update set version = a.version + 1, severity = excluded.severity, rule_id = excluded.rule_id,
    inputs = excluded.inputs, explanation_zh = excluded.explanation_zh, explanation_en = excluded.explanation_en,
    resolution = null, resolved_at = null, updated_at = excluded.updated_at,
    state = case when ${FIRES} then 'FIRING' else a.state end,
    fired_at = case when ${FIRES} then excluded.fired_at else a.fired_at end,
    acknowledged_by = case when ${FIRES} then null else a.acknowledged_by end,
    acknowledged_at = case when ${FIRES} then null else a.acknowledged_at end
  returning a.*),
raised as (select * from changed where fired_at = app.app_now())`;

/** Gone from its own month; or an older month's, now that a later one is closed, and told whether that one has it too. */
const RESOLVED = (selection: string): string => `resolved as (
  update app.alerts a set state = 'RESOLVED', version = a.version + 1, resolved_at = app.app_now(), updated_at = app.app_now(),
    resolution = case when exists (select 1 from found f where f.kind = a.kind and f.project_id = a.project_id
      and f.indicator_id is not distinct from a.indicator_id) then 'SUPERSEDED' else 'CLEARED' end
  where a.${selection} and a.fiscal_year = $1::smallint and a.state <> 'RESOLVED' and case
    when a.month = $2::smallint then not exists (select 1 from found f where f.dedupe_key = a.dedupe_key)
    when a.month < $2::smallint and $3::boolean then a.kind <> 'NO_DATA'
      or $4::int >= coalesce((select r.grace from rule r where r.kind = a.kind and r.district_id = a.district_id limit 1), 0)
    else false end
  returning a.*)`;

const TOLD = `told as (
  insert into app.events (id, type, district_id, unit_path, project_id, subject_type, subject_id, payload)
  select gen_random_uuid(), e.type, e.district_id, e.unit_path, e.project_id, 'alert', e.id,
    jsonb_build_object('version', e.version, 'kind', e.kind, 'severity', e.severity, 'indicatorId', e.indicator_id,
      'fiscalYear', e.fiscal_year, 'month', e.month, 'resolution', e.resolution)
  from (select 'alert.raised' as type, r.* from raised r union all select 'alert.resolved', r.* from resolved r) e
  returning id, type),
queued as (
  insert into app.outbox (id, kind, dedupe_key, payload)
  select gen_random_uuid(), 'event', s.name || '|' || t.id, jsonb_build_object('eventId', t.id, 'subscriber', s.name)
  from told t cross join lateral unnest(case t.type when 'alert.raised' then $5::text[] else $6::text[] end) as s(name))`;

const evaluate = (selection: string): string => `with ${SCOPE(selection)},
${FOUND},
${CHANGED},
${RESOLVED(selection)},
${TOLD}
select (select count(*)::int from raised) as raised, (select count(*)::int from resolved) as resolved,
  (select count(*)::int from changed) - (select count(*)::int from raised) as updated`;

const EVALUATE = {
  listed: evaluate('project_id = any ($7::uuid[])'),
  range: evaluate('project_id between $7::uuid and $8::uuid'),
} as const;
