import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { substitutionPolicy } from './approval.policy.js';
import { CreateSubstitutionRequest, SubstitutionResponse } from './substitution.dto.js';
import { substitutionErrors } from './substitution.errors.js';
import { SubstitutionService } from './substitution.service.js';
import { substitutionList } from './substitution.store.js';

const { substitutionOver, ...ARRANGING } = substitutionErrors;

@ApiTags('approval')
@Controller('substitutions')
export class SubstitutionController {
  constructor(private readonly substitutions: SubstitutionService) {}

  @Get()
  @Route({
    id: 'substitutions.list',
    summary: '审批代理列表 / List substitutions',
    allow: substitutionPolicy.read,
    answer: SubstitutionResponse,
    shape: 'PAGE',
    list: substitutionList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.substitutions.list(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'substitutions.get',
    summary: '审批代理详情 / Get a substitution',
    allow: substitutionPolicy.read,
    answer: SubstitutionResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.substitutions.detail(actor, id);
  }

  @Post()
  @Route({
    id: 'substitutions.create',
    summary: '设置代理人(本人或绩效科)/ Arrange a substitute',
    allow: substitutionPolicy.create,
    answer: SubstitutionResponse,
    status: 201,
    errors: Object.values(ARRANGING),
  })
  create(@Acting() actor: Actor, @Body() request: CreateSubstitutionRequest): Promise<JsonText> {
    return this.substitutions.create(actor, request);
  }

  @Post(':id/cancel')
  @Route({
    id: 'substitutions.cancel',
    summary: '取消代理 / Cancel a substitution',
    allow: substitutionPolicy.cancel,
    answer: SubstitutionResponse,
    ifMatch: true,
    errors: [substitutionOver],
  })
  cancel(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.substitutions.cancel(actor, id, version);
  }
}
