import { Injectable } from '@nestjs/common';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { toDownload } from '../../platform/files/files.service.js';
import { attachedFileContent } from '../../platform/files/files.store.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type Download, type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { budgetAdjustmentErrors } from './budget-adjustment.errors.js';
import { budgetAdjustmentPolicy } from './budget-adjustment.policy.js';
import {
  type BudgetAdjustmentDetail,
  budgetAdjustmentDetail,
  budgetAdjustmentList,
  isEvidenceOfBudgetAdjustment,
} from './budget-adjustment.store.js';

const ACTS = [
  budgetAdjustmentPolicy.update,
  budgetAdjustmentPolicy.submit,
  budgetAdjustmentPolicy.withdraw,
  budgetAdjustmentPolicy.cancel,
];

/** Reads of 预算调整: the list, one with its legs, its evidence. */
@Injectable()
export class BudgetAdjustmentReader {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(budgetAdjustmentList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toBudgetAdjustmentResponse(await this.transactions.read(actor, budgetAdjustmentDetail(id)));
  }

  /** A file belongs to whoever uploaded it; those who see the adjustment see its evidence. */
  evidence(actor: Actor, id: string, fileId: string): Promise<Download> {
    return this.transactions.run(
      actor,
      async (tx) => {
        if (!(await tx.one(isEvidenceOfBudgetAdjustment(id, fileId)))) throw httpErrors.notFound();
        return toDownload(await tx.one(attachedFileContent(fileId)));
      },
      { readOnly: true },
    );
  }
}

/** The adjustment after a change, inside the change's transaction. */
export async function readBudgetAdjustment(tx: Tx, id: string): Promise<JsonText> {
  return toBudgetAdjustmentResponse(await tx.one(budgetAdjustmentDetail(id)));
}

function toBudgetAdjustmentResponse(detail: BudgetAdjustmentDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const actions = allowedActions(ACTS, detail, budgetAdjustmentErrors.stateForbids().code);
  return { json: withAllowedActions(detail.json, actions), version: detail.version };
}
