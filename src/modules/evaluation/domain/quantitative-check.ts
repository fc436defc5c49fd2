import { Decimal } from '../../../kernel/rounding.js';
import { levelName } from '../../goal/domain/indicator-frame.js';
import {
  assumedOperator,
  readPoints,
  readReason,
  reportAround,
  reportIrregular,
  reportUnfilled,
} from './cell-reading.js';
import { scoreDate } from './date-score.js';
import { type FindingCode, finding } from './finding-catalogue.js';
import { type Cell, cleanText, type NumberCell, quote, readCell, readOperator } from './printed-table.js';
import {
  contradictsName,
  convert,
  firstPrinted,
  isMoney,
  isPercent,
  quantityText,
  readUnit,
  type Unit,
} from './printed-unit.js';
import {
  type Direction,
  type QuantitativeInput,
  type QuantitativeOperator,
  scoreQuantitative,
} from './quantitative-score.js';
import type { RowContext, RowScore } from './row-context.js';
import { scoreSatisfaction } from './satisfaction-score.js';
import { type Score, unscored } from './score.js';
import { compareScores } from './score-comparison.js';

type DateCell = Cell & { kind: 'DATE' };
/** A target and an actual that can be compared at all. */
type Pair =
  | { kind: 'NUMBER'; target: NumberCell; actual: NumberCell }
  | { kind: 'DATE'; target: DateCell; actual: DateCell };

/** A quantitative row (定量): reads target and actual into one unit, scores, and compares with the printed score. */
export function checkQuantitative(context: RowContext): RowScore {
  const { row, pointer, weight, reported, findings } = context;
  const target = readCell(row.target);
  const actual = readCell(row.actual);
  const operator = chooseOperator(context, target);
  if (target.kind === 'NUMBER') checkTarget(context, target);
  const pair = readPair(context, target, actual);
  if (pair === null) return { score: unscored('value'), counted: null, basis: 'NONE' };
  const scored = scorePair(context, pair, operator, weight ?? new Decimal(0));
  findings.push(...scored.flags.map(({ code, params }) => finding(code, `${pointer}/${fieldOf(code)}`, params)));
  if (weight === null) {
    const score = { ...unscored('weight'), completion: scored.completion };
    return { score, counted: null, basis: 'NONE' };
  }
  findings.push(...compareScores(reported, scored.score, readReason(row.reason), `${pointer}/reportedScore`));
  return { score: scored, counted: scored.score, basis: scored.score === null ? 'NONE' : 'COMPUTED' };
}

/** The operator cell, else the sign before the target, else ≥ with a warning. */
function chooseOperator({ row, pointer, findings }: RowContext, target: Cell): QuantitativeOperator {
  const stated = readOperator(row.operator);
  if (stated !== null && stated !== 'QUAL') return stated;
  const printed = target.kind === 'NUMBER' || target.kind === 'DATE' ? target.operator : null;
  const operator = printed ?? (target.kind === 'DATE' ? 'LE' : 'GE');
  const isBlank = readCell(row.operator).kind === 'EMPTY';
  const isAssumed = printed === null && target.kind !== 'EMPTY' && target.kind !== 'TEMPLATE';
  if (!isBlank || isAssumed) findings.push(assumedOperator(row.operator, operator, `${pointer}/operator`));
  return operator;
}

/** What the target itself tells: its unit against the column and the name, money as an output, its number in the name. */
function checkTarget({ row, pointer, name, findings }: RowContext, target: NumberCell): void {
  const column = readUnit(cleanText(row.unit));
  const unit = firstPrinted(target.unit, column);
  if (column.base !== '' && target.unit.base !== '' && convert(target.value, target.unit, column) === null) {
    findings.push(finding('UNIT', `${pointer}/unit`, { unit: column.text, other: quote(row.target) }));
  } else if (contradictsName(unit, name)) {
    findings.push(finding('UNIT', `${pointer}/unit`, { unit: unit.text, other: quote(row.name) }));
  }
  if (isMoney(unit) && levelName(String(row.level2 ?? '')) === '数量')
    findings.push(finding('INPUT_AS_OUTPUT', `${pointer}/unit`, { unit: unit.text }));
  const quantity = quantityText(target.value, unit);
  if (unit.text !== '' && holdsQuantity(name, quantity))
    findings.push(finding('NAME_HAS_TARGET', `${pointer}/name`, { target: quantity }));
}

/** `补助1000万元` holds `1000万元`; `21000万元` and `0.1000万元` don't. */
function holdsQuantity(name: string, quantity: string): boolean {
  const plain = name.replace(/(?<=\d),(?=\d{3})/g, '').replaceAll('百分比', '%');
  for (let at = plain.indexOf(quantity); at >= 0; at = plain.indexOf(quantity, at + 1)) {
    if (!/[\d.]/.test(plain[at - 1] ?? '')) return true;
  }
  return false;
}

function readPair({ row, pointer, findings }: RowContext, target: Cell, actual: Cell): Pair | null {
  const lacksTarget = reportUnfilled(target, `${pointer}/target`, 'MISSING_TARGET', findings);
  const lacksActual = reportUnfilled(actual, `${pointer}/actual`, 'MISSING_ACTUAL', findings);
  reportAround(target, `${pointer}/target`, findings);
  reportIrregular(actual, `${pointer}/actual`, findings);
  const isValue = (cell: Cell) => cell.kind === 'NUMBER' || cell.kind === 'DATE';
  if (!lacksTarget && !isValue(target))
    findings.push(finding('TYPE', `${pointer}/target`, { text: quote(row.target) }));
  const isComparable = actual.kind === target.kind || !isValue(target);
  if (!lacksActual && !(isValue(actual) && (lacksTarget || isComparable)))
    findings.push(finding('TYPE', `${pointer}/actual`, { text: quote(row.actual) }));
  if (target.kind === 'NUMBER' && actual.kind === 'NUMBER') return { kind: 'NUMBER', target, actual };
  return target.kind === 'DATE' && actual.kind === 'DATE' ? { kind: 'DATE', target, actual } : null;
}

function scorePair(context: RowContext, pair: Pair, operator: QuantitativeOperator, weight: Decimal): Score {
  if (pair.kind === 'DATE') {
    return scoreDate({ operator, target: pair.target.day, actual: pair.actual.day, weight }, context.ruleSet);
  }
  const { row, ruleSet } = context;
  const column = readUnit(cleanText(row.unit));
  const unit = firstPrinted(pair.target.unit, column, pair.actual.unit);
  const actual = actualIn(unit, column, pair.actual, context);
  const input: QuantitativeInput = {
    operator,
    target: pair.target.value,
    actual,
    weight,
    direction: directionOf(row.direction),
  };
  return context.isSatisfaction ? satisfactionScore(context, input, unit) : scoreQuantitative(input, ruleSet);
}

/** The actual in the target's unit. A value that doesn't convert is reported and taken as it stands. */
function actualIn(unit: Unit, column: Unit, actual: NumberCell, { row, pointer, findings }: RowContext): Decimal {
  const own = firstPrinted(actual.unit, column, unit);
  const converted = convert(actual.value, own, unit);
  if (converted === null && actual.unit.base !== '')
    findings.push(finding('UNIT', `${pointer}/actual`, { unit: quote(row.actual), other: unit.text }));
  return converted ?? actual.value;
}

function satisfactionScore(context: RowContext, input: QuantitativeInput, unit: Unit): Score {
  const { row, pointer, ruleSet, findings } = context;
  const isFraction = unit.base === '' && input.target.lte(1) && input.actual.lte(1);
  const isPercentage = isPercent(unit) || (unit.base === '' && input.target.lte(100));
  const scale = isFraction ? 'FRACTION' : isPercentage ? 'PERCENT' : 'POINTS';
  const sample = readPoints(row.sampleSize, `${pointer}/sampleSize`, null, findings);
  const sampleSize = sample === null ? null : Decimal.min(sample.floor(), 1e9).toNumber();
  return scoreSatisfaction({ ...input, scale, sampleSize, surveyMethod: readReason(row.surveyMethod) }, ruleSet);
}

function directionOf(direction: unknown): Direction | undefined {
  return direction === 'POSITIVE' || direction === 'NEGATIVE' || direction === 'NEUTRAL' ? direction : undefined;
}

function fieldOf(code: FindingCode): string {
  if (code === 'TARGET_ZERO') return 'target';
  return code === 'LOW_SAMPLE' ? 'sampleSize' : 'actual';
}
