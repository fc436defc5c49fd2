import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { monitoringRoundErrors, monitoringRoundPlanErrors } from './monitoring-round.errors.js';
import { monitoringRoundPlanPolicy } from './monitoring-round.policy.js';
import {
  CreateMonitoringRoundPlanRequest,
  MonitoringRoundPlanItem,
  MonitoringRoundPlanResponse,
  UpdateMonitoringRoundPlanRequest,
} from './monitoring-round-plan.dto.js';
import { MonitoringRoundPlanService } from './monitoring-round-plan.service.js';
import { monitoringRoundPlanList } from './monitoring-round-plan.store.js';

@ApiTags('monitoring')
@Controller('monitoring-round-plans')
export class MonitoringRoundPlanController {
  constructor(private readonly plans: MonitoringRoundPlanService) {}

  @Get()
  @Route({
    id: 'monitoringRoundPlans.list',
    summary: '监控计划列表 / List plans of rounds',
    allow: monitoringRoundPlanPolicy.read,
    answer: MonitoringRoundPlanItem,
    shape: 'PAGE',
    list: monitoringRoundPlanList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.plans.list(actor, request);
  }

  @Post()
  @Route({
    id: 'monitoringRoundPlans.create',
    summary: '制定监控计划 / Plan the rounds of a year',
    allow: monitoringRoundPlanPolicy.create,
    answer: MonitoringRoundPlanResponse,
    status: 201,
    errors: [
      monitoringRoundPlanErrors.exists,
      monitoringRoundErrors.districtUnknown,
      monitoringRoundErrors.yearNotOpen,
    ],
  })
  create(@Acting() actor: Actor, @Body() request: CreateMonitoringRoundPlanRequest): Promise<JsonText> {
    return this.plans.create(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'monitoringRoundPlans.get',
    summary: '监控计划详情 / Get a plan',
    allow: monitoringRoundPlanPolicy.read,
    answer: MonitoringRoundPlanResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.plans.detail(actor, id);
  }

  @Patch(':id')
  @Route({
    id: 'monitoringRoundPlans.update',
    summary: '修改监控计划 / Change a plan',
    allow: monitoringRoundPlanPolicy.update,
    answer: MonitoringRoundPlanResponse,
    ifMatch: true,
  })
  update(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: UpdateMonitoringRoundPlanRequest,
  ): Promise<JsonText> {
    return this.plans.update(actor, id, version, request);
  }
}
