import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting, Id, IfMatch } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { BudgetResponse, SetBudgetRequest } from './budget.dto.js';
import { budgetErrors, projectErrors } from './budget.errors.js';
import { budgetPolicy, projectPolicy } from './budget.policy.js';
import { BudgetService } from './budget.service.js';

@ApiTags('budget')
@Controller('projects/:id/budget')
export class BudgetController {
  constructor(private readonly budgets: BudgetService) {}

  @Get()
  @ApiQuery({
    name: 'fiscalYear',
    required: true,
    description: '预算年度 / fiscal year',
    schema: { type: 'integer', minimum: 2000, maximum: 2100 },
  })
  @Route({
    id: 'projects.getBudget',
    summary: '项目年度预算与执行 / The budget of a project in one year',
    allow: budgetPolicy.read,
    answer: BudgetResponse,
    errors: [httpErrors.invalidFilter],
  })
  get(@Acting() actor: Actor, @Id() id: string, @Query('fiscalYear') fiscalYear?: string): Promise<JsonText> {
    return this.budgets.detail(actor, id, fiscalYear);
  }

  @Put()
  @Route({
    id: 'projects.setBudget',
    summary: '编制或调整项目年度预算 / Set the budget of a project in one year',
    allow: projectPolicy.setBudget,
    answer: BudgetResponse,
    ifMatch: true,
    errors: [
      projectErrors.closed,
      budgetErrors.fiscalYearUnknown,
      budgetErrors.fiscalYearClosed,
      budgetErrors.sourceTwice,
      budgetErrors.amountNegative,
      budgetErrors.adjustmentReason,
      budgetErrors.lineExecuted,
      budgetErrors.lineInExecution,
    ],
  })
  set(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: SetBudgetRequest,
  ): Promise<JsonText> {
    return this.budgets.set(actor, id, version, request);
  }
}
