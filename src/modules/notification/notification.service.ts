import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { type FeedRequest, feedCall } from '../../platform/http/feed.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { languageOf } from '../../platform/http/problem.js';
import { countUnread, inbox, markAllRead, markRead } from './notification.store.js';
import { reminderList } from './reminder.store.js';

/**
 * The inbox of whoever asks. Reading is the reader's own affair: it has no version to agree on, and it is not part of the
 * trail.
 */
@Injectable()
export class NotificationService {
  constructor(private readonly transactions: Transactions) {}

  feed(actor: Actor, request: FeedRequest, acceptLanguage: string | undefined): Promise<JsonText> {
    return this.transactions.read(actor, feedCall(inbox(languageOf(acceptLanguage)), request));
  }

  summary(actor: Actor): Promise<{ unread: number }> {
    return this.transactions.read(actor, countUnread());
  }

  markRead(actor: Actor, id: string, acceptLanguage: string | undefined): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const notice = await tx.one(markRead(id, languageOf(acceptLanguage)));
      if (!notice) throw httpErrors.notFound();
      return notice;
    });
  }

  markAllRead(actor: Actor): Promise<{ read: number }> {
    return this.transactions.run(actor, (tx) => tx.one(markAllRead()));
  }

  reminders(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(reminderList, request));
  }
}
