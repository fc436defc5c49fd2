import { MY_PERSON } from '../../platform/auth/grants.js';
import { type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { rolesInDistrict } from '../organization/index.js';
import { type AssessmentSheet, SHEET_VARIANTS, type SheetVariant } from './domain/assessment-sheet.js';

export const SHEET_STATES = ['DRAFT', 'PUBLISHED', 'RETIRED'] as const;

/** A row of app.assessment_sheets. */
export interface StoredSheet {
  readonly id: string;
  readonly version: number;
  readonly variant: SheetVariant;
  readonly districtId: string | null;
  readonly state: (typeof SHEET_STATES)[number];
  readonly authorId: string | null;
  readonly definition: AssessmentSheet;
}

const COLUMNS = `t.id, t.version, t.variant, t.district_id as "districtId", t.state, t.author_id as "authorId", t.definition`;

const SHEET_JSON = `json_build_object('id', t.id, 'variant', t.variant, 'revision', t.revision, 'districtId', t.district_id, 'name', t.name,
  'state', t.state, 'definition', t.definition, 'publishedAt', t.published_at, 'version', t.version, 'updatedAt', t.updated_at)`;

export const sheetList: ListDefinition = {
  name: 'assessment_sheets.list',
  from: 'app.assessment_sheets t',
  filters: {
    variant: { column: 't.variant', type: 'code', values: SHEET_VARIANTS, about: '适用对象 / variant' },
    state: { column: 't.state', type: 'code', values: SHEET_STATES, about: '状态 / state' },
    districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
  },
  sorts: {
    variant: { column: 'variant', type: 'text' },
    revision: { column: 'revision', type: 'int' },
    updatedAt: { column: 'updated_at', type: 'timestamptz' },
  },
  defaultSort: 'variant',
  item: SHEET_JSON,
};

export interface SheetDetail extends JsonText {
  readonly version: number;
  readonly state: StoredSheet['state'];
  readonly isOwn: boolean;
  readonly roles: readonly string[];
}

export const sheetDetail = (id: string): Call<SheetDetail | null> => ({
  name: 'assessment_sheets.detail',
  text: `select (${SHEET_JSON})::text as json, t.version, t.state, coalesce(t.author_id::text = ${MY_PERSON}, false) as "isOwn",
      ${rolesInDistrict('t.district_id')} as roles
    from app.assessment_sheets t where t.id = $1::uuid`,
  values: [id],
  read: firstRow<SheetDetail>(),
});

/** The published sheet of a district: its own, else the one for all. */
export const findPublishedSheet = (variant: SheetVariant, districtId: string): Call<StoredSheet | null> => ({
  name: 'assessment_sheets.find_published',
  text: `select ${COLUMNS} from app.assessment_sheets t where t.variant = $1 and t.state = 'PUBLISHED'
      and (t.district_id is null or t.district_id = $2::uuid) order by t.district_id is null limit 1`,
  values: [variant, districtId],
  read: firstRow<StoredSheet>(),
});

export const findSheet = (id: string): Call<StoredSheet | null> => ({
  name: 'assessment_sheets.find',
  text: `select ${COLUMNS} from app.assessment_sheets t where t.id = $1::uuid`,
  values: [id],
  read: firstRow<StoredSheet>(),
});

export const findSheetForUpdate = (id: string): Call<StoredSheet | null> => ({
  name: 'assessment_sheets.find_for_update',
  text: `select ${COLUMNS} from app.assessment_sheets t where t.id = $1::uuid for update`,
  values: [id],
  read: firstRow<StoredSheet>(),
});

export interface NewSheet {
  readonly id: string;
  readonly districtId: string;
  readonly variant: SheetVariant;
  readonly name: string;
  readonly definition: AssessmentSheet;
  readonly authorId: string;
}

/** A draft under the next revision of its variant. */
export const insertSheet = (sheet: NewSheet): Call<void> => ({
  name: 'assessment_sheets.insert',
  text: `insert into app.assessment_sheets (id, variant, revision, district_id, name, definition, author_id)
    select $1::uuid, $2, coalesce(max(s.revision), 0) + 1, $3::uuid, $4, $5::jsonb, $6::uuid
    from app.assessment_sheets s where s.variant = $2 and s.district_id = $3::uuid`,
  values: [sheet.id, sheet.variant, sheet.districtId, sheet.name, JSON.stringify(sheet.definition), sheet.authorId],
  read: noRows,
});

/** The published revision gives way. What was scored keeps the sheet it was scored by. */
export const retirePublishedSheet = ({ variant, districtId }: StoredSheet): Call<void> => ({
  name: 'assessment_sheets.retire_published',
  text: `update app.assessment_sheets set version = version + 1, updated_at = now(), state = 'RETIRED'
    where variant = $1 and district_id = $2::uuid and state = 'PUBLISHED'`,
  values: [variant, districtId],
  read: noRows,
});

/** After retirePublishedSheet(), as a statement of its own: one revision is published at a time. */
export const publishSheet = (sheet: StoredSheet, publisherId: string): Call<boolean> => ({
  name: 'assessment_sheets.publish',
  text: `update app.assessment_sheets set version = version + 1, updated_at = now(), state = 'PUBLISHED', publisher_id = $3::uuid, published_at = now()
    where id = $1::uuid and version = $2::int and state = 'DRAFT' returning 1`,
  values: [sheet.id, sheet.version, publisherId],
  read: (rows) => rows.length === 1,
});
