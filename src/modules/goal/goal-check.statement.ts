import { allRows, type Call } from '../../platform/database/call.js';
import { BUDGET_LINE_VIEW } from '../budget/index.js';
import type { GoalCheckRules } from './domain/checks/check-rules.js';
import type { ComparisonFacts } from './domain/checks/reasonableness.js';
import type { CheckedIndicator } from './domain/goal-check.js';
import type { WeightTemplate } from './domain/weight-template.js';
import type { Goal } from './goal.store.js';

/** Everything that the checks of one goal need to know. */
export interface GoalToCheck
  extends Pick<
    Goal,
    | 'id'
    | 'version'
    | 'districtId'
    | 'unitPath'
    | 'projectId'
    | 'fiscalYear'
    | 'state'
    | 'revision'
    | 'frame'
    | 'executionWeight'
    | 'weightReason'
    | 'annualGoal'
    | 'overallGoal'
  > {
  readonly template: WeightTemplate;
  readonly isAligned: boolean;
  readonly isDeclared: boolean;
  readonly ruleSetId: string;
  readonly rules: GoalCheckRules;
  readonly indicators: readonly (CheckedIndicator & { readonly id: string; readonly facts: ComparisonFacts })[];
}

/** One goal, or all of a district and year that have not been given up. */
const SELECTIONS = {
  goal: `g.id = $1::uuid`,
  district: `g.district_id = $1::uuid and g.fiscal_year = $2::smallint and g.state not in ('REJECTED', 'CANCELLED')`,
} as const;

/**
 * What the checks need, in one statement: the form, its template, alignment, money, the unit's own past of the same definition (or of
 * the same name and unit) over the last five years, and how other units aim. Figures of others come as aggregates only.
 */
const textFor = (selection: keyof typeof SELECTIONS): string => `with goal as materialized (
    select g.* from app.goals g where ${SELECTIONS[selection]}),
  money as (
    select l.project_id, l.fiscal_year, sum(l.adjusted) as amount from ${BUDGET_LINE_VIEW} l
    where (l.project_id, l.fiscal_year) in (select g.project_id, g.fiscal_year from goal g) group by l.project_id, l.fiscal_year),
  indicator as materialized (
    select i.*, g.unit_id from goal g join app.indicators i on i.goal_id = g.id where not i.retired),
  compared as (
    select id, unit_id, fiscal_year, project_id, name_key as key from indicator where target_value is not null
    union all select id, unit_id, fiscal_year, project_id, definition_id::text from indicator where target_value is not null and definition_id is not null),
  -- The project's own past where it has one, else the unit's; several of a year count as their mean.
  own as (
    select c.id, h.fiscal_year, avg(h.actual) as actual, avg(h.target) as target, avg(h.amount) as amount
    from compared c join app.indicator_history h on h.project_id = c.project_id and h.comparison_key = c.key
      and h.fiscal_year between c.fiscal_year - 5 and c.fiscal_year - 1 group by c.id, h.fiscal_year),
  without as (select c.* from compared c where not exists (select 1 from own where own.id = c.id)),
  shared as (
    select h.unit_id, h.comparison_key as key, h.fiscal_year, avg(h.actual) as actual, avg(h.target) as target, avg(h.amount) as amount
    from app.indicator_history h where (h.unit_id, h.comparison_key) in (select unit_id, key from without) group by h.unit_id, h.comparison_key, h.fiscal_year),
  year as (
    select * from own union all
    select w.id, s.fiscal_year, avg(s.actual), avg(s.target), avg(s.amount) from without w join shared s on s.unit_id = w.unit_id and s.key = w.key
      and s.fiscal_year between w.fiscal_year - 5 and w.fiscal_year - 1 group by w.id, s.fiscal_year),
  past as (
    select id, json_agg(json_build_object('fiscalYear', fiscal_year, 'actual', round(actual, 6)::text, 'target', round(target, 6)::text,
      'amount', round(amount, 2)::text) order by fiscal_year) as years from year group by id),
  peer as (
    select p.indicator_id as id, json_build_object('n', p.n, 'figure', p.figure::text, 'p10', p.p10::text, 'p50', p.p50::text, 'p75', p.p75::text,
      'p90', p.p90::text, 'percentile', p.percentile::text, 'unitCost', p.unit_cost::text) as figures
    from app.indicator_peers(array(select id from indicator where target_value is not null)) p),
  listed as (
    select i.goal_id, json_agg(json_build_object('id', i.id, 'level1', i.level1, 'level2', i.level2, 'name', i.name, 'measureType', i.measure_type,
        'operator', i.operator, 'direction', i.direction, 'targetValue', i.target_value::text, 'targetOn', i.target_on, 'targetText', i.target_text,
        'baseline', i.baseline::text, 'unitOfMeasure', i.unit_of_measure, 'weight', i.weight::text, 'definitionId', i.definition_id,
        'definitionState', d.state, 'definitionLevels', d.levels is not null, 'evidenceKinds', d.evidence_kinds, 'reliability', d.reliability,
        'reportingPeriod', i.reporting_period, 'scoringStandard', i.scoring_standard, 'dataSource', i.data_source,
        'isCore', i.is_core, 'definition', i.definition, 'targetBasis', i.target_basis,
        'facts', json_build_object('amount', m.amount::text, 'past', coalesce(past.years, '[]'), 'peers', peer.figures))
      order by i.position, i.id) as indicators
    from indicator i
    left join app.indicator_definitions d on d.definition_id = i.definition_id and d.revision = i.definition_revision
    left join money m on m.project_id = i.project_id and m.fiscal_year = i.fiscal_year
    left join past on past.id = i.id left join peer on peer.id = i.id group by i.goal_id)
  select g.id, g.version, g.district_id as "districtId", g.unit_path::text as "unitPath", g.project_id as "projectId", g.fiscal_year as "fiscalYear",
    g.state, g.revision, g.frame, g.execution_weight::text as "executionWeight", g.weight_reason as "weightReason", g.annual_goal as "annualGoal",
    g.overall_goal as "overallGoal", json_build_object('code', t.code, 'executionWeight', t.execution_weight::text, 'places', t.places) as template,
    exists (select 1 from app.goal_alignment_links l where l.goal_id = g.id) as "isAligned",
    exists (select 1 from app.goal_declarations d where d.goal_id = g.id) as "isDeclared", r.id as "ruleSetId", r.rules,
    coalesce(listed.indicators, '[]') as indicators
  from goal g join app.weight_templates t on t.code = g.weight_template and t.revision = g.weight_template_revision
  cross join lateral (
    select r.id, r.rules from app.goal_check_rule_sets r where r.state = 'PUBLISHED' and (r.district_id is null or r.district_id = g.district_id)
    order by r.district_id is null, r.edition desc limit 1) as r
  left join listed on listed.goal_id = g.id order by g.id`;

export const findGoalToCheck = (goalId: string): Call<GoalToCheck | null> => ({
  name: 'goal_checks.find_one',
  text: textFor('goal'),
  values: [goalId],
  read: ([row]) => (row as unknown as GoalToCheck | undefined) ?? null,
});

/** As app_worker: the rules are the district's, and so are all of its goals. */
export const findGoalsToCheck = (districtId: string, fiscalYear: number): Call<readonly GoalToCheck[]> => ({
  name: 'goal_checks.find_district',
  text: textFor('district'),
  values: [districtId, fiscalYear],
  read: allRows<GoalToCheck>(),
});
