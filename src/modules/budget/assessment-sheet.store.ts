import type { Row } from '../../platform/database/call.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { EDITION_STATES, type Edition, type EditionKind } from '../organization/index.js';
import { assessmentErrors } from './assessment.errors.js';
import { assessmentSheetPolicy } from './assessment.policy.js';
import {
  type AssessmentSheet,
  findSheetProblems,
  SHEET_VARIANTS,
  type SheetVariant,
} from './domain/assessment-sheet.js';

/** A row of app.assessment_sheets. */
export interface StoredSheet extends Edition {
  readonly variant: SheetVariant;
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
    state: { column: 't.state', type: 'code', values: EDITION_STATES, about: '状态 / state' },
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

/** A draft may still have problems; publishing names them. */
export const ASSESSMENT_SHEETS: EditionKind<StoredSheet> = {
  table: 'assessment_sheets',
  key: 'variant',
  counter: 'revision',
  content: 'definition',
  columns: COLUMNS,
  read: (row: Row) => row as unknown as StoredSheet,
  json: SHEET_JSON,
  isVisible: 'true',
  noun: 'assessmentSheet',
  event: 'assessment-sheet',
  publish: assessmentSheetPolicy.publish,
  errors: {
    districtUnknown: assessmentErrors.districtNotFound,
    notDraft: assessmentErrors.sheetNotDraft,
    own: assessmentErrors.ownSheet,
  },
  judge: ({ definition }) => {
    const problems = findSheetProblems(definition);
    if (problems.length > 0)
      throw assessmentErrors.sheetInvalid({ count: problems.length, problems: problems.join('; ') });
  },
  payload: ({ variant }) => ({ variant }),
};
