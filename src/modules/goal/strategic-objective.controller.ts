import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { objectiveErrors } from './alignment.errors.js';
import { strategicObjectivePolicy } from './alignment.policy.js';
import {
  CreateStrategicObjectiveRequest,
  StrategicObjectiveItem,
  StrategicObjectiveResponse,
  UpdateStrategicObjectiveRequest,
} from './strategic-objective.dto.js';
import { StrategicObjectiveService } from './strategic-objective.service.js';
import { objectiveList } from './strategic-objective.store.js';

@ApiTags('goals')
@Controller('strategic-objectives')
export class StrategicObjectiveController {
  constructor(private readonly objectives: StrategicObjectiveService) {}

  @Get()
  @Route({
    id: 'strategicObjectives.list',
    summary: '战略目标列表 / List objectives of districts',
    allow: strategicObjectivePolicy.read,
    answer: StrategicObjectiveItem,
    shape: 'PAGE',
    list: objectiveList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.objectives.list(actor, request);
  }

  @Post()
  @Route({
    id: 'strategicObjectives.create',
    summary: '新建战略目标 / Create an objective',
    allow: strategicObjectivePolicy.create,
    answer: StrategicObjectiveResponse,
    status: 201,
    errors: [
      objectiveErrors.codeTaken,
      objectiveErrors.districtNotFound,
      objectiveErrors.parentNotFound,
      objectiveErrors.twoLevels,
      objectiveErrors.unitNotFound,
      objectiveErrors.periodReversed,
      objectiveErrors.outsideParent,
    ],
  })
  create(@Acting() actor: Actor, @Body() request: CreateStrategicObjectiveRequest): Promise<JsonText> {
    return this.objectives.create(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'strategicObjectives.get',
    summary: '战略目标详情 / Get an objective',
    allow: strategicObjectivePolicy.read,
    answer: StrategicObjectiveResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.objectives.detail(actor, id);
  }

  @Patch(':id')
  @Route({
    id: 'strategicObjectives.update',
    summary: '修改战略目标 / Change an objective',
    allow: strategicObjectivePolicy.update,
    answer: StrategicObjectiveResponse,
    ifMatch: true,
    errors: [
      objectiveErrors.codeTaken,
      objectiveErrors.retired,
      objectiveErrors.unitNotFound,
      objectiveErrors.periodReversed,
      objectiveErrors.outsideParent,
      objectiveErrors.childrenOutside,
    ],
  })
  update(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: UpdateStrategicObjectiveRequest,
  ): Promise<JsonText> {
    return this.objectives.update(actor, id, version, request);
  }

  @Post(':id/retire')
  @Route({
    id: 'strategicObjectives.retire',
    summary: '停用战略目标 / Retire an objective',
    allow: strategicObjectivePolicy.retire,
    answer: StrategicObjectiveResponse,
    ifMatch: true,
    errors: [objectiveErrors.retired, objectiveErrors.childrenActive],
  })
  retire(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.objectives.retire(actor, id, version);
  }
}
