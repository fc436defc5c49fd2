import type { ImportFormat, ImportIssue, RowIssue } from '../../platform/imports/import-schema.js';
import type { TablePlace } from '../../platform/imports/table-reading.js';
import type { RowNote } from '../../platform/workbook/xlsx-annotating.js';

/** More than anybody reads; the rest is counted. */
export const MAX_LISTED = 10_000;

/** Where an issue stands in the file: a letter in a sheet or CSV, the key in NDJSON. */
export function placeIssue(
  { key, value = null, ...issue }: RowIssue,
  format: ImportFormat,
  sheet: string | null,
  { letters }: TablePlace,
): ImportIssue {
  const unknown = key?.startsWith(':') ? key.slice(1) : null;
  const column = key === null ? null : (unknown ?? (format === 'NDJSON' ? key : (letters[key] ?? null)));
  const pointer = key === null || unknown ? `/${issue.row}` : `/${issue.row}/${key}`;
  return { sheet, column, pointer, value, ...issue };
}

/** Row by row, and in a row from left to right. */
export const inFileOrder = (issues: readonly ImportIssue[]): ImportIssue[] =>
  [...issues].sort(
    (a, b) =>
      a.row - b.row ||
      (a.column ?? '').length - (b.column ?? '').length ||
      compare(a.column ?? '', b.column ?? '') ||
      compare(a.code, b.code),
  );

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** What the annotated copy says of each row. */
export function notesOf(issues: readonly ImportIssue[]): ReadonlyMap<number, RowNote> {
  const notes = new Map<number, { lines: string[]; cells: Record<string, 'ERROR' | 'WARN'> }>();
  for (const { row, column, severity, message, hint } of issues) {
    const note = notes.get(row) ?? { lines: [], cells: {} };
    notes.set(row, note);
    note.lines.push(`${severity === 'ERROR' ? '【错误】' : '【提示】'}${message};${hint}`);
    if (column && /^[A-Z]+$/.test(column) && note.cells[column] !== 'ERROR') note.cells[column] = severity;
  }
  return new Map([...notes].map(([row, { lines, cells }]) => [row, { text: lines.join('\n').slice(0, 8000), cells }]));
}
