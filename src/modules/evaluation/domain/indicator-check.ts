import { type Decimal, plainText, rateText, scoreText } from '../../../kernel/rounding.js';
import { belongs, levelName } from '../../goal/domain/indicator-frame.js';
import { readPoints, reportUnfilled } from './cell-reading.js';
import { type Finding, finding } from './finding-catalogue.js';
import { cleanText, quote, readCell, readOperator } from './printed-table.js';
import { checkQualitative } from './qualitative-check.js';
import { checkQuantitative } from './quantitative-check.js';
import type { RowContext, RowScore, TableContext } from './row-context.js';
import { explain, explainStep } from './score-explanation.js';
import type { CheckedIndicator, IndicatorRow } from './self-evaluation-input.js';
import type { ScorePart } from './total-score.js';

export interface RowCheck {
  checked: CheckedIndicator;
  part: ScorePart;
  weight: Decimal | null;
  reported: Decimal | null;
  looksLikePoints: boolean;
  findings: readonly Finding[];
}

/** Checks one row of the indicator table (绩效指标): reads, scores, and compares with what was printed. */
export function checkIndicator(row: IndicatorRow, index: number, table: TableContext): RowCheck {
  const context = rowContext(row, index, table);
  checkPlace(context);
  const scored = row.notApplicable === true ? notApplicable() : scoreRow(context);
  const { weight, reported, findings } = context;
  return {
    checked: describe(scored),
    part: { weight: weight ?? context.indicatorTotal.times(0), ...levels(row), outcome: outcomeOf(scored, weight) },
    weight,
    reported: row.notApplicable === true ? null : reported,
    looksLikePoints: row.notApplicable !== true && looksLikePoints(row, weight),
    findings,
  };
}

function rowContext(row: IndicatorRow, index: number, table: TableContext): RowContext {
  const pointer = `/indicators/${index}`;
  const findings: Finding[] = [];
  const names = [levelName(text(row.level1)), levelName(text(row.level2)), cleanText(row.name)];
  return {
    ...table,
    row,
    pointer,
    name: cleanText(row.name),
    isSatisfaction: names.some((name) => name.includes('满意度') || name.endsWith('满意率')),
    weight: readPoints(row.weight, `${pointer}/weight`, 'MISSING_WEIGHT', findings),
    reported: readPoints(row.reportedScore, `${pointer}/reportedScore`, null, findings),
    findings,
  };
}

/** Where the row stands: its name, its place in the frame, the share that it carries. */
function checkPlace({ row, pointer, weight, frame, indicatorTotal, findings }: RowContext): void {
  const cell = readCell(row.name);
  if (cell.kind === 'TEMPLATE') reportUnfilled(cell, `${pointer}/name`, null, findings);
  const { level1, level2 } = levels(row);
  if (level1 !== null && level2 !== null && !belongs(level1, level2, frame)) {
    findings.push(finding('FRAME', `${pointer}/level2`, { level1: quote(level1), level2: quote(level2), frame }));
  }
  const limit = indicatorTotal.times(60).div(90);
  if (weight?.gt(limit)) {
    const params = { weight: plainText(weight), limit: plainText(limit, 2) };
    findings.push(finding('SINGLE_WEIGHT', `${pointer}/weight`, params));
  }
}

function scoreRow(context: RowContext): RowScore {
  return readOperator(context.row.operator) === 'QUAL' ? checkQualitative(context) : checkQuantitative(context);
}

function notApplicable(): RowScore {
  const explanation = explain([explainStep('NOT_APPLICABLE')]);
  const score = { score: null, completion: null, reasonRequired: false, flags: [], explanation };
  return { score, counted: null, basis: 'NOT_APPLICABLE' };
}

function describe({ score, counted, basis }: RowScore): CheckedIndicator {
  return {
    score: score.score && scoreText(score.score),
    countedScore: counted && scoreText(counted),
    basis,
    completion: score.completion && rateText(score.completion),
    explanation: score.explanation,
  };
}

function outcomeOf({ counted, basis }: RowScore, weight: Decimal | null): ScorePart['outcome'] {
  if (weight === null) return { kind: 'UNKNOWN' };
  if (basis === 'NOT_APPLICABLE') return { kind: 'NOT_APPLICABLE' };
  return counted === null ? { kind: 'UNKNOWN' } : { kind: 'SCORED', score: counted };
}

/** Points seem to stand where the actual belongs: the actual is the weight, and the target is another number or none. */
function looksLikePoints(row: IndicatorRow, weight: Decimal | null): boolean {
  const actual = readCell(row.actual);
  const target = readCell(row.target);
  if (weight === null || actual.kind !== 'NUMBER' || !['', '分'].includes(actual.unit.text)) return false;
  return actual.value.equals(weight) && !(target.kind === 'NUMBER' && target.value.equals(weight));
}

function levels(row: IndicatorRow): { level1: string | null; level2: string | null } {
  return { level1: levelName(text(row.level1)) || null, level2: levelName(text(row.level2)) || null };
}

function text(raw: unknown): string {
  return typeof raw === 'string' ? raw : '';
}
