import fc from 'fast-check';
import { NOTICED_DAYS } from '../../organization/domain/holidays.js';
import { calendarOf, dateLadder, TASK_LADDER, TRACKING_LADDER, WARNING_LADDER } from './reminder-ladder.js';

const calendar = calendarOf(NOTICED_DAYS, '2026-06-30');
const days = (ladder: typeof TASK_LADDER, anchor: string, openedOn = '2000-01-01'): Record<string, string> =>
  Object.fromEntries(dateLadder(ladder, calendar, anchor, openedOn).map(({ step, dueOn }) => [step, dueOn]));

describe('the ladder of a task', () => {
  it('steps over 中秋 and 国庆节, and counts the make-up Saturday', () => {
    expect(days(TASK_LADDER, '2026-10-09')).toEqual({
      'D-5': '2026-09-24',
      'D-2': '2026-09-30',
      'D+0': '2026-10-09',
      'D+1': '2026-10-10',
      'D+3': '2026-10-13',
      'D+5': '2026-10-15',
    });
  });

  it('climbs from whoever has the task to his head, the department and the 绩效科', () => {
    expect(TASK_LADDER.map(({ audience }) => audience)).toEqual([
      'RESPONSIBLE',
      'RESPONSIBLE',
      'RESPONSIBLE',
      'UNIT_HEAD',
      'DEPARTMENT',
      'FINANCE',
    ]);
  });

  it('leaves out what lies before the opening of the task, or on its very day', () => {
    expect(Object.keys(days(TASK_LADDER, '2026-06-12', '2026-06-09'))).toEqual(['D-2', 'D+0', 'D+1', 'D+3', 'D+5']);
    expect(Object.keys(days(TASK_LADDER, '2026-06-12', '2026-06-10'))).toEqual(['D+0', 'D+1', 'D+3', 'D+5']);
  });

  it('reaches into a year without a notice by the weekend rule', () => {
    const open = calendarOf([], '2030-12-30');
    expect(dateLadder(TASK_LADDER, open, '2030-12-30', '2030-12-30').map(({ dueOn }) => dueOn)).toEqual([
      '2030-12-30',
      '2030-12-31',
      '2031-01-02',
      '2031-01-06',
    ]);
  });

  it('is in order, and falls on working days, whatever the deadline', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), (offset) => {
        const anchor = new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10);
        const dates = dateLadder(TASK_LADDER, calendar, anchor, '2000-01-01').map(({ dueOn }) => dueOn);
        expect(dates).toEqual([...dates].sort());
        expect(new Set(dates).size).toBe(6);
      }),
    );
  });
});

describe('the ladders of warnings and of the tracking list', () => {
  it('count from the day of issue', () => {
    expect(days(WARNING_LADDER, '2026-06-01')).toEqual({
      'D+0': '2026-06-01',
      'D+5': '2026-06-08',
      'D+8': '2026-06-11',
      'D+9': '2026-06-12',
      'D+10': '2026-06-15',
    });
    expect(Object.keys(days(TRACKING_LADDER, '2026-06-01'))).toEqual(['D+10', 'D+14', 'D+15']);
  });
});
