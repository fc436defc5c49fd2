import { Injectable } from '@nestjs/common';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { readExpand } from '../../platform/http/expand.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { goalPolicy } from './goal.policy.js';
import { GOAL_EXPANSIONS, type GoalDetail, goalDetail, goalList } from './goal.store.js';
import { goalRevision, goalRevisions } from './goal-revision.store.js';
import { indicatorsOfGoal } from './indicator.store.js';

const ACTS = [
  goalPolicy.update,
  goalPolicy.submit,
  goalPolicy.withdraw,
  goalPolicy.reopen,
  goalPolicy.suspend,
  goalPolicy.resume,
  goalPolicy.cancel,
  goalPolicy.adjust,
];
const NOTHING: ReadonlySet<never> = new Set();

/** Reads of goals: lists, detail, indicators, revisions. */
@Injectable()
export class GoalReader {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(goalList, request));
  }

  async detail(actor: Actor, id: string, expand: string | undefined): Promise<JsonText> {
    return toGoalResponse(await this.transactions.read(actor, goalDetail(id, readExpand(expand, GOAL_EXPANSIONS))));
  }

  async indicators(actor: Actor, id: string): Promise<JsonText> {
    const found = await this.transactions.read(actor, indicatorsOfGoal(id));
    if (!found) throw httpErrors.notFound();
    return found;
  }

  async revisions(actor: Actor, id: string): Promise<JsonText> {
    await this.detail(actor, id, undefined);
    return this.transactions.read(actor, goalRevisions(id));
  }

  async revision(actor: Actor, id: string, revision: number): Promise<JsonText> {
    const found = await this.transactions.read(actor, goalRevision(id, revision));
    if (!found) throw httpErrors.notFound();
    return found;
  }
}

/** The goal after a change, inside the change's transaction. */
export async function readGoal(tx: Tx, id: string): Promise<JsonText> {
  return toGoalResponse(await tx.one(goalDetail(id, NOTHING)));
}

function toGoalResponse(detail: GoalDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  return {
    json: withAllowedActions(detail.json, allowedActions(ACTS, detail, 'goal.state-forbids')),
    version: detail.version,
  };
}
