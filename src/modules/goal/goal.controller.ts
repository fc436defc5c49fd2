import { Body, Controller, Get, Param, ParseIntPipe, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { approvalErrors } from '../approval/index.js';
import { assessmentGateErrors } from './assessment-gate.js';
import {
  CreateGoalRequest,
  GoalItem,
  GoalResponse,
  OptionalReasonRequest,
  ReasonRequest,
  UpdateGoalRequest,
} from './goal.dto.js';
import { goalErrors } from './goal.errors.js';
import { goalPolicy } from './goal.policy.js';
import { GoalReader } from './goal.reader.js';
import { GoalService } from './goal.service.js';
import { GOAL_EXPANSIONS, goalList } from './goal.store.js';
import { GoalRevisionItem, GoalRevisionResponse } from './goal-release.dto.js';
import { IndicatorResponse, PutIndicatorsRequest } from './indicator.dto.js';

@ApiTags('goals')
@Controller('goals')
export class GoalController {
  constructor(
    private readonly goals: GoalService,
    private readonly reader: GoalReader,
  ) {}

  @Get()
  @Route({
    id: 'goals.list',
    summary: '绩效目标列表 / List goals',
    allow: goalPolicy.read,
    answer: GoalItem,
    shape: 'PAGE',
    list: goalList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.list(actor, request);
  }

  @Post()
  @Route({
    id: 'goals.create',
    summary: '新建绩效目标申报表 / Draft a goal',
    allow: goalPolicy.create,
    answer: GoalResponse,
    status: 201,
    errors: [
      goalErrors.projectNotFound,
      goalErrors.alreadyExists,
      goalErrors.departmentHasWhole,
      goalErrors.unknownTemplate,
    ],
  })
  create(@Acting() actor: Actor, @Body() request: CreateGoalRequest): Promise<JsonText> {
    return this.goals.create(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'goals.get',
    summary: '绩效目标详情 / Get a goal',
    allow: goalPolicy.read,
    answer: GoalResponse,
    expand: GOAL_EXPANSIONS,
  })
  get(@Acting() actor: Actor, @Id() id: string, @Query('expand') expand: string | undefined): Promise<JsonText> {
    return this.reader.detail(actor, id, expand);
  }

  @Patch(':id')
  @Route({
    id: 'goals.update',
    summary: '修改绩效目标 / Change a draft goal',
    allow: goalPolicy.update,
    answer: GoalResponse,
    ifMatch: true,
    errors: [goalErrors.frozen, goalErrors.unknownTemplate],
  })
  update(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: UpdateGoalRequest,
  ): Promise<JsonText> {
    return this.goals.update(actor, id, version, request);
  }

  @Get(':id/indicators')
  @Route({
    id: 'goals.indicators',
    summary: '绩效指标 / The indicators of a goal',
    allow: goalPolicy.read,
    answer: IndicatorResponse,
    shape: 'ITEMS',
  })
  indicators(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.indicators(actor, id);
  }

  @Put(':id/indicators')
  @Route({
    id: 'goals.putIndicators',
    summary: '保存全部指标 / Save the list of indicators',
    allow: goalPolicy.update,
    answer: GoalResponse,
    ifMatch: true,
    errors: [goalErrors.frozen, goalErrors.unknownIndicator, goalErrors.libraryMismatch, goalErrors.duplicateIndicator],
  })
  putIndicators(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: PutIndicatorsRequest,
  ): Promise<JsonText> {
    return this.goals.putIndicators(actor, id, version, request);
  }

  @Get(':id/revisions')
  @Route({
    id: 'goals.revisions',
    summary: '批复版次 / Approved revisions',
    allow: goalPolicy.read,
    answer: GoalRevisionItem,
    shape: 'ITEMS',
  })
  revisions(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.revisions(actor, id);
  }

  @Get(':id/revisions/:revision')
  @Route({
    id: 'goals.revision',
    summary: '某一版次的内容 / What a revision said',
    allow: goalPolicy.read,
    answer: GoalRevisionResponse,
  })
  revision(
    @Acting() actor: Actor,
    @Id() id: string,
    @Param('revision', ParseIntPipe) revision: number,
  ): Promise<JsonText> {
    return this.reader.revision(actor, id, revision);
  }

  @Post(':id/submit')
  @Route({
    id: 'goals.submit',
    summary: '提交审核 / Submit a goal',
    allow: goalPolicy.submit,
    answer: GoalResponse,
    ifMatch: true,
    errors: [
      goalErrors.stateForbids,
      goalErrors.checksFailed,
      ...Object.values(assessmentGateErrors),
      approvalErrors.noApprover,
      approvalErrors.noFlow,
    ],
  })
  submit(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.goals.submit(actor, id, version);
  }

  @Post(':id/withdraw')
  @Route({
    id: 'goals.withdraw',
    summary: '撤回提交 / Withdraw a submission',
    allow: goalPolicy.withdraw,
    answer: GoalResponse,
    ifMatch: true,
    errors: [goalErrors.stateForbids, approvalErrors.actedUpon],
  })
  withdraw(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: OptionalReasonRequest,
  ): Promise<JsonText> {
    return this.goals.withdraw(actor, id, version, request.reason ?? null);
  }

  @Post(':id/reopen')
  @Route({
    id: 'goals.reopen',
    summary: '退回重报(二上)/ Reopen a passed goal',
    allow: goalPolicy.reopen,
    answer: GoalResponse,
    ifMatch: true,
    errors: [goalErrors.stateForbids],
  })
  reopen(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: ReasonRequest,
  ): Promise<JsonText> {
    return this.goals.reopen(actor, id, version, request.reason);
  }

  @Post(':id/suspend')
  @Route({
    id: 'goals.suspend',
    summary: '暂停执行 / Suspend execution',
    allow: goalPolicy.suspend,
    answer: GoalResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [goalErrors.stateForbids],
  })
  suspend(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: ReasonRequest,
  ): Promise<JsonText> {
    return this.goals.suspend(actor, id, version, request.reason);
  }

  @Post(':id/resume')
  @Route({
    id: 'goals.resume',
    summary: '恢复执行 / Resume execution',
    allow: goalPolicy.resume,
    answer: GoalResponse,
    ifMatch: true,
    errors: [goalErrors.stateForbids],
  })
  resume(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: ReasonRequest,
  ): Promise<JsonText> {
    return this.goals.resume(actor, id, version, request.reason);
  }

  @Post(':id/cancel')
  @Route({
    id: 'goals.cancel',
    summary: '撤销目标 / Cancel a goal',
    allow: goalPolicy.cancel,
    answer: GoalResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [goalErrors.stateForbids],
  })
  cancel(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: ReasonRequest,
  ): Promise<JsonText> {
    return this.goals.cancel(actor, id, version, request.reason);
  }
}
