import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { approvalErrors } from './approval.errors.js';
import { reviewSheetPolicy } from './approval.policy.js';
import { CreateSheetRequest, ReviewSheetItem, SheetResponse } from './review-sheet.dto.js';
import { ReviewSheets } from './review-sheet.service.js';
import { sheetList } from './review-sheet.store.js';

@ApiTags('approval')
@Controller('review-sheets')
export class ReviewSheetController {
  constructor(private readonly sheets: ReviewSheets) {}

  @Get()
  @Route({
    id: 'reviewSheets.list',
    summary: '审核表列表 / List review sheets',
    allow: reviewSheetPolicy.read,
    answer: ReviewSheetItem,
    shape: 'PAGE',
    list: sheetList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.sheets.list(actor, request);
  }

  @Post()
  @Route({
    id: 'reviewSheets.create',
    summary: '新建审核表草稿 / Draft a review sheet',
    allow: reviewSheetPolicy.create,
    answer: SheetResponse,
    status: 201,
    errors: [approvalErrors.sheetInvalid],
  })
  create(@Acting() actor: Actor, @Body() request: CreateSheetRequest): Promise<JsonText> {
    return this.sheets.create(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'reviewSheets.get',
    summary: '审核表详情 / Get a review sheet',
    allow: reviewSheetPolicy.read,
    answer: SheetResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.sheets.detail(actor, id);
  }

  @Post(':id/publish')
  @Route({
    id: 'reviewSheets.publish',
    summary: '发布审核表 / Publish a review sheet',
    allow: reviewSheetPolicy.publish,
    answer: SheetResponse,
    ifMatch: true,
    errors: [
      approvalErrors.sheetNotDraft,
      approvalErrors.ownSheet,
      approvalErrors.sheetInvalid,
      approvalErrors.sheetPublishedMeanwhile,
    ],
  })
  publish(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.sheets.publish(actor, id, version);
  }
}
