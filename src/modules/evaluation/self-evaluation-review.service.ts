import { Injectable } from '@nestjs/common';
import { Decimal } from '../../kernel/rounding.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { Language } from '../../platform/http/problem.js';
import { findReviewRefusal, type ReviewAction, stageOf } from './domain/review-refusal.js';
import { evaluationErrors } from './evaluation.errors.js';
import type { FinalizeSelfEvaluationRequest } from './self-evaluation.dto.js';
import { readSelfEvaluation } from './self-evaluation.reader.js';
import { lockSelfEvaluation, nextSelfEvaluationState } from './self-evaluation.service.js';
import { type Act, insertAct, moveSelfEvaluation, type SelfEvaluation } from './self-evaluation.store.js';
import { recordSelfEvaluation } from './self-evaluation-trail.js';

/** 自评失真 [design]: the spot check ends ten points or more away from what was reported. */
const DISTORTED_FROM = 10;

const ACTS: Readonly<Record<ReviewAction, Act['act']>> = {
  review: 'REVIEW',
  sample: 'SAMPLE',
  return: 'RETURN',
  finalize: 'FINALIZE',
};

interface Review {
  readonly action: ReviewAction;
  readonly reason: string | null;
  readonly reviewedTotal: string | null;
}

/** 绩效自评, the reviewers' side: the department, and finance for what it samples. */
@Injectable()
export class SelfEvaluationReviewService {
  constructor(private readonly transactions: Transactions) {}

  review(actor: Actor, id: string, version: number, language: Language): Promise<JsonText> {
    return this.act(actor, id, version, { action: 'review', reason: null, reviewedTotal: null }, language);
  }

  sample(actor: Actor, id: string, version: number, language: Language): Promise<JsonText> {
    return this.act(actor, id, version, { action: 'sample', reason: null, reviewedTotal: null }, language);
  }

  return(actor: Actor, id: string, version: number, reason: string, language: Language): Promise<JsonText> {
    return this.act(actor, id, version, { action: 'return', reason, reviewedTotal: null }, language);
  }

  finalize(
    actor: Actor,
    id: string,
    version: number,
    { opinion, reviewedTotal }: FinalizeSelfEvaluationRequest,
    language: Language,
  ): Promise<JsonText> {
    return this.act(
      actor,
      id,
      version,
      { action: 'finalize', reason: opinion ?? null, reviewedTotal: reviewedTotal ?? null },
      language,
    );
  }

  private act(
    actor: Actor,
    id: string,
    version: number,
    { action, reason, reviewedTotal }: Review,
    language: Language,
  ): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await lockSelfEvaluation(tx, id, version);
      const to = nextSelfEvaluationState(before, action);
      const refusal = findReviewRefusal(before, action);
      if (refusal) throw evaluationErrors[refusal]();
      const stage = stageOf(before.state, action);
      const { accountId, personId } = actor;
      const act = { id: newId(), act: ACTS[action], stage, accountId, personId, reason, reviewedTotal } as const;
      await tx.one(insertAct(before, act));
      const marks = { reviewedTotal, isDistorted: isDistorted(before, reviewedTotal) };
      const after = await tx.one(moveSelfEvaluation(before, to, marks));
      if (!after) throw httpErrors.conflict();
      await recordSelfEvaluation(tx, action, before, after, reason);
      return readSelfEvaluation(tx, id, language);
    });
  }
}

function isDistorted({ reportedTotal }: SelfEvaluation, reviewedTotal: string | null): boolean {
  if (reportedTotal === null || reviewedTotal === null) return false;
  return new Decimal(reportedTotal).minus(reviewedTotal).abs().gte(DISTORTED_FROM);
}
