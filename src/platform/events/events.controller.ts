import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, Transactions } from '../database/transactions.js';
import { type FeedRequest, feedCall } from '../http/feed.js';
import type { JsonText } from '../http/json-text.js';
import { Acting, FeedQuery } from '../http/parameters.js';
import { Route } from '../http/route.js';
import { EventResponse } from './events.dto.js';
import { eventsPolicy } from './events.policy.js';
import { eventFeed } from './events.store.js';

@ApiTags('events')
@Controller('events')
export class EventsController {
  constructor(private readonly transactions: Transactions) {}

  @Get()
  @Route({
    id: 'events.list',
    summary: '事件流(按提交顺序)/ Follow the events in commit order',
    allow: eventsPolicy.read,
    answer: EventResponse,
    shape: 'FEED',
    feed: eventFeed,
  })
  follow(@Acting() actor: Actor, @FeedQuery() request: FeedRequest): Promise<JsonText> {
    return this.transactions.read(actor, feedCall(eventFeed, request));
  }
}
