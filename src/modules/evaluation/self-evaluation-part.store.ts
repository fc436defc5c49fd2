import { allRows, type Call, firstRow, noRows } from '../../platform/database/call.js';
import { actualOf, type Filling, type SelfEvaluationForm } from './domain/self-evaluation-form.js';
import type { SelfEvaluationCheck } from './domain/self-evaluation-input.js';
import type { SelfEvaluation } from './self-evaluation.store.js';

/** What people wrote about the execution of the budget: the total row alone is scored. */
export interface ExecutionFilling {
  readonly reportedScore: string | null;
  readonly reason: string | null;
}

export const findExecutionFilling = (id: string): Call<ExecutionFilling | null> => ({
  name: 'self_evaluation_funds.find_filling',
  text: `select reported_score::text as "reportedScore", reason from app.self_evaluation_funds
    where self_evaluation_id = $1::uuid and position = 0`,
  values: [id],
  read: firstRow<ExecutionFilling>(),
});

export type StoredFilling = Filling & { readonly indicatorId: string };

export const findFillings = (id: string): Call<readonly StoredFilling[]> => ({
  name: 'self_evaluation_scores.find_fillings',
  text: `select indicator_id as "indicatorId", reported_score::text as "reportedScore", reason,
      case when actual_source = 'REPORTED' then actual end as actual, override_reason as "actualReason", overridden_by as "actualBy",
      sample_size as "sampleSize", survey_method as "surveyMethod", not_applicable as "notApplicable"
    from app.self_evaluation_scores where self_evaluation_id = $1::uuid order by position, indicator_id limit 500`,
  values: [id],
  read: allRows<StoredFilling>(),
});

/** Writes the rows of 预算执行情况 as they are now; a source that has left the budget leaves the form. */
export const replaceFunds = (of: SelfEvaluation, form: SelfEvaluationForm): Call<void> => ({
  name: 'self_evaluation_funds.replace',
  text: `with wanted as (select * from jsonb_to_recordset($2::jsonb) as w(position int, source text, item text, initial numeric,
        adjusted numeric, executed numeric, "reportedScore" numeric, reason text)),
      removed as (delete from app.self_evaluation_funds f where f.self_evaluation_id = $1::uuid
        and not exists (select 1 from wanted w where w.position = f.position))
    insert into app.self_evaluation_funds as f (self_evaluation_id, position, source, item, initial, adjusted, executed, reported_score, reason,
      project_id, district_id, unit_path)
    select e.id, w.position, w.source, w.item, w.initial, w.adjusted, w.executed, w."reportedScore", w.reason, e.project_id, e.district_id, e.unit_path
    from wanted w join app.self_evaluations e on e.id = $1::uuid
    on conflict (self_evaluation_id, position) do update set source = excluded.source, item = excluded.item, initial = excluded.initial,
      adjusted = excluded.adjusted, executed = excluded.executed, reported_score = excluded.reported_score, reason = excluded.reason`,
  values: [of.id, JSON.stringify(form.funds.map((fund, position) => fundRow(fund, position, form)))],
  read: noRows,
});

/** Writes every score with its inputs and its trace; an indicator that has left the goal leaves the form. */
export const replaceScores = (
  of: SelfEvaluation,
  form: SelfEvaluationForm,
  check: SelfEvaluationCheck,
): Call<void> => ({
  name: 'self_evaluation_scores.replace',
  text: `with wanted as (select * from jsonb_to_recordset($2::jsonb) as w(id uuid, position int, level1 text, level2 text, name text,
        "measureType" text, operator text, direction text, target text, unit text, weight numeric, actual text, "actualSource" text,
        monitored text, "actualReason" text, "actualBy" uuid, "computedScore" numeric, basis text, completion numeric, explanation jsonb,
        flags jsonb, "reportedScore" numeric, reason text, "notApplicable" boolean, "sampleSize" int, "surveyMethod" text)),
      removed as (delete from app.self_evaluation_scores s where s.self_evaluation_id = $1::uuid
        and not exists (select 1 from wanted w where w.id = s.indicator_id))
    insert into app.self_evaluation_scores as s (self_evaluation_id, indicator_id, position, level1, level2, name, measure_type, operator,
      direction, target, unit, weight, actual, actual_source, monitored_actual, override_reason, overridden_by, computed_score, basis,
      completion, explanation, flags, reported_score, reason, not_applicable, sample_size, survey_method, project_id, district_id, unit_path)
    select e.id, w.id, w.position, w.level1, w.level2, w.name, w."measureType", w.operator, w.direction, w.target, w.unit, w.weight, w.actual,
      w."actualSource", w.monitored, w."actualReason", w."actualBy", w."computedScore", w.basis, w.completion, w.explanation, w.flags,
      w."reportedScore", w.reason, w."notApplicable", w."sampleSize", w."surveyMethod", e.project_id, e.district_id, e.unit_path
    from wanted w join app.self_evaluations e on e.id = $1::uuid
    on conflict (self_evaluation_id, indicator_id) do update set position = excluded.position, level1 = excluded.level1, level2 = excluded.level2,
      name = excluded.name, measure_type = excluded.measure_type, operator = excluded.operator, direction = excluded.direction,
      target = excluded.target, unit = excluded.unit, weight = excluded.weight, actual = excluded.actual, actual_source = excluded.actual_source,
      monitored_actual = excluded.monitored_actual, override_reason = excluded.override_reason, overridden_by = excluded.overridden_by,
      computed_score = excluded.computed_score, basis = excluded.basis, completion = excluded.completion, explanation = excluded.explanation,
      flags = excluded.flags, reported_score = excluded.reported_score, reason = excluded.reason, not_applicable = excluded.not_applicable,
      sample_size = excluded.sample_size, survey_method = excluded.survey_method`,
  values: [of.id, JSON.stringify(form.indicators.map((_, position) => scoreRow(form, check, position)))],
  read: noRows,
});

function fundRow(fund: SelfEvaluationForm['funds'][number], position: number, form: SelfEvaluationForm): object {
  const isTotal = position === 0;
  return {
    ...fund,
    position,
    reportedScore: isTotal ? form.executionReported : null,
    reason: isTotal ? form.executionReason : null,
  };
}

function scoreRow(form: SelfEvaluationForm, check: SelfEvaluationCheck, position: number): object {
  const indicator = form.indicators[position];
  const checked = check.indicators[position];
  if (!indicator || !checked) throw new Error('self-evaluation: a row without its score');
  const { filling, ...measured } = indicator;
  const actual = actualOf(indicator);
  const place = `/indicators/${position}/`;
  return {
    ...measured,
    ...filling,
    position,
    actual,
    actualSource: actual === null ? null : filling.actual === null ? 'MONITORING' : 'REPORTED',
    computedScore: checked.score,
    basis: checked.basis,
    completion: checked.completion,
    explanation: checked.explanation,
    flags: check.findings.filter(({ pointer }) => pointer.startsWith(place)).map(({ code }) => code),
  };
}
