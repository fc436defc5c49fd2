import { type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import type { Language } from '../../platform/http/problem.js';
import { PROJECT_VIEW, projectExpand } from '../budget/index.js';
import type { ReviewFacts } from './domain/review-refusal.js';
import { SELF_EVALUATION_STATES } from './domain/self-evaluation.lifecycle.js';
import { MY_PLACE } from './self-evaluation.store.js';

/** A trace in the reader's language ($2): the sentence, and its steps. */
const explanation = (trace: string): string => `json_build_object('text', ${trace} -> 'text' ->> $2::text, 'steps', (
  select coalesce(json_agg(json_build_object('step', x.step ->> 'step', 'formula', x.step ->> 'formula', 'values', x.step -> 'values',
    'text', x.step -> 'text' ->> $2::text) order by x.n), '[]')
  from jsonb_array_elements(${trace} -> 'steps') with ordinality as x(step, n)))`;

const FUNDS = `(select coalesce(json_agg(json_build_object('source', f.source, 'item', f.item, 'initialBudget', f.initial::text,
    'adjustedBudget', f.adjusted::text, 'executed', f.executed::text, 'reportedScore', f.reported_score::text, 'reason', f.reason)
    order by f.position), '[]') from app.self_evaluation_funds f where f.self_evaluation_id = e.id)`;

const INDICATORS = `(select coalesce(json_agg(json_build_object('indicatorId', s.indicator_id, 'level1', s.level1, 'level2', s.level2,
    'name', s.name, 'measureType', s.measure_type, 'operator', s.operator, 'direction', s.direction, 'target', s.target, 'unit', s.unit,
    'weight', s.weight::text, 'actual', s.actual, 'actualSource', s.actual_source, 'monitoredActual', s.monitored_actual,
    'actualReason', s.override_reason, 'computedScore', s.computed_score::text, 'basis', s.basis, 'completion', s.completion::text,
    'reportedScore', s.reported_score::text, 'reason', s.reason, 'notApplicable', s.not_applicable, 'sampleSize', s.sample_size,
    'surveyMethod', s.survey_method, 'flags', s.flags, 'explanation', ${explanation('s.explanation')}) order by s.position, s.indicator_id), '[]')
  from app.self_evaluation_scores s where s.self_evaluation_id = e.id)`;

const FINDINGS = `(select coalesce(json_agg(json_build_object('code', x.found ->> 'code', 'severity', x.found ->> 'severity',
    'pointer', x.found ->> 'pointer', 'message', x.found -> 'message' ->> $2::text, 'params', x.found -> 'params') order by x.n), '[]')
  from jsonb_array_elements(e.findings) with ordinality as x(found, n))`;

const DETAIL = `'id', e.id, 'districtId', e.district_id, 'unitId', e.unit_id, 'departmentId', e.department_id, 'projectId', e.project_id,
  'goalId', e.goal_id, 'goalRevision', e.goal_revision, 'fiscalYear', e.fiscal_year, 'ruleSetId', e.rule_set_id,
  'ruleSetCode', r.code, 'ruleSetRevision', r.revision, 'state', e.state, 'round', e.round, 'returnedCount', e.returned_count,
  'executionWeight', e.execution_weight::text, 'executionRate', e.execution_rate::text, 'executionScore', e.execution_score::text,
  'executionExplanation', ${explanation('e.execution_explanation')}, 'computedTotal', e.computed_total::text, 'grade', e.grade,
  'totalExplanation', ${explanation('e.total_explanation')}, 'reportedTotal', e.reported_total::text, 'reportedGrade', e.reported_grade,
  'reviewedTotal', e.reviewed_total::text, 'isDistorted', e.is_distorted, 'goalCompletion', e.goal_completion,
  'processSummary', e.process_summary, 'conclusion', e.conclusion, 'problems', e.problems, 'measures', e.measures,
  'funds', ${FUNDS}, 'indicators', ${INDICATORS}, 'findings', ${FINDINGS}, 'submittedAt', e.submitted_at,
  'finalizedAt', e.finalized_at, 'version', e.version, 'updatedAt', e.updated_at`;

/** What `?expand=` adds. */
const EXPANSIONS = {
  project: `'project', ${projectExpand('e.project_id')}`,
  ruleSet: `'ruleSet', json_build_object('id', r.id, 'code', r.code, 'revision', r.revision, 'state', r.state, 'rules', r.rules)`,
  acts: `'acts', (select coalesce(json_agg(json_build_object('id', a.id, 'act', a.act, 'stage', a.stage, 'round', a.round,
      'accountId', a.account_id, 'reason', a.reason, 'reviewedTotal', a.reviewed_total::text, 'actedAt', a.acted_at) order by a.id), '[]')
    from app.self_evaluation_acts a where a.self_evaluation_id = e.id)`,
} as const;

export const selfEvaluationList: ListDefinition = {
  name: 'self_evaluations.list',
  from: 'app.self_evaluations t',
  filters: {
    fiscalYear: { column: 't.fiscal_year', type: 'integer', about: '预算年度 / fiscal year' },
    state: { column: 't.state', type: 'code', values: SELF_EVALUATION_STATES, about: '状态 / state' },
    projectId: { column: 't.project_id', type: 'uuid', about: '项目 / project' },
    goalId: { column: 't.goal_id', type: 'uuid', about: '绩效目标 / goal' },
    unitId: { column: 't.unit_id', type: 'uuid', about: '单位 / unit' },
    departmentId: { column: 't.department_id', type: 'uuid', about: '主管部门 / department' },
    isDistorted: { column: 't.is_distorted', type: 'boolean', about: '自评失真 / distorted' },
  },
  sorts: { updatedAt: { column: 'updated_at', type: 'timestamptz' }, id: { column: 'id', type: 'uuid' } },
  defaultSort: '-updatedAt',
  joins: `join ${PROJECT_VIEW} p on p.id = t.project_id join app.scoring_rule_sets r on r.id = t.rule_set_id`,
  item: `json_build_object('id', t.id, 'projectId', t.project_id, 'projectCode', p.code, 'projectName', p.name, 'goalId', t.goal_id,
    'unitId', t.unit_id, 'fiscalYear', t.fiscal_year, 'state', t.state, 'ruleSetCode', r.code, 'executionRate', t.execution_rate::text,
    'computedTotal', t.computed_total::text, 'grade', t.grade, 'reportedTotal', t.reported_total::text, 'reportedGrade', t.reported_grade,
    'isDistorted', t.is_distorted, 'version', t.version, 'updatedAt', t.updated_at)`,
};

export type SelfEvaluationExpansion = keyof typeof EXPANSIONS;
export const SELF_EVALUATION_EXPANSIONS = Object.keys(EXPANSIONS) as readonly SelfEvaluationExpansion[];

export type SelfEvaluationDetail = JsonText & ReviewFacts & { readonly version: number };

/** One statement per set of expansions: each is planned once. */
export function selfEvaluationDetail(
  id: string,
  language: Language,
  expand: ReadonlySet<SelfEvaluationExpansion>,
): Call<SelfEvaluationDetail | null> {
  const names = SELF_EVALUATION_EXPANSIONS.filter((name) => expand.has(name));
  const parts = [DETAIL, ...names.map((name) => EXPANSIONS[name])].join(', ');
  return {
    name: `self_evaluations.detail.${names.join('.')}`,
    text: `select json_build_object(${parts})::text as json, e.version, e.state, ${MY_PLACE}
      from app.self_evaluations e join app.scoring_rule_sets r on r.id = e.rule_set_id where e.id = $1::uuid`,
    values: [id, language],
    read: firstRow<SelfEvaluationDetail>(),
  };
}

/** The view that statements of modules to the right may read; its columns are those of the migration. */
export const SELF_EVALUATION_VIEW = 'app.self_evaluation_v';
