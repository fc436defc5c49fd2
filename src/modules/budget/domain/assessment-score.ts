import { Decimal, roundScore, scoreText } from '../../../kernel/rounding.js';
import {
  type AssessmentMark,
  type AssessmentOutcome,
  type AssessmentSheet,
  questionsOf,
  type SheetQuestion,
} from './assessment-sheet.js';

/** An answer to one question: a mark, or points; what was seen, and the files that show it. */
export interface AssessmentAnswer {
  readonly question: string;
  readonly mark: AssessmentMark | null;
  readonly points: string | null;
  readonly finding: string | null;
  readonly fileIds: readonly string[];
}

export interface ScoredAnswer extends AssessmentAnswer {
  /** Points of this answer, two places. */
  readonly score: string;
}

export interface DimensionScore {
  readonly code: string;
  readonly name: string;
  readonly points: string;
  readonly score: string;
}

export interface AssessmentScore {
  readonly answers: readonly ScoredAnswer[];
  readonly dimensions: readonly DimensionScore[];
  readonly total: string;
  /** Null until every question is answered: half a sheet supports nothing and refuses nothing. */
  readonly outcome: AssessmentOutcome | null;
}

/** Why an answer can't be scored. */
export type AnswerFault = 'unknownQuestion' | 'answeredTwice' | 'markOrPoints' | 'pointsOutside';

export function findAnswerFault(
  sheet: AssessmentSheet,
  answers: readonly AssessmentAnswer[],
): { readonly fault: AnswerFault; readonly at: number } | null {
  const questions = new Map(questionsOf(sheet).map((question) => [question.code, question]));
  const seen = new Set<string>();
  for (const [at, answer] of answers.entries()) {
    const question = questions.get(answer.question);
    if (!question) return { fault: 'unknownQuestion', at };
    if (seen.has(answer.question)) return { fault: 'answeredTwice', at };
    seen.add(answer.question);
    if ((answer.mark === null) === (answer.points === null)) return { fault: 'markOrPoints', at };
    if (answer.points !== null && !isWithin(answer.points, question.points)) return { fault: 'pointsOutside', at };
  }
  return null;
}

/** Points by mark or as given, Σ by dimension and in all, and the outcome of the band. Half-up to two places per answer. */
export function scoreAssessment(sheet: AssessmentSheet, answers: readonly AssessmentAnswer[]): AssessmentScore {
  const given = new Map(answers.map((answer) => [answer.question, answer]));
  const scored: ScoredAnswer[] = [];
  const dimensions = sheet.dimensions.map(({ code, name, questions }) => {
    let score = new Decimal(0);
    for (const question of questions) {
      const answer = given.get(question.code);
      if (!answer) continue;
      const points = pointsOf(sheet, question, answer);
      score = score.plus(points);
      scored.push({ ...answer, score: scoreText(points) });
    }
    return { code, name, points: scoreText(sum(questions.map(({ points }) => points))), score: scoreText(score) };
  });
  const total = sum(dimensions.map(({ score }) => score));
  const isComplete = scored.length === questionsOf(sheet).length;
  const outcome = isComplete ? (sheet.bands.find(({ from }) => total.gte(from))?.outcome ?? null) : null;
  return { answers: scored, dimensions, total: scoreText(total), outcome };
}

/** What a submission still lacks; empty: it may go. */
export type SubmissionGap = 'ANSWER_MISSING' | 'CONCLUSION_MISSING' | 'CONCLUSION_REASON' | 'OPINION_MISSING';

export interface AssessmentText {
  readonly computedOutcome: AssessmentOutcome | null;
  readonly conclusion: AssessmentOutcome | null;
  readonly conclusionReason: string | null;
  readonly opinion: string | null;
}

/** Every question, a conclusion, and a reason where the assessor concludes otherwise than the points do. */
export function findSubmissionGaps(
  sheet: AssessmentSheet,
  answers: readonly AssessmentAnswer[],
  text: AssessmentText,
): readonly { readonly gap: SubmissionGap; readonly pointer: string; readonly question: string }[] {
  const answered = new Set(answers.map(({ question }) => question));
  const missing = questionsOf(sheet).filter(({ code }) => !answered.has(code));
  const differs = text.conclusion !== null && text.computedOutcome !== null && text.conclusion !== text.computedOutcome;
  return [
    ...missing.map(({ code }) => ({ gap: 'ANSWER_MISSING' as const, pointer: '/answers', question: code })),
    ...(text.conclusion ? [] : [gapAt('CONCLUSION_MISSING', '/conclusion')]),
    ...(differs && !text.conclusionReason ? [gapAt('CONCLUSION_REASON', '/conclusionReason')] : []),
    ...(text.opinion ? [] : [gapAt('OPINION_MISSING', '/opinion')]),
  ];
}

const gapAt = (gap: SubmissionGap, pointer: string) => ({ gap, pointer, question: '' });

const pointsOf = (sheet: AssessmentSheet, question: SheetQuestion, { mark, points }: AssessmentAnswer): Decimal =>
  mark === null ? new Decimal(points ?? 0) : roundScore(new Decimal(question.points).times(sheet.marks[mark]));

function isWithin(points: string, full: string): boolean {
  const given = new Decimal(points);
  return given.gte(0) && given.lte(full) && given.decimalPlaces() <= 2;
}

const sum = (points: readonly string[]): Decimal => points.reduce((all, each) => all.plus(each), new Decimal(0));
