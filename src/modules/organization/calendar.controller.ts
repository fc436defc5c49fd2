import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import {
  CreateFiscalYearRequest,
  FiscalYearResponse,
  ImportWorkingDaysRequest,
  WorkingDayResponse,
  WorkingDaysLoaded,
} from './calendar.dto.js';
import { CalendarService } from './calendar.service.js';
import { fiscalYearList, workingDayList } from './calendar.store.js';
import { organizationErrors } from './organization.errors.js';
import { fiscalYearPolicy, workingDayPolicy } from './organization.policy.js';

@ApiTags('organization')
@Controller()
export class CalendarController {
  constructor(private readonly calendar: CalendarService) {}

  @Get('fiscal-years')
  @Route({
    id: 'fiscalYears.list',
    summary: '预算年度列表 / List fiscal years',
    allow: fiscalYearPolicy.read,
    answer: FiscalYearResponse,
    shape: 'PAGE',
    list: fiscalYearList,
  })
  fiscalYears(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.calendar.listFiscalYears(actor, request);
  }

  @Post('fiscal-years')
  @Route({
    id: 'fiscalYears.create',
    summary: '新建预算年度 / Create a fiscal year',
    allow: fiscalYearPolicy.create,
    answer: FiscalYearResponse,
    status: 201,
    errors: [organizationErrors.fiscalYearExists, organizationErrors.parentNotFound],
  })
  createFiscalYear(@Acting() actor: Actor, @Body() request: CreateFiscalYearRequest): Promise<JsonText> {
    return this.calendar.createFiscalYear(actor, request);
  }

  @Get('working-days')
  @Route({
    id: 'workingDays.list',
    summary: '工作日历 / The working-day calendar',
    allow: workingDayPolicy.read,
    answer: WorkingDayResponse,
    shape: 'PAGE',
    list: workingDayList,
  })
  workingDays(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.calendar.listWorkingDays(actor, request);
  }

  @Post('working-days/import')
  @Route({
    id: 'workingDays.import',
    summary: '导入一年的节假日安排 / Load a year of the calendar',
    allow: workingDayPolicy.import,
    answer: WorkingDaysLoaded,
    errors: [organizationErrors.calendarNotLoaded],
  })
  importWorkingDays(@Acting() actor: Actor, @Body() request: ImportWorkingDaysRequest): Promise<WorkingDaysLoaded> {
    return this.calendar.importWorkingDays(actor, request);
  }
}
