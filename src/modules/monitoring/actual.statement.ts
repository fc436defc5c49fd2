import { daySpan, type FiscalPeriod, monthSpan } from '../../kernel/fiscal-period.js';
import { changeValues, recordedChange } from '../../platform/audit/record-change.js';
import { MY_PERSON } from '../../platform/auth/grants.js';
import type { Call, Param } from '../../platform/database/call.js';
import { keptAnswer } from '../../platform/database/idempotency.js';
import type { Actor } from '../../platform/database/transactions.js';
import { ownsAllFiles } from '../../platform/files/files.store.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { GOAL_VIEW, INDICATOR_PAST_VIEW, INDICATOR_VIEW } from '../goal/index.js';
import { heldFiscalYear } from '../organization/index.js';
import type { ActualFigure } from './actual.dto.js';
import { type Actual, actualFields, periodOf } from './actual.store.js';
import type { ActualRefusal } from './monitoring.errors.js';
import { monthsPerPeriod } from './reporting.store.js';

/** A figure as it will be stored: a ratio has its value, a date its month. */
export interface JudgedFigure {
  readonly refusal: ActualRefusal | null;
  readonly value: string | null;
  readonly month: number;
  /** What it is held against, as JSON text. */
  readonly facts: string;
}

/**
 * One actual in one statement: the guards, the figure, its audit entry, event and outbox rows, the mark for the
 * recomputation, and the answer kept under the Idempotency-Key. A refusal raises, so nothing of it stays.
 */
export function recordActual(
  actor: Actor,
  id: string,
  indicatorId: string,
  period: FiscalPeriod,
  figure: ActualFigure,
): Call<JsonText> {
  const { firstMonth } = monthSpan(period);
  const { idempotency } = actor.request;
  return {
    name: 'actuals.record',
    text: RECORD,
    values: [
      ...figureValues(period, figure),
      id,
      indicatorId,
      period.year,
      period.length,
      firstMonth,
      figure.note ?? null,
      figure.fileIds ?? [],
      idempotency ? [idempotency.key, idempotency.fingerprint] : null,
      ...changeValues(actor, {
        action: 'actual.record',
        event: 'actual.recorded',
        object: { type: 'actual', id, version: 1 },
        after: { id, indicatorId, period, ...figure },
      }),
    ],
    read: (rows) => {
      const { json, location } = rows[0] as { json: string; location: string };
      return { json, version: 1, location };
    },
  };
}

/** What a correction of this indicator's figure would be, by the same rules. */
export const judgeFigure = ({ indicatorId, fiscalYear, month }: Actual, figure: ActualFigure): Call<JudgedFigure> => ({
  name: 'actuals.judge_figure',
  text: JUDGE,
  values: [...figureValues({ year: fiscalYear, length: 'YEAR', ordinal: 1 }, figure), indicatorId, month],
  read: ([row]) => row as unknown as JudgedFigure,
});

/** $1–$7: value, numerator, denominator, level, done_on, the period's last month and last day. */
const figureValues = (period: FiscalPeriod, figure: ActualFigure): readonly Param[] => [
  figure.value ?? null,
  figure.numerator ?? null,
  figure.denominator ?? null,
  figure.level ?? null,
  figure.doneOn ?? null,
  monthSpan(period).lastMonth,
  daySpan(period).lastDay,
];

const named = (refusal: ActualRefusal): string => `'${refusal}'`;

/** What was reported, in SQL: placeholders of one act, or columns of many rows. */
export interface FigureSql {
  readonly value: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly level: string;
  readonly doneOn: string;
  /** Of the period: its year, its length and its ends. */
  readonly year: string;
  readonly length: string;
  readonly firstMonth: string;
  readonly lastMonth: string;
  readonly lastDay: string;
}

/** The refusal of a figure for indicator `i`, or null. */
const figureRefusal = ({ value, numerator, denominator, level, doneOn, lastDay }: FigureSql): string => `case
    when num_nonnulls(${value}, ${numerator}, ${level}, ${doneOn}) <> 1 or (${numerator} is null) <> (${denominator} is null)
      then ${named('actual.figure-ambiguous')}
    when case i.measure_type when 'QUAL' then ${level} is null when 'DATE' then ${doneOn} is null
        when 'RATE' then ${value} is null and ${numerator} is null else ${value} is null end
      then ${named('actual.figure-kind')}
    when ${denominator} <= 0 then ${named('actual.denominator-not-positive')}
    when ${doneOn} is not null and ${doneOn} > app.app_today() then ${named('actual.done-in-future')}
    when ${doneOn} > ${lastDay} then ${named('actual.done-after-period')} end`;

/** A ratio in the unit of its target: 百分比 counts hundreds. */
export const figureValue = ({ value, numerator, denominator }: FigureSql): string =>
  `coalesce(${value}, round(${numerator} * case i.unit_of_measure when '%' then 100 when '％' then 100
    when '‰' then 1000 else 1 end / nullif(${denominator}, 0), 6))`;

/** A date counts from its own month: it is judged at every month's end, whatever the reporting period. */
export const figureMonth = ({ doneOn, lastMonth }: FigureSql): string =>
  `case when i.measure_type <> 'DATE' or ${doneOn} is null then ${lastMonth}
    when extract(year from ${doneOn}) < i.fiscal_year then 1 else extract(month from ${doneOn})::int end`;

/** The refusal to record one for indicator `i` of goal `g` in fiscal year `y`. That the period has its figure already, the unique keys tell. */
export const actualRefusal = (figure: FigureSql): string => `case
    when g.state not in ('IN_EXECUTION', 'ADJUSTING') then ${named('actual.goal-not-in-execution')}
    when y.state = 'CLOSED' then ${named('actual.fiscal-year-closed')}
    when i.fiscal_year <> ${figure.year} then ${named('actual.period-outside-year')}
    when ${figure.length} <> case i.reporting_period when 'MULTI_YEAR' then 'YEAR' else i.reporting_period end
      and not (i.measure_type = 'DATE' and ${figure.length} = 'MONTH') then ${named('actual.period-length')}
    when make_date(${figure.year}, ${figure.firstMonth}, 1) > app.app_today() then ${named('actual.period-in-future')}
    else ${figureRefusal(figure)} end`;

/** The placeholders of one act. */
const GIVEN: FigureSql = {
  value: '$1::numeric',
  numerator: '$2::numeric',
  denominator: '$3::numeric',
  level: '$4::text',
  doneOn: '$5::date',
  lastMonth: '$6::int',
  lastDay: '$7::date',
  year: '$10::int',
  length: '$11::text',
  firstMonth: '$12::int',
};

/** Amounts add up over the year; the other kinds are a level or a limit. */
const IS_FLOW = `i.measure_type in ('CUMULATIVE', 'COST')`;

/** What the plan lets expect of the period that ends in this month: the step of the curve, or its height; as plan-curve.ts without one. */
const planOf = (month: string): string => `coalesce(
    (select sum(case when p.month = ${month} then p.planned else -p.planned end) from app.plan_points p
      where p.indicator_id = i.id and p.month in (${month}, case when ${IS_FLOW} then ${month} - (${monthsPerPeriod('i')}) end)),
    case when ${IS_FLOW} then i.target_value * (${monthsPerPeriod('i')}) / 12
      when i.measure_type = 'STOCK' then coalesce(i.baseline, 0) + (i.target_value - coalesce(i.baseline, 0)) * ${month} / 12
      else i.target_value end)`;

/**
 * PlausibilityFacts of indicator `i` with its past `h`. A past year's end compares with a level, and with the amount of a
 * year. Kept with the figure and judged by domain/plausibility.ts whenever it is shown: one place for the rules, no second
 * round trip for the figure.
 */
const factsOf = (
  month: string,
): string => `jsonb_build_object('fiscalYear', i.fiscal_year, 'measureType', i.measure_type, 'unit', i.unit_of_measure,
    'target', trim_scale(i.target_value)::text, 'plan', trim_scale(round(${planOf(month)}, 6))::text,
    'earlier', array(select trim_scale(a.value)::text from app.actuals a where a.indicator_id = i.id and a.fiscal_year = i.fiscal_year
      and a.month < ${month} and a.value is not null order by a.month),
    'years', case when not ${IS_FLOW} or (${monthsPerPeriod('i')}) = 12 then h.year_ends else '{}' end,
    'evidenceKinds', coalesce(h.evidence_kinds, '{}'))`;
const PAST = `join ${INDICATOR_PAST_VIEW} h on h.indicator_id = i.id`;

const JUDGE = `select ${figureRefusal(GIVEN)} as refusal, (${figureValue(GIVEN)})::text as value, ${figureMonth(GIVEN)} as month,
    (${factsOf('$9::int')})::text as facts
  from ${INDICATOR_VIEW} i ${PAST} where i.id = $8::uuid`;

/** Of one act with its evidence. */
const REFUSAL = `coalesce(${actualRefusal(GIVEN)}, case when not ${ownsAllFiles('$14::uuid[]')} then ${named('actual.unknown-file')} end)`;

const RECORD = `with judged as materialized (
    select i.id, i.project_id, i.district_id, i.unit_path, i.fiscal_year, i.measure_type, i.reporting_period,
      ${figureValue(GIVEN)} as value, ${figureMonth(GIVEN)} as month, ${REFUSAL} as refusal, ${factsOf('$6::int')} as facts
    from ${INDICATOR_VIEW} i ${PAST} join ${GOAL_VIEW} g on g.id = i.goal_id
    left join lateral (select ${heldFiscalYear('i.district_id', 'i.fiscal_year')} as state) y on true
    where i.id = $9::uuid and not i.retired),
  changed as (
    insert into app.actuals (id, indicator_id, fiscal_year, month, value, numerator, denominator, level, done_on, note, file_ids, facts,
      authors, project_id, district_id, unit_path)
    select $8::uuid, j.id, j.fiscal_year, j.month, j.value, $2::numeric, $3::numeric, $4::text, $5::date, $13::text, $14::uuid[], j.facts,
      array[${MY_PERSON}::uuid], j.project_id, j.district_id, j.unit_path
    from judged j where j.refusal is null
    returning *, jsonb_build_object('indicatorId', indicator_id, 'projectId', project_id, 'fiscalYear', fiscal_year, 'month', month) as payload),
  marked as (
    insert into app.dirty_indicators (indicator_id, from_month) select indicator_id, month from changed),
  ${recordedChange(16)},
  answer as (
    select json_build_object(${actualFields('a', periodOf('a', 'i'))})::text as json, '/api/v1/actuals/' || a.id as location
    from changed a, judged i),
  ${keptAnswer('$15', `json_build_object('json', json, 'version', 1, 'location', location)::text`)}
  select coalesce(a.json, case when j.id is null then app.refuse('BP404') else app.refuse('BP409', j.refusal) end) as json, a.location
    from (select 1) as always left join judged j on true left join answer a on true`;
