import { Injectable } from '@nestjs/common';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { type FeedRequest, feedCall } from '../../platform/http/feed.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type AllowedAction, type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type ActualDetail, actualDetail, actualFeed } from './actual.store.js';
import { type ActualAction, findHandsProblem } from './domain/actual.lifecycle.js';
import { actualPolicy } from './monitoring.policy.js';
import { findIndicator } from './plan.store.js';

const ACTS = [actualPolicy.correct, actualPolicy.confirm, actualPolicy.verify];
const HANDS = { OWN_FIGURE: 'actual.own-figure', OWN_CONFIRMATION: 'actual.own-confirmation' } as const;

/** Reads of actuals: the figures of one indicator, and one figure with its history. */
@Injectable()
export class ActualReader {
  constructor(private readonly transactions: Transactions) {}

  async feed(actor: Actor, indicatorId: string, request: FeedRequest): Promise<JsonText> {
    if (!(await this.transactions.read(actor, findIndicator(indicatorId)))) throw httpErrors.notFound();
    return this.transactions.read(actor, feedCall(actualFeed(indicatorId), request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toActualResponse(await this.transactions.read(actor, actualDetail(id)), actor.personId);
  }
}

/** The actual after a change, inside the change's transaction. */
export async function readActual(tx: Tx, id: string): Promise<JsonText> {
  const personId = 'system' in tx.actor ? '' : tx.actor.personId;
  return toActualResponse(await tx.one(actualDetail(id)), personId);
}

function toActualResponse(detail: ActualDetail | null, personId: string): JsonText {
  if (!detail) throw httpErrors.notFound();
  const actions = allowedActions(ACTS, detail, 'actual.state-forbids').map((act) => apart(act, detail, personId));
  return { json: withAllowedActions(detail.json, actions), version: detail.version };
}

/** An act that role and state allow may still be somebody else's. */
function apart(act: AllowedAction, detail: ActualDetail, personId: string): AllowedAction {
  const problem = act.allowed ? findHandsProblem(act.action as ActualAction, detail, personId) : null;
  return problem ? { ...act, allowed: false, reason: HANDS[problem] } : act;
}
