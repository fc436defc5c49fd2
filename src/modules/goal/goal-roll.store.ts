import { heldRoles } from '../../platform/auth/grants.js';
import { allRows, type Call } from '../../platform/database/call.js';
import { PROJECT_VIEW } from '../budget/index.js';
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

/** What a draft does not take over from the goal that it continues. */
const FRESH_GOAL = `jsonb_build_object('id', s.to_id, 'version', 1, 'fiscal_year', $1::int, 'state', 'DRAFT', 'suspended_from', null, 'revision', 0,
  'author_ids', $2::uuid[], 'returned_count', 0, 'release_id', null, 'submitted_at', null, 'passed_at', null, 'approved_at', null,
  'execution_began_at', null, 'created_at', now(), 'updated_at', now(), 'rolled_from', g.id, 'rolled_from_revision', g.revision,
  'weight_template_revision', coalesce(w.revision, g.weight_template_revision), 'execution_weight', coalesce(w.execution_weight, g.execution_weight))`;

/** Columns of an indicator that its successor takes over as they are: named, because others are computed from them. */
const CONTINUED = `project_id, district_id, unit_path, position, level1, level2, name, measure_type, operator, direction, target_value, target_text,
  baseline, unit_of_measure, weight, reporting_period, is_core, definition, scoring_standard, target_basis, data_source, definition_id, definition_revision`;
const continued = CONTINUED.replace(/\w+/g, 'i.$&');

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
      insert into app.goals
      select (jsonb_populate_record(null::app.goals, to_jsonb(g) || ${FRESH_GOAL})).*
      from unnest($3::uuid[], $4::uuid[]) as s (from_id, to_id) join app.goals g on g.id = s.from_id
      left join lateral (select t.revision, t.execution_weight from app.weight_templates t where t.code = g.weight_template and t.state = 'PUBLISHED'
        and (t.district_id is null or t.district_id = g.district_id) order by t.district_id is null limit 1) w on true
      on conflict do nothing
      returning *),
    continued as (
      insert into app.indicators (id, goal_id, fiscal_year, predecessor_id, target_on, ${CONTINUED})
      select s.to_id, r.id, $1::int, i.id, (i.target_on + make_interval(years => $1::int - i.fiscal_year))::date, ${continued}
      from rolled r join app.indicators i on i.goal_id = r.rolled_from and not i.retired
      join unnest($5::uuid[], $6::uuid[]) as s (from_id, to_id) on s.from_id = i.id)
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
