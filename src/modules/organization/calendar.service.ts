import { Injectable } from '@nestjs/common';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import type { CreateFiscalYearRequest, ImportWorkingDaysRequest } from './calendar.dto.js';
import { fiscalYearList, insertFiscalYear, loadYear, workingDayList } from './calendar.store.js';
import { findDistrict, ROOT_PATH } from './district.store.js';
import { organizationErrors } from './organization.errors.js';

/** Fiscal years and the working-day calendar. */
@Injectable()
export class CalendarService {
  constructor(private readonly transactions: Transactions) {}

  listFiscalYears(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(fiscalYearList, request));
  }

  listWorkingDays(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(workingDayList, request));
  }

  createFiscalYear(actor: Actor, { districtId, year }: CreateFiscalYearRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const district = await tx.one(findDistrict(districtId));
      if (!district) throw organizationErrors.parentNotFound();
      const id = newId();
      const made = await tx.one(insertFiscalYear(id, districtId, year));
      if (!made) throw organizationErrors.parentNotFound();
      await recordChange(tx, {
        action: 'fiscalYear.create',
        event: 'fiscal-year.created',
        object: { type: 'fiscalYear', id, version: 1 },
        districtId,
        unitPath: district.unitPath,
        after: made.json,
      });
      return made;
    });
  }

  /** 节假日安排: a year's notice, loaded as a whole. Loading it again replaces it. */
  importWorkingDays(actor: Actor, request: ImportWorkingDaysRequest): Promise<{ year: number; loaded: number }> {
    const outside = request.days.find(({ day }) => !day.startsWith(`${request.year}-`));
    if (outside) throw organizationErrors.calendarNotLoaded({ year: outside.day.slice(0, 4) });
    return this.transactions.run(actor, async (tx) => {
      await tx.one(
        loadYear(
          request.year,
          request.days.map((day) => ({ ...day, name: day.name ?? null })),
        ),
      );
      await recordChange(tx, {
        action: 'workingDay.import',
        event: 'working-days.imported',
        object: { type: 'calendarYear', id: newId(), version: 1 },
        districtId: null,
        unitPath: ROOT_PATH,
        after: { ...request },
        payload: { year: request.year },
      });
      return { year: request.year, loaded: request.days.length };
    });
  }
}
