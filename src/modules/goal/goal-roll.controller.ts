import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting, Id } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { OperationResponse } from '../../platform/operations/operations.dto.js';
import { GoalResponse } from './goal.dto.js';
import { goalPolicy } from './goal.policy.js';
import { CreateGoalRollRequest, RollGoalRequest } from './goal-roll.dto.js';
import { goalRollErrors } from './goal-roll.errors.js';
import { goalRollPolicy } from './goal-roll.policy.js';
import { GoalRollService } from './goal-roll.service.js';

@ApiTags('goals')
@Controller()
export class GoalRollController {
  constructor(private readonly rolls: GoalRollService) {}

  @Post('goals/:id/roll')
  @Route({
    id: 'goals.roll',
    summary: '结转为下一年度目标草稿 / Roll a goal to the next year, as a draft',
    allow: goalPolicy.roll,
    answer: GoalResponse,
    status: 201,
    idempotency: 'REQUIRED',
    errors: [
      goalRollErrors.notNextYear,
      goalRollErrors.notApproved,
      goalRollErrors.projectEnded,
      goalRollErrors.exists,
    ],
  })
  roll(@Acting() actor: Actor, @Id() id: string, @Body() { fiscalYear }: RollGoalRequest): Promise<JsonText> {
    return this.rolls.roll(actor, id, fiscalYear);
  }

  @Post('goal-rolls')
  @Route({
    id: 'goalRolls.create',
    summary: '批量结转一个单位或区划的目标 / Roll all goals of a unit or a district',
    allow: goalRollPolicy.create,
    answer: OperationResponse,
    status: 202,
    idempotency: 'REQUIRED',
    errors: [goalRollErrors.oneScope, goalRollErrors.unknownScope],
  })
  create(@Acting() actor: Actor, @Body() request: CreateGoalRollRequest): Promise<JsonText> {
    return this.rolls.start(actor, request);
  }
}
