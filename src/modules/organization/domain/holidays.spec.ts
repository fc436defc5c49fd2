import { describe, expect, it } from '@jest/globals';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from '../../../kernel/working-days.js';
import { NOTICED_DAYS, STATE_CALENDAR } from './holidays.js';

describe('the State calendar 2021–2026', () => {
  it('has every noticed day once, in order', () => {
    const days = NOTICED_DAYS.map((noticed) => noticed.day);
    expect(days).toEqual([...new Set(days)].sort());
    expect(NOTICED_DAYS.filter((noticed) => !noticed.isWorking)).toHaveLength(178);
    expect(NOTICED_DAYS.filter((noticed) => noticed.isWorking)).toHaveLength(40);
  });

  it.each([2021, 2022, 2023, 2024, 2025, 2026])('works only weekend days in exchange in %i', (year) => {
    const exchanged = NOTICED_DAYS.filter(({ day, isWorking }) => isWorking && day.startsWith(`${year}`));
    expect(exchanged.every(({ day }) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))).toBe(true);
  });

  it.each([
    ['2022-12-31', false, '元旦 of the next year'],
    ['2023-10-07', true, 'Saturday after 国庆节, worked'],
    ['2024-02-17', false, 'last day of 春节'],
    ['2025-10-08', false, '国庆节 and 中秋 together last eight days'],
    ['2026-02-23', false, '春节 2026 lasts nine days'],
    ['2026-02-28', true, 'Saturday after 春节, worked'],
    ['2026-10-10', true, 'Saturday after 国庆节, worked'],
  ])('%s: working %s (%s)', (day, value) => expect(isWorkingDay(STATE_CALENDAR, day)).toEqual({ ok: true, value }));

  it('has 248 working days in 2026', () => {
    expect(workingDaysBetween(STATE_CALENDAR, '2026-01-01', '2026-12-31')).toEqual({ ok: true, value: 248 });
  });

  it('M10: ten working days to choose over 国庆节; suspended at the start of working day 11', () => {
    // 24 Sept is day 0: 28–30 Sept (3), 8–10 Oct (6, Saturday worked), 12–15 Oct (10), 16 Oct.
    expect(addWorkingDays(STATE_CALENDAR, '2026-09-24', 10)).toEqual({ ok: true, value: '2026-10-15' });
    expect(addWorkingDays(STATE_CALENDAR, '2026-09-24', 11)).toEqual({ ok: true, value: '2026-10-16' });
  });

  it('refuses 2027, whose notice is not loaded', () => {
    const refused = { ok: false, reason: { code: 'YEAR_NOT_LOADED', year: 2027 } };
    expect(addWorkingDays(STATE_CALENDAR, '2026-12-25', 10)).toEqual(refused);
  });
});
