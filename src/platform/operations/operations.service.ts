import { Injectable } from '@nestjs/common';
import { allowedActions } from '../auth/allowed-actions.js';
import { newId } from '../database/ids.js';
import { type Actor, Transactions, type Tx } from '../database/transactions.js';
import { httpErrors } from '../http/http.errors.js';
import { type JsonText, withAllowedActions } from '../http/json-text.js';
import { operationsPolicy } from './operations.policy.js';
import { cancelOperation, insertOperation, type OperationDetail, operationDetail } from './operations.store.js';

@Injectable()
export class Operations {
  constructor(private readonly transactions: Transactions) {}

  /** Queues long work in the caller's transaction; the answer of the route is 202 with this. */
  async start(tx: Tx, kind: string, params: object): Promise<JsonText> {
    const id = newId();
    const accountId = 'system' in tx.actor ? null : tx.actor.accountId;
    await tx.one(insertOperation(id, kind, accountId, params));
    // Nobody's operation is seen by nobody, not even by the job that has ordered it.
    const detail = accountId === null ? { json: '{}' } : toOperationResponse(await tx.one(operationDetail(id)));
    return { ...detail, location: `/api/v1/operations/${id}` };
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toOperationResponse(await this.transactions.read(actor, operationDetail(id)));
  }

  cancel(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await tx.one(operationDetail(id));
      if (!before) throw httpErrors.notFound();
      if (before.version !== version) throw httpErrors.stale({ version: before.version });
      if (!(await tx.one(cancelOperation(id, version)))) throw httpErrors.conflict();
      return toOperationResponse(await tx.one(operationDetail(id)));
    });
  }
}

/** It is the caller's own, whatever his roles are. */
function toOperationResponse(detail: OperationDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const facts = { roles: [], state: detail.state };
  const actions = allowedActions([operationsPolicy.cancel], facts, httpErrors.conflict().code);
  return { json: withAllowedActions(detail.json, actions), version: detail.version };
}
