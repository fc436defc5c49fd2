import { Decimal } from 'decimal.js';
import type { Outcome } from './flow-definition.js';

/** 优、良、中、差 */
export const REVIEW_GRADES = ['EXCELLENT', 'GOOD', 'FAIR', 'POOR'] as const;
export type ReviewGrade = (typeof REVIEW_GRADES)[number];

/** 予以安排、修改后安排、退回修改、不予安排 (财预〔2015〕88号, annex: what the grades lead to). */
export const REVIEW_OUTCOMES = ['ARRANGE', 'ARRANGE_AFTER_EDIT', 'RETURN', 'DO_NOT_ARRANGE'] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

/** 审核问题 */
export interface ReviewQuestion {
  readonly code: string;
  readonly criterion: { readonly zh: string; readonly en: string };
  readonly zh: string;
  readonly en: string;
  /** Points of the scored variant; those of a sheet add up to 100. */
  readonly points: number;
}

/** 审核表: versioned data. */
export interface ReviewSheet {
  readonly questions: readonly ReviewQuestion[];
  /** The share of its points that a grade earns. */
  readonly shares: Readonly<Record<ReviewGrade, string>>;
  /** The lowest score of each overall grade, from the best down; below all: POOR. */
  readonly bands: readonly { readonly grade: ReviewGrade; readonly from: string }[];
  readonly outcomes: Readonly<Record<ReviewGrade, ReviewOutcome>>;
}

export interface Answer {
  readonly code: string;
  readonly grade: ReviewGrade;
  readonly evidence?: string;
}

/** What the answers amount to, computed; the reviewer's own conclusion stands beside it. */
export interface ReviewResult {
  readonly score: string;
  readonly grade: ReviewGrade;
  readonly outcome: ReviewOutcome;
}

/** The decision that goes with a conclusion. 修改后安排 goes back to the author and comes straight back to the reviewer. */
export const DECISION_OF: Readonly<
  Record<ReviewOutcome, { readonly outcome: Outcome; readonly resume?: 'RESTART' | 'HERE' }>
> = {
  ARRANGE: { outcome: 'APPROVE' },
  ARRANGE_AFTER_EDIT: { outcome: 'RETURN', resume: 'HERE' },
  RETURN: { outcome: 'RETURN', resume: 'RESTART' },
  DO_NOT_ARRANGE: { outcome: 'REJECT' },
};

export type ReviewRefusal =
  | { readonly code: 'answersIncomplete'; readonly questions: readonly string[] }
  | { readonly code: 'evidenceMissing'; readonly questions: readonly string[] };

/** Each question exactly once, and evidence wherever the grade is not the best. */
export function findReviewRefusal(sheet: ReviewSheet, answers: readonly Answer[]): ReviewRefusal | null {
  const known = sheet.questions.map(({ code }) => code);
  const given = answers.map(({ code }) => code);
  const wrong = [
    ...known.filter((code) => given.filter((other) => other === code).length !== 1),
    ...given.filter((code) => !known.includes(code)),
  ];
  if (wrong.length > 0) return { code: 'answersIncomplete', questions: [...new Set(wrong)] };
  const bare = answers.filter(({ grade, evidence }) => grade !== 'EXCELLENT' && !evidence?.trim());
  return bare.length > 0 ? { code: 'evidenceMissing', questions: bare.map(({ code }) => code) } : null;
}

/** Score = Σ points × share, two places; the grade by the bands; the outcome by the grade. */
export function judgeReview(sheet: ReviewSheet, answers: readonly Answer[]): ReviewResult {
  const grades = new Map(answers.map(({ code, grade }) => [code, grade]));
  const score = sheet.questions.reduce(
    (sum, { code, points }) => sum.plus(new Decimal(sheet.shares[grades.get(code) ?? 'POOR']).times(points)),
    new Decimal(0),
  );
  const grade = sheet.bands.find(({ from }) => score.gte(from))?.grade ?? 'POOR';
  return { score: score.toFixed(2), grade, outcome: sheet.outcomes[grade] };
}

/** Everything that is wrong with a sheet; empty: it may be published. */
export function findSheetProblems(sheet: ReviewSheet): readonly string[] {
  const problems: string[] = [];
  const codes = sheet.questions.map(({ code }) => code);
  if (new Set(codes).size < codes.length) problems.push('a question stands twice');
  const points = sheet.questions.reduce((sum, question) => sum + question.points, 0);
  if (points !== 100) problems.push(`the points add up to ${points}, not to 100`);
  const floors = sheet.bands.map(({ from }) => Number(from));
  if (floors.some((from, index) => index > 0 && from >= (floors[index - 1] ?? 0)))
    problems.push('the bands go from the best down');
  const order = sheet.bands.map(({ grade }) => REVIEW_GRADES.indexOf(grade));
  if (order.some((place, index) => index > 0 && place <= (order[index - 1] ?? 0)))
    problems.push('each grade has one band, the best first');
  const shares = REVIEW_GRADES.map((grade) => new Decimal(sheet.shares[grade]));
  if (shares.some((share, index) => share.lt(0) || share.gt(1) || (index > 0 && share.gt(shares[index - 1] ?? 1))))
    problems.push('shares are from 1 down to 0, none above that of a better grade');
  return problems;
}
