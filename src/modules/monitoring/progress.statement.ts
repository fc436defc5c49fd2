import type { Call, Param } from '../../platform/database/call.js';
import { BUDGET_LINE_VIEW, PAYMENT_VIEW } from '../budget/index.js';
import { GOAL_VIEW, INDICATOR_VIEW } from '../goal/index.js';
import { type Goals, type MonitoringPoint, OPEN } from './deviation.statement.js';

/**
 * Recomputes the progress (执行与绩效双监控) of these projects from their deviations, budget and payments. Run it after
 * the deviations of the same point. Answers how many rows really changed.
 */
export const recomputeListedProgress = (point: MonitoringPoint, projectIds: readonly string[]): Call<number> =>
  recompute('progress.recompute_listed', LISTED_PROGRESS, point, [projectIds]);

/** The same for every project whose id lies in the range, both ends included. */
export const recomputeProgressRange = (
  point: MonitoringPoint,
  firstId: string,
  lastId: string,
  /** Only of these districts, which share a rule set; null: of all. */
  districtIds: readonly string[] | null = null,
): Call<number> => recompute('progress.recompute_range', PROGRESS_RANGE, point, [firstId, lastId, districtIds]);

function recompute(name: string, text: string, point: MonitoringPoint, selection: readonly Param[]): Call<number> {
  const { fiscalYear, month, asOf, ruleSetId, rules } = point;
  return {
    name,
    text,
    values: [fiscalYear, month, asOf, ruleSetId, JSON.stringify(rules), ...selection],
    read: (rows) => Number(rows[0]?.['changed'] ?? 0),
  };
}

/** The line of the execution checkpoints in this month: exact, or between its neighbours where the set says LINEAR. */
const LINE = `select coalesce((lines ->> $2::int::text)::numeric, case when is_linear then (
    select lo.percent + (hi.percent - lo.percent) * ($2::int - lo.month) / (hi.month - lo.month)
    from (select key::int as month, value::numeric as percent from jsonb_each_text(lines)
        where key::int < $2::int order by 1 desc limit 1) lo,
      (select key::int as month, value::numeric as percent from jsonb_each_text(lines)
        where key::int > $2::int order by 1 limit 1) hi) end)
  from (select r #> '{checkpoints,percentByMonth}' as lines,
    r #>> '{checkpoints,interpolation}' = 'LINEAR' as is_linear) c`;

const RULE = `rule as materialized (
  select array(select jsonb_array_elements_text(r -> 'worstFirst')) as worst_first,
    r #>> '{execution,base}' = 'INITIAL' as is_initial_base,
    coalesce(r #>> '{execution,against}' = 'SPENDING_PLAN', false) as is_by_plan,
    (r #>> '{execution,light,greenFrom}')::numeric as money_green_from,
    (r #>> '{execution,light,yellowFrom}')::numeric as money_yellow_from,
    (${LINE}) as line,
    (r #>> '{mismatch,warnAbove}')::numeric as warn_above, (r #>> '{mismatch,seriousAbove}')::numeric as serious_above,
    (r #>> '{mismatch,criticalAbove}')::numeric as critical_above, (r #>> '{mismatch,lowBelow}')::numeric as low_below
  from (select $5::jsonb as r) as given)`;

/** Projects with a goal in execution, and those that lost it but may have a row. Closed years rest. */
const projects = (selection: string, places: string, goals: Goals): string => `projects as (
  select project_id, district_id, unit_path, revision as goal_revision, ${goals.isMonitored} as is_monitored
  from ${GOAL_VIEW} where fiscal_year = $1::smallint and ${goals.where} and ${selection} and ${places})`;

/**
 * How far one indicator is on the way to its annual target, reached and planned, as fractions from 0 to 1. Only what
 * accumulates: rates, scores, costs, events and levels have no way (null).
 */
const share = (value: string): string => `case
  when d.${value} is null then null
  when i.measure_type = 'DATE' then d.${value}
  when i.measure_type = 'CUMULATIVE' and i.direction = 'POSITIVE' and i.target_value > 0
    then least(greatest(d.${value} / i.target_value, 0), 1)
  when i.measure_type = 'CUMULATIVE' and i.direction = 'POSITIVE' then (d.${value} >= i.target_value)::int
  when i.measure_type <> 'STOCK' then null
  when case i.direction when 'POSITIVE' then i.target_value > coalesce(i.baseline, 0)
      when 'NEGATIVE' then i.target_value < coalesce(i.baseline, 0) else i.target_value <> coalesce(i.baseline, 0) end
    then least(greatest((d.${value} - coalesce(i.baseline, 0)) / (i.target_value - coalesce(i.baseline, 0)), 0), 1)
  else case i.direction when 'POSITIVE' then d.${value} >= i.target_value
    when 'NEGATIVE' then d.${value} <= i.target_value else d.${value} = i.target_value end::int end`;

/** Each indicator's part in its project's achievement, from the deviations in a table of that shape. */
export const shares = (selection: string, deviations: string): string => `select i.project_id, i.id, i.weight,
    array_position(rule.worst_first, d.light) as rank, ${share('actual')} as reached, ${share('planned')} as planned
  from ${INDICATOR_VIEW} i
  cross join rule
  left join ${deviations} d on d.fiscal_year = $1::smallint and d.month = $2::smallint and d.indicator_id = i.id
    and d.status <> 'WITHDRAWN'
  where i.fiscal_year = $1::smallint and not i.retired and i.${selection}
  offset 0`;

/** A missing actual leaves the indicator out of both sums; the covered share of the whole weight tells how much is left. */
const results = (selection: string, deviations: string): string => `results as (
  select project_id, round(sum(weight * reached) / nullif(sum(weight) filter (where reached is not null), 0), 6) as achievement,
    round(sum(weight * planned) filter (where reached is not null)
      / nullif(sum(weight) filter (where reached is not null), 0), 6) as planned_achievement,
    round(coalesce(sum(weight) filter (where reached is not null), 0) / nullif(sum(weight), 0), 6) as covered_weight,
    min(rank) as worst
  from (${shares(selection, deviations)}) as shares
  group by project_id)`;

/**
 * What should be spent by now, as a share of the budget in two parts, so that nothing is divided before it is compared:
 * month ÷ 12, or the spending plan's point ÷ its end where the rules look at it and the project has one.
 */
const SHOULD = `left join lateral (
  select points[$2::int] * 12 as share12, points[12] as share_of from app.spending_plans
  where rule.is_by_plan and project_id = p.project_id and fiscal_year = $1::smallint) should on true`;

/** Spent is what was paid by the as-of date; where no payment is on record, the ledger's own figure. */
const money = (selection: string): string => `lines as (
  select project_id, sum(initial) as initial, sum(adjusted) as adjusted, sum(executed) as executed
  from ${BUDGET_LINE_VIEW} where fiscal_year = $1::smallint and ${selection} group by project_id),
paid as (
  select project_id, coalesce(sum(amount) filter (where paid_on <= $3::date), 0) as executed
  from ${PAYMENT_VIEW} where fiscal_year = $1::smallint and ${selection} group by project_id),
gathered as (
  select p.*, l.adjusted as adjusted_budget, coalesce(paid.executed, l.executed, 0) as executed,
    case when rule.is_initial_base then l.initial else l.adjusted end as base,
    coalesce(should.share12, $2::int) as share12, coalesce(should.share_of, 1) as share_of,
    case when p.is_monitored then r.achievement end as achievement,
    case when p.is_monitored then r.planned_achievement end as planned_achievement,
    case when p.is_monitored then r.covered_weight end as covered_weight,
    case when p.is_monitored then rule.worst_first[r.worst] end as light
  from projects p
  cross join rule
  left join lines l using (project_id)
  left join paid using (project_id)
  left join results r using (project_id)
  ${SHOULD}
  offset 0)`;

/** Rates are fractions with 6 decimals; the gap is taken from the rates as shown, so that anybody can check it. */
const RATED = `rated as (
  select g.*, (achievement - execution_rate) * 100 as gap
  from (select gathered.*, case when base > 0 then round(least(executed / base, 9999999999), 6) end as execution_rate
    from gathered offset 0) g
  offset 0),
judged as (
  select g.*,
    case when base > 0 and rule.money_green_from is not null then case
      when executed * 12 * share_of >= rule.money_green_from * base * share12 then 'GREEN'
      when executed * 12 * share_of >= rule.money_yellow_from * base * share12 then 'YELLOW' else 'RED' end end as execution_light,
    coalesce(is_monitored and base > 0 and executed * 100 < rule.line * base, false) as execution_lag,
    coalesce(achievement * 100 < rule.line, false) as goal_lag,
    case when gap is null then 'NOT_APPLICABLE' when abs(gap) > rule.critical_above then 'CRITICAL'
      when abs(gap) > rule.serious_above then 'SERIOUS' when abs(gap) > rule.warn_above then 'WARN'
      else 'NONE' end as mismatch_severity,
    case when gap is null then null
      when executed * 12 * share_of < rule.low_below * base * share12 then
        case when achievement < rule.low_below * planned_achievement then 'LAGGING' else 'CHECK_TARGET' end
      when achievement < rule.low_below * planned_achievement then 'INEFFECTIVE' else 'OK' end as quadrant
  from rated g cross join rule
  offset 0)`;

export const PROGRESS_FACTS = [
  'adjusted_budget',
  'executed',
  'execution_rate',
  'execution_light',
  'achievement',
  'planned_achievement',
  'covered_weight',
  'light',
  'gap',
  'mismatch_severity',
  'quadrant',
  'execution_lag',
  'goal_lag',
  'goal_revision',
];
const factsOf = (row: string): string => PROGRESS_FACTS.map((fact) => `${row}.${fact}`).join(', ');

/** From deviations and money to a row for each project: the one text behind every progress, whoever asks. */
export const judged = (
  selection: string,
  places: string,
  goals: Goals,
  deviations = 'app.deviations',
): string => `${RULE},
${projects(selection, places, goals)},
${results(selection, deviations)},
${money(selection)},
${RATED}`;

/** Writes only rows that differ, for the reasons given in deviation.statement.ts. */
function progressOf(selection: string, places = 'true'): string {
  return `with ${judged(selection, places, OPEN)},
changed as (
  insert into app.project_progress (fiscal_year, month, project_id, district_id, unit_path, ${PROGRESS_FACTS.join(', ')},
    rule_set_id, computed_at)
  select $1::smallint, $2::int, n.project_id, n.district_id, n.unit_path, ${factsOf('n')}, $4::uuid, app.app_now()
  from judged n
  left join app.project_progress o
    on o.fiscal_year = $1::smallint and o.month = $2::smallint and o.project_id = n.project_id
  where (n.is_monitored or o.project_id is not null)
    and (${factsOf('o')}, o.rule_set_id) is distinct from (${factsOf('n')}, $4::uuid)
  on conflict (fiscal_year, month, project_id) do update
    set (${PROGRESS_FACTS.join(', ')}, rule_set_id, computed_at) = (${factsOf('excluded')}, excluded.rule_set_id, excluded.computed_at)
    where (${factsOf('project_progress')}, project_progress.rule_set_id)
      is distinct from (${factsOf('excluded')}, excluded.rule_set_id)
  returning project_id)
select count(*)::int as changed from changed`;
}

export const LISTED_PROGRESS = progressOf('project_id = any ($6::uuid[])');
export const PROGRESS_RANGE = progressOf(
  'project_id between $6::uuid and $7::uuid',
  '($8::uuid[] is null or district_id = any ($8::uuid[]))',
);
