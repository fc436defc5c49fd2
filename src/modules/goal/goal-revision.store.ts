import { type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { Goal } from './goal.store.js';

/** Freezes what was approved: readable for ever, and never rewritten. */
export const insertRevision = (goal: Goal, content: string, contentHash: string): Call<void> => ({
  name: 'goal_revisions.insert',
  text: `insert into app.goal_revisions (goal_id, revision, project_id, district_id, unit_path, content, content_hash)
    values ($1::uuid, $2::int, $3::uuid, $4::uuid, $5::public.ltree, $6::jsonb, $7)`,
  values: [goal.id, goal.revision, goal.projectId, goal.districtId, goal.unitPath, content, contentHash],
  read: noRows,
});

const SUMMARY = `'revision', r.revision, 'contentHash', r.content_hash, 'approvedAt', r.approved_at`;

export const goalRevisions = (goalId: string): Call<JsonText> => ({
  name: 'goal_revisions.list',
  text: `select json_build_object('items', coalesce(json_agg(json_build_object(${SUMMARY}) order by r.revision), '[]'))::text as json
    from app.goal_revisions r where r.goal_id = $1::uuid`,
  values: [goalId],
  read: ([row]) => row as unknown as JsonText,
});

export const goalRevision = (goalId: string, revision: number): Call<JsonText | null> => ({
  name: 'goal_revisions.detail',
  text: `select json_build_object(${SUMMARY}, 'content', r.content)::text as json from app.goal_revisions r
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
