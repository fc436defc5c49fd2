import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { CreateDutyRequest, DutyItem, DutyResponse, UpdateDutyRequest } from './duty.dto.js';
import { DutyService } from './duty.service.js';
import { dutyList } from './duty.store.js';
import { dutyErrors } from './organization.errors.js';
import { dutyPolicy } from './organization.policy.js';

@ApiTags('organization')
@Controller('duties')
export class DutyController {
  constructor(private readonly duties: DutyService) {}

  @Get()
  @Route({
    id: 'duties.list',
    summary: '部门职责列表 / List duties of units',
    allow: dutyPolicy.read,
    answer: DutyItem,
    shape: 'PAGE',
    list: dutyList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.duties.list(actor, request);
  }

  @Post()
  @Route({
    id: 'duties.create',
    summary: '新建部门职责 / Create a duty',
    allow: dutyPolicy.create,
    answer: DutyResponse,
    status: 201,
    errors: [dutyErrors.codeTaken, dutyErrors.unitNotFound],
  })
  create(@Acting() actor: Actor, @Body() request: CreateDutyRequest): Promise<JsonText> {
    return this.duties.create(actor, request);
  }

  @Get(':id')
  @Route({ id: 'duties.get', summary: '部门职责详情 / Get a duty', allow: dutyPolicy.read, answer: DutyResponse })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.duties.detail(actor, id);
  }

  @Patch(':id')
  @Route({
    id: 'duties.update',
    summary: '修改部门职责 / Change a duty',
    allow: dutyPolicy.update,
    answer: DutyResponse,
    ifMatch: true,
    errors: [dutyErrors.retired],
  })
  update(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: UpdateDutyRequest,
  ): Promise<JsonText> {
    return this.duties.update(actor, id, version, request);
  }

  @Post(':id/retire')
  @Route({
    id: 'duties.retire',
    summary: '停用部门职责 / Retire a duty',
    allow: dutyPolicy.retire,
    answer: DutyResponse,
    ifMatch: true,
    errors: [dutyErrors.retired],
  })
  retire(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.duties.retire(actor, id, version);
  }
}
