import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { goalErrors } from './goal.errors.js';
import { goalReleasePolicy } from './goal.policy.js';
import { CreateGoalReleaseRequest, GoalReleaseResponse } from './goal-release.dto.js';
import { GoalReleaseService } from './goal-release.service.js';
import { goalReleaseList } from './goal-release.store.js';

@ApiTags('goals')
@Controller('goal-releases')
export class GoalReleaseController {
  constructor(private readonly releases: GoalReleaseService) {}

  @Get()
  @Route({
    id: 'goalReleases.list',
    summary: '批复列表 / List releases',
    allow: goalReleasePolicy.read,
    answer: GoalReleaseResponse,
    shape: 'PAGE',
    list: goalReleaseList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.releases.list(actor, request);
  }

  @Post()
  @Route({
    id: 'goalReleases.create',
    summary: '批复一批绩效目标 / Release a batch of goals',
    allow: goalReleasePolicy.create,
    answer: GoalReleaseResponse,
    status: 201,
    idempotency: 'REQUIRED',
    errors: [goalErrors.notPassed, goalErrors.releaseNumberTaken],
  })
  create(@Acting() actor: Actor, @Body() request: CreateGoalReleaseRequest): Promise<JsonText> {
    return this.releases.create(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'goalReleases.get',
    summary: '批复详情 / Get a release',
    allow: goalReleasePolicy.read,
    answer: GoalReleaseResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.releases.detail(actor, id);
  }
}
