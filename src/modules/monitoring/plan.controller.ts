import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting, Id, IfMatch } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { planErrors } from './monitoring.errors.js';
import { planPolicy } from './monitoring.policy.js';
import { PlanResponse, PutPlanRequest } from './plan.dto.js';
import { PlanService } from './plan.service.js';

@ApiTags('monitoring')
@Controller('indicators/:id/plan')
export class PlanController {
  constructor(private readonly plans: PlanService) {}

  @Get()
  @Route({
    id: 'plans.get',
    summary: '分时段计划 / The plan curve of an indicator',
    allow: planPolicy.read,
    answer: PlanResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.plans.detail(actor, id);
  }

  @Put()
  @Route({
    id: 'plans.put',
    summary: '保存分时段计划(首次 If-Match "0")/ Save the plan curve; the first time If-Match is "0"',
    allow: planPolicy.update,
    answer: PlanResponse,
    ifMatch: true,
    errors: [
      planErrors.curveInvalid,
      planErrors.goalForbids,
      planErrors.monthOver,
      planErrors.pointsOrTemplate,
      planErrors.templateForbids,
      planErrors.lastYearUnknown,
    ],
  })
  put(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: PutPlanRequest,
  ): Promise<JsonText> {
    return this.plans.put(actor, id, version, request);
  }
}
