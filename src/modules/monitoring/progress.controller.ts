import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { OperationResponse } from '../../platform/operations/operations.dto.js';
import { monitoringErrors } from './monitoring.errors.js';
import { progressPolicy } from './monitoring.policy.js';
import { ApiMonthQuery, type MonthPeriod, MonthPipe } from './period-query.js';
import { DeviationItem, ProgressItem, StartRecomputeRequest } from './progress.dto.js';
import { ProgressReader } from './progress.reader.js';
import { deviationList, progressList } from './progress.store.js';
import { ProgressDetail } from './progress-detail.dto.js';
import { ProgressDetailReader } from './progress-detail.reader.js';
import { RecomputeService } from './recompute.service.js';

@ApiTags('monitoring')
@Controller()
export class ProgressController {
  constructor(
    private readonly reader: ProgressReader,
    private readonly details: ProgressDetailReader,
    private readonly recomputes: RecomputeService,
  ) {}

  @Get('progress')
  @Route({
    id: 'progress.list',
    summary: '项目双监控进度 / Progress of projects',
    allow: progressPolicy.read,
    answer: ProgressItem,
    shape: 'PAGE',
    list: progressList,
  })
  progress(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.progress(actor, request);
  }

  @Get('progress/:projectId')
  @ApiMonthQuery()
  @Route({
    id: 'progress.get',
    summary: '项目进度:指标、全年预计、挣值分析 / A project at a month-end: indicators, forecasts, earned value',
    allow: progressPolicy.read,
    answer: ProgressDetail,
    errors: [httpErrors.invalidFilter],
  })
  detail(
    @Acting() actor: Actor,
    @Id('projectId') projectId: string,
    @Query('period', MonthPipe) period: MonthPeriod | null,
  ): Promise<ProgressDetail> {
    return this.details.detail(actor, projectId, period);
  }

  @Get('deviations')
  @Route({
    id: 'deviations.list',
    summary: '指标偏差 / Deviations of indicators',
    allow: progressPolicy.read,
    answer: DeviationItem,
    shape: 'PAGE',
    list: deviationList,
  })
  deviations(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.deviations(actor, request);
  }

  @Post('monitoring-recomputes')
  @Route({
    id: 'monitoringRecomputes.start',
    summary: '全量重算 / Recompute a fiscal year',
    allow: progressPolicy.recompute,
    answer: OperationResponse,
    status: 202,
    errors: [monitoringErrors.yearInFuture],
  })
  recompute(@Acting() actor: Actor, @Body() request: StartRecomputeRequest): Promise<JsonText> {
    return this.recomputes.start(actor, request);
  }
}
