import { applyDecorators, type PipeTransform } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { parseFiscalPeriod } from '../../kernel/fiscal-period.js';
import { httpErrors } from '../../platform/http/http.errors.js';

/** One month of one fiscal year. */
export interface MonthPeriod {
  readonly fiscalYear: number;
  /** 1–12. */
  readonly month: number;
}

/** `?fiscalYear=2026`. */
export const YearPipe: PipeTransform<unknown, number> = {
  transform(value) {
    const year = /^\d{4}$/.test(String(value)) ? Number(value) : 0;
    if (year < 2000 || year > 2100) throw httpErrors.invalidFilter({ name: 'fiscalYear', expected: '2000–2100' });
    return year;
  },
};

/** `?period=2026-06`: a month-end; null where none is named. */
export const MonthPipe: PipeTransform<unknown, MonthPeriod | null> = {
  transform(value) {
    if (value === undefined) return null;
    const period = typeof value === 'string' ? parseFiscalPeriod(value) : null;
    if (period?.length !== 'MONTH') throw httpErrors.invalidFilter({ name: 'period', expected: 'YYYY-MM' });
    return { fiscalYear: period.year, month: period.ordinal };
  },
};

export const ApiMonthQuery = (): MethodDecorator =>
  applyDecorators(
    ApiQuery({
      name: 'period',
      required: false,
      description: '截至月份,缺省为最新 / month-end; absent: the latest',
      schema: { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])$', maxLength: 7, example: '2026-06' },
    }),
  );
