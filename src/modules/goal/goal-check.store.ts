import { heldRoles } from '../../platform/auth/grants.js';
import { type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { CheckAnswer } from './domain/checks/check-answer.js';
import type { GoalJudgement } from './domain/checks/goal-judgement.js';
import type { GoalState } from './domain/goal.lifecycle.js';
import type { GoalFinding } from './domain/goal-check.js';
import type { GoalToCheck } from './goal-check.statement.js';

/** A result as it was frozen: what the submitted text was told, and what its author answered. */
export interface CheckResult {
  readonly goalVersion: number;
  readonly revision: number;
  readonly ruleSetId: string;
  readonly checkedAt: string;
  readonly findings: readonly (GoalFinding & { readonly answer: string | null })[];
  readonly indicators: GoalJudgement['indicators'];
}

const RESULT = `goal_version as "goalVersion", revision, rule_set_id as "ruleSetId", to_json(checked_at) #>> '{}' as "checkedAt", findings, indicators`;

/** Freezes what the checks say of the version that is submitted; of the adjustment that is, if it is one. */
export const insertCheckResult = (
  id: string,
  goal: GoalToCheck,
  { findings, indicators }: Pick<CheckResult, 'findings' | 'indicators'>,
  adjustment: { readonly id: string; readonly version: number } | null = null,
): Call<void> => ({
  name: 'goal_check_results.insert',
  text: `insert into app.goal_check_results (id, goal_id, goal_version, revision, rule_set_id, findings, indicators, project_id, district_id, unit_path,
      adjustment_id, adjustment_version)
    values ($1::uuid, $2::uuid, $3::int, $4::int, $5::uuid, $6::jsonb, $7::jsonb, $8::uuid, $9::uuid, $10::public.ltree, $11::uuid, $12::int)`,
  values: [
    id,
    goal.id,
    goal.version,
    goal.revision,
    goal.ruleSetId,
    JSON.stringify(findings),
    JSON.stringify(indicators),
    goal.projectId,
    goal.districtId,
    goal.unitPath,
    adjustment?.id ?? null,
    adjustment?.version ?? null,
  ],
  read: noRows,
});

/** Of the last submission, or of the last adjustment that was approved; null: none was checked. */
export const findCheckResult = (goalId: string): Call<CheckResult | null> => ({
  name: 'goal_check_results.find_last',
  text: `select ${RESULT} from app.goal_check_results r where goal_id = $1::uuid and (adjustment_id is null
      or exists (select 1 from app.goal_adjustments a where a.id = r.adjustment_id and a.state = 'APPROVED'))
    order by goal_version desc, adjustment_version desc nulls last limit 1`,
  values: [goalId],
  read: firstRow<CheckResult>(),
});

/** Of the last submission of an adjustment. */
export const findAdjustmentCheckResult = (adjustmentId: string): Call<CheckResult | null> => ({
  name: 'goal_check_results.find_of_adjustment',
  text: `select ${RESULT} from app.goal_check_results where adjustment_id = $1::uuid order by adjustment_version desc limit 1`,
  values: [adjustmentId],
  read: firstRow<CheckResult>(),
});

/** Answers that stand, and the goal that they belong to. Null: out of sight. */
export interface StoredAnswers {
  readonly version: number;
  readonly answers: readonly CheckAnswer[];
  readonly state: GoalState;
  readonly roles: readonly string[];
}

const ANSWERS = `select coalesce(a.version, 0) as version, coalesce(a.answers, '[]') as answers, g.state, ${heldRoles('g.unit_path', 'g.project_id')} as roles
  from app.goals g left join app.goal_check_answers a on a.goal_id = g.id where g.id = $1::uuid`;

export const findAnswers = (goalId: string): Call<StoredAnswers | null> => ({
  name: 'goal_check_answers.find',
  text: ANSWERS,
  values: [goalId],
  read: firstRow<StoredAnswers>(),
});

/** FOR SHARE: the goal's state stands until the answers are saved. */
export const lockAnswers = (goalId: string): Call<StoredAnswers | null> => ({
  name: 'goal_check_answers.lock',
  text: `${ANSWERS} for share of g`,
  values: [goalId],
  read: firstRow<StoredAnswers>(),
});

/** The first answers, or the next version of those that stand. Null: the version is another one. */
export const saveAnswers = (
  goal: GoalToCheck,
  version: number,
  answers: readonly CheckAnswer[],
): Call<number | null> => ({
  name: 'goal_check_answers.save',
  text: `insert into app.goal_check_answers (goal_id, answers, project_id, district_id, unit_path)
    select $1::uuid, $2::jsonb, $3::uuid, $4::uuid, $5::public.ltree
    where $6::int = 0 or exists (select 1 from app.goal_check_answers a where a.goal_id = $1::uuid)
    on conflict (goal_id) do update set answers = excluded.answers, version = goal_check_answers.version + 1, updated_at = now()
      where goal_check_answers.version = $6::int
    returning version`,
  values: [goal.id, JSON.stringify(answers), goal.projectId, goal.districtId, goal.unitPath, version],
  read: ([row]) => (row ? Number(row['version']) : null),
});

/** Published rule sets that the caller may know of: the general ones and his district's. */
export const checkRuleSets = (): Call<JsonText> => ({
  name: 'goal_check_rule_sets.list',
  text: `select json_build_object('items', coalesce(json_agg(json_build_object('id', id, 'code', code, 'edition', edition, 'districtId', district_id,
      'nameZh', name_zh, 'nameEn', name_en, 'rules', rules, 'publishedAt', published_at) order by district_id nulls first, code, edition), '[]'))::text as json
    from app.goal_check_rule_sets where state = 'PUBLISHED'`,
  values: [],
  read: ([row]) => row as unknown as JsonText,
});
