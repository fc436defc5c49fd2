import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { goalLineage } from './goal-lineage.store.js';

/** 目标承接: what a goal and its indicators continue, with what was reached there. */
@Injectable()
export class GoalLineageReader {
  constructor(private readonly transactions: Transactions) {}

  async get(actor: Actor, goalId: string): Promise<JsonText> {
    const found = await this.transactions.read(actor, goalLineage(goalId));
    if (!found) throw httpErrors.notFound();
    return found;
  }
}
