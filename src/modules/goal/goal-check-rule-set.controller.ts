import { Body, Controller, Get, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting, Id, IfMatch } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { goalCheckRuleSetPolicy } from './goal.policy.js';
import { goalCheckRuleSetErrors } from './goal-check.errors.js';
import {
  CreateGoalCheckRuleSetRequest,
  GoalCheckRuleSetEdition,
  PutGoalCheckRuleSetRequest,
} from './goal-check-rule-set.dto.js';
import { GoalCheckRuleSetService } from './goal-check-rule-set.service.js';

@ApiTags('goals')
@Controller('goal-check-rule-sets')
export class GoalCheckRuleSetController {
  constructor(private readonly ruleSets: GoalCheckRuleSetService) {}

  @Post()
  @Route({
    id: 'goalCheckRuleSets.create',
    summary: '起草区划的目标检查规则 / Draft the check rules of a district',
    allow: goalCheckRuleSetPolicy.create,
    answer: GoalCheckRuleSetEdition,
    status: 201,
    errors: [goalCheckRuleSetErrors.districtUnknown],
  })
  create(@Acting() actor: Actor, @Body() request: CreateGoalCheckRuleSetRequest): Promise<JsonText> {
    return this.ruleSets.create(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'goalCheckRuleSets.get',
    summary: '目标检查规则详情 / Get the check rules',
    allow: goalCheckRuleSetPolicy.read,
    answer: GoalCheckRuleSetEdition,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.ruleSets.detail(actor, id);
  }

  @Put(':id')
  @Route({
    id: 'goalCheckRuleSets.put',
    summary: '修改目标检查规则草稿 / Edit a draft',
    allow: goalCheckRuleSetPolicy.update,
    answer: GoalCheckRuleSetEdition,
    ifMatch: true,
    errors: [goalCheckRuleSetErrors.notDraft, goalCheckRuleSetErrors.notAuthor],
  })
  put(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: PutGoalCheckRuleSetRequest,
  ): Promise<JsonText> {
    return this.ruleSets.put(actor, id, version, request);
  }

  @Post(':id/publish')
  @Route({
    id: 'goalCheckRuleSets.publish',
    summary: '发布目标检查规则 / Publish the check rules',
    allow: goalCheckRuleSetPolicy.publish,
    answer: GoalCheckRuleSetEdition,
    ifMatch: true,
    errors: [
      goalCheckRuleSetErrors.notDraft,
      goalCheckRuleSetErrors.own,
      goalCheckRuleSetErrors.invalid,
      goalCheckRuleSetErrors.publishedMeanwhile,
    ],
  })
  publish(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.ruleSets.publish(actor, id, version);
  }
}
