import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { FeedRequest } from '../../platform/http/feed.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, FeedQuery, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { approvalErrors } from '../approval/index.js';
import { OptionalReasonRequest, ReasonRequest } from './goal.dto.js';
import {
  CreateIndicatorDefinitionRequest,
  MergeIndicatorDefinitionRequest,
  UpdateIndicatorDefinitionRequest,
} from './indicator-definition.dto.js';
import { indicatorDefinitionErrors as errors } from './indicator-definition.errors.js';
import { indicatorDefinitionPolicy as policy } from './indicator-definition.policy.js';
import { IndicatorDefinitionReader } from './indicator-definition.reader.js';
import { IndicatorDefinitionService } from './indicator-definition.service.js';
import { definitionList } from './indicator-definition.store.js';
import {
  IndicatorDefinitionItem,
  IndicatorDefinitionResponse,
  IndicatorDefinitionUsage,
} from './indicator-definition-response.dto.js';

@ApiTags('indicator-library')
@Controller('indicator-library')
export class IndicatorDefinitionController {
  constructor(
    private readonly definitions: IndicatorDefinitionService,
    private readonly reader: IndicatorDefinitionReader,
  ) {}

  @Get()
  @Route({
    id: 'indicatorDefinitions.list',
    summary: '指标库检索 / Search the indicator library',
    allow: policy.read,
    answer: IndicatorDefinitionItem,
    shape: 'PAGE',
    list: definitionList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.list(actor, request);
  }

  @Post()
  @Route({
    id: 'indicatorDefinitions.create',
    summary: '新建指标定义草稿 / Draft a definition',
    allow: policy.create,
    answer: IndicatorDefinitionResponse,
    status: 201,
    errors: [errors.placeUnknown, errors.notYours, errors.codeTaken, errors.unknownUnit],
  })
  create(@Acting() actor: Actor, @Body() request: CreateIndicatorDefinitionRequest): Promise<JsonText> {
    return this.definitions.create(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'indicatorDefinitions.get',
    summary: '指标定义详情 / Get a revision of a definition',
    allow: policy.read,
    answer: IndicatorDefinitionResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.detail(actor, id);
  }

  @Get(':id/usage')
  @Route({
    id: 'indicatorDefinitions.usage',
    summary: '引用该指标的绩效目标 / Goals that use a definition',
    allow: policy.read,
    answer: IndicatorDefinitionUsage,
    shape: 'FEED',
  })
  usage(@Acting() actor: Actor, @Id() id: string, @FeedQuery() request: FeedRequest): Promise<JsonText> {
    return this.reader.usage(actor, id, request);
  }

  @Patch(':id')
  @Route({
    id: 'indicatorDefinitions.update',
    summary: '修改指标定义草稿 / Change a draft definition',
    allow: policy.update,
    answer: IndicatorDefinitionResponse,
    ifMatch: true,
    errors: [errors.frozen, errors.notYours, errors.unknownUnit],
  })
  update(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: UpdateIndicatorDefinitionRequest,
  ): Promise<JsonText> {
    return this.definitions.update(actor, id, version, request);
  }

  @Post(':id/submit')
  @Route({
    id: 'indicatorDefinitions.submit',
    summary: '提交入库审核 / Submit a definition for review',
    allow: policy.submit,
    answer: IndicatorDefinitionResponse,
    ifMatch: true,
    errors: [errors.stateForbids, errors.notYours, errors.invalid, approvalErrors.noApprover, approvalErrors.noFlow],
  })
  submit(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.definitions.submit(actor, id, version);
  }

  @Post(':id/withdraw')
  @Route({
    id: 'indicatorDefinitions.withdraw',
    summary: '撤回提交 / Withdraw a submission',
    allow: policy.withdraw,
    answer: IndicatorDefinitionResponse,
    ifMatch: true,
    errors: [errors.stateForbids, errors.notYours, approvalErrors.actedUpon],
  })
  withdraw(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: OptionalReasonRequest,
  ): Promise<JsonText> {
    return this.definitions.withdraw(actor, id, version, request.reason ?? null);
  }

  @Post(':id/revise')
  @Route({
    id: 'indicatorDefinitions.revise',
    summary: '起草修订版次 / Draft the next revision',
    allow: policy.revise,
    answer: IndicatorDefinitionResponse,
    status: 201,
    ifMatch: true,
    errors: [errors.stateForbids, errors.notYours, errors.revisionOpen],
  })
  revise(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.definitions.revise(actor, id, version);
  }

  @Post(':id/retire')
  @Route({
    id: 'indicatorDefinitions.retire',
    summary: '停用指标 / Retire a definition',
    allow: policy.retire,
    answer: IndicatorDefinitionResponse,
    ifMatch: true,
    errors: [errors.stateForbids, errors.notYours, errors.revisionOpen],
  })
  retire(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: ReasonRequest,
  ): Promise<JsonText> {
    return this.definitions.retire(actor, id, version, request.reason);
  }

  @Post(':id/merge')
  @Route({
    id: 'indicatorDefinitions.merge',
    summary: '合并重复指标 / Merge a duplicate into another definition',
    allow: policy.merge,
    answer: IndicatorDefinitionResponse,
    ifMatch: true,
    errors: [
      errors.stateForbids,
      errors.notYours,
      errors.revisionOpen,
      errors.survivorNotFound,
      errors.sameDefinition,
      errors.notPublished,
      errors.narrower,
      errors.different,
      errors.ownMerge,
    ],
  })
  merge(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: MergeIndicatorDefinitionRequest,
  ): Promise<JsonText> {
    return this.definitions.merge(actor, id, version, request);
  }
}
