import { Injectable } from '@nestjs/common';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import {
  draftEdition,
  editionDetail,
  findPublishedEdition,
  publishEdition,
  readEdition,
  toEditionResponse,
} from '../organization/index.js';
import { approvalErrors } from './approval.errors.js';
import { stepOf } from './domain/flow-definition.js';
import type { Decision } from './domain/refusals.js';
import { type Answer, DECISION_OF, findReviewRefusal, judgeReview, type ReviewOutcome } from './domain/review-sheet.js';
import type { HeldTask } from './process.service.js';
import type { CreateSheetRequest } from './review-sheet.dto.js';
import { assertValidSheet, REVIEW_SHEETS, sheetList } from './review-sheet.store.js';

/** Review sheets: what a step asks of its reviewers, and what their answers amount to. */
@Injectable()
export class ReviewSheets {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(sheetList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toEditionResponse(REVIEW_SHEETS, await this.transactions.read(actor, editionDetail(REVIEW_SHEETS, id)));
  }

  create(actor: Actor, { districtId, code, name, definition }: CreateSheetRequest): Promise<JsonText> {
    assertValidSheet(definition);
    return this.transactions.run(actor, async (tx) => {
      const made = { districtId, key: code, names: { name }, content: definition, authorId: actor.personId };
      const id = await draftEdition(tx, REVIEW_SHEETS, made);
      return { ...(await readEdition(tx, REVIEW_SHEETS, id)), location: `/api/v1/review-sheets/${id}` };
    });
  }

  publish(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      await publishEdition(tx, REVIEW_SHEETS, actor, id, version);
      return readEdition(tx, REVIEW_SHEETS, id);
    });
  }

  /** The filled sheet as it is kept with the decision; null where the step has none. */
  async judge(
    tx: Tx,
    { approval, process, task }: HeldTask,
    review: { readonly answers: readonly Answer[]; readonly outcome: ReviewOutcome } | null,
    decision: Decision,
  ): Promise<object | null> {
    const { sheet: code } = stepOf(process.definition, task.stepKey);
    if (!code) return null;
    const sheet = await tx.one(findPublishedEdition(REVIEW_SHEETS, code, approval.districtId));
    if (!sheet || !review) throw approvalErrors.reviewRequired({ sheet: code });
    const refusal = findReviewRefusal(sheet.definition, review.answers);
    if (refusal) throw approvalErrors[refusal.code]({ questions: refusal.questions.join(', ') });
    const computed = judgeReview(sheet.definition, review.answers);
    const expected = DECISION_OF[review.outcome];
    if (expected.outcome !== decision.outcome || (expected.resume && expected.resume !== decision.resume))
      throw approvalErrors.reviewContradicts({ outcome: review.outcome, decision: expected.outcome });
    if (computed.outcome !== review.outcome && !decision.reason?.trim())
      throw approvalErrors.conclusionUnexplained({ computed: computed.outcome, outcome: review.outcome });
    return { sheetId: sheet.id, answers: review.answers, computed, outcome: review.outcome };
  }
}
