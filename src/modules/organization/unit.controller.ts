import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { organizationErrors } from './organization.errors.js';
import { unitPolicy } from './organization.policy.js';
import { CreateUnitRequest, UnitResponse, UpdateUnitRequest } from './unit.dto.js';
import { UnitReader } from './unit.reader.js';
import { UnitService } from './unit.service.js';
import { unitList } from './unit.store.js';

@ApiTags('organization')
@Controller('units')
export class UnitController {
  constructor(
    private readonly units: UnitService,
    private readonly reader: UnitReader,
  ) {}

  @Get()
  @Route({
    id: 'units.list',
    summary: '单位列表 / List units',
    allow: unitPolicy.read,
    answer: UnitResponse,
    shape: 'PAGE',
    list: unitList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.list(actor, request);
  }

  @Post()
  @Route({
    id: 'units.create',
    summary: '新建单位 / Create a unit',
    allow: unitPolicy.create,
    answer: UnitResponse,
    status: 201,
    errors: [
      organizationErrors.unitCodeTaken,
      organizationErrors.parentNotFound,
      organizationErrors.parentInOtherDistrict,
    ],
  })
  create(@Acting() actor: Actor, @Body() request: CreateUnitRequest): Promise<JsonText> {
    return this.units.create(actor, request);
  }

  @Get(':id')
  @Route({ id: 'units.get', summary: '单位详情 / Get a unit', allow: unitPolicy.read, answer: UnitResponse })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.detail(actor, id);
  }

  @Get(':id/subtree')
  @Route({
    id: 'units.subtree',
    summary: '单位及其下级 / A unit and all below it',
    allow: unitPolicy.read,
    answer: UnitResponse,
    shape: 'ITEMS',
  })
  subtree(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.subtree(actor, id);
  }

  @Patch(':id')
  @Route({
    id: 'units.update',
    summary: '修改单位 / Change a unit',
    allow: unitPolicy.update,
    answer: UnitResponse,
    ifMatch: true,
  })
  update(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: UpdateUnitRequest,
  ): Promise<JsonText> {
    return this.units.update(actor, id, version, request);
  }
}
