import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting, Id, IfMatch, Reading } from '../../platform/http/parameters.js';
import type { Language } from '../../platform/http/problem.js';
import { Route } from '../../platform/http/route.js';
import { GoalCompletenessResponse } from './goal.dto.js';
import { goalErrors } from './goal.errors.js';
import { goalPolicy } from './goal.policy.js';
import {
  PutCostEstimatesRequest,
  PutDeclarationRequest,
  PutFundingLinesRequest,
  PutMilestonesRequest,
  PutTasksRequest,
} from './goal-declaration.dto.js';
import { GoalDeclarationReader } from './goal-declaration.reader.js';
import { GoalDeclarationService } from './goal-declaration.service.js';
import {
  AnnualTaskResponse,
  CostEstimateResponse,
  DeclarationResponse,
  FundingLineResponse,
  MilestoneResponse,
} from './goal-declaration-response.dto.js';

/** Saving any part answers the whole form; its ETag is the goal's. */
const SAVED = { allow: goalPolicy.update, answer: DeclarationResponse, ifMatch: true } as const;
const LIST_ERRORS = [goalErrors.frozen, goalErrors.notOnForm, goalErrors.lineTwice];

@ApiTags('goals')
@Controller('goals/:id')
export class GoalDeclarationController {
  constructor(
    private readonly declarations: GoalDeclarationService,
    private readonly reader: GoalDeclarationReader,
  ) {}

  @Get('declaration')
  @Route({
    id: 'goals.declaration',
    summary: '绩效目标申报表 / The declaration form of a goal',
    allow: goalPolicy.read,
    answer: DeclarationResponse,
  })
  declaration(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.detail(actor, id);
  }

  @Put('declaration')
  @Route({
    id: 'goals.putDeclaration',
    summary: '填写申报表各栏 / Fill in the fields of the form',
    ...SAVED,
    errors: [goalErrors.frozen, goalErrors.notOnForm],
  })
  putDeclaration(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: PutDeclarationRequest,
  ): Promise<JsonText> {
    return this.declarations.put(actor, id, version, request);
  }

  @Get('funding-lines')
  @Route({
    id: 'goals.fundingLines',
    summary: '年度资金来源 / The funding lines of the year',
    allow: goalPolicy.read,
    answer: FundingLineResponse,
    shape: 'ITEMS',
  })
  fundingLines(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.lines(actor, id, 'fundingLines');
  }

  @Put('funding-lines')
  @Route({
    id: 'goals.putFundingLines',
    summary: '保存资金来源 / Save the funding lines',
    ...SAVED,
    errors: LIST_ERRORS,
  })
  putFundingLines(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: PutFundingLinesRequest,
  ): Promise<JsonText> {
    return this.declarations.putLines(actor, id, version, 'fundingLines', request.fundingLines);
  }

  @Get('milestones')
  @Route({
    id: 'goals.milestones',
    summary: '实施进度计划 / The milestones',
    allow: goalPolicy.read,
    answer: MilestoneResponse,
    shape: 'ITEMS',
  })
  milestones(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.lines(actor, id, 'milestones');
  }

  @Put('milestones')
  @Route({
    id: 'goals.putMilestones',
    summary: '保存实施进度计划 / Save the milestones',
    ...SAVED,
    errors: LIST_ERRORS,
  })
  putMilestones(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: PutMilestonesRequest,
  ): Promise<JsonText> {
    return this.declarations.putLines(actor, id, version, 'milestones', request.milestones);
  }

  @Get('cost-estimates')
  @Route({
    id: 'goals.costEstimates',
    summary: '测算依据 / The cost estimates',
    allow: goalPolicy.read,
    answer: CostEstimateResponse,
    shape: 'ITEMS',
  })
  costEstimates(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.lines(actor, id, 'costEstimates');
  }

  @Put('cost-estimates')
  @Route({
    id: 'goals.putCostEstimates',
    summary: '保存测算依据 / Save the cost estimates',
    ...SAVED,
    errors: LIST_ERRORS,
  })
  putCostEstimates(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: PutCostEstimatesRequest,
  ): Promise<JsonText> {
    return this.declarations.putLines(actor, id, version, 'costEstimates', request.costEstimates);
  }

  @Get('tasks')
  @Route({
    id: 'goals.tasks',
    summary: '年度主要任务 / The tasks of the year',
    allow: goalPolicy.read,
    answer: AnnualTaskResponse,
    shape: 'ITEMS',
  })
  tasks(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.lines(actor, id, 'tasks');
  }

  @Put('tasks')
  @Route({
    id: 'goals.putTasks',
    summary: '保存年度主要任务 / Save the tasks of the year',
    ...SAVED,
    errors: LIST_ERRORS,
  })
  putTasks(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: PutTasksRequest,
  ): Promise<JsonText> {
    return this.declarations.putLines(actor, id, version, 'tasks', request.tasks);
  }

  @Get('completeness')
  @Route({
    id: 'goals.completeness',
    summary: '完整性检查:一次列出全部缺漏 / Everything that the form still lacks',
    allow: goalPolicy.read,
    answer: GoalCompletenessResponse,
  })
  completeness(
    @Acting() actor: Actor,
    @Id() id: string,
    @Reading() language: Language,
  ): Promise<GoalCompletenessResponse> {
    return this.reader.completeness(actor, id, language);
  }
}
