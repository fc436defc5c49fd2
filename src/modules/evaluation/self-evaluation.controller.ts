import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery, Reading } from '../../platform/http/parameters.js';
import type { Language } from '../../platform/http/problem.js';
import { Route } from '../../platform/http/route.js';
import { evaluationErrors } from './evaluation.errors.js';
import { selfEvaluationPolicy } from './evaluation.policy.js';
import { CreateSelfEvaluationRequest, UpdateSelfEvaluationRequest } from './self-evaluation.dto.js';
import { SelfEvaluationReader } from './self-evaluation.reader.js';
import { SelfEvaluationService } from './self-evaluation.service.js';
import { SELF_EVALUATION_EXPANSIONS, selfEvaluationList } from './self-evaluation-detail.store.js';
import { SelfEvaluationItem, SelfEvaluationResponse } from './self-evaluation-response.dto.js';

@ApiTags('evaluation')
@Controller('self-evaluations')
export class SelfEvaluationController {
  constructor(
    private readonly selfEvaluations: SelfEvaluationService,
    private readonly reader: SelfEvaluationReader,
  ) {}

  @Get()
  @Route({
    id: 'selfEvaluations.list',
    summary: '绩效自评列表 / List self-evaluations',
    allow: selfEvaluationPolicy.read,
    answer: SelfEvaluationItem,
    shape: 'PAGE',
    list: selfEvaluationList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.list(actor, request);
  }

  @Post()
  @Route({
    id: 'selfEvaluations.create',
    summary: '新建绩效自评,预填资金与完成值 / Begin a self-evaluation, prefilled',
    allow: selfEvaluationPolicy.create,
    answer: SelfEvaluationResponse,
    status: 201,
    errors: [
      evaluationErrors.goalNotFound,
      evaluationErrors.goalState,
      evaluationErrors.alreadyExists,
      evaluationErrors.unknownRuleSet,
      evaluationErrors.ruleSetExecutionWeight,
    ],
  })
  create(
    @Acting() actor: Actor,
    @Body() request: CreateSelfEvaluationRequest,
    @Reading() language: Language,
  ): Promise<JsonText> {
    return this.selfEvaluations.create(actor, request, language);
  }

  @Get(':id')
  @Route({
    id: 'selfEvaluations.get',
    summary: '绩效自评详情与计分过程 / Get a self-evaluation with its explanations',
    allow: selfEvaluationPolicy.read,
    answer: SelfEvaluationResponse,
    expand: SELF_EVALUATION_EXPANSIONS,
  })
  get(
    @Acting() actor: Actor,
    @Id() id: string,
    @Query('expand') expand: string | undefined,
    @Reading() language: Language,
  ): Promise<JsonText> {
    return this.reader.detail(actor, id, expand, language);
  }

  @Patch(':id')
  @Route({
    id: 'selfEvaluations.update',
    summary: '填报绩效自评,重新计分 / Fill in a self-evaluation and recompute it',
    allow: selfEvaluationPolicy.update,
    answer: SelfEvaluationResponse,
    ifMatch: true,
    errors: [evaluationErrors.frozen, evaluationErrors.unknownIndicator, evaluationErrors.actualReason],
  })
  update(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: UpdateSelfEvaluationRequest,
    @Reading() language: Language,
  ): Promise<JsonText> {
    return this.selfEvaluations.update(actor, id, version, request, language);
  }

  @Post(':id/submit')
  @Route({
    id: 'selfEvaluations.submit',
    summary: '提交绩效自评 / Submit a self-evaluation',
    allow: selfEvaluationPolicy.submit,
    answer: SelfEvaluationResponse,
    ifMatch: true,
    errors: [evaluationErrors.stateForbids, evaluationErrors.checksFailed],
  })
  submit(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Reading() language: Language,
  ): Promise<JsonText> {
    return this.selfEvaluations.submit(actor, id, version, language);
  }
}
