import type { Call, Param } from '../../platform/database/call.js';
import { GOAL_VIEW, INDICATOR_VIEW, isMonitored } from '../goal/index.js';
import type { MonitoringRules } from './domain/monitoring-rule-set.js';
import { monthsPerFigure } from './reporting.store.js';

/** One month-end of one fiscal year, seen through one rule set. */
export interface MonitoringPoint {
  readonly fiscalYear: number;
  /** 1–12: the last month whose figures count. */
  readonly month: number;
  /** `YYYY-MM-DD`: the day on which dates are judged; the month's last day, or today while the month runs. */
  readonly asOf: string;
  readonly ruleSetId: string;
  readonly rules: MonitoringRules;
}

/** Recomputes the deviations (偏差) of these indicators. Answers how many rows really changed. */
export const recomputeListedDeviations = (point: MonitoringPoint, indicatorIds: readonly string[]): Call<number> =>
  recompute('deviation.recompute_listed', LISTED_DEVIATIONS, point, [indicatorIds]);

/**
 * The same for every indicator of the year whose id lies in the range, both ends included. For jobs that share out all
 * indicators: run it under STREAMING, one job per core.
 */
export const recomputeDeviationRange = (
  point: MonitoringPoint,
  firstId: string,
  lastId: string,
  /** Only of these districts, which share a rule set; null: of all. */
  districtIds: readonly string[] | null = null,
): Call<number> => recompute('deviation.recompute_range', DEVIATION_RANGE, point, [firstId, lastId, districtIds]);

/** For range jobs, before the statement in the same transaction: aggregates and joins then stream in index order. */
export const STREAMING_SETTINGS = ['enable_hashagg = off', 'enable_hashjoin = off', 'jit = off'] as const;
export const STREAMING = STREAMING_SETTINGS.map((setting) => `set local ${setting}`).join('; ');

function recompute(name: string, text: string, point: MonitoringPoint, selection: readonly Param[]): Call<number> {
  const { fiscalYear, month, asOf, ruleSetId, rules } = point;
  return {
    name,
    text,
    values: [fiscalYear, month, asOf, ruleSetId, JSON.stringify(rules), ...selection],
    read: (rows) => Number(rows[0]?.['changed'] ?? 0),
  };
}

/** Which goals are looked at, by the row of goal_v: a closed year rests, unless one asks how it was. */
export interface Goals {
  readonly isMonitored: string;
  readonly where: string;
}
export const OPEN: Goals = { isMonitored: isMonitored('state'), where: `state <> 'CLOSED'` };
export const ALSO_CLOSED: Goals = { isMonitored: `(state = 'CLOSED' or ${isMonitored('state')})`, where: 'true' };

const step = (i: string): string => monthsPerFigure(i, '$1::smallint');

/** The last month up to now in which a figure was due; its figures stand until the next one. 0: none yet. */
const due = (i: string): string => `($2::int - $2::int % (${step(i)}))`;

/** Whether `actual operator limit` holds. Costs and events are always limits: "=" is read as "≤". */
const holds = (actual: string, limit: string): string => `case operator
  when 'LT' then ${actual} < ${limit}
  when 'LE' then ${actual} <= ${limit}
  else case when measure_type in ('COST', 'EVENT_COUNT') then ${actual} <= ${limit} else case operator
    when 'GE' then ${actual} >= ${limit}
    when 'GT' then ${actual} > ${limit}
    else ${actual} = ${limit} end end end`;

const RULE = `rule as materialized (
  select r #>> '{lights,basis}' as basis,
    (r #>> '{lights,blueFrom}')::numeric as blue_from, (r #>> '{lights,greenFrom}')::numeric as green_from,
    (r #>> '{lights,yellowFrom}')::numeric as yellow_from, (r #>> '{lights,orangeFrom}')::numeric as orange_from,
    array(select jsonb_array_elements_text(r #> '{lights,blueTypes}')) as blue_types,
    array(select jsonb_array_elements_text(r #> '{lights,blueDirections}')) as blue_directions,
    case when jsonb_typeof(r #> '{lights,timeScaledLevels}') = 'array'
      then array(select jsonb_array_elements_text(r #> '{lights,timeScaledLevels}')) end as scaled_levels,
    array(select jsonb_array_elements_text(r -> 'gapTypes')) as gap_types, r -> 'levels' as levels,
    (r #>> '{lateness,graceWorkingDays}')::int as grace_days,
    r #>> '{lateness,within}' as late_within, r #>> '{lateness,beyond}' as late_beyond
  from (select $5::jsonb as r) as given)`;

/** The indicators with the months that count for them. OFFSET 0: once per indicator, not once per actual. */
const asked = (selection: string): string => `(select i.*, ${step('i')} as step, ${due('i')} as due
  from ${INDICATOR_VIEW} i where i.fiscal_year = $1::smallint and ${selection} offset 0)`;

/** Each indicator's actuals up to its due month, from the covering index alone. */
const summed = (selection: string): string => `summed as (
  select i.id, sum(a.value) as total, count(a.value) filter (where a.month % i.step = 0) as months_filed,
    max(a.value) filter (where a.month = i.due) as value_at_due, max(a.level) filter (where a.month = i.due) as level,
    max(a.done_on) filter (where a.done_on <= $3::date) as done_on
  from ${asked(selection)} i
  join app.actuals a on a.indicator_id = i.id and a.fiscal_year = $1::smallint and a.month <= i.due
  group by i.id)`;

/**
 * The number of working days up to each day since the calendar begins. A day of a year without calendar counts
 * 100,000, so that a distance which crosses one is recognised: a guess could pardon or blame wrongly.
 */
const WORKDAYS = `workdays as materialized (
  select min(day) as first, array_agg(number order by day) as upto
  from (
    select d.day::date as day, sum(case when y.year is null then 100000
        when coalesce(c.is_working, extract(isodow from d.day) < 6) then 1 else 0 end) over (order by d.day)::int as number
    from (select date_trunc('year', min(day)) as first, $3::date as last from app.calendar_days) span
    cross join generate_series(span.first, span.last, interval '1 day') as d(day)
    left join app.calendar_days c on c.day = d.day::date
    left join (select distinct extract(year from day) as year from app.calendar_days) y
      on y.year = extract(year from d.day)) as numbered)`;

/** Asked only for a date that is late: the list is then made once. */
const WORKING_DAYS_LATE = `(select case when number < 100000 then number end
    from (select upto[s.end_on - first + 1] - upto[s.target_on - first + 1] as number from workdays) as distance)`;

/**
 * T, A and P as the rest needs them. A and P are kept twelvefold (…12), so that T × m ÷ 12 is not rounded before it is
 * compared. OFFSET 0 keeps the planner from copying an expression into every place that names it.
 */
const figures = (selection: string, goals: Goals): string => `figures as (
  select s.*, g.revision, g.is_monitored and not s.retired as is_monitored, s.baseline * 12 as baseline12,
    case when s.measure_type in ('CUMULATIVE', 'COST') then coalesce(p.planned * 12, s.target_value * s.due)
      when s.measure_type = 'STOCK'
        then coalesce(p.planned * 12, s.baseline * 12 + (s.target_value - s.baseline) * s.due)
      else coalesce(p.planned, s.target_value) * 12 end as planned12,
    case when s.measure_type in ('STOCK', 'RATE', 'SCORE') then s.value_at_due * 12
      when s.value_at_due is null
        or s.measure_type = any (rule.gap_types) and s.months_filed < s.due / s.step then null
      else s.total * 12 end as actual12,
    case when s.measure_type = 'DATE' and s.target_on < s.end_on then ${WORKING_DAYS_LATE}
      when s.measure_type = 'DATE' and s.done_on is not null then 0 end as days_late
  from (select i.id, i.goal_id, i.project_id, i.district_id, i.unit_path, i.measure_type, i.operator, i.direction,
      i.level1, i.level2, i.target_value, i.target_on, coalesce(i.baseline, 0) as baseline, i.retired, i.step, i.due,
      total, months_filed, value_at_due, level, done_on, coalesce(done_on, $3::date) as end_on
    from ${asked(selection)} i left join summed on summed.id = i.id offset 0) s
  cross join rule
  cross join lateral (select revision, ${goals.isMonitored} as is_monitored
    from ${GOAL_VIEW} where id = s.goal_id and ${goals.where} offset 0) g
  left join lateral (select planned from app.plan_points where indicator_id = s.id and month <= s.due
    order by month desc limit 1) p on true
  offset 0)`;

const JUDGED = `judged as (
  select f.*, rule.basis = 'TIME' as is_timed,
    case when not is_monitored then 'WITHDRAWN'
      when measure_type = 'DATE' then case when target_on is null then 'NO_DATA'
        when done_on is not null or end_on > target_on then 'DUE' else 'NOT_DUE' end
      when due = 0 then 'NOT_DUE'
      when measure_type in ('CUMULATIVE', 'COST') and rule.basis <> 'TIME' and target_value > 0 and planned12 = 0
        then 'NOT_DUE'
      when measure_type = 'QUAL' then case when level is null then 'NO_DATA' else 'DUE' end
      when actual12 is null or target_value is null then 'NO_DATA'
      else 'DUE' end as status,
    direction = 'NEGATIVE' or measure_type in ('COST', 'EVENT_COUNT') or rule.scaled_levels is not null and not
      (array[regexp_replace(level1, '指标等?$|等$', ''), regexp_replace(level2, '指标等?$|等$', '')]
        && rule.scaled_levels) as is_limit
  from figures f cross join rule
  offset 0)`;

/** The regulation of edges (domain 6.1): what cannot be divided is met or not met. */
const MET_OR_NOT = `measure_type = 'EVENT_COUNT' or target_value <= 0 or actual12 < 0
      or case when measure_type <> 'STOCK' then planned12 <= 0 when direction = 'POSITIVE' then planned12 <= baseline12
        when direction = 'NEGATIVE' then planned12 >= baseline12 else planned12 = baseline12 end`;

/**
 * The achievement ratio of domain 6.1 as [reached, wanted], so that lights compare by multiplication, never by a rounded
 * quotient. Yes and no are 1 ÷ 1 and 0 ÷ 1. The second WHEN of the plan's part is the regulation of edges: no target
 * above zero, a negative actual, or a path that doesn't lead in the indicator's direction leave only met or not met.
 */
const MEASURED = `measured as (
  select j.*, case
    when status <> 'DUE' then null
    when measure_type = 'QUAL' then array[(rule.levels #>> array[level, 'ratio'])::numeric, 1]
    when measure_type = 'DATE' then ${met('done_on <= target_on')}
    when is_timed then case
      when is_limit or target_value < 0 then ${met(holds('actual12', '(target_value * 12)'))}
      when target_value = 0 then ${met('actual12 = 0')}
      else array[actual12, target_value * due] end
    when ${MET_OR_NOT}
      then ${met(holds('actual12', 'planned12'))}
    when measure_type = 'STOCK' then case direction
      when 'POSITIVE' then array[actual12 - baseline12, planned12 - baseline12]
      when 'NEGATIVE' then array[baseline12 - actual12, baseline12 - planned12]
      else array[abs(planned12 - baseline12) - abs(actual12 - planned12), abs(planned12 - baseline12)] end
    when direction = 'NEGATIVE' or measure_type = 'COST' then
      case when actual12 = 0 then ${met('true')} else array[planned12, actual12] end
    when direction = 'POSITIVE' then array[actual12, planned12]
    else array[least(actual12, planned12), greatest(actual12, planned12)] end as parts
  from judged j cross join rule
  offset 0)`;

/** Which of these ways a measured row went, for whoever explains it. */
export const WAY = `case when status <> 'DUE' then null
  when measure_type in ('QUAL', 'DATE') then measure_type
  when is_timed then case when is_limit or target_value < 0 then 'TARGET_HELD' when target_value = 0 then 'ZERO_MET' else 'TIME' end
  when ${MET_OR_NOT} then 'PLAN_HELD'
  when measure_type = 'STOCK' then 'PATH'
  when direction = 'NEGATIVE' or measure_type = 'COST' then case when actual12 = 0 then 'NOTHING' else 'INVERSE' end
  when direction = 'POSITIVE' then 'QUOTIENT' else 'NEARNESS' end`;

const RATED = `rated as (
  select id, project_id, district_id, unit_path, is_monitored, status, revision,
    case when status <> 'WITHDRAWN' and due > 0 then due end as due_month,
    case when status = 'WITHDRAWN' or due = 0 or measure_type = 'QUAL' then null
      when measure_type = 'DATE' then (target_on <= $3::date)::int
      else round(planned12 / 12, 6) end as planned,
    case when status = 'WITHDRAWN' or measure_type = 'QUAL' then null
      when measure_type = 'DATE' then (done_on is not null)::int
      else round(actual12 / 12, 6) end as actual,
    case when parts is not null then round(least(greatest(parts[1] / parts[2], 0), 9999999999), 6) end as ratio,
    case when status <> 'DUE' then null
      when measure_type in ('CUMULATIVE', 'COST', 'RATE', 'SCORE')
        then round((actual12 - planned12) / nullif(abs(planned12), 0), 6)
      when measure_type = 'STOCK'
        then round((actual12 - planned12) / nullif(planned12 - baseline12, 0), 6)
      when measure_type = 'EVENT_COUNT' then round((actual12 - planned12) / 12, 6)
      when measure_type = 'DATE' then days_late end as deviation,
    case when status <> 'WITHDRAWN' then days_late end as days_late,
    case when rule.basis = 'NONE' then null
      when status = 'NO_DATA' then 'GREY'
      when status <> 'DUE' then null
      when measure_type = 'QUAL' then rule.levels #>> array[level, 'light']
      when measure_type = 'DATE' then case when done_on <= target_on then 'GREEN'
        when days_late <= rule.grace_days then rule.late_within else rule.late_beyond end
      when parts[1] >= rule.blue_from * parts[2] and measure_type = any (rule.blue_types)
        and direction = any (rule.blue_directions) then 'BLUE'
      when parts[1] >= rule.green_from * parts[2] then 'GREEN'
      when parts[1] >= rule.yellow_from * parts[2] then 'YELLOW'
      when parts[1] >= rule.orange_from * parts[2] then 'ORANGE'
      else 'RED' end as light
  from measured cross join rule
  offset 0)`;

export const DEVIATION_FACTS = 'status, due_month, planned, actual, ratio, deviation, days_late, light';
const fresh = `n.${DEVIATION_FACTS.replaceAll(', ', ', n.')}, $4::uuid, n.revision`;
const factsOf = (row: string): string =>
  `(${row}.${DEVIATION_FACTS.replaceAll(', ', `, ${row}.`)}, ${row}.rule_set_id, ${row}.goal_revision)`;

/** From the facts to a row for each indicator: the one text behind every deviation, whoever asks. */
export const rated = (selection: string, goals: Goals): string => `${RULE},
${WORKDAYS},
${summed(selection)},
${figures(selection, goals)},
${JUDGED},
${MEASURED},
${RATED}`;

/**
 * Only rows that differ are written. The comparison stands before the insert, because ON CONFLICT would lock, and so
 * write, every unchanged row; it stands again after it for the row that somebody else has just written.
 */
const recomputation = (selection: string): string => `with ${rated(selection, OPEN)},
changed as (
  insert into app.deviations (fiscal_year, month, indicator_id, project_id, district_id, unit_path,
    ${DEVIATION_FACTS}, rule_set_id, goal_revision, computed_at)
  select $1::smallint, $2::int, n.id, n.project_id, n.district_id, n.unit_path, ${fresh}, app.app_now()
  from rated n
  left join app.deviations o on o.fiscal_year = $1::smallint and o.month = $2::smallint and o.indicator_id = n.id
  where (n.is_monitored or o.indicator_id is not null) and ${factsOf('o')} is distinct from (${fresh})
  on conflict (fiscal_year, month, indicator_id) do update
    set (${DEVIATION_FACTS}, rule_set_id, goal_revision, computed_at) = (excluded.${DEVIATION_FACTS.replaceAll(', ', ', excluded.')},
      excluded.rule_set_id, excluded.goal_revision, excluded.computed_at)
    where ${factsOf('deviations')} is distinct from ${factsOf('excluded')}
  returning project_id),
marked as (
  insert into app.dirty_projects (project_id, fiscal_year, from_month)
  select distinct project_id, $1::smallint, $2::smallint from changed where project_id is not null)
select count(*)::int as changed from changed`;

function met(condition: string): string {
  return `array[case when ${condition} then 1 else 0 end, 1]::numeric[]`;
}

export const LISTED_DEVIATIONS = recomputation('i.id = any ($6::uuid[])');
export const DEVIATION_RANGE = recomputation(
  'i.id between $6::uuid and $7::uuid and ($8::uuid[] is null or i.district_id = any ($8::uuid[]))',
);
