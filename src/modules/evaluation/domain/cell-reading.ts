import type { Decimal } from '../../../kernel/rounding.js';
import { type Finding, type FindingCode, finding } from './finding-catalogue.js';
import { type Cell, cleanText, OPERATOR_SIGNS, quote, readCell } from './printed-table.js';
import { quantityText } from './printed-unit.js';

/**
 * Points (权重, 得分) from a cell; `null` when empty or unreadable. Reports TYPE, TEMPLATE_TEXT and PARSE_WARNING, and
 * `missing` for an empty cell where the table cannot do without.
 */
export function readPoints(
  raw: unknown,
  pointer: string,
  missing: FindingCode | null,
  findings: Finding[],
): Decimal | null {
  const cell = readCell(raw);
  if (reportUnfilled(cell, pointer, missing, findings)) return null;
  if (cell.kind !== 'NUMBER' || cell.value.lt(0)) {
    findings.push(finding('TYPE', pointer, { text: quote(raw) }));
    return null;
  }
  reportIrregular(cell, pointer, findings);
  return cell.value;
}

/** Reports an empty cell or one that still holds the form's instruction; true when there is nothing to read. */
export function reportUnfilled(cell: Cell, pointer: string, missing: FindingCode | null, findings: Finding[]): boolean {
  if (cell.kind !== 'EMPTY' && cell.kind !== 'TEMPLATE') return false;
  if (cell.kind === 'TEMPLATE') findings.push(finding('TEMPLATE_TEXT', pointer, { text: quote(cell.text) }));
  if (missing !== null) findings.push(finding(missing, pointer));
  return true;
}

/** Reports what was printed around a value and ignored, and a leading operator: fine in a target (see `reportAround`) only. */
export function reportIrregular(cell: Cell, pointer: string, findings: Finding[]): void {
  if ((cell.kind === 'NUMBER' || cell.kind === 'DATE') && (cell.isIrregular || cell.operator !== null))
    findings.push(parseWarning(cell, pointer));
}

/** As reportIrregular, for a target, where a leading operator is allowed. */
export function reportAround(cell: Cell, pointer: string, findings: Finding[]): void {
  if ((cell.kind === 'NUMBER' || cell.kind === 'DATE') && cell.isIrregular) findings.push(parseWarning(cell, pointer));
}

/** 原因 or a survey method: real words, not a dash, 无, or the form's instruction. */
export function readReason(raw: unknown): string | null {
  const cell = readCell(raw);
  if (cell.kind === 'EMPTY' || cell.kind === 'TEMPLATE') return null;
  return ['无', '没有', '不适用'].includes(cleanText(raw)) ? null : quote(raw);
}

function parseWarning(cell: Cell & { kind: 'NUMBER' | 'DATE' }, pointer: string): Finding {
  const read = cell.kind === 'NUMBER' ? quantityText(cell.value, cell.unit) : cell.day;
  return finding('PARSE_WARNING', pointer, { text: quote(cell.text), read });
}

/** PARSE_WARNING for an operator that was taken for granted. */
export function assumedOperator(raw: unknown, operator: keyof typeof OPERATOR_SIGNS, pointer: string): Finding {
  return finding('PARSE_WARNING', pointer, { text: quote(raw) || '—', read: OPERATOR_SIGNS[operator] });
}
