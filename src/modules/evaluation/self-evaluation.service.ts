import { Injectable } from '@nestjs/common';
import { nextState } from '../../kernel/lifecycle.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { Language } from '../../platform/http/problem.js';
import { findGoal, type Goal } from '../goal/index.js';
import type { ScoringRuleSet } from './domain/scoring-rule-set.js';
import {
  type SelfEvaluationAction,
  type SelfEvaluationState,
  selfEvaluationLifecycle,
} from './domain/self-evaluation.lifecycle.js';
import { adoptComputed, evaluateForm, type SelfEvaluationForm } from './domain/self-evaluation-form.js';
import { findSubmissionProblems } from './domain/submission-problem.js';
import { evaluationErrors } from './evaluation.errors.js';
import { chooseRuleSet, ruleSetOf } from './rule-set-choice.js';
import { markRuleSetUsed } from './scoring-rule-set.store.js';
import type { CreateSelfEvaluationRequest, UpdateSelfEvaluationRequest } from './self-evaluation.dto.js';
import { readSelfEvaluation } from './self-evaluation.reader.js';
import {
  findSelfEvaluationForUpdate,
  insertAct,
  insertSelfEvaluation,
  type LockedSelfEvaluation,
  type SelfEvaluation,
  type SelfEvaluationTexts,
  saveSelfEvaluation,
} from './self-evaluation.store.js';
import { assembleForm, fillForm, resultOf } from './self-evaluation-assembly.js';
import { replaceFunds, replaceScores } from './self-evaluation-part.store.js';
import { recordSelfEvaluation } from './self-evaluation-trail.js';

const EVALUATED_STATES: readonly Goal['state'][] = ['IN_EXECUTION', 'CLOSED'];

/** 绩效自评, the unit's side: prefilled from budget and monitoring, computed beside what the unit reports. */
@Injectable()
export class SelfEvaluationService {
  constructor(private readonly transactions: Transactions) {}

  create(actor: Actor, request: CreateSelfEvaluationRequest, language: Language): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const goal = await tx.one(findGoal(request.goalId));
      if (!goal) throw evaluationErrors.goalNotFound();
      if (!EVALUATED_STATES.includes(goal.state)) throw evaluationErrors.goalState({ state: goal.state });
      const ruleSet = await chooseRuleSet(tx, goal, request.ruleSet);
      const form = await assembleForm(tx, goal, null);
      const check = evaluateForm(form, ruleSet.rules);
      const place = { ...goal, id: newId(), goalId: goal.id, goalRevision: goal.revision, ruleSetId: ruleSet.id };
      const created = await tx.one(insertSelfEvaluation(place, resultOf(check)));
      await tx.one(replaceFunds(created, form));
      await tx.one(replaceScores(created, form, check));
      await tx.one(markRuleSetUsed(ruleSet.id));
      await recordSelfEvaluation(tx, 'create', null, created, null);
      const location = `/api/v1/self-evaluations/${created.id}`;
      return { ...(await readSelfEvaluation(tx, created.id, language)), location };
    });
  }

  update(
    actor: Actor,
    id: string,
    version: number,
    request: UpdateSelfEvaluationRequest,
    language: Language,
  ): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await lockSelfEvaluation(tx, id, version);
      const to = nextState(selfEvaluationLifecycle, before.state, 'update');
      if (!to) throw evaluationErrors.frozen();
      const { form, goal, rules } = await this.standing(tx, before);
      const filled = fillForm(form, request, actor.personId);
      const after = await this.rescore(tx, before, to, goal, mergeTexts(before, request), filled, rules);
      await recordSelfEvaluation(tx, 'update', before, after, null);
      return readSelfEvaluation(tx, id, language);
    });
  }

  /** The facts once more, all checks, and then they stand: what reviewers read no longer moves. */
  submit(actor: Actor, id: string, version: number, language: Language): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await lockSelfEvaluation(tx, id, version);
      const to = nextSelfEvaluationState(before, 'submit');
      const { form, goal, rules } = await this.standing(tx, before);
      const check = evaluateForm(form, rules);
      const problems = findSubmissionProblems(form, check, rules);
      if (problems.length > 0) throw evaluationErrors.checksFailed({ count: problems.length }, problems);
      const after = await this.rescore(tx, before, to, goal, before, adoptComputed(form, check), rules);
      const { accountId, personId } = actor;
      const act = { id: newId(), act: 'SUBMIT', stage: 'UNIT', accountId, personId } as const;
      await tx.one(insertAct(after, { ...act, reason: null, reviewedTotal: null }));
      await recordSelfEvaluation(tx, 'submit', before, after, null);
      return readSelfEvaluation(tx, id, language);
    });
  }

  /** The goal, budget and monitoring as they are now, with what has been filled in so far. */
  private async standing(
    tx: Tx,
    before: SelfEvaluation,
  ): Promise<{ form: SelfEvaluationForm; goal: Goal; rules: ScoringRuleSet }> {
    const goal = await tx.one(findGoal(before.goalId));
    if (!goal) throw httpErrors.notFound();
    const form = await assembleForm(tx, goal, before.id);
    return { form, goal, rules: await ruleSetOf(tx, before.ruleSetId) };
  }

  /** The parts first: they are frozen from the moment at which the whole leaves the unit. */
  private async rescore(
    tx: Tx,
    before: SelfEvaluation,
    to: SelfEvaluationState,
    goal: Goal,
    texts: SelfEvaluationTexts,
    form: SelfEvaluationForm,
    rules: ScoringRuleSet,
  ): Promise<SelfEvaluation> {
    const check = evaluateForm(form, rules);
    await tx.one(replaceFunds(before, form));
    await tx.one(replaceScores(before, form, check));
    const after = await tx.one(saveSelfEvaluation(before, to, goal.revision, texts, resultOf(check)));
    if (!after) throw httpErrors.conflict();
    return after;
  }
}

export async function lockSelfEvaluation(tx: Tx, id: string, version: number): Promise<LockedSelfEvaluation> {
  const found = await tx.one(findSelfEvaluationForUpdate(id));
  if (!found) throw httpErrors.notFound();
  if (found.version !== version) throw httpErrors.stale({ version: found.version });
  return found;
}

export function nextSelfEvaluationState(from: SelfEvaluation, action: SelfEvaluationAction): SelfEvaluationState {
  const to = nextState(selfEvaluationLifecycle, from.state, action);
  if (!to) throw evaluationErrors.stateForbids({ state: from.state, action });
  return to;
}

function mergeTexts(before: SelfEvaluationTexts, request: UpdateSelfEvaluationRequest): SelfEvaluationTexts {
  const merged = (name: keyof SelfEvaluationTexts): string | null =>
    request[name] === undefined ? before[name] : request[name];
  return {
    goalCompletion: merged('goalCompletion'),
    processSummary: merged('processSummary'),
    conclusion: merged('conclusion'),
    problems: merged('problems'),
    measures: merged('measures'),
  };
}
