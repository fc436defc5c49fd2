import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { assessmentErrors } from './assessment.errors.js';
import { assessmentSheetPolicy } from './assessment.policy.js';
import { AssessmentSheetItem, AssessmentSheetResponse, CreateAssessmentSheetRequest } from './assessment-sheet.dto.js';
import { AssessmentSheetService } from './assessment-sheet.service.js';
import { sheetList } from './assessment-sheet.store.js';

@ApiTags('budget')
@Controller('assessment-sheets')
export class AssessmentSheetController {
  constructor(private readonly sheets: AssessmentSheetService) {}

  @Get()
  @Route({
    id: 'assessmentSheets.list',
    summary: '事前绩效评估评分表列表 / List score sheets for ex-ante assessments',
    allow: assessmentSheetPolicy.read,
    answer: AssessmentSheetItem,
    shape: 'PAGE',
    list: sheetList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.sheets.list(actor, request);
  }

  @Post()
  @Route({
    id: 'assessmentSheets.create',
    summary: '新建评分表草稿 / Draft a score sheet',
    allow: assessmentSheetPolicy.create,
    answer: AssessmentSheetResponse,
    status: 201,
    errors: [assessmentErrors.districtNotFound],
  })
  create(@Acting() actor: Actor, @Body() request: CreateAssessmentSheetRequest): Promise<JsonText> {
    return this.sheets.create(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'assessmentSheets.get',
    summary: '评分表详情 / Get a score sheet',
    allow: assessmentSheetPolicy.read,
    answer: AssessmentSheetResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.sheets.detail(actor, id);
  }

  @Post(':id/publish')
  @Route({
    id: 'assessmentSheets.publish',
    summary: '发布评分表 / Publish a score sheet',
    allow: assessmentSheetPolicy.publish,
    answer: AssessmentSheetResponse,
    ifMatch: true,
    errors: [
      assessmentErrors.sheetNotDraft,
      assessmentErrors.ownSheet,
      assessmentErrors.sheetInvalid,
      assessmentErrors.sheetPublishedMeanwhile,
    ],
  })
  publish(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.sheets.publish(actor, id, version);
  }
}
