import { MY_PERSON } from '../../platform/auth/grants.js';
import { type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { Goal } from './goal.store.js';

/** Freezes what was approved: readable for ever, and never rewritten. */
export const insertRevision = (goal: Goal, content: string, contentHash: string): Call<void> => ({
  name: 'goal_revisions.insert',
  text: `insert into app.goal_revisions (goal_id, revision, project_id, district_id, unit_path, content, content_hash, approved_by)
    values ($1::uuid, $2::int, $3::uuid, $4::uuid, $5::public.ltree, $6::jsonb, $7, nullif(${MY_PERSON}, '')::uuid)`,
  values: [goal.id, goal.revision, goal.projectId, goal.districtId, goal.unitPath, content, contentHash],
  read: noRows,
});

/** Who, when and why: the first revision is that of the 批复, each later one that of an adjustment. */
const SUMMARY = `'revision', r.revision, 'contentHash', r.content_hash, 'approvedAt', r.approved_at, 'approvedBy', coalesce(r.approved_by, l.released_by),
  'releaseId', case when a.id is null then g.release_id end, 'adjustmentId', a.id, 'trigger', a.trigger, 'reason', a.justification, 'budgetDelta', a.budget_delta::text`;
const REVISIONS = `app.goal_revisions r join app.goals g on g.id = r.goal_id
  left join app.goal_adjustments a on a.goal_id = r.goal_id and a.after_revision = r.revision
  left join app.goal_releases l on l.id = g.release_id and a.id is null`;

export const goalRevisions = (goalId: string): Call<JsonText> => ({
  name: 'goal_revisions.list',
  text: `select json_build_object('items', coalesce(json_agg(json_build_object(${SUMMARY}) order by r.revision), '[]'))::text as json
    from ${REVISIONS} where r.goal_id = $1::uuid`,
  values: [goalId],
  read: ([row]) => row as unknown as JsonText,
});

export const goalRevision = (goalId: string, revision: number): Call<JsonText | null> => ({
  name: 'goal_revisions.detail',
  text: `select json_build_object(${SUMMARY}, 'content', r.content)::text as json from ${REVISIONS}
    where r.goal_id = $1::uuid and r.revision = $2::int`,
  values: [goalId, revision],
  read: firstRow<JsonText>(),
});

/** The content of the last approved revision; null: none has been approved. */
export const findLastRevision = (goalId: string): Call<unknown> => ({
  name: 'goal_revisions.find_last',
  text: `select r.content from app.goal_revisions r where r.goal_id = $1::uuid order by r.revision desc limit 1`,
  values: [goalId],
  read: ([row]) => row?.['content'] ?? null,
});
