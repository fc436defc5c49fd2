import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { CreateDistrictRequest, DistrictResponse } from './district.dto.js';
import { DistrictService } from './district.service.js';
import { districtList } from './district.store.js';
import { organizationErrors } from './organization.errors.js';
import { districtPolicy } from './organization.policy.js';

@ApiTags('organization')
@Controller('districts')
export class DistrictController {
  constructor(private readonly districts: DistrictService) {}

  @Get()
  @Route({
    id: 'districts.list',
    summary: '财政区划列表 / List districts',
    allow: districtPolicy.read,
    answer: DistrictResponse,
    shape: 'PAGE',
    list: districtList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.districts.list(actor, request);
  }

  @Post()
  @Route({
    id: 'districts.create',
    summary: '新建财政区划 / Create a district',
    allow: districtPolicy.create,
    answer: DistrictResponse,
    status: 201,
    errors: [organizationErrors.districtCodeTaken, organizationErrors.parentNotFound],
  })
  create(@Acting() actor: Actor, @Body() request: CreateDistrictRequest): Promise<JsonText> {
    return this.districts.create(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'districts.get',
    summary: '财政区划详情 / Get a district',
    allow: districtPolicy.read,
    answer: DistrictResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.districts.detail(actor, id);
  }
}
