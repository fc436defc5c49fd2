import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { unitDetail, unitList, unitSubtree } from './unit.store.js';

/** Reads of the unit tree. */
@Injectable()
export class UnitReader {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(unitList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    const detail = await this.transactions.read(actor, unitDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }

  async subtree(actor: Actor, id: string): Promise<JsonText> {
    const subtree = await this.transactions.read(actor, unitSubtree(id));
    if (!subtree) throw httpErrors.notFound();
    return subtree;
  }
}
