import { type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { BUDGET_LINE_VIEW, PROJECT_VIEW } from '../budget/index.js';
import { DUTY_VIEW } from '../organization/index.js';

const MAX_ITEMS = 200;

/** A share of an amount up to some basis points, to the 分. */
const upTo = (basisPoints: string): string => `round(amount * (${basisPoints}) / 10000, 2)`;

/**
 * Goals of the year with what their projects have (全年预算数). A goal's shares are cut where they end in the running total,
 * so that the parts of a goal add up to its amount whatever the rounding. The whole of a department weighs nothing: its
 * money is that of its projects.
 */
const GOALS = `
  funded as (select project_id, sum(adjusted) as amount from ${BUDGET_LINE_VIEW} where district_id = $1::uuid and fiscal_year = $2::smallint group by project_id),
  goal as (
    select g.id, g.unit_id, g.project_id, p.code, p.name, case when p.kind = 'DEPARTMENT_WHOLE' then 0.00 else coalesce(f.amount, 0.00) end as amount
    from app.goals g join ${PROJECT_VIEW} p on p.id = g.project_id left join funded f on f.project_id = g.project_id
    where g.district_id = $1::uuid and g.fiscal_year = $2::smallint and g.state not in ('REJECTED', 'CANCELLED')),
  link as (
    select l.goal_id, l.objective_id, goal.amount, coalesce(l.share_basis_points, 0) as share,
      sum(coalesce(l.share_basis_points, 0)) over (partition by l.goal_id order by l.position) as running
    from app.goal_alignment_links l join goal on goal.id = l.goal_id where l.objective_id is not null),
  part as (select goal_id, objective_id, ${upTo('running')} - ${upTo('running - share')} as amount from link),
  linked as (select goal_id, sum(amount) as amount from part group by goal_id)`;

/** Objectives in force in the year, and those that are not but have goals: nothing that was given to one is lost. */
const OBJECTIVES = `
  objective as (
    select o.id, o.parent_id, o.level, o.code, o.title from app.strategic_objectives o where o.district_id = $1::uuid
      and ((o.state = 'ACTIVE' and $2::int between o.year_from and o.year_to)
        or exists (select 1 from part join app.strategic_objectives c on c.id = part.objective_id where o.id in (c.id, c.parent_id)))),
  own as (select objective_id as id, count(*)::int as goals, sum(amount) as amount from part group by objective_id),
  tree as (
    select coalesce(o.parent_id, o.id) as id, count(distinct part.goal_id)::int as goals, sum(part.amount) as amount
    from part join objective o on o.id = part.objective_id group by 1),
  covered as (
    select o.*, coalesce(own.goals, 0) as goals, coalesce(own.amount, 0.00) as amount,
      case when o.level = 1 then coalesce(tree.goals, 0) else coalesce(own.goals, 0) end as tree_goals,
      case when o.level = 1 then coalesce(tree.amount, 0.00) else coalesce(own.amount, 0.00) end as tree_amount
    from objective o left join own on own.id = o.id left join tree on tree.id = o.id)`;

const GAPS = `
  unlinked as (select goal.* from goal where not exists (select 1 from linked where linked.goal_id = goal.id)),
  idle as (
    select d.id, d.unit_id, d.code, d.title from ${DUTY_VIEW} d where d.district_id = $1::uuid and d.state = 'ACTIVE'
      and not exists (select 1 from app.goal_alignment_links l join goal on goal.id = l.goal_id where l.duty_id = d.id))`;

const TOTALS = `json_build_object(
  'goals', (select count(*) from goal), 'amount', (select coalesce(sum(amount), 0.00)::text from goal),
  'alignedGoals', (select count(*) from linked), 'alignedAmount', (select coalesce(sum(amount), 0.00)::text from linked),
  'unallocatedAmount', (select coalesce(sum(goal.amount - linked.amount), 0.00)::text from linked join goal on goal.id = linked.goal_id),
  'unlinkedGoals', (select count(*) from unlinked), 'unlinkedAmount', (select coalesce(sum(amount), 0.00)::text from unlinked),
  'objectivesWithoutGoals', (select count(*) from covered where tree_goals = 0), 'dutiesWithoutGoals', (select count(*) from idle))`;

/** Coverage both ways, in one statement, within the caller's scope. Null: the district is out of sight. */
export const alignmentCoverage = (districtId: string, fiscalYear: number): Call<JsonText | null> => ({
  name: 'goal_alignments.coverage',
  text: `with ${GOALS}, ${OBJECTIVES}, ${GAPS}
    select json_build_object('districtId', $1::uuid, 'fiscalYear', $2::int, 'totals', ${TOTALS},
      'objectives', coalesce((select json_agg(json_build_object('id', id, 'parentId', parent_id, 'level', level, 'code', code, 'title', title,
          'goals', goals, 'amount', amount::text, 'treeGoals', tree_goals, 'treeAmount', tree_amount::text) order by code, id) from covered), '[]'),
      'goalsWithoutObjective', coalesce((select json_agg(json_build_object('id', id, 'unitId', unit_id, 'projectId', project_id, 'projectCode', code,
          'projectName', name, 'amount', amount::text) order by amount desc, id)
        from (select * from unlinked order by amount desc, id limit ${MAX_ITEMS}) u), '[]'),
      'dutiesWithoutGoals', coalesce((select json_agg(json_build_object('id', id, 'unitId', unit_id, 'code', code, 'title', title) order by code, id)
        from (select * from idle order by code, id limit ${MAX_ITEMS}) d), '[]'))::text as json`,
  values: [districtId, fiscalYear],
  read: firstRow<JsonText>(),
});
