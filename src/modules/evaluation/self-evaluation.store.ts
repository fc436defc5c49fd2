import { heldRoles, MY_PERSON } from '../../platform/auth/grants.js';
import { type Call, firstRow } from '../../platform/database/call.js';
import type { Finding } from './domain/finding-catalogue.js';
import type { Explanation } from './domain/score-explanation.js';
import type { SelfEvaluationState } from './domain/self-evaluation.lifecycle.js';

/** What the unit writes about the whole. */
export interface SelfEvaluationTexts {
  readonly goalCompletion: string | null;
  readonly processSummary: string | null;
  readonly conclusion: string | null;
  readonly problems: string | null;
  readonly measures: string | null;
}

/** What is computed for the whole, beside what the reported scores make. */
export interface SelfEvaluationResult {
  readonly executionRate: string | null;
  readonly executionScore: string | null;
  readonly executionExplanation: Explanation;
  readonly computedTotal: string | null;
  readonly totalExplanation: Explanation;
  readonly grade: string | null;
  readonly reportedTotal: string | null;
  readonly reportedGrade: string | null;
  readonly findings: readonly Finding[];
}

/** A self-evaluation as services see it. */
export interface SelfEvaluation extends SelfEvaluationTexts {
  readonly id: string;
  readonly version: number;
  readonly districtId: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly departmentId: string;
  readonly projectId: string;
  readonly goalId: string;
  readonly goalRevision: number;
  readonly fiscalYear: number;
  readonly ruleSetId: string;
  readonly state: SelfEvaluationState;
  readonly round: number;
  readonly frame: 'V2015' | 'V2021';
  readonly executionWeight: string;
  readonly computedTotal: string | null;
  readonly reportedTotal: string | null;
  readonly grade: string | null;
  readonly authorIds: readonly string[];
}

const COLUMNS = `e.id, e.version, e.district_id as "districtId", e.unit_id as "unitId", e.unit_path::text as "unitPath",
  e.department_id as "departmentId", e.project_id as "projectId", e.goal_id as "goalId", e.goal_revision as "goalRevision",
  e.fiscal_year as "fiscalYear", e.rule_set_id as "ruleSetId", e.state, e.round, e.frame, e.execution_weight::text as "executionWeight",
  e.goal_completion as "goalCompletion", e.process_summary as "processSummary", e.conclusion, e.problems, e.measures,
  e.computed_total::text as "computedTotal", e.reported_total::text as "reportedTotal", e.grade, e.author_ids as "authorIds"`;

/** The person's place in the review: his roles where the unit lies, whether he wrote it, which stages he acted in. */
export const MY_PLACE = `${heldRoles('e.unit_path', 'e.project_id')} as roles, ${MY_PERSON}::uuid = any (e.author_ids) as "isAuthor",
  array(select distinct a.stage from app.self_evaluation_acts a where a.self_evaluation_id = e.id and a.round = e.round
    and a.person_id = ${MY_PERSON}::uuid and a.stage <> 'UNIT') as "stagesActed"`;

export interface LockedSelfEvaluation extends SelfEvaluation {
  readonly roles: readonly string[];
  readonly isAuthor: boolean;
  readonly stagesActed: readonly string[];
}

export const findSelfEvaluationForUpdate = (id: string): Call<LockedSelfEvaluation | null> => ({
  name: 'self_evaluations.find_for_update',
  text: `select ${COLUMNS}, ${MY_PLACE} from app.self_evaluations e where e.id = $1::uuid for update`,
  values: [id],
  read: firstRow<LockedSelfEvaluation>(),
});

export type NewSelfEvaluation = Pick<
  SelfEvaluation,
  | 'id'
  | 'districtId'
  | 'unitId'
  | 'unitPath'
  | 'departmentId'
  | 'projectId'
  | 'goalId'
  | 'goalRevision'
  | 'fiscalYear'
  | 'ruleSetId'
  | 'frame'
  | 'executionWeight'
>;

export const insertSelfEvaluation = (row: NewSelfEvaluation, result: SelfEvaluationResult): Call<SelfEvaluation> => ({
  name: 'self_evaluations.insert',
  text: `insert into app.self_evaluations as e (id, district_id, unit_id, unit_path, department_id, project_id, goal_id, goal_revision, fiscal_year,
      rule_set_id, frame, execution_weight, author_ids, execution_rate, execution_score, execution_explanation, computed_total,
      total_explanation, grade, reported_total, reported_grade, findings)
    values ($1::uuid, $2::uuid, $3::uuid, $4::public.ltree, $5::uuid, $6::uuid, $7::uuid, $8::int, $9::smallint, $10::uuid, $11,
      $12::numeric, array[${MY_PERSON}::uuid], $13::numeric, $14::numeric, $15::jsonb, $16::numeric, $17::jsonb, $18,
      $19::numeric, $20, $21::jsonb)
    returning ${COLUMNS}`,
  values: [
    row.id,
    row.districtId,
    row.unitId,
    row.unitPath,
    row.departmentId,
    row.projectId,
    row.goalId,
    row.goalRevision,
    row.fiscalYear,
    row.ruleSetId,
    row.frame,
    row.executionWeight,
    ...resultValues(result),
  ],
  read: (rows) => rows[0] as unknown as SelfEvaluation,
});

/** Compare-and-set of content and state. Whoever edits or submits joins the authors, and nobody leaves them. */
export const saveSelfEvaluation = (
  before: SelfEvaluation,
  to: SelfEvaluationState,
  goalRevision: number,
  texts: SelfEvaluationTexts,
  result: SelfEvaluationResult,
): Call<SelfEvaluation | null> => ({
  name: 'self_evaluations.save',
  text: `update app.self_evaluations e set version = e.version + 1, updated_at = now(), state = $4, goal_revision = $5::int,
      goal_completion = $6, process_summary = $7, conclusion = $8, problems = $9, measures = $10,
      execution_rate = $11::numeric, execution_score = $12::numeric, execution_explanation = $13::jsonb, computed_total = $14::numeric,
      total_explanation = $15::jsonb, grade = $16, reported_total = $17::numeric, reported_grade = $18, findings = $19::jsonb,
      submitted_at = case when $4 = 'SUBMITTED' then now() else e.submitted_at end,
      author_ids = case when ${MY_PERSON}::uuid = any (e.author_ids) then e.author_ids else e.author_ids || ${MY_PERSON}::uuid end
    where e.id = $1::uuid and e.version = $2::int and e.state = $3 returning ${COLUMNS}`,
  values: [
    before.id,
    before.version,
    before.state,
    to,
    goalRevision,
    texts.goalCompletion,
    texts.processSummary,
    texts.conclusion,
    texts.problems,
    texts.measures,
    ...resultValues(result),
  ],
  read: firstRow<SelfEvaluation>(),
});

export interface ReviewMarks {
  /** 复核得分 of a spot check; null: none. */
  readonly reviewedTotal: string | null;
  /** 自评失真: the spot check is ten points or more away. */
  readonly isDistorted: boolean;
}

/** Moves the state along the lifecycle, with the marks that belong to it. */
export const moveSelfEvaluation = (
  before: SelfEvaluation,
  to: SelfEvaluationState,
  marks: ReviewMarks,
): Call<SelfEvaluation | null> => ({
  name: 'self_evaluations.move',
  text: `update app.self_evaluations e set version = e.version + 1, updated_at = now(), state = $4,
      round = e.round + case when $4 = 'FILLING' then 1 else 0 end,
      returned_count = e.returned_count + case when $4 = 'FILLING' then 1 else 0 end,
      reviewed_total = $5::numeric, is_distorted = $6::boolean,
      finalized_at = case when $4 = 'FINAL' then now() else e.finalized_at end
    where e.id = $1::uuid and e.version = $2::int and e.state = $3 returning ${COLUMNS}`,
  values: [before.id, before.version, before.state, to, marks.reviewedTotal, marks.isDistorted],
  read: firstRow<SelfEvaluation>(),
});

export interface Act extends Pick<ReviewMarks, 'reviewedTotal'> {
  readonly id: string;
  readonly act: 'SUBMIT' | 'REVIEW' | 'SAMPLE' | 'RETURN' | 'FINALIZE';
  readonly stage: 'UNIT' | 'DEPARTMENT' | 'FINANCE';
  readonly accountId: string;
  readonly personId: string;
  readonly reason: string | null;
}

/** One line of the trail. A trigger refuses whoever wrote it, and whoever has reviewed it for the other side. */
export const insertAct = (of: SelfEvaluation, act: Act): Call<boolean> => ({
  name: 'self_evaluation_acts.insert',
  text: `insert into app.self_evaluation_acts (id, self_evaluation_id, act, stage, round, account_id, person_id, reason, reviewed_total,
      project_id, district_id, unit_path)
    values ($1::uuid, $2::uuid, $3, $4, $5::int, $6::uuid, $7::uuid, $8, $9::numeric, $10::uuid, $11::uuid, $12::public.ltree) returning 1`,
  values: [
    act.id,
    of.id,
    act.act,
    act.stage,
    of.round,
    act.accountId,
    act.personId,
    act.reason,
    act.reviewedTotal,
    of.projectId,
    of.districtId,
    of.unitPath,
  ],
  read: (rows) => rows.length === 1,
});

const resultValues = (result: SelfEvaluationResult): (string | null)[] => [
  result.executionRate,
  result.executionScore,
  JSON.stringify(result.executionExplanation),
  result.computedTotal,
  JSON.stringify(result.totalExplanation),
  result.grade,
  result.reportedTotal,
  result.reportedGrade,
  JSON.stringify(result.findings),
];
