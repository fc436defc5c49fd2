import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../database/transactions.js';
import type { FeedRequest } from '../http/feed.js';
import type { JsonText } from '../http/json-text.js';
import { Acting, FeedQuery } from '../http/parameters.js';
import { Route } from '../http/route.js';
import { AuditEntryResponse } from './audit.dto.js';
import { auditPolicy } from './audit.policy.js';
import { AuditReader } from './audit.reader.js';
import { auditFeed } from './audit.store.js';

@ApiTags('audit')
@Controller('audit/entries')
export class AuditController {
  constructor(private readonly reader: AuditReader) {}

  @Get()
  @Route({
    id: 'audit.entries',
    summary: '审计记录(按提交顺序)/ Follow the audit trail in commit order',
    allow: auditPolicy.read,
    answer: AuditEntryResponse,
    shape: 'FEED',
    feed: auditFeed,
  })
  entries(@Acting() actor: Actor, @FeedQuery() request: FeedRequest): Promise<JsonText> {
    return this.reader.entries(actor, request);
  }
}
