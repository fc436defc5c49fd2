import { describe, expect, it } from '@jest/globals';
import { asOfDay, latestMonth, type MonitoringClock, monthsToRecompute } from './monitoring-calendar.js';

const JULY: MonitoringClock = { year: 2026, month: 7, today: '2026-07-10' };

describe('the calendar of monitoring', () => {
  it('looks at a year as far as it has come', () => {
    expect([2025, 2026, 2027].map((year) => latestMonth(year, JULY))).toEqual([12, 7, 0]);
  });

  it('judges dates at the end of a month, or today while it runs', () => {
    expect([asOfDay(2026, 2, JULY), asOfDay(2026, 7, JULY)]).toEqual(['2026-02-28', '2026-07-10']);
  });

  it('recomputes each from its own month on, up to the latest', () => {
    const dirty = [
      { id: 'a', fromMonth: 5 },
      { id: 'b', fromMonth: 6 },
    ];
    expect(monthsToRecompute(dirty, 7)).toEqual([
      [5, ['a']],
      [6, ['a', 'b']],
      [7, ['a', 'b']],
    ]);
    expect(monthsToRecompute(dirty, 4)).toEqual([]);
    expect(monthsToRecompute([], 12)).toEqual([]);
  });
});
