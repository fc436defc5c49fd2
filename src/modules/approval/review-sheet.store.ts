import type { Call, Row } from '../../platform/database/call.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { EDITION_STATES, type Edition, type EditionKind, OF_MY_DISTRICT } from '../organization/index.js';
import { approvalErrors } from './approval.errors.js';
import { reviewSheetPolicy } from './approval.policy.js';
import { findSheetProblems, type ReviewSheet } from './domain/review-sheet.js';

export interface ReviewSheetRow extends Edition {
  readonly code: string;
  readonly definition: ReviewSheet;
}

const COLUMNS = `t.id, t.version, t.code, t.district_id as "districtId", t.definition, t.state, t.author_id as "authorId"`;

const SHEET_JSON = `json_build_object('id', t.id, 'code', t.code, 'revision', t.revision, 'districtId', t.district_id, 'name', t.name,
  'definition', t.definition, 'state', t.state, 'publishedAt', t.published_at, 'version', t.version)`;

export const sheetList: ListDefinition = {
  name: 'review_sheets.list',
  from: 'app.review_sheets t',
  where: OF_MY_DISTRICT,
  filters: {
    code: { column: 't.code', type: 'code', about: '审核表代码 / code' },
    state: { column: 't.state', type: 'code', values: EDITION_STATES, about: '状态 / state' },
  },
  sorts: { code: { column: 'code', type: 'text' }, revision: { column: 'revision', type: 'int' } },
  defaultSort: 'code',
  item: SHEET_JSON,
};

/** Of these codes, those that a step could ask for in vain. `districtId` null: for a flow of all districts, sheets of all. */
export const findMissingSheets = (codes: readonly string[], districtId: string | null): Call<readonly string[]> => ({
  name: 'review_sheets.find_missing',
  text: `select asked.code from unnest($1::text[]) as asked(code) where not exists (select 1 from app.review_sheets t
      where t.code = asked.code and t.state = 'PUBLISHED' and (t.district_id is null or t.district_id = $2::uuid)) order by asked.code`,
  values: [codes, districtId],
  read: (rows) => rows.map(({ code }) => String(code)),
});

export const REVIEW_SHEETS: EditionKind<ReviewSheetRow> = {
  table: 'review_sheets',
  key: 'code',
  counter: 'revision',
  content: 'definition',
  columns: COLUMNS,
  read: (row: Row) => row as unknown as ReviewSheetRow,
  json: SHEET_JSON,
  isVisible: OF_MY_DISTRICT,
  noun: 'reviewSheet',
  event: 'review-sheet',
  publish: reviewSheetPolicy.publish,
  errors: {
    districtUnknown: httpErrors.notFound,
    notDraft: approvalErrors.sheetNotDraft,
    own: approvalErrors.ownSheet,
  },
  judge: ({ definition }) => assertValidSheet(definition),
};

export function assertValidSheet(definition: ReviewSheet): void {
  const problems = findSheetProblems(definition);
  if (problems.length > 0) throw approvalErrors.sheetInvalid({ problems: problems.join('; ') });
}
