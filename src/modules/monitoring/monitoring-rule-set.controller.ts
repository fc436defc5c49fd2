import { Body, Controller, Get, ParseUUIDPipe, Put, Query } from '@nestjs/common';
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
  MonitoringRuleSetItem,
  MonitoringRuleSetResponse,
  MonitoringRuleSetSelection,
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
}
