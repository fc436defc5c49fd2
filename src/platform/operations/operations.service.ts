import { Injectable } from '@nestjs/common';
import { newId } from '../database/ids.js';
import { type Actor, Transactions, type Tx } from '../database/transactions.js';
import { httpErrors } from '../http/http.errors.js';
import type { JsonText } from '../http/json-text.js';
import { cancelOperation, insertOperation, operationDetail } from './operations.store.js';

@Injectable()
export class Operations {
  constructor(private readonly transactions: Transactions) {}

  /** Queues long work in the caller's transaction; the answer of the route is 202 with this. */
  async start(tx: Tx, kind: string, params: object): Promise<JsonText> {
    const id = newId();
    await tx.one(insertOperation(id, kind, 'system' in tx.actor ? null : tx.actor.accountId, params));
    const detail = await tx.one(operationDetail(id));
    return { json: detail?.json ?? '{}', version: 1, location: `/api/v1/operations/${id}` };
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    const detail = await this.transactions.read(actor, operationDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }

  cancel(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await tx.one(operationDetail(id));
      if (!before) throw httpErrors.notFound();
      if (before.version !== version) throw httpErrors.stale({ version: before.version });
      if (!(await tx.one(cancelOperation(id, version)))) throw httpErrors.conflict();
      return (await tx.one(operationDetail(id))) ?? before;
    });
  }
}
