import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting, Id } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { OperationResponse } from '../../platform/operations/operations.dto.js';
import { BackTestItem, BackTestResponse, StartBackTestRequest } from './back-test.dto.js';
import { BackTestService } from './back-test.service.js';
import { monitoringErrors } from './monitoring.errors.js';
import { backTestPolicy } from './monitoring.policy.js';

@ApiTags('monitoring')
@Controller()
export class BackTestController {
  constructor(private readonly backTests: BackTestService) {}

  @Post('monitoring-rule-sets/:id/back-tests')
  @Route({
    id: 'monitoringBackTests.start',
    summary: '规则试算:在过去各月上比较 / Try a rule set on past months, beside what was flagged',
    allow: backTestPolicy.start,
    answer: OperationResponse,
    status: 202,
    errors: [monitoringErrors.ruleSetInvalid, monitoringErrors.ruleSetElsewhere, monitoringErrors.yearInFuture],
  })
  start(@Acting() actor: Actor, @Id() id: string, @Body() request: StartBackTestRequest): Promise<JsonText> {
    return this.backTests.start(actor, id, request);
  }

  @Get('monitoring-rule-sets/:id/back-tests')
  @Route({
    id: 'monitoringBackTests.ofRuleSet',
    summary: '规则集的试算记录 / The back-tests of a rule set',
    allow: backTestPolicy.read,
    answer: BackTestItem,
    shape: 'ITEMS',
  })
  list(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.backTests.list(actor, id);
  }

  @Get('monitoring-back-tests/:id')
  @Route({
    id: 'monitoringBackTests.get',
    summary: '规则试算结果 / The result of a back-test',
    allow: backTestPolicy.read,
    answer: BackTestResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.backTests.detail(actor, id);
  }
}
