/**
 * Working days (工作日) on civil dates of Asia/Shanghai, written `YYYY-MM-DD`. A date is never turned into an instant,
 * so the server's time zone can't move it.
 */
export interface WorkingCalendar {
  /** Years whose State Council notice (国务院办公厅关于部分节假日安排的通知) is loaded. */
  readonly years: ReadonlySet<number>;
  /** Days off (放假), weekends inside a holiday included. */
  readonly holidays: ReadonlySet<string>;
  /** Weekend days worked in exchange (调休上班). */
  readonly makeUpWorkdays: ReadonlySet<string>;
}

export type WorkingDayRefusal =
  /** The count would need a year whose notice is not loaded: guessing could move a legal deadline. */
  | { readonly code: 'YEAR_NOT_LOADED'; readonly year: number }
  | { readonly code: 'NOT_A_DATE'; readonly text: string }
  | { readonly code: 'NOT_A_WHOLE_NUMBER'; readonly text: string };

export type WorkingDayAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: WorkingDayRefusal };

export function isWorkingDay(calendar: WorkingCalendar, day: string): WorkingDayAnswer<boolean> {
  return answering(() => isWorking(calendar, dayNumber(day)));
}

/**
 * The n-th working day after `from`, which is day 0 and needn't be a working day; a negative n counts backwards
 * (reminders before a deadline), 0 gives `from` itself.
 */
export function addWorkingDays(calendar: WorkingCalendar, from: string, count: number): WorkingDayAnswer<string> {
  return answering(() => {
    if (!Number.isInteger(count)) throw new Refused({ code: 'NOT_A_WHOLE_NUMBER', text: String(count) });
    const step = Math.sign(count);
    let day = dayNumber(from);
    requireLoaded(calendar, day);
    for (let left = Math.abs(count); left > 0; ) {
      day += step;
      if (isWorking(calendar, day)) left -= 1;
    }
    return printDay(day);
  });
}

/** Working days after `from` up to and including `to`: `addWorkingDays` undone. Negative where `to` lies before `from`. */
export function workingDaysBetween(calendar: WorkingCalendar, from: string, to: string): WorkingDayAnswer<number> {
  return answering(() => {
    const [start, end] = [dayNumber(from), dayNumber(to)];
    requireLoaded(calendar, start);
    requireLoaded(calendar, end);
    const step = Math.sign(end - start);
    let count = 0;
    for (let day = start; day !== end; ) {
      day += step;
      if (isWorking(calendar, day)) count += step;
    }
    return count;
  });
}

/** `2026-02` → `2026-02-28`. */
export function lastDayOfMonth(year: number, month: number): string {
  return printDay(Date.UTC(year, month, 0) / DAY_MS);
}

const DAY_MS = 86_400_000;
const THURSDAY = 4; // 1970-01-01, day number 0

class Refused extends Error {
  constructor(readonly reason: WorkingDayRefusal) {
    super(reason.code);
  }
}

function answering<T>(work: () => T): WorkingDayAnswer<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.reason };
    throw error;
  }
}

function isWorking(calendar: WorkingCalendar, day: number): boolean {
  requireLoaded(calendar, day);
  const text = printDay(day);
  if (calendar.makeUpWorkdays.has(text)) return true;
  if (calendar.holidays.has(text)) return false;
  const weekday = (((day + THURSDAY) % 7) + 7) % 7; // 0 is Sunday
  return weekday !== 0 && weekday !== 6;
}

function requireLoaded(calendar: WorkingCalendar, day: number): void {
  const year = Number(printDay(day).slice(0, 4));
  if (!calendar.years.has(year)) throw new Refused({ code: 'YEAR_NOT_LOADED', year });
}

/** Days since 1970-01-01. UTC is used as a ruler only: it has no daylight saving and no offset. */
function dayNumber(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const day = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_MS : Number.NaN;
  if (Number.isNaN(day) || printDay(day) !== text) throw new Refused({ code: 'NOT_A_DATE', text });
  return day;
}

const printDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
