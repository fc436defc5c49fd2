import { heldRoles, MY_PERSON } from '../../platform/auth/grants.js';
import { type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { PROJECT_VIEW } from '../budget/index.js';
import {
  ADJUSTMENT_TRIGGERS,
  type AdjustableContent,
  type AdjustmentTrigger,
  type NamedIndicator,
} from './domain/adjustment.js';
import { ADJUSTMENT_STATES, type AdjustmentState } from './domain/adjustment.lifecycle.js';
import { GOAL_COLUMNS, type Goal } from './goal.store.js';
import type { IndicatorRequest } from './indicator.dto.js';
import { INDICATOR_JSON, type StoredIndicator } from './indicator.store.js';

/** An indicator of a content, as its row has it. */
export type ContentIndicator = StoredIndicator & NamedIndicator;

/** The working copy, in the shape of a revision's content: what is not named here stays as it was approved. */
export type RevisedContent = Omit<AdjustableContent, 'indicators'> & {
  readonly indicators: readonly ContentIndicator[];
};

/** What the person who drafts it writes; money in yuan as decimal text. */
export interface AdjustmentDraft {
  readonly trigger: AdjustmentTrigger;
  readonly justification: string;
  readonly fileIds: readonly string[];
  readonly budgetDelta: string;
  readonly content: RevisedContent;
}

export interface GoalAdjustment extends AdjustmentDraft {
  readonly id: string;
  readonly version: number;
  readonly districtId: string;
  readonly unitPath: string;
  readonly projectId: string;
  readonly goalId: string;
  readonly state: AdjustmentState;
  readonly beforeRevision: number;
  readonly afterRevision: number | null;
  readonly authorIds: readonly string[];
}

const COLUMNS = `id, version, district_id as "districtId", unit_path::text as "unitPath", project_id as "projectId", goal_id as "goalId", state, trigger,
  justification, file_ids as "fileIds", budget_delta::text as "budgetDelta", content, before_revision as "beforeRevision", after_revision as "afterRevision",
  author_ids as "authorIds"`;

export const goalAdjustmentList: ListDefinition = {
  name: 'goal_adjustments.list',
  from: 'app.goal_adjustments t',
  filters: {
    state: { column: 't.state', type: 'code', values: ADJUSTMENT_STATES, about: '状态 / state' },
    trigger: { column: 't.trigger', type: 'code', values: ADJUSTMENT_TRIGGERS, about: '调整原因 / trigger' },
    goalId: { column: 't.goal_id', type: 'uuid', about: '绩效目标 / goal' },
    projectId: { column: 't.project_id', type: 'uuid', about: '项目 / project' },
    unitId: { column: 't.unit_id', type: 'uuid', about: '单位 / unit' },
    departmentId: { column: 't.department_id', type: 'uuid', about: '主管部门 / department' },
    fiscalYear: { column: 't.fiscal_year', type: 'integer', about: '预算年度 / fiscal year' },
    budgetDelta: { column: 't.budget_delta', type: 'decimal', about: '预算变动额 / change of the budget' },
  },
  sorts: { updatedAt: { column: 'updated_at', type: 'timestamptz' }, id: { column: 'id', type: 'uuid' } },
  defaultSort: '-updatedAt',
  joins: `join ${PROJECT_VIEW} p on p.id = t.project_id`,
  item: `json_build_object('id', t.id, 'goalId', t.goal_id, 'projectId', t.project_id, 'projectCode', p.code, 'projectName', p.name, 'unitId', t.unit_id,
    'fiscalYear', t.fiscal_year, 'state', t.state, 'trigger', t.trigger, 'justification', t.justification, 'budgetDelta', t.budget_delta::text,
    'beforeRevision', t.before_revision, 'afterRevision', t.after_revision, 'version', t.version, 'updatedAt', t.updated_at)`,
};

export interface GoalAdjustmentDetail extends JsonText {
  readonly version: number;
  readonly state: AdjustmentState;
  readonly roles: readonly string[];
  readonly before: AdjustableContent;
  readonly after: AdjustableContent;
}

export const goalAdjustmentDetail = (id: string): Call<GoalAdjustmentDetail | null> => ({
  name: 'goal_adjustments.detail',
  text: `select json_build_object('id', t.id, 'districtId', t.district_id, 'unitId', t.unit_id, 'projectId', t.project_id, 'goalId', t.goal_id,
      'fiscalYear', t.fiscal_year, 'state', t.state, 'trigger', t.trigger, 'justification', t.justification, 'fileIds', t.file_ids,
      'budgetDelta', t.budget_delta::text, 'beforeRevision', t.before_revision, 'afterRevision', t.after_revision, 'returnedCount', t.returned_count,
      'submittedAt', t.submitted_at, 'decidedAt', t.decided_at, 'decidedBy', t.decided_by, 'approvalId', (select a.id from app.approvals a
        where a.subject_type = 'goal-adjustment' and a.subject_id = t.id order by a.id desc limit 1),
      'version', t.version, 'updatedAt', t.updated_at, 'content', t.content)::text as json,
      t.version, t.state, ${heldRoles('t.unit_path', 't.project_id')} as roles, r.content as before, t.content as after
    from app.goal_adjustments t join app.goal_revisions r on r.goal_id = t.goal_id and r.revision = t.before_revision
    where t.id = $1::uuid`,
  values: [id],
  read: firstRow<GoalAdjustmentDetail>(),
});

export const findAdjustment = (id: string): Call<GoalAdjustment | null> => ({
  name: 'goal_adjustments.find',
  text: `select ${COLUMNS} from app.goal_adjustments where id = $1::uuid`,
  values: [id],
  read: firstRow<GoalAdjustment>(),
});

export const findAdjustmentForUpdate = (id: string): Call<GoalAdjustment | null> => ({
  name: 'goal_adjustments.find_for_update',
  text: `select ${COLUMNS} from app.goal_adjustments where id = $1::uuid for update`,
  values: [id],
  read: firstRow<GoalAdjustment>(),
});

/** The content of the revision that an adjustment changes. */
export const findContentBefore = ({ goalId, beforeRevision }: GoalAdjustment): Call<RevisedContent> => ({
  name: 'goal_adjustments.find_content_before',
  text: `select content from app.goal_revisions where goal_id = $1::uuid and revision = $2::int`,
  values: [goalId, beforeRevision],
  read: ([row]) => row?.['content'] as RevisedContent,
});

/** Whether the file is evidence of the adjustment, in the caller's scope. */
export const isEvidenceOfAdjustment = (id: string, fileId: string): Call<boolean> => ({
  name: 'goal_adjustments.is_evidence',
  text: `select 1 from app.goal_adjustments where id = $1::uuid and $2::uuid = any (file_ids)`,
  values: [id, fileId],
  read: (rows) => rows.length > 0,
});

/** Begins from what was approved last. Null: the goal has no revision. */
export const insertAdjustment = (
  id: string,
  goalId: string,
  { trigger, justification, fileIds, budgetDelta }: Omit<AdjustmentDraft, 'content'>,
): Call<GoalAdjustment | null> => ({
  name: 'goal_adjustments.insert',
  text: `insert into app.goal_adjustments (id, district_id, unit_id, unit_path, department_id, project_id, goal_id, fiscal_year, trigger, justification,
      file_ids, budget_delta, before_revision, content, author_ids)
    select $1::uuid, g.district_id, g.unit_id, g.unit_path, g.department_id, g.project_id, g.id, g.fiscal_year, $3, $4, $5::uuid[], $6::numeric,
      r.revision, r.content, array[${MY_PERSON}::uuid]
    from app.goals g join app.goal_revisions r on r.goal_id = g.id and r.revision = g.revision where g.id = $2::uuid
    returning ${COLUMNS}`,
  values: [id, goalId, trigger, justification, fileIds, budgetDelta],
  read: firstRow<GoalAdjustment>(),
});

/** Compare-and-set of the draft; the editor joins the authors, and nobody leaves them. */
export const saveAdjustment = (
  { id, version }: GoalAdjustment,
  { trigger, justification, fileIds, budgetDelta, content }: AdjustmentDraft,
): Call<GoalAdjustment | null> => ({
  name: 'goal_adjustments.save',
  text: `update app.goal_adjustments set trigger = $3, justification = $4, file_ids = $5::uuid[], budget_delta = $6::numeric, content = $7::jsonb,
      version = version + 1, updated_at = now(),
      author_ids = case when ${MY_PERSON}::uuid = any (author_ids) then author_ids else author_ids || ${MY_PERSON}::uuid end
    where id = $1::uuid and version = $2::int and state in ('DRAFT', 'RETURNED') returning ${COLUMNS}`,
  values: [id, version, trigger, justification, fileIds, budgetDelta, JSON.stringify(content)],
  read: firstRow<GoalAdjustment>(),
});

/** Moves the state along the lifecycle; `APPROVED` announces the revision that is about to be made. */
export const moveAdjustment = (
  { id, version, state }: GoalAdjustment,
  to: AdjustmentState,
): Call<GoalAdjustment | null> => ({
  name: 'goal_adjustments.move',
  text: `update app.goal_adjustments set state = $4, version = version + 1, updated_at = now(),
      returned_count = returned_count + case when $4 = 'RETURNED' then 1 else 0 end,
      submitted_at = case when $4 = 'IN_REVIEW' then app.app_now() else submitted_at end,
      after_revision = case when $4 = 'APPROVED' then before_revision + 1 end,
      decided_at = case when $4 in ('APPROVED', 'REJECTED', 'CANCELLED') then app.app_now() end,
      decided_by = case when $4 in ('APPROVED', 'REJECTED', 'CANCELLED') then nullif(${MY_PERSON}, '')::uuid end
    where id = $1::uuid and version = $2::int and state = $3 returning ${COLUMNS}`,
  values: [id, version, state, to],
  read: firstRow<GoalAdjustment>(),
});

/** Indicators as a content keeps them: decimals, flags and the order as the table would give them back. */
export const toContentIndicators = (
  indicators: readonly (IndicatorRequest & { readonly id: string })[],
): Call<readonly ContentIndicator[]> => ({
  name: 'goal_adjustments.to_content_indicators',
  text: `select ${INDICATOR_JSON} as indicator
    from jsonb_populate_recordset(null::app.indicators, $1::jsonb) with ordinality as i order by i.ordinality`,
  values: [JSON.stringify(indicators.map((indicator) => toRow({ isCore: false, ...indicator })))],
  read: (rows) => rows.map(({ indicator }) => indicator as ContentIndicator),
});

/** Names as the table's columns have them: `targetValue` is `target_value`. */
const toRow = (fields: object): object =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`), value]),
  );

/** What the new revision no longer lists ends, and keeps its past. */
export const retireIndicators = (goalId: string, keptIds: readonly string[]): Call<void> => ({
  name: 'indicators.retire',
  text: `update app.indicators set retired = true where goal_id = $1::uuid and not retired and id <> all ($2::uuid[])`,
  values: [goalId, keptIds],
  read: noRows,
});

/** The goal goes on as its next revision. */
export const reviseGoal = (
  { id, version }: Goal,
  { annualGoal, overallGoal, weightReason }: RevisedContent,
): Call<Goal | null> => ({
  name: 'goals.revise',
  text: `update app.goals set state = 'IN_EXECUTION', revision = revision + 1, annual_goal = $3, overall_goal = $4, weight_reason = $5,
      version = version + 1, updated_at = now()
    where id = $1::uuid and version = $2::int and state = 'ADJUSTING' returning ${GOAL_COLUMNS}`,
  values: [id, version, annualGoal, overallGoal, weightReason],
  read: firstRow<Goal>(),
});
