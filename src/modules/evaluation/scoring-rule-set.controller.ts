import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { evaluationErrors } from './evaluation.errors.js';
import { scoringRuleSetPolicy } from './evaluation.policy.js';
import { CreateScoringRuleSetRequest, ScoringRuleSetItem, ScoringRuleSetResponse } from './scoring-rule-set.dto.js';
import { ScoringRuleSetService } from './scoring-rule-set.service.js';
import { ruleSetList } from './scoring-rule-set.store.js';

@ApiTags('evaluation')
@Controller('scoring-rule-sets')
export class ScoringRuleSetController {
  constructor(private readonly ruleSets: ScoringRuleSetService) {}

  @Get()
  @Route({
    id: 'scoringRuleSets.list',
    summary: '评分规则列表 / List scoring rule sets',
    allow: scoringRuleSetPolicy.read,
    answer: ScoringRuleSetItem,
    shape: 'PAGE',
    list: ruleSetList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.ruleSets.list(actor, request);
  }

  @Post()
  @Route({
    id: 'scoringRuleSets.create',
    summary: '新建评分规则草稿 / Draft a scoring rule set',
    allow: scoringRuleSetPolicy.create,
    answer: ScoringRuleSetResponse,
    status: 201,
    errors: [evaluationErrors.districtNotFound],
  })
  create(@Acting() actor: Actor, @Body() request: CreateScoringRuleSetRequest): Promise<JsonText> {
    return this.ruleSets.create(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'scoringRuleSets.get',
    summary: '评分规则详情 / Get a scoring rule set',
    allow: scoringRuleSetPolicy.read,
    answer: ScoringRuleSetResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.ruleSets.detail(actor, id);
  }

  @Post(':id/publish')
  @Route({
    id: 'scoringRuleSets.publish',
    summary: '发布评分规则 / Publish a scoring rule set',
    allow: scoringRuleSetPolicy.publish,
    answer: ScoringRuleSetResponse,
    ifMatch: true,
    errors: [
      evaluationErrors.ruleSetNotDraft,
      evaluationErrors.ownRuleSet,
      evaluationErrors.ruleSetInvalid,
      evaluationErrors.ruleSetPublishedMeanwhile,
    ],
  })
  publish(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.ruleSets.publish(actor, id, version);
  }
}
