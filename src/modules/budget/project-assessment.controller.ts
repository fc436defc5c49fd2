import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { Download, JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { assessmentErrors } from './assessment.errors.js';
import { projectAssessmentPolicy } from './assessment.policy.js';
import { projectErrors } from './budget.errors.js';
import {
  CreateProjectAssessmentRequest,
  FinalizeProjectAssessmentRequest,
  ReturnProjectAssessmentRequest,
  UpdateProjectAssessmentRequest,
} from './project-assessment.dto.js';
import { ProjectAssessmentReader } from './project-assessment.reader.js';
import { ProjectAssessmentService } from './project-assessment.service.js';
import { assessmentList } from './project-assessment.store.js';
import { ProjectAssessmentItem, ProjectAssessmentResponse } from './project-assessment-response.dto.js';

@ApiTags('budget')
@Controller('project-assessments')
export class ProjectAssessmentController {
  constructor(
    private readonly assessments: ProjectAssessmentService,
    private readonly reader: ProjectAssessmentReader,
  ) {}

  @Get()
  @Route({
    id: 'projectAssessments.list',
    summary: '事前绩效评估列表 / List ex-ante assessments',
    allow: projectAssessmentPolicy.read,
    answer: ProjectAssessmentItem,
    shape: 'PAGE',
    list: assessmentList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.list(actor, request);
  }

  @Post()
  @Route({
    id: 'projectAssessments.create',
    summary: '新建事前绩效评估 / Begin an ex-ante assessment',
    allow: projectAssessmentPolicy.create,
    answer: ProjectAssessmentResponse,
    status: 201,
    errors: [
      assessmentErrors.projectNotFound,
      assessmentErrors.notAssessable,
      assessmentErrors.kindNotYours,
      assessmentErrors.assessorName,
      assessmentErrors.alreadyOpen,
      projectErrors.closed,
    ],
  })
  create(@Acting() actor: Actor, @Body() request: CreateProjectAssessmentRequest): Promise<JsonText> {
    return this.assessments.create(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'projectAssessments.get',
    summary: '事前绩效评估详情 / Get an ex-ante assessment',
    allow: projectAssessmentPolicy.read,
    answer: ProjectAssessmentResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.detail(actor, id);
  }

  @Get(':id/evidence/:fileId')
  @Route({
    id: 'projectAssessments.evidence',
    summary: '下载佐证材料 / Download evidence of an assessment',
    allow: projectAssessmentPolicy.read,
    file: 'DOWNLOAD',
    status: 200,
  })
  evidence(@Acting() actor: Actor, @Id() id: string, @Id('fileId') fileId: string): Promise<Download> {
    return this.reader.evidence(actor, id, fileId);
  }

  @Patch(':id')
  @Route({
    id: 'projectAssessments.update',
    summary: '填写事前绩效评估,重新计分 / Fill in an assessment and score it',
    allow: projectAssessmentPolicy.update,
    answer: ProjectAssessmentResponse,
    ifMatch: true,
    errors: [
      assessmentErrors.frozen,
      assessmentErrors.kindNotYours,
      assessmentErrors.unknownQuestion,
      assessmentErrors.answeredTwice,
      assessmentErrors.markOrPoints,
      assessmentErrors.pointsOutside,
      assessmentErrors.scoreOutside,
      assessmentErrors.amountNegative,
      assessmentErrors.unknownFile,
    ],
  })
  update(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: UpdateProjectAssessmentRequest,
  ): Promise<JsonText> {
    return this.assessments.update(actor, id, version, request);
  }

  @Post(':id/submit')
  @Route({
    id: 'projectAssessments.submit',
    summary: '提交事前绩效评估 / Submit an assessment',
    allow: projectAssessmentPolicy.submit,
    answer: ProjectAssessmentResponse,
    ifMatch: true,
    errors: [assessmentErrors.stateForbids, assessmentErrors.kindNotYours, assessmentErrors.incomplete],
  })
  submit(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.assessments.submit(actor, id, version);
  }

  @Post(':id/return')
  @Route({
    id: 'projectAssessments.return',
    summary: '退回事前绩效评估 / Return an assessment',
    allow: projectAssessmentPolicy.return,
    answer: ProjectAssessmentResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [assessmentErrors.stateForbids, assessmentErrors.ownAssessment],
  })
  return(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { reason }: ReturnProjectAssessmentRequest,
  ): Promise<JsonText> {
    return this.assessments.return(actor, id, version, reason);
  }

  @Post(':id/finalize')
  @Route({
    id: 'projectAssessments.finalize',
    summary: '审定事前绩效评估 / Finalize an assessment',
    allow: projectAssessmentPolicy.finalize,
    answer: ProjectAssessmentResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [assessmentErrors.stateForbids, assessmentErrors.ownAssessment],
  })
  finalize(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { opinion }: FinalizeProjectAssessmentRequest,
  ): Promise<JsonText> {
    return this.assessments.finalize(actor, id, version, opinion ?? null);
  }
}
