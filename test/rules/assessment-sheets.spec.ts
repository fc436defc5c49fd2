import { ASSESSMENT_SHEETS_1764000740000 } from '../../migrations/seeds/1764000740000-assessment-sheets.js';
import { findSheetProblems, questionsOf } from '../../src/modules/budget/domain/assessment-sheet.js';

describe('the assessment sheets that came with the product', () => {
  it.each(ASSESSMENT_SHEETS_1764000740000.map((sheet) => [sheet.variant, sheet] as const))(
    '%s: could be published, with five dimensions of 20 points',
    (_, { definition }) => {
      expect(findSheetProblems(definition)).toEqual([]);
      expect(definition.dimensions.map((each) => questionsOf({ dimensions: [each] }).length)).toEqual([4, 4, 4, 4, 4]);
    },
  );
});
