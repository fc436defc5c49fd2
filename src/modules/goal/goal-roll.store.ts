import { heldRoles } from '../../platform/auth/grants.js';
import { allRows, type Call } from '../../platform/database/call.js';
import { PROJECT_VIEW } from '../budget/index.js';
import { DUTY_VIEW } from '../organization/index.js';
import { GOAL_COLUMNS, type Goal } from './goal.store.js';
import type { RollRefusal } from './goal-roll.errors.js';

/** What statements of modules to the right may read: what a goal and an indicator continue. */
export const GOAL_LINEAGE_VIEW = 'app.goal_lineage_v';
export const INDICATOR_LINEAGE_VIEW = 'app.indicator_lineage_v';

/** A goal as the roll-over sees it. */
export interface RollCandidate {
  readonly id: string;
  readonly fiscalYear: number;
  readonly refusal: RollRefusal | null;
  /** The goal of the year that is asked for, if this one was rolled to it before. */
  readonly rolledTo: string | null;
  readonly indicatorIds: readonly string[];
}

const CANDIDATE = `g.id::text as id, g.fiscal_year as "fiscalYear", n.id::text as "rolledTo",
  case when g.fiscal_year <> $1::int - 1 then 'notNextYear'
    when g.revision = 0 or g.state = 'CANCELLED' then 'notApproved'
    when p.state <> 'ACTIVE' or extract(year from p.period_to) < $1::int then 'projectEnded'
    when exists (select 1 from app.goals o where o.project_id = g.project_id and o.fiscal_year = $1::int) then 'exists' end as refusal,
  array(select i.id::text from app.indicators i where i.goal_id = g.id and not i.retired order by i.position, i.id) as "indicatorIds"
  from app.goals g join ${PROJECT_VIEW} p on p.id = g.project_id
  left join app.goals n on n.rolled_from = g.id and n.fiscal_year = $1::int`;

/** The caller's roles at a place: a unit above his own he sees, but its goals are not his to roll. */
export const findRolesAt = (path: string): Call<readonly string[]> => ({
  name: 'goal_rolls.find_roles_at',
  text: `select ${heldRoles('$1::public.ltree', 'null::uuid')} as roles`,
  values: [path],
  read: ([row]) => row?.['roles'] as readonly string[],
});

export const findRollCandidate = (goalId: string, fiscalYear: number): Call<RollCandidate | null> => ({
  name: 'goal_rolls.find_candidate',
  text: `select ${CANDIDATE} where g.id = $2::uuid`,
  values: [fiscalYear, goalId],
  read: ([row]) => (row as RollCandidate | undefined) ?? null,
});

/** All goals of the year before below a place, in the order of ids; after: null, from the first. */
export const findRollCandidates = (
  path: string,
  fiscalYear: number,
  after: string | null,
  limit: number,
): Call<readonly RollCandidate[]> => ({
  name: 'goal_rolls.find_candidates',
  text: `select ${CANDIDATE} where g.fiscal_year = $1::int - 1 and g.unit_path operator(public.<@) $2::public.ltree
    and ($3::uuid is null or g.id > $3::uuid) order by g.id limit $4::int`,
  values: [fiscalYear, path, after, limit],
  read: allRows<RollCandidate>(),
});

/** Old id and new id. */
export type Succession = readonly [from: string, to: string];

/** Columns that a draft takes over from the goal that it continues: named, so that nothing is carried on unasked. */
const KEPT = `district_id, unit_id, unit_path, department_id, project_id, form, frame, weight_template, weight_reason, annual_goal, overall_goal`;

/** Columns of an indicator that its successor takes over as they are: named, because others are computed from them. */
const CONTINUED = `project_id, district_id, unit_path, position, level1, level2, name, measure_type, operator, direction, target_value, target_text,
  baseline, unit_of_measure, weight, reporting_period, is_core, definition, scoring_standard, target_basis, data_source, definition_id, definition_revision`;
const continued = CONTINUED.replace(/\w+/g, 'i.$&');

const WORDS =
  'filler, phone, head, leader_name, basis, necessity, feasibility, total_amount, total_fiscal, total_other, duties';

/** A form that has been begun goes on with its words and the money of the whole period; the year's money and lines are asked anew. */
const CARRIED_FORM = `declared as (
      insert into app.goal_declarations (goal_id, project_id, district_id, unit_path, ${WORDS})
      select r.id, r.project_id, r.district_id, r.unit_path, ${WORDS.replace(/\w+/g, 'd.$&')}
      from rolled r join app.goal_declarations d on d.goal_id = r.rolled_from)`;

/** The links to objectives and duties that are still there in the year. */
const CARRIED_LINKS = `links as (
      select r.id, r.project_id, r.district_id, r.unit_path, l.position, l.objective_id, l.duty_id, l.share_basis_points, l.sentence
      from rolled r join app.goal_alignment_links l on l.goal_id = r.rolled_from
      left join app.strategic_objectives o on o.id = l.objective_id left join ${DUTY_VIEW} d on d.id = l.duty_id
      where d.state = 'ACTIVE' or o.state = 'ACTIVE' and r.fiscal_year between o.year_from and o.year_to),
    aligned as (
      insert into app.goal_alignments (goal_id, project_id, district_id, unit_path)
      select distinct id, project_id, district_id, unit_path from links),
    linked as (
      insert into app.goal_alignment_links (goal_id, project_id, district_id, unit_path, position, objective_id, duty_id, share_basis_points, sentence)
      select * from (select id, project_id, district_id, unit_path, position, objective_id, duty_id, share_basis_points, sentence from links) l)`;

/**
 * Drafts of the next year with everything that the goals say, under the weight template that is published now: one statement
 * for one goal and for thousands. A project that has got its goal meanwhile is passed over. Answers the drafts.
 */
export const rollGoals = (
  fiscalYear: number,
  authorIds: readonly string[],
  goals: readonly Succession[],
  indicators: readonly Succession[],
): Call<readonly (Goal & { readonly rolledFrom: string })[]> => ({
  name: 'goal_rolls.roll',
  text: `with rolled as (
      insert into app.goals (id, fiscal_year, author_ids, rolled_from, rolled_from_revision, weight_template_revision, execution_weight, ${KEPT})
      select s.to_id, $1::int, $2::uuid[], g.id, g.revision, coalesce(w.revision, g.weight_template_revision),
        coalesce(w.execution_weight, g.execution_weight), ${KEPT.replace(/\w+/g, 'g.$&')}
      from unnest($3::uuid[], $4::uuid[]) as s (from_id, to_id) join app.goals g on g.id = s.from_id
      left join lateral (select t.revision, t.execution_weight from app.weight_templates t where t.code = g.weight_template and t.state = 'PUBLISHED'
        and (t.district_id is null or t.district_id = g.district_id) order by t.district_id is null limit 1) w on true
      on conflict do nothing
      returning *),
    continued as (
      insert into app.indicators (id, goal_id, fiscal_year, predecessor_id, target_on, ${CONTINUED})
      select s.to_id, r.id, $1::int, i.id, (i.target_on + make_interval(years => $1::int - i.fiscal_year))::date, ${continued}
      from rolled r join app.indicators i on i.goal_id = r.rolled_from and not i.retired
      join unnest($5::uuid[], $6::uuid[]) as s (from_id, to_id) on s.from_id = i.id),
    ${CARRIED_FORM}, ${CARRIED_LINKS}
    select ${GOAL_COLUMNS}, rolled_from::text as "rolledFrom" from rolled order by id`,
  values: [
    fiscalYear,
    authorIds,
    goals.map(([from]) => from),
    goals.map(([, to]) => to),
    indicators.map(([from]) => from),
    indicators.map(([, to]) => to),
  ],
  read: allRows<Goal & { readonly rolledFrom: string }>(),
});
