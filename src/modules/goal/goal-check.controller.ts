import { Body, Controller, Get, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting, Id, IfMatch, Reading } from '../../platform/http/parameters.js';
import type { Language } from '../../platform/http/problem.js';
import { Route } from '../../platform/http/route.js';
import { OperationResponse } from '../../platform/operations/operations.dto.js';
import { goalCheckPolicy } from './goal.policy.js';
import {
  CheckAnswersResponse,
  GoalCheckRuleSetResponse,
  GoalChecksResponse,
  PutCheckAnswersRequest,
  StartGoalCheckRequest,
} from './goal-check.dto.js';
import { goalCheckErrors } from './goal-check.errors.js';
import { GoalCheckReader } from './goal-check.reader.js';
import { GoalCheckService } from './goal-check.service.js';

@ApiTags('goals')
@Controller()
export class GoalCheckController {
  constructor(
    private readonly reader: GoalCheckReader,
    private readonly checks: GoalCheckService,
  ) {}

  @Get('goals/:id/checks')
  @Route({
    id: 'goals.checks',
    summary: '填报检查:质量、SMART、目标值合理性 / The checks of a goal: quality, SMART, reasonableness',
    allow: goalCheckPolicy.read,
    answer: GoalChecksResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string, @Reading() language: Language): Promise<GoalChecksResponse> {
    return this.reader.checks(actor, id, language);
  }

  @Get('goals/:id/check-answers')
  @Route({
    id: 'goals.getCheckAnswers',
    summary: '对检查结果的答复 / The answers to the checks of a goal',
    allow: goalCheckPolicy.read,
    answer: CheckAnswersResponse,
  })
  answers(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.answers(actor, id);
  }

  @Put('goals/:id/check-answers')
  @Route({
    id: 'goals.putCheckAnswers',
    summary: '答复检查结果 / Answer what the checks found',
    allow: goalCheckPolicy.answer,
    answer: CheckAnswersResponse,
    ifMatch: true,
    errors: Object.values(goalCheckErrors),
  })
  putAnswers(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: PutCheckAnswersRequest,
  ): Promise<JsonText> {
    return this.checks.putAnswers(actor, id, version, request);
  }

  @Post('goal-checks')
  @Route({
    id: 'goalChecks.start',
    summary: '检查全区绩效目标 / Check all goals of a district',
    allow: goalCheckPolicy.start,
    answer: OperationResponse,
    status: 202,
  })
  start(@Acting() actor: Actor, @Body() request: StartGoalCheckRequest): Promise<JsonText> {
    return this.checks.start(actor, request);
  }

  @Get('goal-check-rule-sets')
  @Route({
    id: 'goalCheckRuleSets.list',
    summary: '目标检查规则 / The rules of the checks in force',
    allow: goalCheckPolicy.read,
    answer: GoalCheckRuleSetResponse,
    shape: 'ITEMS',
  })
  ruleSets(@Acting() actor: Actor): Promise<JsonText> {
    return this.reader.ruleSets(actor);
  }
}
