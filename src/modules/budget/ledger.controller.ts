import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { FeedRequest } from '../../platform/http/feed.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting, FeedQuery, Id } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { budgetPolicy } from './budget.policy.js';
import { LedgerEntryResponse } from './ledger.dto.js';
import { LedgerReader } from './ledger.reader.js';
import { ledgerFeed } from './ledger.store.js';

@ApiTags('budget')
@Controller('projects/:id/ledger')
export class LedgerController {
  constructor(private readonly ledger: LedgerReader) {}

  @Get()
  @Route({
    id: 'projects.ledger',
    summary: '项目预算台账 / The ledger of a project’s budget, in the order of posting',
    allow: budgetPolicy.read,
    answer: LedgerEntryResponse,
    shape: 'FEED',
    feed: ledgerFeed(''),
  })
  follow(@Acting() actor: Actor, @Id() id: string, @FeedQuery() request: FeedRequest): Promise<JsonText> {
    return this.ledger.follow(actor, id, request);
  }
}
