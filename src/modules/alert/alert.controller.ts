import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { AcknowledgeAlertRequest, AlertItem, AlertResponse, OffTrackProject, ReportDutyItem } from './alert.dto.js';
import { alertErrors } from './alert.errors.js';
import { alertPolicy, reportDutyPolicy } from './alert.policy.js';
import { AlertReader } from './alert.reader.js';
import { AlertService } from './alert.service.js';
import { alertList, offTrackList } from './alert.store.js';
import { reportDutyList } from './report-duty.store.js';

@ApiTags('alerts')
@Controller()
export class AlertController {
  constructor(
    private readonly alerts: AlertService,
    private readonly reader: AlertReader,
  ) {}

  @Get('alerts')
  @Route({
    id: 'alerts.list',
    summary: '预警列表 / List alerts',
    allow: alertPolicy.read,
    answer: AlertItem,
    shape: 'PAGE',
    list: alertList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.list(actor, request);
  }

  @Get('alerts/:id')
  @Route({
    id: 'alerts.get',
    summary: '预警详情 / Get an alert',
    allow: alertPolicy.read,
    answer: AlertResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.detail(actor, id);
  }

  @Post('alerts/:id/acknowledge')
  @Route({
    id: 'alerts.acknowledge',
    summary: '确认知悉预警 / Acknowledge an alert',
    allow: alertPolicy.acknowledge,
    answer: AlertResponse,
    ifMatch: true,
    errors: [alertErrors.stateForbids],
  })
  acknowledge(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { comment }: AcknowledgeAlertRequest,
  ): Promise<JsonText> {
    return this.alerts.acknowledge(actor, id, version, comment ?? null);
  }

  @Get('off-track-projects')
  @ApiQuery({
    name: 'asOf',
    required: false,
    description: '截至日期,取其前最后一个已结束月份 / the last month that was over by this day; absent: today',
    schema: { type: 'string', format: 'date', maxLength: 10 },
  })
  @Route({
    id: 'offTrackProjects.list',
    summary: '偏离计划的项目 / Projects off their track',
    allow: alertPolicy.read,
    answer: OffTrackProject,
    shape: 'PAGE',
    list: offTrackList,
  })
  offTrack(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.offTrack(actor, request);
  }

  @Get('report-duties')
  @Route({
    id: 'reportDuties.list',
    summary: '应报数据与截止日期 / Reports that are due',
    allow: reportDutyPolicy.read,
    answer: ReportDutyItem,
    shape: 'PAGE',
    list: reportDutyList,
  })
  duties(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.duties(actor, request);
  }
}
