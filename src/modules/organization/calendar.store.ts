import { allRows, type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';

const FISCAL_YEAR_JSON = `json_build_object('id', t.id, 'districtId', t.district_id, 'year', t.year, 'state', t.state, 'version', t.version)`;

export const fiscalYearList: ListDefinition = {
  name: 'fiscal_years.list',
  from: 'app.fiscal_years t',
  filters: {
    districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
    year: { column: 't.year', type: 'integer', about: '年度 / year' },
  },
  sorts: { year: { column: 'year', type: 'smallint' } },
  defaultSort: '-year',
  item: FISCAL_YEAR_JSON,
};

export const workingDayList: ListDefinition = {
  name: 'calendar_days.list',
  // The day is its own key; the list's order must end in an id.
  from: `(select day, is_working, name, extract(year from day)::int as year, md5(day::text)::uuid as id from app.calendar_days) t`,
  filters: {
    year: { column: 't.year', type: 'integer', about: '年份 / year' },
    day: { column: 't.day', type: 'date', about: '日期 / day' },
    isWorking: { column: 't.is_working', type: 'boolean', about: '是否工作日 / working' },
  },
  sorts: { day: { column: 'day', type: 'date' } },
  defaultSort: 'day',
  item: `json_build_object('day', t.day, 'isWorking', t.is_working, 'name', t.name)`,
};

export const insertFiscalYear = (id: string, districtId: string, year: number): Call<JsonText | null> => ({
  name: 'fiscal_years.insert',
  text: `with made as (insert into app.fiscal_years (id, district_id, unit_path, year)
      select $1::uuid, d.id, d.unit_path, $3::smallint from app.districts d where d.id = $2::uuid returning *)
    select (${FISCAL_YEAR_JSON})::text as json, t.version from made t`,
  values: [id, districtId, year],
  read: firstRow<JsonText>(),
});

/** A statement of another module may read it: district_id, year, and state: OPEN or CLOSED, whether it takes money and figures. */
export const FISCAL_YEAR_VIEW = 'app.fiscal_year_v';

/** The state of a district's fiscal year, which stands until the transaction ends; null: the year has not been created. */
export const holdFiscalYear = (districtId: string, year: number): Call<'OPEN' | 'CLOSED' | null> => ({
  name: 'fiscal_years.hold',
  text: `select case when state in ('OPEN', 'CLOSING') then 'OPEN' else 'CLOSED' end as state from app.fiscal_years where district_id = $1::uuid and year = $2::smallint for share`,
  values: [districtId, year],
  read: (rows) => (rows[0]?.['state'] as 'OPEN' | 'CLOSED' | undefined) ?? null,
});

/** The whole year: the weekend rule, overridden by the days of the notice. */
export const loadYear = (
  year: number,
  days: readonly { day: string; isWorking: boolean; name: string | null }[],
): Call<void> => ({
  name: 'calendar_days.load_year',
  text: `insert into app.calendar_days (day, is_working, name)
    select d::date, coalesce(n.is_working, extract(isodow from d) < 6), n.name
    from generate_series(make_date($1::int, 1, 1), make_date($1::int, 12, 31), interval '1 day') d
    left join jsonb_to_recordset($2::jsonb) as n(day date, is_working boolean, name text) on n.day = d::date
    on conflict (day) do update set is_working = excluded.is_working, name = excluded.name`,
  values: [year, JSON.stringify(days.map((day) => ({ day: day.day, is_working: day.isWorking, name: day.name })))],
  read: noRows,
});

/** SQL: the date that many working days after a date; the date itself for 0; null where the calendar does not reach so far. */
export const workingDayAfter = (
  from: string,
  count: string,
): string => `(select case when ${count} is null then null when ${count} = 0 then ${from} else (select c.day from app.calendar_days c where c.is_working and c.day > ${from}
    order by c.day offset greatest(${count} - 1, 0) limit 1) end)`;

/**
 * The date that many working days after a date (before it when negative); `null` counts from today by the database
 * clock. The answer is null where the calendar does not reach so far.
 */
export const addWorkingDays = (from: string | null, count: number): Call<string | null> => ({
  name: 'calendar_days.add_working_days',
  text: `with start as (select coalesce($1::date, app.app_today()) as day)
    select c.day::text as day from app.calendar_days c, start
    where c.is_working and case when $2::int > 0 then c.day > start.day when $2::int < 0 then c.day < start.day else c.day >= start.day end
    order by abs(c.day - start.day) offset greatest(abs($2::int) - 1, 0) limit 1`,
  values: [from, count],
  read: (rows) => (rows[0]?.['day'] as string | undefined) ?? null,
});

/** The days around a date, for counting in memory. */
export const findDaysAround = (day: string, reach: number): Call<readonly { day: string; isWorking: boolean }[]> => ({
  name: 'calendar_days.around',
  text: `select day::text as day, is_working as "isWorking" from app.calendar_days
    where day between $1::date - $2::int and $1::date + $2::int order by day`,
  values: [day, reach],
  read: allRows<{ day: string; isWorking: boolean }>(),
});

/** The first day from today on that the calendar does not have, no further ahead than that; null: it has them all. */
export const findCalendarGap = (daysAhead: number): Call<string | null> => ({
  name: 'calendar_days.find_gap',
  text: `select min(d)::date::text as day from generate_series(app.app_today(), app.app_today() + $1::int, interval '1 day') d
    where not exists (select 1 from app.calendar_days c where c.day = d::date)`,
  values: [daysAhead],
  read: ([row]) => (row?.['day'] as string | null) ?? null,
});

/** Today in Asia/Shanghai by the database clock. */
export const today = (): Call<string> => ({
  name: 'calendar_days.today',
  text: `select app.app_today()::text as day`,
  values: [],
  read: ([row]) => String(row?.['day'] ?? ''),
});
