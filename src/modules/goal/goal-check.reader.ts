import { Injectable } from '@nestjs/common';
import { fillText } from '../../kernel/domain-error.js';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import type { Language } from '../../platform/http/problem.js';
import { answered } from './domain/checks/check-answer.js';
import { EDITABLE_STATES } from './domain/goal.lifecycle.js';
import { hasErrors } from './domain/goal-check.js';
import { goalCheckPolicy } from './goal.policy.js';
import type { GoalChecksResponse } from './goal-check.dto.js';
import { goalCheckErrors } from './goal-check.errors.js';
import {
  type CheckResult,
  checkRuleSets,
  findAdjustmentCheckResult,
  findAnswers,
  findCheckResult,
  type StoredAnswers,
} from './goal-check.store.js';
import { FINDING_TEXTS, judgeStoredGoal } from './goal-findings.js';

/** What the checks say of a goal: live while it is written, as frozen from its submission on. */
@Injectable()
export class GoalCheckReader {
  constructor(private readonly transactions: Transactions) {}

  /** Everything that a submission would meet, or has met, and what reviewers see. */
  checks(actor: Actor, goalId: string, language: Language): Promise<GoalChecksResponse> {
    return this.transactions.run(actor, (tx) => readChecks(tx, goalId, language), { readOnly: true });
  }

  async answers(actor: Actor, goalId: string): Promise<JsonText> {
    return toAnswersResponse(goalId, await this.transactions.read(actor, findAnswers(goalId)));
  }

  ruleSets(actor: Actor): Promise<JsonText> {
    return this.transactions.read(actor, checkRuleSets());
  }
}

/** In a transaction of the caller's, for the screen of a task, too. */
export async function readChecks(tx: Tx, goalId: string, language: Language): Promise<GoalChecksResponse> {
  const stored = await tx.one(findAnswers(goalId));
  if (!stored) throw httpErrors.notFound();
  const frozen = EDITABLE_STATES.includes(stored.state) ? null : await tx.one(findCheckResult(goalId));
  if (frozen) return toChecksResponse(frozen, true, language);
  const judged = await judgeStoredGoal(tx, goalId);
  if (!judged) throw httpErrors.notFound();
  const { goal, judgement } = judged;
  const findings = answered(judgement.findings, stored.answers);
  const { version: goalVersion, revision, ruleSetId } = goal;
  const live = { goalVersion, revision, ruleSetId, findings, indicators: judgement.indicators, checkedAt: null };
  return toChecksResponse(live, false, language);
}

/** Of an adjustment, for those who review it. */
export async function readAdjustmentChecks(tx: Tx, adjustmentId: string): Promise<GoalChecksResponse | null> {
  const frozen = await tx.one(findAdjustmentCheckResult(adjustmentId));
  return frozen && toChecksResponse(frozen, true, 'zh');
}

type ShownResult = Omit<CheckResult, 'checkedAt'> & { readonly checkedAt: string | null };

function toChecksResponse(result: ShownResult, isFrozen: boolean, language: Language): GoalChecksResponse {
  const { goalVersion, revision, ruleSetId, checkedAt } = result;
  return {
    passed: !hasErrors(result.findings),
    isFrozen,
    goalVersion,
    revision,
    checkedAt,
    ruleSetId,
    findings: result.findings.map(({ code, severity, pointer, indicatorId = null, params, evidence = [], answer }) => {
      const texts = FINDING_TEXTS[code];
      const advice = texts.advice ? fillText(texts.advice[language], params) : null;
      const message = fillText(texts[language], params);
      return { code, severity, pointer, indicatorId, message, advice, params, evidence: [...evidence], answer };
    }),
    indicators: result.indicators.map(({ indicatorId, name, smart, reasonableness }) => ({
      indicatorId,
      name,
      smart,
      reasonableness: reasonableness && {
        verdict: reasonableness.verdict,
        views: [...reasonableness.views],
        suggested: reasonableness.suggested,
      },
    })),
  };
}

export function toAnswersResponse(goalId: string, stored: StoredAnswers | null): JsonText {
  if (!stored) throw httpErrors.notFound();
  const { version, answers } = stored;
  const actions = allowedActions([goalCheckPolicy.answer], stored, goalCheckErrors.stateForbids().code);
  return { json: withAllowedActions(JSON.stringify({ goalId, answers, version }), actions), version };
}
