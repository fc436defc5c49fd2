import { heldRoles } from '../../platform/auth/grants.js';
import { allRows, type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { DUTY_VIEW } from '../organization/index.js';
import type { GoalState } from './domain/goal.lifecycle.js';
import type { AlignmentLink } from './domain/goal-alignment.js';

export interface AlignmentDetail extends JsonText {
  readonly version: number;
  readonly state: GoalState;
  readonly roles: readonly string[];
}

export const alignmentDetail = (goalId: string): Call<AlignmentDetail | null> => ({
  name: 'goal_alignments.detail',
  text: `select json_build_object('goalId', g.id, 'links', coalesce((
        select json_agg(json_build_object('objectiveId', l.objective_id, 'dutyId', l.duty_id, 'code', coalesce(o.code, d.code, ''),
          'title', coalesce(o.title, d.title, ''), 'shareBasisPoints', l.share_basis_points, 'sentence', l.sentence,
          'isSentenceFound', position(l.sentence in g.annual_goal || E'\\n' || coalesce(g.overall_goal, '')) > 0) order by l.position)
        from app.goal_alignment_links l
        left join app.strategic_objectives o on o.id = l.objective_id
        left join ${DUTY_VIEW} d on d.id = l.duty_id
        where l.goal_id = g.id), '[]'), 'version', coalesce(a.version, 0))::text as json,
      coalesce(a.version, 0) as version, g.state, ${heldRoles('g.unit_path', 'g.project_id')} as roles
    from app.goals g left join app.goal_alignments a on a.goal_id = g.id where g.id = $1::uuid`,
  values: [goalId],
  read: firstRow<AlignmentDetail>(),
});

/** The goal as its alignment needs it. */
export interface AlignedGoal {
  readonly id: string;
  readonly districtId: string;
  readonly unitPath: string;
  readonly projectId: string;
  readonly fiscalYear: number;
  readonly state: GoalState;
  readonly annualGoal: string;
  readonly overallGoal: string | null;
  readonly roles: readonly string[];
}

/** FOR SHARE: the goal's state stands until the links are saved. */
export const lockAlignedGoal = (goalId: string): Call<AlignedGoal | null> => ({
  name: 'goal_alignments.lock_goal',
  text: `select g.id, g.district_id as "districtId", g.unit_path::text as "unitPath", g.project_id as "projectId", g.fiscal_year as "fiscalYear",
      g.state, g.annual_goal as "annualGoal", g.overall_goal as "overallGoal", ${heldRoles('g.unit_path', 'g.project_id')} as roles
    from app.goals g where g.id = $1::uuid for share of g`,
  values: [goalId],
  read: firstRow<AlignedGoal>(),
});

/** What may be linked of what is asked for, and what is linked already: that stays linked, retired or not. */
export const findLinkable = (
  goal: Pick<AlignedGoal, 'id' | 'districtId' | 'fiscalYear' | 'unitPath'>,
  ids: readonly string[],
): Call<ReadonlySet<string>> => ({
  name: 'goal_alignments.find_linkable',
  text: `select o.id::text as id from app.strategic_objectives o
      where o.id = any ($1::uuid[]) and o.state = 'ACTIVE' and o.district_id = $3::uuid and $4::int between o.year_from and o.year_to
    union select d.id::text from ${DUTY_VIEW} d
      where d.id = any ($1::uuid[]) and d.state = 'ACTIVE' and d.unit_path operator(public.@>) $5::public.ltree
    union select coalesce(l.objective_id, l.duty_id)::text from app.goal_alignment_links l where l.goal_id = $2::uuid`,
  values: [ids, goal.id, goal.districtId, goal.fiscalYear, goal.unitPath],
  read: (rows) => new Set(rows.map((row) => String(row['id']))),
});

/** The header of a first alignment, or the next version of the standing one. Null: the version is another one. */
export const saveAlignment = (goal: AlignedGoal, version: number): Call<{ readonly version: number } | null> => ({
  name: 'goal_alignments.save',
  text: `insert into app.goal_alignments (goal_id, project_id, district_id, unit_path)
    select $1::uuid, $2::uuid, $3::uuid, $4::public.ltree
    where $5::int = 0 or exists (select 1 from app.goal_alignments a where a.goal_id = $1::uuid)
    on conflict (goal_id) do update set version = goal_alignments.version + 1, updated_at = now() where goal_alignments.version = $5::int
    returning version`,
  values: [goal.id, goal.projectId, goal.districtId, goal.unitPath, version],
  read: firstRow<{ version: number }>(),
});

export const findAlignmentVersion = (goalId: string): Call<number> => ({
  name: 'goal_alignments.find_version',
  text: `select coalesce((select version from app.goal_alignments where goal_id = $1::uuid), 0) as version`,
  values: [goalId],
  read: ([row]) => Number(row?.['version']),
});

/** As they stand, for the trail. */
export const findLinks = (goalId: string): Call<readonly AlignmentLink[]> => ({
  name: 'goal_alignment_links.find',
  text: `select objective_id as "objectiveId", duty_id as "dutyId", share_basis_points as "shareBasisPoints", sentence
    from app.goal_alignment_links where goal_id = $1::uuid order by position`,
  values: [goalId],
  read: allRows<AlignmentLink>(),
});

export const deleteLinks = (goalId: string): Call<void> => ({
  name: 'goal_alignment_links.delete',
  text: `delete from app.goal_alignment_links where goal_id = $1::uuid`,
  values: [goalId],
  read: noRows,
});

/** After deleteLinks(), as a statement of its own. */
export const insertLinks = (goal: AlignedGoal, links: readonly AlignmentLink[]): Call<void> => ({
  name: 'goal_alignment_links.insert',
  text: `insert into app.goal_alignment_links (goal_id, position, objective_id, duty_id, share_basis_points, sentence, project_id, district_id, unit_path)
    select $1::uuid, w.position::smallint, (w.link ->> 'objectiveId')::uuid, (w.link ->> 'dutyId')::uuid, (w.link ->> 'shareBasisPoints')::int,
      w.link ->> 'sentence', $2::uuid, $3::uuid, $4::public.ltree
    from jsonb_array_elements($5::jsonb) with ordinality as w(link, position)`,
  values: [goal.id, goal.projectId, goal.districtId, goal.unitPath, JSON.stringify(links)],
  read: noRows,
});
