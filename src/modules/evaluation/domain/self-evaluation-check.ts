import { Decimal, rateText, roundScore, scoreText } from '../../../kernel/rounding.js';
import { guessFrame, isIndicatorFrameVersion } from '../../goal/domain/indicator-frame.js';
import { checkWeightSum } from '../../goal/domain/weight-template.js';
import { readPoints } from './cell-reading.js';
import { type Finding, finding } from './finding-catalogue.js';
import { checkFunds, type FundsCheck } from './funds-check.js';
import { gradeOf } from './grade.js';
import { checkIndicator, type RowCheck } from './indicator-check.js';
import { cleanText, quote, readCell } from './printed-table.js';
import type { TableContext } from './row-context.js';
import type { ScoringRuleSet } from './scoring-rule-set.js';
import {
  type IndicatorRow,
  MOST_INDICATOR_ROWS,
  type SelfEvaluationCheck,
  type SelfEvaluationInput,
} from './self-evaluation-input.js';
import { plainTotal, type ScorePart, totalScore } from './total-score.js';

/**
 * Checks a printed self-evaluation table (自评表) against a rule set: computes every score, the total and the grade, and
 * reports what is missing, contradictory or above the computed score (domain 3.11). Published tables are often wrong: the
 * check computes and compares, it never accepts. Total: no input makes it throw, and its work is bounded by the row limits.
 */
export function checkSelfEvaluation(input: SelfEvaluationInput, ruleSet: ScoringRuleSet): SelfEvaluationCheck {
  const findings: Finding[] = [];
  const executionWeight = readExecutionWeight(input, ruleSet, findings);
  const funds = readFunds(input, executionWeight, ruleSet);
  const rows = checkRows(input, executionWeight, ruleSet, findings);
  const sumProblem = findWeightSumProblem(rows, executionWeight);
  if (sumProblem) findings.push(sumProblem);
  findings.push(...valuesThatLookLikePoints(rows));

  const lines = [...executionLine(funds, executionWeight), ...rows];
  const parts = lines.map(({ part }) => part);
  const computed = sumProblem ? plainTotal(parts) : totalScore(parts, ruleSet);
  const isTruncated = listOf(input.indicators).length > MOST_INDICATOR_ROWS;
  const total = isTruncated ? null : computed.total;
  const printedLines = listOf(input.funds).length === 0 ? rows : lines;
  const sums = printedSums(printedLines, ruleSet);
  const printedSum = isTruncated ? null : (sums.at(sumProblem ? 0 : -1) ?? null);
  findings.push(...checkPrintedTotal(input, sums, total, ruleSet));
  return {
    ruleSet: ruleSet.code,
    executionRate: funds?.execution.rate ? rateText(funds.execution.rate) : null,
    executionScore: funds?.execution.score ? scoreText(funds.execution.score) : null,
    executionExplanation: funds?.execution.explanation ?? { steps: [], text: { zh: '', en: '' } },
    indicators: rows.map(({ checked }) => checked),
    total: total && scoreText(total),
    totalExplanation: computed.explanation,
    grade: total === null || sumProblem ? null : gradeOf(total, ruleSet.grades),
    printedSum: printedSum && scoreText(printedSum),
    printedGrade: printedSum === null || sumProblem ? null : gradeOf(printedSum, ruleSet.grades),
    findings: [...(funds?.findings ?? []), ...rows.flatMap((row) => row.findings), ...findings],
  };
}

function readExecutionWeight(input: SelfEvaluationInput, ruleSet: ScoringRuleSet, findings: Finding[]): Decimal {
  const weight = readPoints(input.executionWeight, '/executionWeight', null, findings);
  if (weight === null) return new Decimal(ruleSet.executionWeight);
  if (weight.lte(100)) return weight;
  findings.push(finding('TYPE', '/executionWeight', { text: quote(input.executionWeight) }));
  return new Decimal(ruleSet.executionWeight);
}

/** A table whose execution is worth nothing and that prints no funds has no execution to check. */
function readFunds(input: SelfEvaluationInput, executionWeight: Decimal, ruleSet: ScoringRuleSet): FundsCheck | null {
  const rows = listOf(input.funds);
  if (rows.length === 0 && executionWeight.isZero()) return null;
  return checkFunds(rows, input.moneyUnit, executionWeight, ruleSet);
}

function checkRows(
  input: SelfEvaluationInput,
  executionWeight: Decimal,
  ruleSet: ScoringRuleSet,
  findings: Finding[],
): RowCheck[] {
  const all = listOf<IndicatorRow>(input.indicators);
  if (all.length > MOST_INDICATOR_ROWS) findings.push(finding('TYPE', '/indicators', { text: `${all.length} rows` }));
  const rows = all.slice(0, MOST_INDICATOR_ROWS);
  const stated = typeof input.frame === 'string' && isIndicatorFrameVersion(input.frame) ? input.frame : null;
  const level1Names = rows.map(({ level1 }) => (typeof level1 === 'string' ? level1 : ''));
  const frame = stated ?? guessFrame(level1Names);
  const table: TableContext = { ruleSet, frame, indicatorTotal: new Decimal(100).minus(executionWeight) };
  return rows.map((row, index) => checkIndicator(row, index, table));
}

/** Σ weights against 100 − executionWeight; a table with a missing weight has no sum to judge. */
function findWeightSumProblem(rows: readonly RowCheck[], executionWeight: Decimal): Finding | null {
  const weights = rows.map(({ weight }) => weight).filter((weight) => weight !== null);
  if (weights.length < rows.length) return null;
  const problem = checkWeightSum(weights, executionWeight);
  return problem && finding('WEIGHT_SUM', '/indicators', { sum: problem.sum, expected: problem.expected });
}

const FEWEST_SUSPICIOUS_ROWS = 3;

function valuesThatLookLikePoints(rows: readonly RowCheck[]): Finding[] {
  const suspicious = rows.flatMap(({ looksLikePoints }, index) => (looksLikePoints ? [String(index + 1)] : []));
  if (suspicious.length < FEWEST_SUSPICIOUS_ROWS) return [];
  const params = { count: String(suspicious.length), rows: suspicious.join(', ') };
  return [finding('VALUE_LOOKS_LIKE_POINTS', '/indicators', params)];
}

/** A line of the table as far as sums are concerned. */
type Line = Pick<RowCheck, 'part' | 'reported'>;

function executionLine(funds: FundsCheck | null, weight: Decimal): Line[] {
  if (funds === null) return [];
  const part: ScorePart = { weight, level1: null, level2: null, outcome: executionOutcome(funds) };
  return [{ part, reported: funds.reported }];
}

function executionOutcome({ execution }: FundsCheck): ScorePart['outcome'] {
  if (execution.isNotApplicable) return { kind: 'NOT_APPLICABLE' };
  return execution.score === null ? { kind: 'UNKNOWN' } : { kind: 'SCORED', score: execution.score };
}

/** The sums that the printed scores allow: plain, and re-based when parts don't apply. Empty: not all scores are printed. */
function printedSums(lines: readonly Line[], ruleSet: ScoringRuleSet): Decimal[] {
  const printed = lines.map(({ part, reported }) => ({ ...part, outcome: printedOutcome(part, reported) }));
  const sums = [plainTotal(printed).total, totalScore(printed, ruleSet).total];
  return sums.filter((sum) => sum !== null);
}

function printedOutcome(part: ScorePart, reported: Decimal | null): ScorePart['outcome'] {
  if (reported !== null) return { kind: 'SCORED', score: roundScore(reported) };
  return part.outcome.kind === 'NOT_APPLICABLE' ? part.outcome : { kind: 'UNKNOWN' };
}

/** 总分 and 等级 as printed: against the printed parts, else the computed total, and against the rule set's bands. */
function checkPrintedTotal(
  input: SelfEvaluationInput,
  sums: readonly Decimal[],
  computed: Decimal | null,
  ruleSet: ScoringRuleSet,
): Finding[] {
  const findings: Finding[] = [];
  const reported = readPoints(input.reportedTotal, '/reportedTotal', null, findings);
  if (reported === null) return findings;
  const printed = roundScore(reported);
  if (sums.length > 0 && !sums.some((sum) => sum.equals(printed))) {
    const params = { printed: scoreText(printed), sum: scoreText(sums[0]!) };
    findings.push(finding('ARITHMETIC_MISMATCH', '/reportedTotal', params));
  }
  /* With all scores printed a total that is too high has been reported already, at its sum or at its rows. */
  if (sums.length === 0 && computed !== null && printed.gt(computed)) {
    const params = { printed: scoreText(printed), computed: scoreText(computed) };
    findings.push(finding('SCORE_MISMATCH', '/reportedTotal', params));
  }
  return [...findings, ...checkPrintedGrade(input.reportedGrade, printed, ruleSet)];
}

function checkPrintedGrade(raw: unknown, total: Decimal, ruleSet: ScoringRuleSet): Finding[] {
  const cell = readCell(raw);
  if (cell.kind === 'EMPTY' || cell.kind === 'TEMPLATE') return [];
  const expected = gradeOf(total, ruleSet.grades);
  const printed = GRADE_SYNONYMS[cleanText(raw)] ?? cleanText(raw);
  if (expected === null || printed === expected) return [];
  return [finding('GRADE_MISMATCH', '/reportedGrade', { printed: quote(raw), total: scoreText(total), expected })];
}

const GRADE_SYNONYMS: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  优秀: '优',
  良好: '良',
  中等: '中',
  较差: '差',
});

/** Rows of a list that may be anything: no list has none, and a row that is no object is an empty one. */
function listOf<Row extends object>(rows: readonly Row[]): readonly Row[] {
  if (!Array.isArray(rows)) return [];
  return rows.map((row: unknown) => (typeof row === 'object' && row !== null ? (row as Row) : ({} as Row)));
}
