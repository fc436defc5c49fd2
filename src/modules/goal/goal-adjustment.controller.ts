import { Body, Controller, Get, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { Download, JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { approvalErrors } from '../approval/index.js';
import { OptionalReasonRequest, ReasonRequest } from './goal.dto.js';
import { goalErrors } from './goal.errors.js';
import { goalPolicy } from './goal.policy.js';
import {
  AdjustGoalRequest,
  GoalAdjustmentItem,
  GoalAdjustmentResponse,
  UpdateGoalAdjustmentRequest,
} from './goal-adjustment.dto.js';
import { goalAdjustmentErrors } from './goal-adjustment.errors.js';
import { goalAdjustmentPolicy } from './goal-adjustment.policy.js';
import { GoalAdjustmentReader } from './goal-adjustment.reader.js';
import { GoalAdjustmentService } from './goal-adjustment.service.js';
import { goalAdjustmentList } from './goal-adjustment.store.js';
import { PutIndicatorsRequest } from './indicator.dto.js';

@ApiTags('goals')
@Controller()
export class GoalAdjustmentController {
  constructor(
    private readonly adjustments: GoalAdjustmentService,
    private readonly reader: GoalAdjustmentReader,
  ) {}

  @Post('goals/:id/adjust')
  @Route({
    id: 'goals.adjust',
    summary: '申请调整绩效目标 / Begin an adjustment of an approved goal',
    allow: goalPolicy.adjust,
    answer: GoalAdjustmentResponse,
    status: 201,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [goalErrors.stateForbids, goalAdjustmentErrors.alreadyOpen, goalAdjustmentErrors.unknownFile],
  })
  create(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: AdjustGoalRequest,
  ): Promise<JsonText> {
    return this.adjustments.create(actor, id, version, request);
  }

  @Get('goal-adjustments')
  @Route({
    id: 'goalAdjustments.list',
    summary: '绩效目标调整列表 / List adjustments of goals',
    allow: goalAdjustmentPolicy.read,
    answer: GoalAdjustmentItem,
    shape: 'PAGE',
    list: goalAdjustmentList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.list(actor, request);
  }

  @Get('goal-adjustments/:id')
  @Route({
    id: 'goalAdjustments.get',
    summary: '绩效目标调整详情及前后对照 / An adjustment with all that it changes',
    allow: goalAdjustmentPolicy.read,
    answer: GoalAdjustmentResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.detail(actor, id);
  }

  @Get('goal-adjustments/:id/evidence/:fileId')
  @Route({
    id: 'goalAdjustments.evidence',
    summary: '下载调整依据 / Download evidence of an adjustment',
    allow: goalAdjustmentPolicy.read,
    file: 'DOWNLOAD',
    status: 200,
  })
  evidence(@Acting() actor: Actor, @Id() id: string, @Id('fileId') fileId: string): Promise<Download> {
    return this.reader.evidence(actor, id, fileId);
  }

  @Patch('goal-adjustments/:id')
  @Route({
    id: 'goalAdjustments.update',
    summary: '修改调整稿 / Change the draft of an adjustment',
    allow: goalAdjustmentPolicy.update,
    answer: GoalAdjustmentResponse,
    ifMatch: true,
    errors: [goalAdjustmentErrors.frozen, goalAdjustmentErrors.unknownFile],
  })
  update(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: UpdateGoalAdjustmentRequest,
  ): Promise<JsonText> {
    return this.adjustments.update(actor, id, version, request);
  }

  @Put('goal-adjustments/:id/indicators')
  @Route({
    id: 'goalAdjustments.putIndicators',
    summary: '保存调整后的全部指标 / Save the indicators as they shall be',
    allow: goalAdjustmentPolicy.update,
    answer: GoalAdjustmentResponse,
    ifMatch: true,
    errors: [goalAdjustmentErrors.frozen, goalAdjustmentErrors.indicatorsRefused, goalErrors.libraryMismatch],
  })
  putIndicators(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: PutIndicatorsRequest,
  ): Promise<JsonText> {
    return this.adjustments.putIndicators(actor, id, version, request);
  }

  @Post('goal-adjustments/:id/submit')
  @Route({
    id: 'goalAdjustments.submit',
    summary: '提交目标调整 / Submit an adjustment',
    allow: goalAdjustmentPolicy.submit,
    answer: GoalAdjustmentResponse,
    ifMatch: true,
    errors: [
      goalAdjustmentErrors.stateForbids,
      goalAdjustmentErrors.stale,
      goalAdjustmentErrors.incomplete,
      approvalErrors.noApprover,
      approvalErrors.noFlow,
    ],
  })
  submit(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.adjustments.submit(actor, id, version);
  }

  @Post('goal-adjustments/:id/withdraw')
  @Route({
    id: 'goalAdjustments.withdraw',
    summary: '撤回目标调整 / Withdraw a submission',
    allow: goalAdjustmentPolicy.withdraw,
    answer: GoalAdjustmentResponse,
    ifMatch: true,
    errors: [goalAdjustmentErrors.stateForbids, approvalErrors.actedUpon],
  })
  withdraw(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { reason }: OptionalReasonRequest,
  ): Promise<JsonText> {
    return this.adjustments.withdraw(actor, id, version, reason ?? null);
  }

  @Post('goal-adjustments/:id/cancel')
  @Route({
    id: 'goalAdjustments.cancel',
    summary: '撤销目标调整,目标照旧执行 / Give an adjustment up; the goal goes on as it was',
    allow: goalAdjustmentPolicy.cancel,
    answer: GoalAdjustmentResponse,
    ifMatch: true,
    errors: [goalAdjustmentErrors.stateForbids],
  })
  cancel(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { reason }: ReasonRequest,
  ): Promise<JsonText> {
    return this.adjustments.cancel(actor, id, version, reason);
  }
}
