import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addWorkingDays,
  isWorkingDay,
  lastDayOfMonth,
  type WorkingCalendar,
  workingDaysBetween,
} from './working-days.js';

/** A year with one long holiday: 1–7 October 2026 off, Sunday 27 September and Saturday 10 October worked. */
const calendar: WorkingCalendar = {
  years: new Set([2026]),
  holidays: new Set(['01', '02', '03', '04', '05', '06', '07'].map((day) => `2026-10-${day}`)),
  makeUpWorkdays: new Set(['2026-09-27', '2026-10-10']),
};
const value = <T>(answer: { ok: true; value: T } | { ok: false; reason: unknown }): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.reason));
  return answer.value;
};
const dayOf2026 = fc
  .integer({ min: 0, max: 364 })
  .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));

describe('a working day', () => {
  it.each([
    ['2026-09-25', true, 'an ordinary Friday'],
    ['2026-09-26', false, 'a Saturday'],
    ['2026-09-27', true, 'a Sunday worked in exchange'],
    ['2026-10-01', false, 'a holiday on a Thursday'],
    ['2026-10-10', true, 'a Saturday worked in exchange'],
  ])('%s: %s, %s', (day, expected) => expect(value(isWorkingDay(calendar, day))).toBe(expected));

  it('is counted from the day after', () => {
    expect(value(addWorkingDays(calendar, '2026-09-25', 1))).toBe('2026-09-27');
    expect(value(addWorkingDays(calendar, '2026-09-30', 1))).toBe('2026-10-08');
    expect(value(addWorkingDays(calendar, '2026-10-03', 0))).toBe('2026-10-03');
    expect(value(workingDaysBetween(calendar, '2026-09-30', '2026-10-10'))).toBe(3);
    expect(value(workingDaysBetween(calendar, '2026-10-10', '2026-10-10'))).toBe(0);
  });

  it('is counted backwards for reminders before a deadline', () => {
    expect(value(addWorkingDays(calendar, '2026-10-08', -1))).toBe('2026-09-30');
    expect(value(addWorkingDays(calendar, '2026-10-08', -5))).toBe('2026-09-25');
    expect(value(workingDaysBetween(calendar, '2026-10-08', '2026-09-30'))).toBe(-1);
  });

  it('reached by adding is the day whose distance is what was added', () => {
    fc.assert(
      fc.property(dayOf2026, fc.integer({ min: 1, max: 40 }), (from, count) => {
        const reached = addWorkingDays(calendar, from, count);
        if (!reached.ok) return;
        expect(value(isWorkingDay(calendar, reached.value))).toBe(true);
        expect(value(workingDaysBetween(calendar, from, reached.value))).toBe(count);
      }),
    );
  });

  it('distances add up along the way', () => {
    fc.assert(
      fc.property(dayOf2026, dayOf2026, dayOf2026, (...days) => {
        const [a, b, c] = days.sort() as [string, string, string];
        const between = (from: string, to: string): number => value(workingDaysBetween(calendar, from, to));
        expect(between(a, b) + between(b, c)).toBe(between(a, c));
      }),
    );
  });
});

describe('a computation is refused', () => {
  it('when it leaves the loaded years, in either direction', () => {
    const refusal = (year: number) => ({ ok: false, reason: { code: 'YEAR_NOT_LOADED', year } });
    expect(isWorkingDay(calendar, '2027-01-04')).toEqual(refusal(2027));
    expect(addWorkingDays(calendar, '2026-12-31', 1)).toEqual(refusal(2027));
    expect(addWorkingDays(calendar, '2026-01-01', -1)).toEqual(refusal(2025));
    expect(addWorkingDays(calendar, '2025-12-31', 0)).toEqual(refusal(2025));
    expect(workingDaysBetween(calendar, '2026-12-31', '2027-01-01')).toEqual(refusal(2027));
    expect(workingDaysBetween(calendar, '2027-01-01', '2027-01-01')).toEqual(refusal(2027));
  });

  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00:00Z', '', 'tomorrow'])(
    'when "%s" is given for a date',
    (text) => expect(isWorkingDay(calendar, text)).toEqual({ ok: false, reason: { code: 'NOT_A_DATE', text } }),
  );

  it('when a part of a day is added', () => {
    expect(addWorkingDays(calendar, '2026-01-05', 1.5)).toMatchObject({ reason: { code: 'NOT_A_WHOLE_NUMBER' } });
    expect(addWorkingDays(calendar, '2026-01-05', Number.NaN)).toMatchObject({ ok: false });
  });
});

describe('the last day of a month', () => {
  it.each([
    [2026, 2, '2026-02-28'],
    [2028, 2, '2028-02-29'],
    [2026, 12, '2026-12-31'],
  ])('of %i-%i is %s', (year, month, day) => expect(lastDayOfMonth(year, month)).toBe(day));
});
