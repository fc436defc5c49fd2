import { Injectable } from '@nestjs/common';
import { nextState } from '../../kernel/lifecycle.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { type District, findDistrict } from '../organization/index.js';
import { approvalErrors } from './approval.errors.js';
import { reviewSheetLifecycle } from './domain/flow.lifecycle.js';
import { stepOf } from './domain/flow-definition.js';
import type { Decision } from './domain/refusals.js';
import {
  type Answer,
  DECISION_OF,
  findReviewRefusal,
  findSheetProblems,
  judgeReview,
  type ReviewOutcome,
  type ReviewSheet,
} from './domain/review-sheet.js';
import type { HeldTask } from './process.service.js';
import type { CreateSheetRequest } from './review-sheet.dto.js';
import {
  findPublishedSheet,
  findSheet,
  findSheetForUpdate,
  insertSheet,
  publishSheet,
  type ReviewSheetRow,
  retirePublishedSheet,
  sheetDetail,
  sheetList,
} from './review-sheet.store.js';

/** Review sheets: what a step asks of its reviewers, and what their answers amount to. */
@Injectable()
export class ReviewSheets {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(sheetList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return found(await this.transactions.read(actor, sheetDetail(id)));
  }

  create(actor: Actor, { districtId, code, name, definition }: CreateSheetRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const district = await tx.one(findDistrict(districtId));
      if (!district) throw httpErrors.notFound();
      assertValid(definition);
      const id = newId();
      await tx.one(insertSheet({ id, code, districtId, name, definition, authorId: actor.personId }));
      await this.record(tx, 'reviewSheet.create', 'review-sheet.created', { id, before: null }, district);
      return { ...found(await tx.one(sheetDetail(id))), location: `/api/v1/review-sheets/${id}` };
    });
  }

  publish(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const sheet = await tx.one(findSheetForUpdate(id));
      if (!sheet) throw httpErrors.notFound();
      if (sheet.version !== version) throw httpErrors.stale({ version: sheet.version });
      // What belongs to all districts came with the product, published.
      const district = sheet.districtId ? await tx.one(findDistrict(sheet.districtId)) : null;
      if (!nextState(reviewSheetLifecycle, sheet.state, 'publish') || !district) throw approvalErrors.sheetNotDraft();
      if (sheet.authorId === actor.personId) throw approvalErrors.ownSheet();
      assertValid(sheet.definition);
      await tx.one(retirePublishedSheet(sheet));
      if (!(await tx.one(publishSheet(sheet, actor.personId)))) throw httpErrors.conflict();
      await this.record(tx, 'reviewSheet.publish', 'review-sheet.published', { id, before: sheet }, district);
      return found(await tx.one(sheetDetail(id)));
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

  private async record(
    tx: Tx,
    action: string,
    event: string,
    { id, before }: { readonly id: string; readonly before: ReviewSheetRow | null },
    { id: districtId, unitPath }: District,
  ): Promise<void> {
    const after = await tx.one(findSheet(id));
    if (!after) throw httpErrors.notFound();
    const object = { type: 'reviewSheet', id, version: after.version };
    await recordChange(tx, { action, event, object, districtId, unitPath, after, ...(before ? { before } : {}) });
  }
}

function assertValid(definition: ReviewSheet): void {
  const problems = findSheetProblems(definition);
  if (problems.length > 0) throw approvalErrors.sheetInvalid({ problems: problems.join('; ') });
}

function found(detail: JsonText | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  return detail;
}
