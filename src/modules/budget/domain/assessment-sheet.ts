import { Decimal } from '../../../kernel/rounding.js';

/** 评估对象: a project, or a policy with its own five dimensions. */
export const SHEET_VARIANTS = ['PROJECT', 'POLICY'] as const;
export type SheetVariant = (typeof SHEET_VARIANTS)[number];

/** 支持、调整后支持、不予支持 (四川省预算绩效评估管理办法). */
export const ASSESSMENT_OUTCOMES = ['SUPPORTED', 'SUPPORTED_AFTER_ADJUSTMENT', 'NOT_SUPPORTED'] as const;
export type AssessmentOutcome = (typeof ASSESSMENT_OUTCOMES)[number];

/** 优、良、中、差: how a reviewer may answer a question in a word; the sheet says what share of the points each is worth. */
export const ASSESSMENT_MARKS = ['EXCELLENT', 'GOOD', 'FAIR', 'POOR'] as const;
export type AssessmentMark = (typeof ASSESSMENT_MARKS)[number];

/** 评估要点: one question and its full points. */
export interface SheetQuestion {
  readonly code: string;
  readonly text: string;
  readonly points: string;
}

export interface SheetDimension {
  readonly code: string;
  readonly name: string;
  readonly questions: readonly SheetQuestion[];
}

/** From this total on, this outcome; the highest `from` that the total reaches counts. */
export interface OutcomeBand {
  readonly outcome: AssessmentOutcome;
  readonly from: string;
}

/** 事前绩效评估评分表: data, one published edition for each variant. */
export interface AssessmentSheet {
  readonly dimensions: readonly SheetDimension[];
  /** Share of a question's points by mark, 0 to 1. */
  readonly marks: Readonly<Record<AssessmentMark, string>>;
  readonly bands: readonly OutcomeBand[];
}

const FULL = 100;
const DIMENSIONS = 5;

export const questionsOf = ({ dimensions }: Pick<AssessmentSheet, 'dimensions'>): readonly SheetQuestion[] =>
  dimensions.flatMap(({ questions }) => questions);

/** What forbids publishing a sheet, one sentence per problem; empty: it can score anything. */
export function findSheetProblems(sheet: AssessmentSheet): readonly string[] {
  return [...dimensionProblems(sheet), ...markProblems(sheet.marks), ...bandProblems(sheet.bands)];
}

function dimensionProblems(sheet: AssessmentSheet): string[] {
  const questions = questionsOf(sheet);
  const problems: string[] = [];
  if (sheet.dimensions.length !== DIMENSIONS) problems.push(`dimensions: ${sheet.dimensions.length} instead of 5`);
  for (const { code, questions: own } of sheet.dimensions)
    if (own.length === 0) problems.push(`dimension ${code}: at least one question`);
  for (const code of repeated([...sheet.dimensions, ...questions].map((each) => each.code)))
    problems.push(`code ${code}: each code once`);
  for (const { code, points } of questions)
    if (!(new Decimal(points).gt(0) && new Decimal(points).decimalPlaces() <= 2))
      problems.push(`question ${code}: points above 0 with at most two places`);
  const total = questions.reduce((sum, { points }) => sum.plus(points), new Decimal(0));
  if (!total.equals(FULL)) problems.push(`points: ${total.toFixed()} in all instead of 100`);
  return problems;
}

function markProblems(marks: AssessmentSheet['marks']): string[] {
  const shares = ASSESSMENT_MARKS.map((mark) => new Decimal(marks[mark]));
  const outside = shares.some((share) => share.lt(0) || share.gt(1));
  const rising = shares.some((share, at) => at > 0 && share.gt(shares[at - 1] ?? 0));
  return [
    ...(outside ? ['marks: shares from 0 to 1'] : []),
    ...(rising ? ['marks: a worse mark is worth no more than a better one'] : []),
  ];
}

/** Best first, one band each, from 0: every total has exactly one outcome, and a higher total never a worse one. */
function bandProblems(bands: readonly OutcomeBand[]): string[] {
  const problems: string[] = [];
  if (bands.map(({ outcome }) => outcome).join() !== ASSESSMENT_OUTCOMES.join())
    problems.push(`bands: ${ASSESSMENT_OUTCOMES.join(', ')}, in this order`);
  const limits = bands.map(({ from }) => new Decimal(from));
  if (limits.some((limit, at) => at > 0 && limit.gte(limits[at - 1] ?? 0))) problems.push('bands: falling limits');
  if (limits.some((limit) => limit.lt(0) || limit.gt(FULL))) problems.push('bands: limits from 0 to 100');
  if (!limits.at(-1)?.equals(0)) problems.push('bands: the last one begins at 0');
  return problems;
}

const repeated = (codes: readonly string[]): readonly string[] => [
  ...new Set(codes.filter((code, at) => codes.indexOf(code) < at)),
];
