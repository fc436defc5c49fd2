import { Injectable } from '@nestjs/common';
import { type Actor, Transactions, type Tx } from '../database/transactions.js';
import { httpErrors } from '../http/http.errors.js';
import { type AllowedAction, type JsonText, withAllowedActions } from '../http/json-text.js';
import { type ListRequest, listCall } from '../http/list.js';
import { type AccountDetail, accountDetail, accountList } from './account.store.js';
import { type AccountAct, findAccountRefusal } from './account-refusal.js';
import { allowedActions } from './allowed-actions.js';
import { accountErrors } from './auth.errors.js';
import { accountPolicy } from './auth.policy.js';

const ACTS = [
  accountPolicy.update,
  accountPolicy.disable,
  accountPolicy.enable,
  accountPolicy.resetPassword,
  accountPolicy.unlock,
];

@Injectable()
export class AccountReader {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(accountList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toAccountResponse(await this.transactions.read(actor, accountDetail(id)));
  }
}

/** The account after a change, inside the change's transaction. */
export async function readAccount(tx: Tx, id: string): Promise<JsonText> {
  return toAccountResponse(await tx.one(accountDetail(id)));
}

/** Whether somebody is the last of the administrators is told by the act alone, which locks them all to know. */
function toAccountResponse(detail: AccountDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const actions = allowedActions(ACTS, detail, httpErrors.conflict().code).map((act) => withSeparation(act, detail));
  return { json: withAllowedActions(detail.json, actions), version: detail.version };
}

function withSeparation(offered: AllowedAction, detail: AccountDetail): AllowedAction {
  const refusal = offered.allowed ? findAccountRefusal(offered.action as AccountAct, detail) : null;
  return refusal ? { ...offered, allowed: false, reason: accountErrors[refusal]().code } : offered;
}
