import { countFailure, type Failures } from './login-lock.js';

const START = new Date('2026-03-02T09:00:00+08:00');
const NEW: Failures = { failures: 0, locks: 0, firstAt: START, lockedUntil: null };
const minutes = (count: number): Date => new Date(START.getTime() + count * 60_000);

/** Failures at these minutes, five to a lock. */
const failAt = (before: Failures, ...at: number[]): Failures =>
  at.reduce((state, minute) => countFailure(state, minutes(minute), 5), before);

describe('the lock after failed sign-ins', () => {
  it('does not close before the fifth failure', () => {
    expect(failAt(NEW, 0, 1, 2, 3)).toMatchObject({ failures: 4, locks: 0, lockedUntil: null });
  });

  it('closes for 15 minutes with the fifth failure within 15 minutes', () => {
    expect(failAt(NEW, 0, 1, 2, 3, 14)).toMatchObject({ failures: 0, locks: 1, lockedUntil: minutes(29) });
  });

  it('forgets failures that are further apart', () => {
    expect(failAt(NEW, 0, 1, 2, 3, 15)).toMatchObject({ failures: 1, lockedUntil: null });
  });

  it('doubles each time, up to a day', () => {
    let state = NEW;
    const lengths: number[] = [];
    let minute = 0;
    for (let round = 0; round < 9; round += 1) {
      state = failAt(state, minute, minute, minute, minute, minute);
      const until = state.lockedUntil?.getTime() ?? 0;
      lengths.push((until - minutes(minute).getTime()) / 60_000);
      minute += lengths.at(-1) ?? 0;
    }
    expect(lengths).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
  });

  it('begins with a short lock again after a day without failures', () => {
    const locked = failAt(NEW, 0, 0, 0, 0, 0);
    const nextDay = 15 + 24 * 60 + 1;
    expect(failAt(locked, nextDay)).toMatchObject({ failures: 1, locks: 0 });
  });
});
