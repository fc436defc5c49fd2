import { Injectable } from '@nestjs/common';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { type FeedRequest, feedCall } from '../../platform/http/feed.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { usageFeed } from './definition-pin.store.js';
import { KEEPERS, indicatorDefinitionPolicy as policy } from './indicator-definition.policy.js';
import {
  type DefinitionDetail,
  definitionDetail,
  definitionList,
  findDefinition,
} from './indicator-definition.store.js';

const KEEPERS_ACTS = [policy.update, policy.submit, policy.withdraw, policy.revise, policy.retire];

/** Reads of the indicator library. */
@Injectable()
export class IndicatorDefinitionReader {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(definitionList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toDefinitionResponse(await this.transactions.read(actor, definitionDetail(id)));
  }

  async usage(actor: Actor, id: string, request: FeedRequest): Promise<JsonText> {
    const definition = await this.transactions.read(actor, findDefinition(id));
    if (!definition) throw httpErrors.notFound();
    return this.transactions.read(actor, feedCall(usageFeed(definition.definitionId), request));
  }
}

/** The definition after a change, inside the change's transaction. */
export async function readDefinition(tx: Tx, id: string): Promise<JsonText> {
  return toDefinitionResponse(await tx.one(definitionDetail(id)));
}

/** Only its keeper may change a definition; merging is the performance division's. */
function toDefinitionResponse(detail: DefinitionDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const { state, scope, version } = detail;
  const roles = detail.roles.filter((role) => role === KEEPERS[scope]);
  const actions = [
    ...allowedActions(KEEPERS_ACTS, { state, roles }, 'indicator-definition.state-forbids'),
    ...allowedActions([policy.merge], detail, 'indicator-definition.state-forbids'),
  ];
  return { json: withAllowedActions(detail.json, actions), version };
}
