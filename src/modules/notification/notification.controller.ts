import { Controller, Get, Headers, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { FeedRequest } from '../../platform/http/feed.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, FeedQuery, Id, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { InboxRead, InboxSummary, NotificationResponse, ReminderResponse } from './notification.dto.js';
import { notificationPolicy, reminderPolicy } from './notification.policy.js';
import { NotificationService } from './notification.service.js';
import { INBOX_FILTERS } from './notification.store.js';
import { reminderList } from './reminder.store.js';

@ApiTags('notification')
@Controller()
export class NotificationController {
  constructor(private readonly notifications: NotificationService) {}

  @Get('notifications')
  @Route({
    id: 'notifications.list',
    summary: '我的消息,最新在前 / My inbox, newest first',
    allow: notificationPolicy.read,
    answer: NotificationResponse,
    shape: 'FEED',
    feed: { filters: INBOX_FILTERS },
  })
  feed(
    @Acting() actor: Actor,
    @FeedQuery() request: FeedRequest,
    @Headers('accept-language') language?: string,
  ): Promise<JsonText> {
    return this.notifications.feed(actor, request, language);
  }

  @Get('notifications/summary')
  @Route({
    id: 'notifications.summary',
    summary: '未读消息数 / How many are unread',
    allow: notificationPolicy.read,
    answer: InboxSummary,
  })
  summary(@Acting() actor: Actor): Promise<InboxSummary> {
    return this.notifications.summary(actor);
  }

  @Post('notifications/read-all')
  @Route({
    id: 'notifications.readAll',
    summary: '全部标为已读 / Mark all as read',
    allow: notificationPolicy.markRead,
    answer: InboxRead,
  })
  readAll(@Acting() actor: Actor): Promise<InboxRead> {
    return this.notifications.markAllRead(actor);
  }

  @Post('notifications/:id/read')
  @Route({
    id: 'notifications.read',
    summary: '标为已读 / Mark as read',
    allow: notificationPolicy.markRead,
    answer: NotificationResponse,
  })
  read(@Acting() actor: Actor, @Id() id: string, @Headers('accept-language') language?: string): Promise<JsonText> {
    return this.notifications.markRead(actor, id, language);
  }

  @Get('reminders')
  @Route({
    id: 'reminders.list',
    summary: '定时提醒列表 / List reminders',
    allow: reminderPolicy.read,
    answer: ReminderResponse,
    shape: 'PAGE',
    list: reminderList,
  })
  reminders(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.notifications.reminders(actor, request);
  }
}
