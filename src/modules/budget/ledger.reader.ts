import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { type FeedRequest, feedCall } from '../../platform/http/feed.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { ledgerFeed } from './ledger.store.js';
import { findProject } from './project.store.js';

/** 预算台账: entries are read; only the database writes them. */
@Injectable()
export class LedgerReader {
  constructor(private readonly transactions: Transactions) {}

  async follow(actor: Actor, projectId: string, request: FeedRequest): Promise<JsonText> {
    if (!(await this.transactions.read(actor, findProject(projectId)))) throw httpErrors.notFound();
    return this.transactions.read(actor, feedCall(ledgerFeed(projectId), request));
  }
}
