import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { approvalErrors } from '../approval/index.js';
import {
  FillMonitoringReportRequest,
  MonitoringReportItem,
  MonitoringReportResponse,
  WithdrawMonitoringReportRequest,
} from './monitoring-report.dto.js';
import { monitoringReportErrors } from './monitoring-report.errors.js';
import { monitoringReportPolicy } from './monitoring-report.policy.js';
import { MonitoringReportReader } from './monitoring-report.reader.js';
import { MonitoringReportService } from './monitoring-report.service.js';
import { monitoringReportList } from './monitoring-report.store.js';

@ApiTags('monitoring')
@Controller('monitoring-reports')
export class MonitoringReportController {
  constructor(
    private readonly reports: MonitoringReportService,
    private readonly reader: MonitoringReportReader,
  ) {}

  @Get()
  @Route({
    id: 'monitoringReports.list',
    summary: '绩效运行监控表列表 / List monitoring reports',
    allow: monitoringReportPolicy.read,
    answer: MonitoringReportItem,
    shape: 'PAGE',
    list: monitoringReportList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.list(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'monitoringReports.get',
    summary: '绩效运行监控表:资金、指标、待补正之处 / A report: funds, indicators, what it lacks',
    allow: monitoringReportPolicy.read,
    answer: MonitoringReportResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.detail(actor, id);
  }

  @Patch(':id')
  @Route({
    id: 'monitoringReports.fill',
    summary: '填报监控表 / Fill a report in',
    allow: monitoringReportPolicy.fill,
    answer: MonitoringReportResponse,
    ifMatch: true,
    errors: [monitoringReportErrors.frozen, monitoringReportErrors.roundClosed, monitoringReportErrors.unknownLine],
  })
  fill(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: FillMonitoringReportRequest,
  ): Promise<JsonText> {
    return this.reports.fill(actor, id, version, request);
  }

  @Post(':id/submit')
  @Route({
    id: 'monitoringReports.submit',
    summary: '提交监控表 / Submit a report',
    allow: monitoringReportPolicy.submit,
    answer: MonitoringReportResponse,
    ifMatch: true,
    errors: [
      monitoringReportErrors.stateForbids,
      monitoringReportErrors.roundClosed,
      monitoringReportErrors.notComputed,
      monitoringReportErrors.incomplete,
      approvalErrors.noApprover,
      approvalErrors.noFlow,
    ],
  })
  submit(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.reports.submit(actor, id, version);
  }

  @Post(':id/withdraw')
  @Route({
    id: 'monitoringReports.withdraw',
    summary: '撤回监控表 / Take a submission back',
    allow: monitoringReportPolicy.withdraw,
    answer: MonitoringReportResponse,
    ifMatch: true,
    errors: [monitoringReportErrors.stateForbids, approvalErrors.actedUpon],
  })
  withdraw(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { reason }: WithdrawMonitoringReportRequest,
  ): Promise<JsonText> {
    return this.reports.withdraw(actor, id, version, reason ?? null);
  }
}
