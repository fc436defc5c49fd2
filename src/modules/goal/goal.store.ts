import { heldRoles, MY_PERSON } from '../../platform/auth/grants.js';
import { type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { COORDINATION_RETURNS } from '../approval/index.js';
import { PROJECT_VIEW, projectExpand } from '../budget/index.js';
import type { DeclarationForm } from './domain/declaration.js';
import { type GoalState, MONITORED_STATES, RUNNING_STATES } from './domain/goal.lifecycle.js';
import type { IndicatorFrameVersion } from './domain/indicator-frame.js';
import { GOAL_STATES } from './goal.dto.js';
import { DECLARATION_JSON } from './goal-declaration.store.js';
import { INDICATORS_JSON } from './indicator.store.js';

/** What statements of modules to the right may read. */
export const GOAL_VIEW = 'app.goal_v';

const oneOf = (states: readonly GoalState[]): string => `in (${states.map((state) => `'${state}'`).join(', ')})`;

/** Conditions on a goal's state, for statements of modules to the right. */
export const isRunning = (state: string): string => `${state} ${oneOf(RUNNING_STATES)}`;
export const isMonitored = (state: string): string => `${state} ${oneOf(MONITORED_STATES)}`;

/** A goal as services see it. */
export interface Goal {
  readonly id: string;
  readonly version: number;
  readonly districtId: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly departmentId: string;
  readonly projectId: string;
  readonly fiscalYear: number;
  /** Which declaration form it is filed on. */
  readonly form: DeclarationForm;
  readonly state: GoalState;
  readonly revision: number;
  readonly frame: IndicatorFrameVersion;
  readonly weightTemplate: string;
  /** The revision of the template that the goal was filed under. */
  readonly weightTemplateRevision: number;
  readonly executionWeight: string;
  readonly weightReason: string | null;
  readonly annualGoal: string;
  readonly overallGoal: string | null;
  readonly authorIds: readonly string[];
}

export const GOAL_COLUMNS = `id, version, district_id as "districtId", unit_id as "unitId", unit_path::text as "unitPath", department_id as "departmentId",
  project_id as "projectId", fiscal_year as "fiscalYear", form, state, revision, frame, weight_template as "weightTemplate", weight_template_revision as "weightTemplateRevision",
  execution_weight::text as "executionWeight", weight_reason as "weightReason", annual_goal as "annualGoal", overall_goal as "overallGoal",
  author_ids as "authorIds"`;

const GOAL_JSON = `'id', g.id, 'districtId', g.district_id, 'projectId', g.project_id, 'unitId', g.unit_id, 'fiscalYear', g.fiscal_year, 'form', g.form, 'state', g.state,
  'revision', g.revision, 'frame', g.frame, 'weightTemplate', g.weight_template, 'weightTemplateRevision', g.weight_template_revision, 'executionWeight', g.execution_weight::text,
  'weightReason', g.weight_reason, 'annualGoal', g.annual_goal, 'overallGoal', g.overall_goal, 'returnedCount', g.returned_count,
  'releaseId', g.release_id, 'submittedAt', g.submitted_at, 'approvedAt', g.approved_at, 'version', g.version, 'updatedAt', g.updated_at`;

/** What `?expand=` adds. */
const EXPANSIONS = {
  project: `'project', ${projectExpand('g.project_id')}`,
  indicators: `'indicators', ${INDICATORS_JSON}`,
  declaration: `'declaration', ${DECLARATION_JSON}`,
  approval: `'approval', (select json_build_object('id', a.id, 'state', a.state, 'stepKeys', a.step_keys, 'round', a.round,
      'needsCoordination', a.returned_count >= ${COORDINATION_RETURNS})
    from app.approvals a where a.subject_type = 'goal' and a.subject_id = g.id order by a.id desc limit 1)`,
} as const;

export type GoalExpansion = keyof typeof EXPANSIONS;
export const GOAL_EXPANSIONS = Object.keys(EXPANSIONS) as readonly GoalExpansion[];

export const goalList: ListDefinition = {
  name: 'goals.list',
  from: 'app.goals t',
  filters: {
    fiscalYear: { column: 't.fiscal_year', type: 'integer', about: '预算年度 / fiscal year' },
    state: { column: 't.state', type: 'code', values: GOAL_STATES, about: '状态 / state' },
    projectId: { column: 't.project_id', type: 'uuid', about: '项目 / project' },
    unitId: { column: 't.unit_id', type: 'uuid', about: '单位 / unit' },
    departmentId: { column: 't.department_id', type: 'uuid', about: '主管部门 / department' },
  },
  sorts: { updatedAt: { column: 'updated_at', type: 'timestamptz' }, id: { column: 'id', type: 'uuid' } },
  defaultSort: '-updatedAt',
  joins: `join ${PROJECT_VIEW} p on p.id = t.project_id`,
  item: `json_build_object('id', t.id, 'projectId', t.project_id, 'projectCode', p.code, 'projectName', p.name, 'unitId', t.unit_id,
    'fiscalYear', t.fiscal_year, 'state', t.state, 'revision', t.revision, 'annualGoal', t.annual_goal, 'version', t.version, 'updatedAt', t.updated_at)`,
};

export interface GoalDetail extends JsonText {
  readonly version: number;
  readonly state: GoalState;
  readonly roles: readonly string[];
}

/** One statement per set of expansions: each is planned once. */
export function goalDetail(id: string, expand: ReadonlySet<GoalExpansion>): Call<GoalDetail | null> {
  const names = GOAL_EXPANSIONS.filter((name) => expand.has(name));
  const parts = [GOAL_JSON, ...names.map((name) => EXPANSIONS[name])].join(', ');
  return {
    name: `goals.detail.${names.join('.')}`,
    text: `select json_build_object(${parts})::text as json, g.version, g.state, ${heldRoles('g.unit_path', 'g.project_id')} as roles
      from app.goals g where g.id = $1::uuid`,
    values: [id],
    read: firstRow<GoalDetail>(),
  };
}

export const findGoal = (id: string): Call<Goal | null> => ({
  name: 'goals.find',
  text: `select ${GOAL_COLUMNS} from app.goals where id = $1::uuid`,
  values: [id],
  read: firstRow<Goal>(),
});

export const findGoalForUpdate = (id: string): Call<Goal | null> => ({
  name: 'goals.find_for_update',
  text: `select ${GOAL_COLUMNS} from app.goals where id = $1::uuid for update`,
  values: [id],
  read: firstRow<Goal>(),
});

/** The state of a goal, which stands until the transaction ends: for figures that are written only while it runs. */
export const holdGoal = (id: string): Call<GoalState | null> => ({
  name: 'goals.hold',
  text: `select state from app.goals where id = $1::uuid for share`,
  values: [id],
  read: (rows) => (rows[0]?.['state'] as GoalState | undefined) ?? null,
});

export type NewGoal = Omit<Goal, 'version' | 'state' | 'revision'>;

export const insertGoal = (goal: NewGoal): Call<Goal> => ({
  name: 'goals.insert',
  text: `insert into app.goals (id, district_id, unit_id, unit_path, department_id, project_id, fiscal_year, frame, weight_template,
      execution_weight, weight_reason, annual_goal, overall_goal, author_ids, weight_template_revision, form)
    values ($1::uuid, $2::uuid, $3::uuid, $4::public.ltree, $5::uuid, $6::uuid, $7::smallint, $8, $9, $10::numeric, $11, $12, $13, $14::uuid[], $15::int, $16)
    returning ${GOAL_COLUMNS}`,
  values: [
    goal.id,
    goal.districtId,
    goal.unitId,
    goal.unitPath,
    goal.departmentId,
    goal.projectId,
    goal.fiscalYear,
    goal.frame,
    goal.weightTemplate,
    goal.executionWeight,
    goal.weightReason,
    goal.annualGoal,
    goal.overallGoal,
    goal.authorIds,
    goal.weightTemplateRevision,
    goal.form,
  ],
  read: (rows) => rows[0] as unknown as Goal,
});

export type GoalContent = Pick<
  Goal,
  | 'frame'
  | 'weightTemplate'
  | 'weightTemplateRevision'
  | 'executionWeight'
  | 'weightReason'
  | 'annualGoal'
  | 'overallGoal'
>;

/** Compare-and-set of the content; the editor joins the authors, and nobody leaves them. */
export const updateGoalContent = (id: string, version: number, content: GoalContent): Call<Goal | null> => ({
  name: 'goals.update_content',
  text: `update app.goals set frame = $3, weight_template = $4, execution_weight = $5::numeric, weight_reason = $6, annual_goal = $7,
      overall_goal = $8, weight_template_revision = $9::int, version = version + 1, updated_at = now(),
      author_ids = case when ${MY_PERSON}::uuid = any (author_ids) then author_ids else author_ids || ${MY_PERSON}::uuid end
    where id = $1::uuid and version = $2::int and state in ('DRAFT', 'RETURNED') returning ${GOAL_COLUMNS}`,
  values: [
    id,
    version,
    content.frame,
    content.weightTemplate,
    content.executionWeight,
    content.weightReason,
    content.annualGoal,
    content.overallGoal,
    content.weightTemplateRevision,
  ],
  read: firstRow<Goal>(),
});

/** Moves the state along the lifecycle, with the marks that belong to it. */
export const moveGoal = (
  goal: Pick<Goal, 'id' | 'version' | 'state'>,
  to: GoalState,
  releaseId: string | null = null,
): Call<Goal | null> => ({
  name: 'goals.move',
  text: `update app.goals set state = $4, version = version + 1, updated_at = now(),
      returned_count = returned_count + case when $4 = 'RETURNED' then 1 else 0 end,
      submitted_at = case when $4 = 'IN_REVIEW' then app.app_now() else submitted_at end,
      passed_at = case when $4 = 'PASSED' then app.app_now() else passed_at end,
      approved_at = case when $4 = 'APPROVED' then app.app_now() else approved_at end,
      revision = revision + case when $4 = 'APPROVED' then 1 else 0 end,
      release_id = coalesce($5::uuid, release_id),
      execution_began_at = case when $4 = 'IN_EXECUTION' then coalesce(execution_began_at, app.app_now()) else execution_began_at end
    where id = $1::uuid and version = $2::int and state = $3 returning ${GOAL_COLUMNS}`,
  values: [goal.id, goal.version, goal.state, to, releaseId],
  read: firstRow<Goal>(),
});
