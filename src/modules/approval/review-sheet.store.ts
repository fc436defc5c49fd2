import { type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import type { FlowState } from './domain/flow.lifecycle.js';
import type { ReviewSheet } from './domain/review-sheet.js';

export interface ReviewSheetRow {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly districtId: string | null;
  readonly definition: ReviewSheet;
  readonly state: FlowState;
  readonly authorId: string | null;
}

const COLUMNS = `t.id, t.version, t.code, t.district_id as "districtId", t.definition, t.state, t.author_id as "authorId"`;

const SHEET_JSON = `json_build_object('id', t.id, 'code', t.code, 'revision', t.revision, 'districtId', t.district_id, 'name', t.name,
  'definition', t.definition, 'state', t.state, 'publishedAt', t.published_at, 'version', t.version)`;

/** A sheet belongs to all districts or to one: the caller's own. */
const IS_VISIBLE = `(t.district_id is null or exists (select 1 from app.districts d where d.id = t.district_id))`;

export const sheetList: ListDefinition = {
  name: 'review_sheets.list',
  from: 'app.review_sheets t',
  where: IS_VISIBLE,
  filters: {
    code: { column: 't.code', type: 'code', about: '审核表代码 / code' },
    state: { column: 't.state', type: 'code', values: ['DRAFT', 'PUBLISHED', 'RETIRED'], about: '状态 / state' },
  },
  sorts: { code: { column: 'code', type: 'text' }, revision: { column: 'revision', type: 'int' } },
  defaultSort: 'code',
  item: SHEET_JSON,
};

export const sheetDetail = (id: string): Call<JsonText | null> => ({
  name: 'review_sheets.detail',
  text: `select (${SHEET_JSON})::text as json, t.version from app.review_sheets t where t.id = $1::uuid and ${IS_VISIBLE}`,
  values: [id],
  read: firstRow<JsonText>(),
});

export const findSheet = (id: string): Call<ReviewSheetRow | null> => ({
  name: 'review_sheets.find',
  text: `select ${COLUMNS} from app.review_sheets t where t.id = $1::uuid and ${IS_VISIBLE}`,
  values: [id],
  read: firstRow<ReviewSheetRow>(),
});

export const findSheetForUpdate = (id: string): Call<ReviewSheetRow | null> => ({
  name: 'review_sheets.find_for_update',
  text: `select ${COLUMNS} from app.review_sheets t where t.id = $1::uuid and ${IS_VISIBLE} for update`,
  values: [id],
  read: firstRow<ReviewSheetRow>(),
});

/** The published sheet of a code: the district's own before the general one. */
export const findPublishedSheet = (code: string, districtId: string): Call<ReviewSheetRow | null> => ({
  name: 'review_sheets.find_published',
  text: `select ${COLUMNS} from app.review_sheets t where t.code = $1 and t.state = 'PUBLISHED' and (t.district_id = $2::uuid or t.district_id is null)
    order by t.district_id is null limit 1`,
  values: [code, districtId],
  read: firstRow<ReviewSheetRow>(),
});

/** Of these codes, those that a step could ask for in vain. `districtId` null: for a flow of all districts, sheets of all. */
export const findMissingSheets = (codes: readonly string[], districtId: string | null): Call<readonly string[]> => ({
  name: 'review_sheets.find_missing',
  text: `select asked.code from unnest($1::text[]) as asked(code) where not exists (select 1 from app.review_sheets t
      where t.code = asked.code and t.state = 'PUBLISHED' and (t.district_id is null or t.district_id = $2::uuid)) order by asked.code`,
  values: [codes, districtId],
  read: (rows) => rows.map(({ code }) => String(code)),
});

export interface NewSheet {
  readonly id: string;
  readonly code: string;
  readonly districtId: string;
  readonly name: string;
  readonly definition: ReviewSheet;
  readonly authorId: string;
}

/** A draft under the next revision of its code. */
export const insertSheet = (sheet: NewSheet): Call<void> => ({
  name: 'review_sheets.insert',
  text: `insert into app.review_sheets (id, code, revision, district_id, name, definition, author_id)
    select $1::uuid, $2, coalesce(max(s.revision), 0) + 1, $3::uuid, $4, $5::jsonb, $6::uuid
    from app.review_sheets s where s.code = $2 and s.district_id = $3::uuid`,
  values: [sheet.id, sheet.code, sheet.districtId, sheet.name, JSON.stringify(sheet.definition), sheet.authorId],
  read: noRows,
});

/** The published revision gives way. A sheet that was filled in keeps its id in the trail. */
export const retirePublishedSheet = (sheet: ReviewSheetRow): Call<void> => ({
  name: 'review_sheets.retire_published',
  text: `update app.review_sheets set version = version + 1, updated_at = now(), state = 'RETIRED'
    where code = $1 and district_id is not distinct from $2::uuid and state = 'PUBLISHED'`,
  values: [sheet.code, sheet.districtId],
  read: noRows,
});

/** After retirePublishedSheet(), as a statement of its own: one revision is published at a time. */
export const publishSheet = (sheet: ReviewSheetRow, publisherId: string): Call<boolean> => ({
  name: 'review_sheets.publish',
  text: `update app.review_sheets set version = version + 1, updated_at = now(), state = 'PUBLISHED', publisher_id = $3::uuid, published_at = now()
    where id = $1::uuid and version = $2::int and state = 'DRAFT' returning 1`,
  values: [sheet.id, sheet.version, publisherId],
  read: (rows) => rows.length === 1,
});
