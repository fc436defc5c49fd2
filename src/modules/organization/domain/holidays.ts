import type { WorkingCalendar } from '../../../kernel/working-days.js';

/** One day that the State Council's notice takes out of the ordinary week. */
export interface NoticedDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** true: a weekend day worked in exchange (调休上班); false: a day off (放假). */
  readonly isWorking: boolean;
  /** 元旦, 春节 … */
  readonly name: string;
}

/**
 * State Council holidays and make-up workdays 2021–2026, compiled from npm `chinese-days` 1.5.7 (MIT), which follows the
 * yearly 国务院办公厅关于部分节假日安排的通知; not checked against the notices themselves.
 *
 * 2027 is not here: the source ends in 2026. Until its notice is loaded, every computation that enters 2027 is refused.
 * A notice may also take days of the December before (as 2022-12-31 was): load it together with that day.
 */
const NOTICES: Readonly<Record<number, { readonly holidays: string; readonly makeUpWorkdays: string }>> = {
  2021: {
    holidays:
      '元旦 01-01..01-03, 春节 02-11..02-17, 清明 04-03..04-05, 劳动节 05-01..05-05, 端午 06-12..06-14, 中秋 09-19..09-21, 国庆节 10-01..10-07',
    makeUpWorkdays: '春节 02-07, 春节 02-20, 劳动节 04-25, 劳动节 05-08, 中秋 09-18, 国庆节 09-26, 国庆节 10-09',
  },
  2022: {
    holidays:
      '元旦 01-01..01-03, 春节 01-31..02-06, 清明 04-03..04-05, 劳动节 04-30..05-04, 端午 06-03..06-05, 中秋 09-10..09-12, 国庆节 10-01..10-07, 元旦 12-31',
    makeUpWorkdays: '春节 01-29, 春节 01-30, 清明 04-02, 劳动节 04-24, 劳动节 05-07, 国庆节 10-08, 国庆节 10-09',
  },
  2023: {
    holidays:
      '元旦 01-01..01-02, 春节 01-21..01-27, 清明 04-05, 劳动节 04-29..05-03, 端午 06-22..06-24, 中秋 09-29, 国庆节 09-30..10-06',
    makeUpWorkdays: '春节 01-28, 春节 01-29, 劳动节 04-23, 劳动节 05-06, 端午 06-25, 国庆节 10-07, 国庆节 10-08',
  },
  2024: {
    holidays:
      '元旦 01-01, 春节 02-10..02-17, 清明 04-04..04-06, 劳动节 05-01..05-05, 端午 06-10, 中秋 09-15..09-17, 国庆节 10-01..10-07',
    makeUpWorkdays:
      '春节 02-04, 春节 02-18, 清明 04-07, 劳动节 04-28, 劳动节 05-11, 中秋 09-14, 国庆节 09-29, 国庆节 10-12',
  },
  2025: {
    holidays:
      '元旦 01-01, 春节 01-28..02-04, 清明 04-04..04-06, 劳动节 05-01..05-05, 端午 05-31..06-02, 国庆节 10-01..10-05, 中秋 10-06, 国庆节 10-07..10-08',
    makeUpWorkdays: '春节 01-26, 春节 02-08, 劳动节 04-27, 国庆节 09-28, 国庆节 10-11',
  },
  2026: {
    holidays:
      '元旦 01-01..01-03, 春节 02-15..02-23, 清明 04-04..04-06, 劳动节 05-01..05-05, 端午 06-19..06-21, 中秋 09-25..09-27, 国庆节 10-01..10-07',
    makeUpWorkdays: '元旦 01-04, 春节 02-14, 春节 02-28, 劳动节 05-09, 国庆节 09-20, 国庆节 10-10',
  },
};

/** Every noticed day in the order of the calendar, for the calendar table. */
export const NOTICED_DAYS: readonly NoticedDay[] = Object.entries(NOTICES)
  .flatMap(([year, notice]) => [...expand(year, notice.holidays, false), ...expand(year, notice.makeUpWorkdays, true)])
  .sort((a, b) => (a.day < b.day ? -1 : 1));

/** The State's calendar as far as it is loaded. */
export const STATE_CALENDAR: WorkingCalendar = {
  years: new Set(Object.keys(NOTICES).map(Number)),
  holidays: new Set(NOTICED_DAYS.filter((noticed) => !noticed.isWorking).map((noticed) => noticed.day)),
  makeUpWorkdays: new Set(NOTICED_DAYS.filter((noticed) => noticed.isWorking).map((noticed) => noticed.day)),
};

/** `春节 02-15..02-23, 清明 04-04` → one entry per day. No notice lasts longer than a month or crosses a year. */
function expand(year: string, list: string, isWorking: boolean): NoticedDay[] {
  return list.split(', ').flatMap((entry) => {
    const [name = '', span = ''] = entry.split(' ');
    const [first = '', last = first] = span.split('..');
    const days: NoticedDay[] = [];
    for (let day = Date.parse(`${year}-${first}`); day <= Date.parse(`${year}-${last}`); day += 86_400_000) {
      days.push({ day: new Date(day).toISOString().slice(0, 10), isWorking, name });
    }
    return days;
  });
}
