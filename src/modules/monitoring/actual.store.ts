import { heldRoles, MY_ACCOUNT, MY_PERSON } from '../../platform/auth/grants.js';
import { type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { FeedDefinition } from '../../platform/http/feed.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { INDICATOR_VIEW } from '../goal/index.js';
import type { ActualFigure } from './actual.dto.js';
import { ACTUAL_STATES, type ActualState } from './domain/actual.lifecycle.js';
import { monthsPerPeriod } from './reporting.store.js';

/** An actual as services see it. */
export interface Actual {
  readonly id: string;
  readonly version: number;
  readonly indicatorId: string;
  readonly projectId: string | null;
  readonly districtId: string;
  readonly unitPath: string;
  readonly fiscalYear: number;
  readonly month: number;
  /** `2026-Q1`. */
  readonly period: string;
  readonly value: string | null;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly level: string | null;
  readonly doneOn: string | null;
  readonly note: string | null;
  readonly fileIds: readonly string[];
  readonly state: ActualState;
  readonly authors: readonly string[];
  readonly confirmedBy: string | null;
  readonly goalId: string;
}

/** The period's code: the month in which it ends, and how long the indicator's periods are. */
export const periodOf = (a: string, i: string): string => `${a}.fiscal_year || case ${monthsPerPeriod(i)}
    when 1 then '-' || lpad(${a}.month::text, 2, '0') when 3 then '-Q' || ${a}.month / 3 when 6 then '-H' || ${a}.month / 6 else '' end`;

const periodFound = (a: string): string =>
  `(select ${periodOf(a, 'i')} from ${INDICATOR_VIEW} i where i.id = ${a}.indicator_id)`;

/** Decimals as people write them: 735, not 735.000000. */
const plain = (column: string): string => `trim_scale(${column})::text`;

const figureFields = (a: string): string => `'value', ${plain(`${a}.value`)}, 'numerator', ${plain(`${a}.numerator`)},
  'denominator', ${plain(`${a}.denominator`)}, 'level', ${a}.level, 'doneOn', ${a}.done_on, 'state', ${a}.state, 'note', ${a}.note, 'fileIds', ${a}.file_ids, 'facts', ${a}.facts`;

export const actualFields = (
  a: string,
  period = periodFound(a),
): string => `'id', ${a}.id, 'indicatorId', ${a}.indicator_id,
  'projectId', ${a}.project_id, 'period', ${period}, 'month', ${a}.month, ${figureFields(a)}, 'version', ${a}.version,
  'updatedAt', ${a}.updated_at`;

const FILTERS: NonNullable<FeedDefinition['filters']> = {
  month: { column: 't.month', type: 'integer', about: '期末月份 / month in which the period ends' },
  state: { column: 't.state', type: 'code', values: ACTUAL_STATES, about: '状态 / state' },
};

/** One indicator's figures in the order in which they were reported. */
export const actualFeed = (indicatorId: string): FeedDefinition => ({
  name: 'actuals.feed',
  from: 'app.actuals t',
  where: 't.indicator_id = $1::uuid',
  values: [indicatorId],
  keys: [{ column: 'id', type: 'uuid' }],
  direction: 'ASC',
  item: `json_build_object(${actualFields('t')})`,
  filters: FILTERS,
});

export interface ActualDetail extends JsonText {
  readonly version: number;
  readonly state: ActualState;
  readonly roles: readonly string[];
  readonly authors: readonly string[];
  readonly confirmedBy: string | null;
}

export const actualDetail = (id: string): Call<ActualDetail | null> => ({
  name: 'actuals.detail',
  text: `select json_build_object(${actualFields('a')}, 'revisions', (
        select coalesce(json_agg(json_build_object('version', r.actual_version, ${figureFields('r')}, 'reason', r.reason,
          'revisedAt', r.revised_at) order by r.actual_version), '[]')
        from app.actual_revisions r where r.actual_id = a.id))::text as json,
      a.version, a.state, a.authors, a.confirmed_by as "confirmedBy", ${heldRoles('a.unit_path', 'a.project_id')} as roles
    from app.actuals a where a.id = $1::uuid`,
  values: [id],
  read: firstRow<ActualDetail>(),
});

/** Whether the file is evidence of the figure, as it is or as it was before a correction, in the caller's scope. */
export const isEvidenceOfActual = (id: string, fileId: string): Call<boolean> => ({
  name: 'actuals.is_evidence',
  text: `select 1 from app.actuals where id = $1::uuid and $2::uuid = any (file_ids)
    union all select 1 from app.actual_revisions where actual_id = $1::uuid and $2::uuid = any (file_ids)`,
  values: [id, fileId],
  read: (rows) => rows.length > 0,
});

export const findActualForUpdate = (id: string): Call<Actual | null> => ({
  name: 'actuals.find_for_update',
  text: `select a.id, a.version, a.indicator_id as "indicatorId", a.project_id as "projectId", a.district_id as "districtId",
      a.unit_path::text as "unitPath", a.fiscal_year as "fiscalYear", a.month, ${periodOf('a', 'i')} as period, a.value::text as value,
      a.numerator::text as numerator, a.denominator::text as denominator, a.level, a.done_on::text as "doneOn", a.note,
      a.file_ids as "fileIds", a.state, a.authors, a.confirmed_by as "confirmedBy", i.goal_id as "goalId"
    from app.actuals a join ${INDICATOR_VIEW} i on i.id = a.indicator_id
    where a.id = $1::uuid for update of a`,
  values: [id],
  read: firstRow<Actual>(),
});

/** The figures as they are now, before they are corrected. */
export const keepRevision = (id: string, actual: Actual, reason: string): Call<void> => ({
  name: 'actual_revisions.keep',
  text: `insert into app.actual_revisions (id, actual_id, actual_version, value, numerator, denominator, level, done_on, state, note,
      file_ids, facts, reason, account_id, indicator_id, project_id, district_id, unit_path)
    select $1::uuid, a.id, a.version, a.value, a.numerator, a.denominator, a.level, a.done_on, a.state, a.note, a.file_ids, a.facts, $3, ${MY_ACCOUNT},
      a.indicator_id, a.project_id, a.district_id, a.unit_path
    from app.actuals a where a.id = $2::uuid`,
  values: [id, actual.id, reason],
  read: noRows,
});

export type CorrectedFigure = Pick<ActualFigure, 'numerator' | 'denominator' | 'level' | 'doneOn' | 'note'> & {
  readonly value: string | null;
  readonly month: number;
  readonly fileIds: readonly string[];
  readonly facts: string;
};

/** Compare-and-set of the figures; who corrects joins the authors. The mark goes with it. */
export const correctActual = (actual: Actual, to: ActualState, figure: CorrectedFigure): Call<number | null> => ({
  name: 'actuals.correct',
  text: `with corrected as (
      update app.actuals set value = $5::numeric, numerator = $6::numeric, denominator = $7::numeric, level = $8, done_on = $9::date,
        note = coalesce($10, note), file_ids = $13::uuid[], facts = $14::jsonb, month = $11::smallint, state = $4, confirmed_by = null, version = version + 1, updated_at = now(),
        authors = case when ${MY_PERSON}::uuid = any (authors) then authors else authors || ${MY_PERSON}::uuid end
      where id = $1::uuid and version = $2::int and state = $3 returning indicator_id, version),
    marked as (
      insert into app.dirty_indicators (indicator_id, from_month)
      select indicator_id, least($11::smallint, $12::smallint) from corrected)
    select version from corrected`,
  values: [
    actual.id,
    actual.version,
    actual.state,
    to,
    figure.value,
    figure.numerator ?? null,
    figure.denominator ?? null,
    figure.level ?? null,
    figure.doneOn ?? null,
    figure.note ?? null,
    figure.month,
    actual.month,
    figure.fileIds,
    figure.facts,
  ],
  read: (rows) => (rows[0]?.['version'] as number | undefined) ?? null,
});

/** Moves the state along the lifecycle; the person who does it is kept for the separation of duties. */
export const moveActual = (actual: Actual, to: ActualState): Call<number | null> => ({
  name: 'actuals.move',
  text: `update app.actuals set state = $4, version = version + 1, updated_at = now(),
      confirmed_by = case when $4 = 'CONFIRMED' then ${MY_PERSON}::uuid else confirmed_by end,
      verified_by = case when $4 = 'VERIFIED' then ${MY_PERSON}::uuid end
    where id = $1::uuid and version = $2::int and state = $3 returning version`,
  values: [actual.id, actual.version, actual.state, to],
  read: (rows) => (rows[0]?.['version'] as number | undefined) ?? null,
});
