import { monthSpan, parseFiscalPeriod } from '../../kernel/fiscal-period.js';
import { nextState } from '../../kernel/lifecycle.js';
import { toldChanges } from '../../platform/audit/told-changes.js';
import { isInScope, MY_ACCOUNT, MY_PERSON } from '../../platform/auth/grants.js';
import { allRows, type Call, noRows } from '../../platform/database/call.js';
import { STAGED_ROWS, type StagedRange, type Written } from '../../platform/imports/import-kinds.js';
import type { ImportRow, ImportStrategy } from '../../platform/imports/import-schema.js';
import { PROJECT_VIEW } from '../budget/index.js';
import { GOAL_VIEW, INDICATOR_VIEW } from '../goal/index.js';
import { FISCAL_YEAR_VIEW, heldFiscalYear } from '../organization/index.js';
import { actualRefusal, type FigureSql, figureMonth, figureValue } from './actual.statement.js';
import { ACTUAL_STATES, actualLifecycle } from './domain/actual.lifecycle.js';
import type { ActualRefusal } from './monitoring.errors.js';

/** Why a row is not written: as the single act says it, or what only a file can get wrong. */
export type BatchRefusal =
  | Exclude<ActualRefusal, 'actual.unknown-file'>
  | 'UNKNOWN_INDICATOR'
  | 'AMBIGUOUS_INDICATOR'
  | 'UNKNOWN_PERIOD'
  | 'TWICE_IN_FILE'
  | 'VERIFIED'
  | 'REASON_MISSING'
  | 'ALREADY_EXISTS'
  | 'DOES_NOT_EXIST';

const COLUMNS = `"indicatorId" text, "projectCode" text, "fiscalYear" smallint, level2 text, name text, period text, value numeric(20,6),
      numerator numeric(20,6), denominator numeric(20,6), level text, "doneOn" date, note text, reason text`;

/** Every ending that a period's code can have, as kernel/fiscal-period reads it. */
const ENDINGS = ['', '-H1', '-H2', '-Q1', '-Q2', '-Q3', '-Q4']
  .concat(Array.from({ length: 12 }, (_, month) => `-${String(month + 1).padStart(2, '0')}`))
  .map((ending) => {
    const period = parseFiscalPeriod(`2026${ending}`);
    if (!period) throw new Error(`no period ends in ${ending}`);
    const { firstMonth, lastMonth } = monthSpan(period);
    return `('${ending}', '${period.length}', ${firstMonth}, ${lastMonth})`;
  })
  .join(', ');

const FIGURE: FigureSql = {
  value: 'r.value',
  numerator: 'r.numerator',
  denominator: 'r.denominator',
  level: 'r.level',
  doneOn: 'r."doneOn"',
  year: 'r.year',
  length: 'r.length',
  firstMonth: 'r.first_month',
  lastMonth: 'r.last_month',
  lastDay: `(make_date(r.year, r.last_month, 1) + interval '1 month - 1 day')::date`,
};

const UUID = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';

/** The states in which a figure may be corrected, and the one that a correction leaves. */
const CORRECTABLE = ACTUAL_STATES.filter((state) => nextState(actualLifecycle, state, 'correct'));
const CORRECTED = actualLifecycle.initial;

/** Rows with their indicator, by its id or by project, year, level 2 and name. `from` has the columns of a row. */
const locatedRows = (from: string): string => `read as materialized (
      select s.*, t.length, t.first_month, t.last_month, left(s.period, 4)::int as year
      from (${from}) s
      left join (values ${ENDINGS}) as t(ending, length, first_month, last_month) on s.period ~ '^20[0-9]{2}' and t.ending = substr(s.period, 5)),
    located as materialized (
      select r.*, i.id as indicator_id, i.n as indicators
      from read r
      left join lateral (
        select i.id, count(*) over () as n from ${INDICATOR_VIEW} i where r."indicatorId" ~ '${UUID}' and i.id = r."indicatorId"::uuid and not i.retired
        union all
        (select i.id, count(*) over () as n
        from ${PROJECT_VIEW} p
        join ${GOAL_VIEW} g on g.project_id = p.id and g.fiscal_year = r."fiscalYear"
        join ${INDICATOR_VIEW} i on i.goal_id = g.id and i.level2 = r.level2 and i.name = r.name and not i.retired
        where r."indicatorId" is null and p.code = r."projectCode" limit 2)
        limit 1) i on true)`;

/**
 * Rows with their indicator, with the figure that stands there, and why nothing may be written; null: it may. `same`: the
 * figure stands there already.
 */
const judgedRows = (from: string, strategy: string): string => `${locatedRows(from)},
    figured as materialized (
      select r.*, i.project_id, i.district_id, i.unit_path, i.fiscal_year, ${figureValue(FIGURE)} as figure, ${figureMonth(FIGURE)} as month,
        case when i.id is null then 'UNKNOWN_INDICATOR' when r.indicators > 1 then 'AMBIGUOUS_INDICATOR'
          when not ${isInScope('i.unit_path')} then 'UNKNOWN_INDICATOR' when r.length is null then 'UNKNOWN_PERIOD'
          else ${actualRefusal(FIGURE)} end as refusal
      from located r
      left join ${INDICATOR_VIEW} i on i.id = r.indicator_id
      left join ${GOAL_VIEW} g on g.id = i.goal_id
      left join ${FISCAL_YEAR_VIEW} y on y.district_id = i.district_id and y.year = i.fiscal_year),
    stood as materialized (
      select f.*, e.id as actual_id, e.month as month_before, e.state,
        row_number() over (partition by f.refusal, f.indicator_id, case when f."doneOn" is null then f.month end order by f.row) as nth,
        (e.value, e.level, e.done_on) is not distinct from (f.figure, f.level, f."doneOn")
          and (e.numerator, e.denominator) is not distinct from (f.numerator, f.denominator)
          and (f.note is null or f.note is not distinct from e.note) as same
      from figured f
      left join lateral (select a.* from app.actuals a where a.indicator_id = f.indicator_id and a.fiscal_year = f.fiscal_year
        and (a.month = f.month or (a.done_on is not null and f."doneOn" is not null)) order by a.done_on is null limit 1) e on true),
    judged as materialized (
      select *, case
        when refusal is not null then refusal
        when nth > 1 then 'TWICE_IN_FILE'
        when actual_id is null then case when ${strategy} = 'UPDATE' then 'DOES_NOT_EXIST' end
        when ${strategy} = 'CREATE' then 'ALREADY_EXISTS'
        when same then null
        when state not in ('${CORRECTABLE.join(`', '`)}') then 'VERIFIED'
        when reason is null then 'REASON_MISSING' end as code
      from stood)`;

/** Rows that were read without an error and that would be refused now. */
export const judgeActuals = (
  rows: readonly ImportRow[],
  strategy: ImportStrategy,
): Call<readonly { row: number; code: BatchRefusal }[]> => ({
  name: 'actual_import.judge',
  text: `with ${judgedRows(`select * from jsonb_to_recordset($1::jsonb) as s(row int, ${COLUMNS})`, '$2::text')}
    select row, code from judged where code is not null order by row`,
  values: [
    JSON.stringify(rows.filter(({ isValid }) => isValid).map(({ row, content }) => ({ row, ...content }))),
    strategy,
  ],
  read: allRows<{ row: number; code: BatchRefusal }>(),
});

const STAGED = `select r.row_no as row, r.id as new_id, c.* from ${STAGED_ROWS} r cross join lateral jsonb_to_record(r.content) as c(${COLUMNS})
      where r.import_id = $1::uuid and r.group_no between $2::int and $3::int and not r.done`;

const stagedValues = ({ importId, firstGroup, lastGroup, strategy }: StagedRange): [string, number, number, string] => [
  importId,
  firstGroup,
  lastGroup,
  strategy,
];

/**
 * The figures of the year that some may correct, in the order of their ids: their states stand until the end, and so do the
 * fiscal years.
 */
export const lockActuals = (range: StagedRange): Call<void> => ({
  name: 'actual_import.lock',
  text: `with ${locatedRows(STAGED)},
    held as materialized (
      select ${heldFiscalYear('i.district_id', 'i.fiscal_year')} as state from (
        select distinct i.district_id, i.fiscal_year from located l join ${INDICATOR_VIEW} i on i.id = l.indicator_id) i)
    select a.id from app.actuals a
    where (select count(*) from held) >= 0 and (a.indicator_id, a.fiscal_year) in (select indicator_id, year from located)
    order by a.id for no key update`,
  values: stagedValues(range).slice(0, 3),
  read: noRows,
});

/**
 * What the single acts do, for all rows of a range at once: new figures, corrections with the figures before them, the marks
 * for the recomputation, and one event for each project and year. A figure that somebody reports at the same moment is left.
 */
export const writeActuals = (range: StagedRange): Call<Written> => ({
  name: 'actual_import.write',
  text: `with ${judgedRows(STAGED, '$4::text')},
    made as (
      insert into app.actuals (id, indicator_id, fiscal_year, month, value, numerator, denominator, level, done_on, note, authors,
        project_id, district_id, unit_path)
      select j.new_id, j.indicator_id, j.fiscal_year, j.month, j.figure, j.numerator, j.denominator, j.level, j."doneOn", j.note,
        array[${MY_PERSON}::uuid], j.project_id, j.district_id, j.unit_path
      from judged j where j.code is null and j.actual_id is null order by j.indicator_id, j.month
      on conflict do nothing
      returning id, indicator_id, project_id, district_id, unit_path, fiscal_year, month),
    kept as (
      insert into app.actual_revisions (id, actual_id, actual_version, value, numerator, denominator, level, done_on, state, note,
        reason, account_id, indicator_id, project_id, district_id, unit_path)
      select j.new_id, a.id, a.version, a.value, a.numerator, a.denominator, a.level, a.done_on, a.state, a.note, j.reason, ${MY_ACCOUNT},
        a.indicator_id, a.project_id, a.district_id, a.unit_path
      from judged j join app.actuals a on a.id = j.actual_id where j.code is null and not j.same),
    changed as (
      update app.actuals a set value = j.figure, numerator = j.numerator, denominator = j.denominator, level = j.level, done_on = j."doneOn",
        note = coalesce(j.note, a.note), month = j.month, state = '${CORRECTED}', confirmed_by = null, version = a.version + 1,
        updated_at = now(),
        authors = case when ${MY_PERSON}::uuid = any (a.authors) then a.authors else a.authors || ${MY_PERSON}::uuid end
      from judged j where a.id = j.actual_id and j.code is null and not j.same
      returning a.id, a.indicator_id, a.project_id, a.district_id, a.unit_path, a.fiscal_year, least(a.month, j.month_before) as month),
    moved as (select * from made union all select * from changed),
    marked as (
      insert into app.dirty_indicators (indicator_id, from_month) select indicator_id, min(month) from moved group by indicator_id),
    touched as (
      select $1::uuid as id, district_id, unit_path, project_id, jsonb_build_object('projectId', project_id, 'fiscalYear', fiscal_year,
        'month', min(month), 'importId', $1::uuid, 'count', count(*)) as payload
      from moved group by district_id, unit_path, project_id, fiscal_year),
    ${toldChanges('touched', 'actuals.imported', 'import', 'touched')}
    select (select count(*)::int from made) as created, (select count(*)::int from changed) as updated,
      array(select j.row from judged j where j.code is null
        and (j.actual_id is not null or j.new_id in (select id from made))) as written`,
  values: stagedValues(range),
  read: ([row]) => row as unknown as Written,
});
