import { Injectable } from '@nestjs/common';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { toDownload } from '../../platform/files/files.service.js';
import { attachedFileContent } from '../../platform/files/files.store.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type Download, type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { diffAdjustment } from './domain/adjustment.js';
import { goalAdjustmentErrors } from './goal-adjustment.errors.js';
import { goalAdjustmentPolicy } from './goal-adjustment.policy.js';
import {
  type GoalAdjustmentDetail,
  goalAdjustmentDetail,
  goalAdjustmentList,
  isEvidenceOfAdjustment,
} from './goal-adjustment.store.js';

const ACTS = [
  goalAdjustmentPolicy.update,
  goalAdjustmentPolicy.submit,
  goalAdjustmentPolicy.withdraw,
  goalAdjustmentPolicy.cancel,
];

/** Reads of adjustments: the list, one with all that it changes, its evidence. */
@Injectable()
export class GoalAdjustmentReader {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(goalAdjustmentList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toAdjustmentResponse(await this.transactions.read(actor, goalAdjustmentDetail(id)));
  }

  /** A file belongs to whoever uploaded it; those who see the adjustment see its evidence. */
  evidence(actor: Actor, id: string, fileId: string): Promise<Download> {
    return this.transactions.run(
      actor,
      async (tx) => {
        if (!(await tx.one(isEvidenceOfAdjustment(id, fileId)))) throw httpErrors.notFound();
        return toDownload(await tx.one(attachedFileContent(fileId)));
      },
      { readOnly: true },
    );
  }
}

/** The adjustment after a change, inside the change's transaction. */
export async function readAdjustment(tx: Tx, id: string): Promise<JsonText> {
  return toAdjustmentResponse(await tx.one(goalAdjustmentDetail(id)));
}

function toAdjustmentResponse(detail: GoalAdjustmentDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const diff = JSON.stringify(diffAdjustment(detail.before, detail.after));
  const actions = allowedActions(ACTS, detail, goalAdjustmentErrors.stateForbids().code);
  return {
    json: withAllowedActions(`${detail.json.slice(0, -1)},"diff":${diff}}`, actions),
    version: detail.version,
  };
}
