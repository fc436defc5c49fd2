import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { FeedRequest } from '../../platform/http/feed.js';
import type { Download, JsonText } from '../../platform/http/json-text.js';
import { Acting, FeedQuery, Id, IfMatch, Reading } from '../../platform/http/parameters.js';
import type { Language } from '../../platform/http/problem.js';
import { Route } from '../../platform/http/route.js';
import {
  ActualCommentRequest,
  ActualItem,
  ActualResponse,
  CorrectActualRequest,
  RecordActualRequest,
} from './actual.dto.js';
import { ActualReader } from './actual.reader.js';
import { ActualService } from './actual.service.js';
import { actualFeed } from './actual.store.js';
import { ACTUAL_REFUSALS, actualErrors } from './monitoring.errors.js';
import { actualPolicy } from './monitoring.policy.js';

const MOVE_ERRORS = [
  actualErrors.stateForbids,
  actualErrors.goalNotInExecution,
  actualErrors.fiscalYearClosed,
  actualErrors.ownFigure,
  actualErrors.ownConfirmation,
];

@ApiTags('monitoring')
@Controller()
export class ActualController {
  constructor(
    private readonly actuals: ActualService,
    private readonly reader: ActualReader,
  ) {}

  @Get('indicators/:id/actuals')
  @Route({
    id: 'actuals.list',
    summary: '指标的各期实际值 / The figures of an indicator',
    allow: actualPolicy.read,
    answer: ActualItem,
    shape: 'FEED',
    feed: actualFeed(''),
  })
  list(
    @Acting() actor: Actor,
    @Id() id: string,
    @FeedQuery() request: FeedRequest,
    @Reading() language: Language,
  ): Promise<JsonText> {
    return this.reader.feed(actor, id, request, language);
  }

  @Post('indicators/:id/actuals')
  @Route({
    id: 'actuals.record',
    summary: '报送实际值 / Report a figure',
    allow: actualPolicy.record,
    answer: ActualItem,
    status: 201,
    idempotency: 'REQUIRED',
    errors: [actualErrors.periodUnknown, ...Object.values(ACTUAL_REFUSALS)],
  })
  record(
    @Acting() actor: Actor,
    @Id() id: string,
    @Body() request: RecordActualRequest,
    @Reading() language: Language,
  ): Promise<JsonText> {
    return this.actuals.record(actor, id, request, language);
  }

  @Get('actuals/:id')
  @Route({
    id: 'actuals.get',
    summary: '实际值及更正历史 / A figure and its history',
    allow: actualPolicy.read,
    answer: ActualResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string, @Reading() language: Language): Promise<JsonText> {
    return this.reader.detail(actor, id, language);
  }

  @Get('actuals/:id/evidence/:fileId')
  @Route({
    id: 'actuals.evidence',
    summary: '下载佐证材料 / Download evidence of a figure',
    allow: actualPolicy.read,
    file: 'DOWNLOAD',
    status: 200,
  })
  evidence(@Acting() actor: Actor, @Id() id: string, @Id('fileId') fileId: string): Promise<Download> {
    return this.reader.evidence(actor, id, fileId);
  }

  @Post('actuals/:id/correct')
  @Route({
    id: 'actuals.correct',
    summary: '更正实际值 / Correct a figure',
    allow: actualPolicy.correct,
    answer: ActualResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [
      actualErrors.stateForbids,
      actualErrors.goalNotInExecution,
      actualErrors.fiscalYearClosed,
      actualErrors.unknownFile,
      actualErrors.figureAmbiguous,
      actualErrors.figureKind,
      actualErrors.denominatorNotPositive,
      actualErrors.doneInFuture,
      actualErrors.doneAfterPeriod,
    ],
  })
  correct(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: CorrectActualRequest,
    @Reading() language: Language,
  ): Promise<JsonText> {
    return this.actuals.correct(actor, id, version, request, language);
  }

  @Post('actuals/:id/confirm')
  @Route({
    id: 'actuals.confirm',
    summary: '确认实际值(单位负责人)/ Confirm a figure',
    allow: actualPolicy.confirm,
    answer: ActualResponse,
    ifMatch: true,
    errors: MOVE_ERRORS,
  })
  confirm(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { comment }: ActualCommentRequest,
    @Reading() language: Language,
  ): Promise<JsonText> {
    return this.actuals.move(actor, id, version, 'confirm', comment ?? null, language);
  }

  @Post('actuals/:id/verify')
  @Route({
    id: 'actuals.verify',
    summary: '核实实际值(主管部门或财政)/ Verify a figure',
    allow: actualPolicy.verify,
    answer: ActualResponse,
    ifMatch: true,
    errors: MOVE_ERRORS,
  })
  verify(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { comment }: ActualCommentRequest,
    @Reading() language: Language,
  ): Promise<JsonText> {
    return this.actuals.move(actor, id, version, 'verify', comment ?? null, language);
  }
}
