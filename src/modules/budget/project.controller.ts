import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { projectErrors } from './budget.errors.js';
import { projectPolicy } from './budget.policy.js';
import { CreateProjectRequest, ProjectDetailResponse, ProjectResponse, UpdateProjectRequest } from './project.dto.js';
import { ProjectReader } from './project.reader.js';
import { ProjectService } from './project.service.js';
import { projectList } from './project.store.js';

@ApiTags('budget')
@Controller('projects')
export class ProjectController {
  constructor(
    private readonly projects: ProjectService,
    private readonly reader: ProjectReader,
  ) {}

  @Get()
  @Route({
    id: 'projects.list',
    summary: '项目列表 / List projects',
    allow: projectPolicy.read,
    answer: ProjectResponse,
    shape: 'PAGE',
    list: projectList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.list(actor, request);
  }

  @Post()
  @Route({
    id: 'projects.create',
    summary: '新建项目 / Create a project',
    allow: projectPolicy.create,
    answer: ProjectDetailResponse,
    status: 201,
    errors: [projectErrors.codeTaken, projectErrors.unitNotFound, projectErrors.periodReversed],
  })
  create(@Acting() actor: Actor, @Body() request: CreateProjectRequest): Promise<JsonText> {
    return this.projects.create(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'projects.get',
    summary: '项目详情 / Get a project',
    allow: projectPolicy.read,
    answer: ProjectDetailResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.detail(actor, id);
  }

  @Patch(':id')
  @Route({
    id: 'projects.update',
    summary: '修改项目 / Change a project',
    allow: projectPolicy.update,
    answer: ProjectDetailResponse,
    ifMatch: true,
    errors: [projectErrors.closed, projectErrors.periodReversed],
  })
  update(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: UpdateProjectRequest,
  ): Promise<JsonText> {
    return this.projects.update(actor, id, version, request);
  }

  @Post(':id/close')
  @Route({
    id: 'projects.close',
    summary: '关闭项目 / Close a project',
    allow: projectPolicy.close,
    answer: ProjectDetailResponse,
    ifMatch: true,
    errors: [projectErrors.closed],
  })
  close(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.projects.close(actor, id, version);
  }
}
