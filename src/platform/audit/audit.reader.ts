import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../database/transactions.js';
import { type FeedRequest, feedCall } from '../http/feed.js';
import type { JsonText } from '../http/json-text.js';
import { auditFeed } from './audit.store.js';
import { securityEntry } from './record-refusal.js';

/** Reads of the trail. They leave a trace themselves: once per reading, on its first page. */
@Injectable()
export class AuditReader {
  constructor(private readonly transactions: Transactions) {}

  async entries(actor: Actor, request: FeedRequest): Promise<JsonText> {
    const page = feedCall(auditFeed, request);
    if (request.after === undefined) await this.transactions.once(actor, traceOf(actor, request));
    return this.transactions.read(actor, page);
  }
}

const traceOf = (actor: Actor, { filters }: FeedRequest): ReturnType<typeof securityEntry> =>
  securityEntry({
    action: 'audit.read',
    accountId: actor.accountId,
    ip: actor.request.ip,
    requestId: actor.request.id,
    result: 'OK',
    reason: [...(filters ?? [])]
      .map(([name, value]) => `${name}=${value}`)
      .join('&')
      .slice(0, 500),
  });
