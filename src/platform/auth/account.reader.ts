import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../database/transactions.js';
import { httpErrors } from '../http/http.errors.js';
import type { JsonText } from '../http/json-text.js';
import { type ListRequest, listCall } from '../http/list.js';
import { accountDetail, accountList } from './account.store.js';

@Injectable()
export class AccountReader {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(accountList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    const detail = await this.transactions.read(actor, accountDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }
}
