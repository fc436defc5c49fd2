import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting, Id, IfMatch } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { planErrors } from './monitoring.errors.js';
import { planPolicy } from './monitoring.policy.js';
import { YearPipe } from './period-query.js';
import { PutSpendingPlanRequest, SpendingPlanResponse } from './spending-plan.dto.js';
import { SpendingPlanService } from './spending-plan.service.js';

@ApiTags('monitoring')
@Controller('projects/:id/spending-plan')
export class SpendingPlanController {
  constructor(private readonly plans: SpendingPlanService) {}

  @Get()
  @ApiQuery({
    name: 'fiscalYear',
    required: true,
    description: '预算年度 / fiscal year',
    schema: { type: 'integer', minimum: 2000, maximum: 2100 },
  })
  @Route({
    id: 'spendingPlans.get',
    summary: '项目年度支出计划 / The spending plan of a project',
    allow: planPolicy.read,
    answer: SpendingPlanResponse,
    errors: [httpErrors.invalidFilter],
  })
  get(@Acting() actor: Actor, @Id() id: string, @Query('fiscalYear', YearPipe) fiscalYear: number): Promise<JsonText> {
    return this.plans.detail(actor, id, fiscalYear);
  }

  @Put()
  @Route({
    id: 'spendingPlans.put',
    summary: '保存支出计划(首次 If-Match "0")/ Save the spending plan; the first time If-Match is "0"',
    allow: planPolicy.update,
    answer: SpendingPlanResponse,
    ifMatch: true,
    errors: [
      planErrors.curveInvalid,
      planErrors.monthOver,
      planErrors.pointsOrTemplate,
      planErrors.lastYearUnknown,
      planErrors.budgetUnknown,
    ],
  })
  put(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: PutSpendingPlanRequest,
  ): Promise<JsonText> {
    return this.plans.put(actor, id, version, request);
  }
}
