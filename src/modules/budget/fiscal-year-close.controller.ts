import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import type { Actor } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting, IfMatch } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { CloseFiscalYearRequest, FiscalYearActRequest, FiscalYearClosingResponse } from './fiscal-year-close.dto.js';
import { fiscalYearCloseErrors } from './fiscal-year-close.errors.js';
import { fiscalYearClosePolicy } from './fiscal-year-close.policy.js';
import { FiscalYearCloseReader } from './fiscal-year-close.reader.js';
import { FiscalYearCloseService } from './fiscal-year-close.service.js';

/** A year that cannot be is answered like one that is not there. */
const Year = (): ParameterDecorator =>
  Param('year', {
    transform: (text: string): number => {
      if (!/^(20\d\d|2100)$/.test(text)) throw httpErrors.notFound();
      return Number(text);
    },
  });

const YEAR = {
  name: 'year',
  description: '预算年度 / fiscal year',
  schema: { type: 'integer', minimum: 2000, maximum: 2100 },
} as const;

@ApiTags('budget')
@ApiParam(YEAR)
@Controller('fiscal-years/:year')
export class FiscalYearCloseController {
  constructor(
    private readonly closings: FiscalYearCloseService,
    private readonly reader: FiscalYearCloseReader,
  ) {}

  @Get('closing')
  @ApiQuery({
    name: 'districtId',
    required: true,
    description: '区划 / district',
    schema: { type: 'string', format: 'uuid' },
  })
  @Route({
    id: 'fiscalYears.closing',
    summary: '结账试算:未完成事项、结转与收回 / What stands in the way of the closing, and what would be carried over',
    allow: fiscalYearClosePolicy.read,
    answer: FiscalYearClosingResponse,
    errors: [httpErrors.invalidFilter],
  })
  closing(@Acting() actor: Actor, @Year() year: number, @Query('districtId') districtId?: string): Promise<JsonText> {
    if (!isUUID(districtId)) throw httpErrors.invalidFilter({ name: 'districtId', expected: 'uuid' });
    return this.reader.closing(actor, districtId as string, year);
  }

  @Post('close')
  @Route({
    id: 'fiscalYears.close',
    summary: '提出年终结账 / Propose to close the year',
    allow: fiscalYearClosePolicy.close,
    answer: FiscalYearClosingResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [fiscalYearCloseErrors.stateForbids, fiscalYearCloseErrors.notReady],
  })
  close(
    @Acting() actor: Actor,
    @Year() year: number,
    @IfMatch() version: number,
    @Body() request: CloseFiscalYearRequest,
  ): Promise<JsonText> {
    return this.closings.close(actor, year, request, version);
  }

  @Post('reopen')
  @Route({
    id: 'fiscalYears.reopen',
    summary: '提出重开已结账年度 / Propose to reopen a closed year',
    allow: fiscalYearClosePolicy.reopen,
    answer: FiscalYearClosingResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [
      fiscalYearCloseErrors.stateForbids,
      fiscalYearCloseErrors.carriedMoneySpent,
      fiscalYearCloseErrors.nextYearClosed,
    ],
  })
  reopen(
    @Acting() actor: Actor,
    @Year() year: number,
    @IfMatch() version: number,
    @Body() request: FiscalYearActRequest,
  ): Promise<JsonText> {
    return this.closings.reopen(actor, year, request, version);
  }

  @Post('confirm')
  @Route({
    id: 'fiscalYears.confirm',
    summary: '确认结账或重开,须为另一人 / Confirm a closing or a reopening: another person than who proposed it',
    allow: fiscalYearClosePolicy.confirm,
    answer: FiscalYearClosingResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [
      fiscalYearCloseErrors.stateForbids,
      fiscalYearCloseErrors.samePerson,
      fiscalYearCloseErrors.notReady,
      fiscalYearCloseErrors.carriedMoneySpent,
      fiscalYearCloseErrors.nextYearClosed,
    ],
  })
  confirm(
    @Acting() actor: Actor,
    @Year() year: number,
    @IfMatch() version: number,
    @Body() request: FiscalYearActRequest,
  ): Promise<JsonText> {
    return this.closings.confirm(actor, year, request, version);
  }

  @Post('withdraw')
  @Route({
    id: 'fiscalYears.withdraw',
    summary: '撤回或驳回结账、重开的提议 / Take a proposal back, or turn it down',
    allow: fiscalYearClosePolicy.withdraw,
    answer: FiscalYearClosingResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [fiscalYearCloseErrors.stateForbids],
  })
  withdraw(
    @Acting() actor: Actor,
    @Year() year: number,
    @IfMatch() version: number,
    @Body() request: FiscalYearActRequest,
  ): Promise<JsonText> {
    return this.closings.withdraw(actor, year, request, version);
  }
}
