import { Body, Controller, Get, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { monitoringErrors } from './monitoring.errors.js';
import { monitoringRuleSetPolicy } from './monitoring.policy.js';
import {
  CreateMonitoringRuleSetRequest,
  MonitoringRuleSetItem,
  MonitoringRuleSetResponse,
  MonitoringRuleSetSelection,
  PutMonitoringRuleSetRequest,
  SelectMonitoringRuleSetRequest,
} from './monitoring-rule-set.dto.js';
import { MonitoringRuleSetService } from './monitoring-rule-set.service.js';
import { monitoringRuleSetList } from './monitoring-rule-set.store.js';

const DISTRICT = new ParseUUIDPipe({
  exceptionFactory: () => httpErrors.invalidFilter({ name: 'districtId', expected: 'uuid' }),
});

@ApiTags('monitoring')
@Controller('monitoring-rule-sets')
export class MonitoringRuleSetController {
  constructor(private readonly ruleSets: MonitoringRuleSetService) {}

  @Get()
  @Route({
    id: 'monitoringRuleSets.list',
    summary: '监控规则集列表 / List monitoring rule sets',
    allow: monitoringRuleSetPolicy.read,
    answer: MonitoringRuleSetItem,
    shape: 'PAGE',
    list: monitoringRuleSetList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.ruleSets.list(actor, request);
  }

  @Post()
  @Route({
    id: 'monitoringRuleSets.create',
    summary: '新建监控规则草稿 / Draft a monitoring rule set',
    allow: monitoringRuleSetPolicy.create,
    answer: MonitoringRuleSetResponse,
    status: 201,
    errors: [monitoringErrors.districtNotFound],
  })
  create(@Acting() actor: Actor, @Body() request: CreateMonitoringRuleSetRequest): Promise<JsonText> {
    return this.ruleSets.create(actor, request);
  }

  @Get('selection')
  @ApiQuery({
    name: 'districtId',
    required: true,
    description: '区划 / district',
    schema: { type: 'string', format: 'uuid', maxLength: 36 },
  })
  @Route({
    id: 'monitoringRuleSets.selection',
    summary: '区划选用的监控规则 / What a district has chosen',
    allow: monitoringRuleSetPolicy.read,
    answer: MonitoringRuleSetSelection,
    errors: [httpErrors.notFound],
  })
  selection(@Acting() actor: Actor, @Query('districtId', DISTRICT) districtId: string): Promise<JsonText> {
    return this.ruleSets.selection(actor, districtId);
  }

  @Put('selection')
  @Route({
    id: 'monitoringRuleSets.select',
    summary: '选用监控规则 / Choose the rules of a district',
    allow: monitoringRuleSetPolicy.select,
    answer: MonitoringRuleSetSelection,
    ifMatch: true,
    errors: [monitoringErrors.ruleSetUnknown],
  })
  select(
    @Acting() actor: Actor,
    @IfMatch() version: number,
    @Body() request: SelectMonitoringRuleSetRequest,
  ): Promise<JsonText> {
    return this.ruleSets.select(actor, version, request);
  }

  @Get(':id')
  @Route({
    id: 'monitoringRuleSets.get',
    summary: '监控规则集详情 / Get a monitoring rule set',
    allow: monitoringRuleSetPolicy.read,
    answer: MonitoringRuleSetResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.ruleSets.detail(actor, id);
  }

  @Put(':id')
  @Route({
    id: 'monitoringRuleSets.put',
    summary: '修改监控规则草稿 / Edit a draft',
    allow: monitoringRuleSetPolicy.update,
    answer: MonitoringRuleSetResponse,
    ifMatch: true,
    errors: [monitoringErrors.ruleSetNotDraft, monitoringErrors.ruleSetNotAuthor],
  })
  put(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: PutMonitoringRuleSetRequest,
  ): Promise<JsonText> {
    return this.ruleSets.put(actor, id, version, request);
  }

  @Post(':id/publish')
  @Route({
    id: 'monitoringRuleSets.publish',
    summary: '发布监控规则 / Publish a monitoring rule set',
    allow: monitoringRuleSetPolicy.publish,
    answer: MonitoringRuleSetResponse,
    ifMatch: true,
    errors: [
      monitoringErrors.ruleSetNotDraft,
      monitoringErrors.ownRuleSet,
      monitoringErrors.ruleSetInvalid,
      monitoringErrors.ruleSetPublishedMeanwhile,
    ],
  })
  publish(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.ruleSets.publish(actor, id, version);
  }
}
