import { Controller, Get, Headers, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { OverviewResponse } from './overview.dto.js';
import { overviewErrors } from './overview.errors.js';
import { overviewPolicy } from './overview.policy.js';
import { OverviewReader } from './overview.reader.js';
import { OverviewStream } from './overview-stream.js';

const EVENT_STREAM = 'text/event-stream; charset=utf-8';

/** Its whole address stands here, since the page /overview has the short one: see prefixRoutes(). */
@ApiTags('overview')
@Controller('api/v1/overview')
export class OverviewController {
  constructor(
    private readonly reader: OverviewReader,
    private readonly stream: OverviewStream,
  ) {}

  @Get()
  @ApiQuery({
    name: 'nodeId',
    required: false,
    description: '区划、单位或项目;缺省为您的数据范围 / district, unit or project; absent: your own place',
    schema: { type: 'string', format: 'uuid', maxLength: 36 },
  })
  @ApiQuery({
    name: 'fiscalYear',
    required: false,
    description: '预算年度,缺省为今年 / fiscal year; absent: this one',
    schema: { type: 'integer', minimum: 2000, maximum: 2100 },
  })
  @ApiQuery({
    name: 'month',
    required: false,
    description: '截至月份,缺省为最新 / month-end; absent: the latest',
    schema: { type: 'integer', minimum: 1, maximum: 12 },
  })
  @Route({
    id: 'overview.get',
    summary: '总览:区划、部门、单位、项目逐级汇总 / Roll-ups of a place and of what lies one level below it',
    allow: overviewPolicy.read,
    answer: OverviewResponse,
    errors: [httpErrors.notFound, httpErrors.invalidFilter],
  })
  get(
    @Acting() actor: Actor,
    @Query('nodeId') nodeId?: string,
    @Query('fiscalYear') fiscalYear?: string,
    @Query('month') month?: string,
  ): Promise<JsonText> {
    return this.reader.read(actor, { nodeId, fiscalYear, month });
  }

  @Get('stream')
  @ApiProduces('text/event-stream')
  @ApiResponse({ status: 200, description: '事件流 / events', schema: { type: 'string', maxLength: 10_485_760 } })
  @Route({
    id: 'overview.stream',
    summary: '实时推送:哪些节点的汇总变了 / Follow which places change, as server-sent events',
    allow: overviewPolicy.read,
    status: 200,
    errors: [overviewErrors.notAsStream, overviewErrors.tooManyStreams],
  })
  async follow(
    @Acting() actor: Actor,
    @Headers('accept') accept?: string,
    @Headers('last-event-id') lastEventId?: string,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.stream.follow(actor, accept ?? '', lastEventId), { type: EVENT_STREAM });
  }
}
