import { Injectable } from '@nestjs/common';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { readExpand } from '../../platform/http/expand.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type AllowedAction, type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import type { Language } from '../../platform/http/problem.js';
import { findReviewRefusal, type ReviewAction } from './domain/review-refusal.js';
import { evaluationErrors } from './evaluation.errors.js';
import { selfEvaluationPolicy } from './evaluation.policy.js';
import {
  SELF_EVALUATION_EXPANSIONS,
  type SelfEvaluationDetail,
  selfEvaluationDetail,
  selfEvaluationList,
} from './self-evaluation-detail.store.js';

const WRITING = [selfEvaluationPolicy.update, selfEvaluationPolicy.submit];
const REVIEWING = [
  selfEvaluationPolicy.review,
  selfEvaluationPolicy.sample,
  selfEvaluationPolicy.return,
  selfEvaluationPolicy.finalize,
];
const NOTHING: ReadonlySet<never> = new Set();
const STATE_FORBIDS = 'evaluation.state-forbids';

/** Reads of self-evaluations. */
@Injectable()
export class SelfEvaluationReader {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(selfEvaluationList, request));
  }

  async detail(actor: Actor, id: string, expand: string | undefined, language: Language): Promise<JsonText> {
    const wanted = readExpand(expand, SELF_EVALUATION_EXPANSIONS);
    return toSelfEvaluationResponse(await this.transactions.read(actor, selfEvaluationDetail(id, language, wanted)));
  }
}

/** The self-evaluation after a change, inside the change's transaction. */
export async function readSelfEvaluation(tx: Tx, id: string, language: Language): Promise<JsonText> {
  return toSelfEvaluationResponse(await tx.one(selfEvaluationDetail(id, language, NOTHING)));
}

function toSelfEvaluationResponse(detail: SelfEvaluationDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const actions = [
    ...allowedActions(WRITING, detail, STATE_FORBIDS),
    ...allowedActions(REVIEWING, detail, STATE_FORBIDS).map((action) => withSeparation(action, detail)),
  ];
  return { json: withAllowedActions(detail.json, actions), version: detail.version };
}

/** What role and state would allow may still belong to somebody else. */
function withSeparation(offered: AllowedAction, detail: SelfEvaluationDetail): AllowedAction {
  const refusal = offered.allowed ? findReviewRefusal(detail, offered.action as ReviewAction) : null;
  return refusal ? { ...offered, allowed: false, reason: evaluationErrors[refusal]().code } : offered;
}
