import { type Call, firstRow } from '../../platform/database/call.js';
import type { ReviewSheet } from './domain/review-sheet.js';

export interface ReviewSheetRow {
  readonly id: string;
  readonly definition: ReviewSheet;
}

/** The published sheet of a code: the district's own before the general one. */
export const findPublishedSheet = (code: string, districtId: string): Call<ReviewSheetRow | null> => ({
  name: 'review_sheets.find_published',
  text: `select id, definition from app.review_sheets where code = $1 and state = 'PUBLISHED' and (district_id = $2::uuid or district_id is null)
    order by district_id is null limit 1`,
  values: [code, districtId],
  read: firstRow<ReviewSheetRow>(),
});
