import { Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, Transactions } from '../database/transactions.js';
import type { JsonText } from '../http/json-text.js';
import { Acting } from '../http/parameters.js';
import { Route } from '../http/route.js';
import { OutboxRevival } from '../outbox/outbox.revival.js';
import { jobList } from './job-runs.store.js';
import { Jobs } from './jobs.js';
import { JobResponse, OutboxRevivalResponse } from './queue.dto.js';
import { jobPolicy } from './queue.policy.js';

@ApiTags('jobs')
@Controller('jobs')
export class JobsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    private readonly outbox: OutboxRevival,
  ) {}

  @Get()
  @Route({
    id: 'jobs.list',
    summary: '定时任务 / Scheduled jobs',
    allow: jobPolicy.read,
    answer: JobResponse,
    shape: 'ITEMS',
  })
  list(@Acting() actor: Actor): Promise<JsonText> {
    return this.transactions.read(actor, jobList(this.jobs.all()));
  }

  @Post('outbox/revive')
  @Route({
    id: 'jobs.reviveOutbox',
    summary: '重新投递已放弃的事项 / Revive dead outbox rows',
    allow: jobPolicy.reviveOutbox,
    answer: OutboxRevivalResponse,
  })
  reviveOutbox(@Acting() actor: Actor): Promise<OutboxRevivalResponse> {
    return this.outbox.revive(actor);
  }
}
