import { Decimal } from '../../kernel/rounding.js';
import { assessmentErrors } from './assessment.errors.js';
import { type AssessmentAnswer, findAnswerFault, scoreAssessment } from './domain/assessment-score.js';
import type { AssessmentSheet } from './domain/assessment-sheet.js';
import type { AssessmentAnswerRequest, UpdateProjectAssessmentRequest } from './project-assessment.dto.js';
import type { AssessmentContent } from './project-assessment.store.js';

/** The request over what was there, scored. What is absent stays, `null` takes away; the name of a third party stays. */
export function mergeAssessment(
  sheet: AssessmentSheet,
  before: AssessmentContent,
  request: UpdateProjectAssessmentRequest,
): AssessmentContent {
  const answers = request.answers ? request.answers.map(toAnswer) : before.answers;
  requireAnswers(sheet, answers);
  const score = scoreAssessment(sheet, answers);
  const content = {
    assessorName: request.assessorName?.trim() || before.assessorName,
    requestedAmount: given(request.requestedAmount, before.requestedAmount),
    methods: given(request.methods, before.methods) ?? [],
    answers: score.answers,
    dimensionScores: score.dimensions,
    computedScore: score.total,
    computedOutcome: score.outcome,
    reportedScore: given(request.reportedScore, before.reportedScore),
    conclusion: given(request.conclusion, before.conclusion),
    conclusionReason: trimmed(request.conclusionReason, before.conclusionReason),
    opinion: trimmed(request.opinion, before.opinion),
    suggestions: trimmed(request.suggestions, before.suggestions),
  };
  if (content.requestedAmount?.startsWith('-')) throw assessmentErrors.amountNegative();
  if (!isScore(content.reportedScore ?? '0')) throw assessmentErrors.scoreOutside();
  return content;
}

const toAnswer = ({ question, mark, points, finding, fileIds }: AssessmentAnswerRequest): AssessmentAnswer => ({
  question,
  mark: mark ?? null,
  points: points ?? null,
  finding: finding?.trim() || null,
  fileIds: (fileIds ?? []).map((id) => id.toLowerCase()),
});

function requireAnswers(sheet: AssessmentSheet, answers: readonly AssessmentAnswer[]): void {
  const found = findAnswerFault(sheet, answers);
  if (!found) return;
  const params = { question: answers[found.at]?.question ?? '' };
  const { code, definition } = assessmentErrors[found.fault]();
  const finding = { pointer: `/answers/${found.at}`, code, zh: definition.zh, en: definition.en, params };
  throw assessmentErrors[found.fault](params, [finding]);
}

function isScore(text: string): boolean {
  const score = new Decimal(text);
  return score.gte(0) && score.lte(100) && score.decimalPlaces() <= 2;
}

const given = <T>(wanted: T | null | undefined, before: T | null): T | null => (wanted === undefined ? before : wanted);

const trimmed = (wanted: string | null | undefined, before: string | null): string | null =>
  wanted === undefined ? before : wanted?.trim() || null;
