import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { MonitoringReportItem } from './monitoring-report.dto.js';
import { monitoringReportPolicy } from './monitoring-report.policy.js';
import { monitoringReportList } from './monitoring-report.store.js';
import {
  CloseMonitoringRoundRequest,
  CreateMonitoringRoundRequest,
  MonitoringMatrixRow,
  MonitoringRoundItem,
  MonitoringRoundResponse,
  MonitoringSelectionItem,
} from './monitoring-round.dto.js';
import { monitoringRoundErrors } from './monitoring-round.errors.js';
import { monitoringRoundPolicy } from './monitoring-round.policy.js';
import { MonitoringRoundReader } from './monitoring-round.reader.js';
import { MonitoringRoundService } from './monitoring-round.service.js';
import { matrixList, monitoringRoundList, selectionList } from './monitoring-round.store.js';

@ApiTags('monitoring')
@Controller()
export class MonitoringRoundController {
  constructor(
    private readonly rounds: MonitoringRoundService,
    private readonly reader: MonitoringRoundReader,
  ) {}

  @Get('monitoring-rounds')
  @Route({
    id: 'monitoringRounds.list',
    summary: '监控任务列表 / List monitoring rounds',
    allow: monitoringRoundPolicy.read,
    answer: MonitoringRoundItem,
    shape: 'PAGE',
    list: monitoringRoundList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.list(actor, request);
  }

  @Post('monitoring-rounds')
  @Route({
    id: 'monitoringRounds.create',
    summary: '新建监控任务(草稿)/ Draft a round',
    allow: monitoringRoundPolicy.create,
    answer: MonitoringRoundResponse,
    status: 201,
    errors: [
      monitoringRoundErrors.exists,
      monitoringRoundErrors.districtUnknown,
      monitoringRoundErrors.yearNotOpen,
      monitoringRoundErrors.monthInFuture,
      monitoringRoundErrors.selectionMissing,
      monitoringRoundErrors.selectionForbidden,
      monitoringRoundErrors.attentionUnknown,
    ],
  })
  create(@Acting() actor: Actor, @Body() request: CreateMonitoringRoundRequest): Promise<JsonText> {
    return this.rounds.create(actor, request);
  }

  @Get('monitoring-rounds/:id')
  @Route({
    id: 'monitoringRounds.get',
    summary: '监控任务详情 / Get a round',
    allow: monitoringRoundPolicy.read,
    answer: MonitoringRoundResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.detail(actor, id);
  }

  @Get('monitoring-rounds/:id/selection')
  @Route({
    id: 'monitoringRounds.selection',
    summary: '按当前数据将选入的项目及原因 / Which projects it chooses by the figures of now, and why',
    allow: monitoringRoundPolicy.read,
    answer: MonitoringSelectionItem,
    shape: 'PAGE',
    list: selectionList,
  })
  selection(@Acting() actor: Actor, @Id() id: string, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.selection(actor, id, request);
  }

  @Get('monitoring-rounds/:id/reports')
  @Route({
    id: 'monitoringRounds.reports',
    summary: '监控任务的监控表 / The reports of a round',
    allow: monitoringReportPolicy.read,
    answer: MonitoringReportItem,
    shape: 'PAGE',
    list: monitoringReportList,
  })
  reports(@Acting() actor: Actor, @Id() id: string, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.reports(actor, id, request);
  }

  @Get('monitoring-matrix')
  @Route({
    id: 'monitoringMatrix.list',
    summary: '单位 × 监控期间报送情况 / Units × rounds: due, overdue, in review, done',
    allow: monitoringReportPolicy.read,
    answer: MonitoringMatrixRow,
    shape: 'PAGE',
    list: matrixList,
  })
  matrix(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.matrix(actor, request);
  }

  @Post('monitoring-rounds/:id/open')
  @Route({
    id: 'monitoringRounds.open',
    summary: '开展监控,逐项目生成监控表 / Open a round with a report for each project',
    allow: monitoringRoundPolicy.open,
    answer: MonitoringRoundResponse,
    ifMatch: true,
    errors: [monitoringRoundErrors.stateForbids, monitoringRoundErrors.calendarMissing],
  })
  open(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.rounds.open(actor, id, version);
  }

  @Post('monitoring-rounds/:id/cancel')
  @Route({
    id: 'monitoringRounds.cancel',
    summary: '取消监控任务草稿 / Give a draft up',
    allow: monitoringRoundPolicy.cancel,
    answer: MonitoringRoundResponse,
    ifMatch: true,
    errors: [monitoringRoundErrors.stateForbids],
  })
  cancel(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.rounds.cancel(actor, id, version);
  }

  @Post('monitoring-rounds/:id/close')
  @Route({
    id: 'monitoringRounds.close',
    summary: '关闭监控任务,不再接收监控表 / Close a round: no more reports are taken',
    allow: monitoringRoundPolicy.close,
    answer: MonitoringRoundResponse,
    ifMatch: true,
    errors: [monitoringRoundErrors.stateForbids, monitoringRoundErrors.unfinished],
  })
  close(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { reason }: CloseMonitoringRoundRequest,
  ): Promise<JsonText> {
    return this.rounds.close(actor, id, version, reason ?? null);
  }
}
