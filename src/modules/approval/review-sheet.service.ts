import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transactions.js';
import { approvalErrors } from './approval.errors.js';
import { stepOf } from './domain/flow-definition.js';
import type { Decision } from './domain/refusals.js';
import { type Answer, DECISION_OF, findReviewRefusal, judgeReview, type ReviewOutcome } from './domain/review-sheet.js';
import type { HeldTask } from './process.service.js';
import { findPublishedSheet } from './review-sheet.store.js';

/** Review sheets: what a step asks of its reviewers, and what their answers amount to. */
@Injectable()
export class ReviewSheets {
  /** The filled sheet as it is kept with the decision; null where the step has none. */
  async judge(
    tx: Tx,
    { approval, process, task }: HeldTask,
    review: { readonly answers: readonly Answer[]; readonly outcome: ReviewOutcome } | null,
    decision: Decision,
  ): Promise<object | null> {
    const { sheet: code } = stepOf(process.definition, task.stepKey);
    if (!code) return null;
    const sheet = await tx.one(findPublishedSheet(code, approval.districtId));
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
