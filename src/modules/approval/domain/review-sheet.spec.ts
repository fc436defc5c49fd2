import * as fc from 'fast-check';
import { GOAL_REVIEW_1764000725000 } from '../../../../migrations/seeds/1764000725000-goal-review.js';
import {
  type Answer,
  findReviewRefusal,
  findSheetProblems,
  judgeReview,
  REVIEW_GRADES,
  type ReviewGrade,
  type ReviewSheet,
} from './review-sheet.js';

/** 绩效目标审核表 (财预〔2015〕88号), as every database has it. */
const SHEET = GOAL_REVIEW_1764000725000.definition as ReviewSheet;
const CODES = SHEET.questions.map(({ code }) => code);

const answered = (grade: ReviewGrade, others: Readonly<Record<string, ReviewGrade>> = {}): Answer[] =>
  CODES.map((code) => ({ code, grade: others[code] ?? grade, evidence: '见可行性研究报告' }));

describe('the eight questions', () => {
  it('stand under four criteria and make 100 points', () => {
    expect(findSheetProblems(SHEET)).toEqual([]);
    expect(SHEET.questions.map(({ points }) => points)).toEqual([10, 10, 15, 15, 15, 15, 10, 10]);
    expect([...new Set(SHEET.questions.map(({ criterion }) => criterion.zh))]).toEqual([
      '完整性',
      '相关性',
      '适当性',
      '可行性',
    ]);
  });

  it.each<[ReviewGrade, string, string]>([
    ['EXCELLENT', '100.00', 'ARRANGE'],
    ['GOOD', '85.00', 'ARRANGE_AFTER_EDIT'],
    ['FAIR', '70.00', 'RETURN'],
    ['POOR', '30.00', 'DO_NOT_ARRANGE'],
  ])('all %s make %s: %s', (grade, score, outcome) => {
    expect(judgeReview(SHEET, answered(grade))).toEqual({ score, grade, outcome });
  });

  it('a goal far too high for its money: 资金匹配性 差 costs 10.5 points and one grade', () => {
    expect(judgeReview(SHEET, answered('EXCELLENT', { funding: 'POOR' }))).toEqual({
      score: '89.50',
      grade: 'GOOD',
      outcome: 'ARRANGE_AFTER_EDIT',
    });
  });

  it('exactly 90 points are 优', () => {
    const others = { completeness: 'GOOD', clarity: 'GOOD', attainability: 'POOR' } as const;
    expect(judgeReview(SHEET, answered('EXCELLENT', others))).toMatchObject({ score: '90.00', grade: 'EXCELLENT' });
  });

  it('a better grade never gives a worse score', () => {
    const grades = fc.array(fc.constantFrom(...REVIEW_GRADES), { minLength: CODES.length, maxLength: CODES.length });
    const scoreOf = (given: readonly ReviewGrade[]): number =>
      Number(
        judgeReview(
          SHEET,
          given.map((grade, index) => ({ code: CODES[index] ?? '', grade })),
        ).score,
      );
    fc.assert(
      fc.property(grades, fc.nat(CODES.length - 1), (given, at) => {
        const place = REVIEW_GRADES.indexOf(given[at] ?? 'POOR');
        const better = given.map((grade, index) =>
          index === at ? (REVIEW_GRADES[Math.max(0, place - 1)] ?? grade) : grade,
        );
        expect(scoreOf(better)).toBeGreaterThanOrEqual(scoreOf(given));
      }),
    );
  });
});

describe('a sheet as it is filled in', () => {
  it('is accepted with every question once, and evidence below 优', () => {
    expect(findReviewRefusal(SHEET, answered('FAIR'))).toBeNull();
    expect(
      findReviewRefusal(
        SHEET,
        CODES.map((code) => ({ code, grade: 'EXCELLENT' })),
      ),
    ).toBeNull();
  });

  it('names the question that is missing, asked twice or unknown', () => {
    const full = answered('GOOD');
    expect(findReviewRefusal(SHEET, full.slice(1))).toEqual({ code: 'answersIncomplete', questions: ['completeness'] });
    const strange: Answer = { code: 'weather', grade: 'GOOD', evidence: '晴' };
    expect(findReviewRefusal(SHEET, [...full, full[0] as Answer, strange])).toEqual({
      code: 'answersIncomplete',
      questions: ['completeness', 'weather'],
    });
  });

  it('names the grades that stand without evidence', () => {
    const bare = answered('EXCELLENT', { funding: 'POOR' }).map(({ code, grade }) => ({ code, grade, evidence: ' ' }));
    expect(findReviewRefusal(SHEET, bare)).toEqual({ code: 'evidenceMissing', questions: ['funding'] });
  });
});

describe('a sheet that may not be published', () => {
  const [first, ...others] = SHEET.questions as [ReviewSheet['questions'][0], ...ReviewSheet['questions']];
  it.each<[string, Partial<ReviewSheet>, string]>([
    ['asks one thing twice', { questions: [...SHEET.questions, first] }, 'stands twice'],
    ['has 99 points', { questions: [{ ...first, points: 9 }, ...others] }, 'add up to 99'],
    ['has bands that climb', { bands: [...SHEET.bands].reverse() }, 'from the best down'],
    [
      'has two bands of a grade',
      {
        bands: [
          { grade: 'GOOD', from: '90' },
          { grade: 'GOOD', from: '80' },
        ],
      },
      'one band',
    ],
    ['rewards 差 above 中', { shares: { ...SHEET.shares, POOR: '0.9' } }, 'shares are'],
    ['gives more than all points', { shares: { ...SHEET.shares, EXCELLENT: '1.2' } }, 'shares are'],
  ])('%s', (_, change, problem) => {
    expect(findSheetProblems({ ...SHEET, ...change }).join()).toContain(problem);
  });
});
