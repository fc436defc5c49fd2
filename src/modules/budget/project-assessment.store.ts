import { heldRoles, MY_PERSON } from '../../platform/auth/grants.js';
import { type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { ASSESSOR_KINDS, type AssessmentFacts, type AssessorKind } from './domain/assessment-roles.js';
import type { DimensionScore, ScoredAnswer } from './domain/assessment-score.js';
import { ASSESSMENT_OUTCOMES, type AssessmentOutcome } from './domain/assessment-sheet.js';
import { ASSESSMENT_STATES, type AssessmentState } from './domain/project-assessment.lifecycle.js';
import type { Project } from './project.store.js';

/** What the assessor writes, with the scores that follow from it. */
export interface AssessmentContent {
  readonly assessorName: string | null;
  readonly requestedAmount: string | null;
  readonly methods: readonly string[];
  readonly answers: readonly ScoredAnswer[];
  readonly dimensionScores: readonly DimensionScore[];
  readonly computedScore: string;
  readonly computedOutcome: AssessmentOutcome | null;
  readonly reportedScore: string | null;
  readonly conclusion: AssessmentOutcome | null;
  readonly conclusionReason: string | null;
  readonly opinion: string | null;
  readonly suggestions: string | null;
}

/** An assessment as services see it, with what the caller is to it. */
export interface ProjectAssessment extends AssessmentContent, AssessmentFacts {
  readonly id: string;
  readonly version: number;
  readonly districtId: string;
  readonly unitPath: string;
  readonly projectId: string;
  readonly sheetId: string;
  readonly state: AssessmentState;
  readonly assessorKind: AssessorKind;
}

/** The caller assessed, or wrote the project itself. */
const IS_AUTHOR = `(${MY_PERSON}::uuid = any (t.author_ids)
  or exists (select 1 from app.projects p where p.id = t.project_id and ${MY_PERSON}::uuid = any (p.authors)))`;

const FACTS = `t.assessor_kind as "assessorKind", ${heldRoles('t.unit_path', 't.project_id')} as roles, ${IS_AUTHOR} as "isAuthor"`;

const COLUMNS = `t.id, t.version, t.district_id as "districtId", t.unit_path::text as "unitPath", t.project_id as "projectId", t.sheet_id as "sheetId",
  t.state, t.assessor_name as "assessorName", t.requested_amount::text as "requestedAmount", t.methods, t.answers,
  t.dimension_scores as "dimensionScores", t.computed_score::text as "computedScore", t.computed_outcome as "computedOutcome",
  t.reported_score::text as "reportedScore", t.conclusion, t.conclusion_reason as "conclusionReason", t.opinion, t.suggestions, ${FACTS}`;

const ITEM_FIELDS = `'id', t.id, 'districtId', t.district_id, 'unitId', t.unit_id, 'projectId', t.project_id, 'projectCode', p.code, 'projectName', p.name,
  'sheetId', t.sheet_id, 'assessorKind', t.assessor_kind, 'assessorName', t.assessor_name, 'state', t.state,
  'computedScore', t.computed_score::text, 'computedOutcome', t.computed_outcome, 'reportedScore', t.reported_score::text,
  'conclusion', t.conclusion, 'submittedAt', t.submitted_at, 'finalizedAt', t.finalized_at, 'version', t.version, 'updatedAt', t.updated_at`;

export const assessmentList: ListDefinition = {
  name: 'project_assessments.list',
  from: 'app.project_assessments t',
  filters: {
    projectId: { column: 't.project_id', type: 'uuid', about: '项目 / project' },
    unitId: { column: 't.unit_id', type: 'uuid', about: '单位 / unit' },
    departmentId: { column: 't.department_id', type: 'uuid', about: '主管部门 / department' },
    districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
    assessorKind: { column: 't.assessor_kind', type: 'code', values: ASSESSOR_KINDS, about: '评估主体 / assessor' },
    state: { column: 't.state', type: 'code', values: ASSESSMENT_STATES, about: '状态 / state' },
    conclusion: { column: 't.conclusion', type: 'code', values: ASSESSMENT_OUTCOMES, about: '评估结论 / conclusion' },
    computedScore: { column: 't.computed_score', type: 'decimal', about: '计算得分 / computed score' },
  },
  sorts: {
    updatedAt: { column: 'updated_at', type: 'timestamptz' },
    computedScore: { column: 'computed_score', type: 'numeric' },
  },
  defaultSort: '-updatedAt',
  joins: `join app.projects p on p.id = t.project_id`,
  item: `json_build_object(${ITEM_FIELDS})`,
};

export interface AssessmentDetail extends JsonText, AssessmentFacts {
  readonly version: number;
  readonly state: AssessmentState;
}

export const assessmentDetail = (id: string): Call<AssessmentDetail | null> => ({
  name: 'project_assessments.detail',
  text: `select json_build_object(${ITEM_FIELDS}, 'requestedAmount', t.requested_amount::text, 'methods', t.methods, 'answers', t.answers,
      'dimensionScores', t.dimension_scores, 'conclusionReason', t.conclusion_reason, 'opinion', t.opinion, 'suggestions', t.suggestions,
      'returnedCount', t.returned_count, 'reviewOpinion', t.review_opinion)::text as json, t.version, t.state, ${FACTS}
    from app.project_assessments t join app.projects p on p.id = t.project_id where t.id = $1::uuid`,
  values: [id],
  read: firstRow<AssessmentDetail>(),
});

export const findAssessmentForUpdate = (id: string): Call<ProjectAssessment | null> => ({
  name: 'project_assessments.find_for_update',
  text: `select ${COLUMNS} from app.project_assessments t where t.id = $1::uuid for update of t`,
  values: [id],
  read: firstRow<ProjectAssessment>(),
});

/** A project, and the roles that the caller holds over it. */
export const findRolesOver = ({ id, unitPath }: Pick<Project, 'id' | 'unitPath'>): Call<readonly string[]> => ({
  name: 'project_assessments.find_roles_over',
  text: `select ${heldRoles('$2::public.ltree', '$1::uuid')} as roles`,
  values: [id, unitPath],
  read: ([row]) => (row?.['roles'] ?? []) as readonly string[],
});

export interface NewAssessment {
  readonly id: string;
  readonly project: Project;
  readonly sheetId: string;
  readonly assessorKind: AssessorKind;
  readonly assessorName: string | null;
  readonly dimensionScores: readonly DimensionScore[];
}

export const insertAssessment = (assessment: NewAssessment): Call<ProjectAssessment> => ({
  name: 'project_assessments.insert',
  text: `insert into app.project_assessments as t (id, district_id, unit_id, unit_path, department_id, project_id, sheet_id, assessor_kind,
      assessor_name, dimension_scores, author_ids)
    values ($1::uuid, $2::uuid, $3::uuid, $4::public.ltree, $5::uuid, $6::uuid, $7::uuid, $8, $9, $10::jsonb, array[${MY_PERSON}::uuid])
    returning ${COLUMNS}`,
  values: [
    assessment.id,
    assessment.project.districtId,
    assessment.project.unitId,
    assessment.project.unitPath,
    assessment.project.departmentId,
    assessment.project.id,
    assessment.sheetId,
    assessment.assessorKind,
    assessment.assessorName,
    JSON.stringify(assessment.dimensionScores),
  ],
  read: (rows) => rows[0] as unknown as ProjectAssessment,
});

const WITH_ME = `case when ${MY_PERSON}::uuid = any (author_ids) then author_ids else author_ids || ${MY_PERSON}::uuid end`;

/** Compare-and-set. Whoever writes becomes one of the authors, and nobody leaves them. */
export const updateAssessment = (
  id: string,
  version: number,
  content: AssessmentContent,
): Call<ProjectAssessment | null> => ({
  name: 'project_assessments.update',
  text: `update app.project_assessments t set assessor_name = $3, requested_amount = $4::numeric, methods = $5::text[], answers = $6::jsonb,
      dimension_scores = $7::jsonb, computed_score = $8::numeric, computed_outcome = $9, reported_score = $10::numeric, conclusion = $11,
      conclusion_reason = $12, opinion = $13, suggestions = $14, version = version + 1, updated_at = now(), author_ids = ${WITH_ME}
    where id = $1::uuid and version = $2::int and state in ('DRAFT', 'RETURNED') returning ${COLUMNS}`,
  values: [
    id,
    version,
    content.assessorName,
    content.requestedAmount,
    content.methods,
    JSON.stringify(content.answers),
    JSON.stringify(content.dimensionScores),
    content.computedScore,
    content.computedOutcome,
    content.reportedScore,
    content.conclusion,
    content.conclusionReason,
    content.opinion,
    content.suggestions,
  ],
  read: firstRow<ProjectAssessment>(),
});

/** Along the lifecycle, with the marks that belong to it. Who submits is an author; who finalizes is named for good. */
export const moveAssessment = (
  { id, version, state }: Pick<ProjectAssessment, 'id' | 'version' | 'state'>,
  to: AssessmentState,
  opinion: string | null,
): Call<ProjectAssessment | null> => ({
  name: 'project_assessments.move',
  text: `update app.project_assessments t set state = $4, version = version + 1, updated_at = now(),
      submitted_at = case when $4 = 'SUBMITTED' then now() else submitted_at end,
      author_ids = case when $4 = 'SUBMITTED' then ${WITH_ME} else author_ids end,
      returned_count = returned_count + case when $4 = 'RETURNED' then 1 else 0 end,
      review_opinion = case when $4 = 'SUBMITTED' then review_opinion else $5 end,
      finalizer_id = case when $4 = 'FINAL' then ${MY_PERSON}::uuid end,
      finalized_at = case when $4 = 'FINAL' then now() end
    where id = $1::uuid and version = $2::int and state = $3 returning ${COLUMNS}`,
  values: [id, version, state, to, opinion],
  read: firstRow<ProjectAssessment>(),
});

/** Whether the file is evidence of the assessment, in the caller's scope. */
export const isEvidence = (id: string, fileId: string): Call<boolean> => ({
  name: 'project_assessments.is_evidence',
  text: `select 1 from app.project_assessments where id = $1::uuid
    and answers @> jsonb_build_array(jsonb_build_object('fileIds', jsonb_build_array($2::text)))`,
  values: [id, fileId.toLowerCase()],
  read: (rows) => rows.length > 0,
});
