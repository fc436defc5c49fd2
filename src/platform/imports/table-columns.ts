import { columnLetters } from '../workbook/xml-text.js';
import type { RawCell } from './cell-reading.js';
import type { ImportColumn, ImportSchema } from './import-schema.js';

/** 校验结果 / the column that an annotated copy adds; the same file may come back with it. */
export const RESULT_HEADER = '校验结果';
export const HEADER_ROWS = 20;

/** Which column of the file holds what. */
export interface TableColumns {
  readonly headerRow: number;
  readonly placed: readonly { readonly column: ImportColumn; readonly index: number; readonly letters: string }[];
  readonly unknown: readonly { readonly header: string; readonly letters: string }[];
  /** The first free column, or the one that already holds the results. */
  readonly resultIndex: number;
}

/** Spaces, marks of a required column and full-width characters are no part of a header. */
const nameOf = (header: string): string =>
  header
    .normalize('NFKC')
    .replace(/[\s*]|\(必填\)/g, '')
    .toLowerCase();

/** The columns, if this row is the header: at least half of the required headers stand in it. */
export function findColumns(
  schema: ImportSchema,
  row: number,
  cells: ReadonlyMap<number, RawCell>,
): TableColumns | null {
  const byName = new Map(
    schema.columns.flatMap((column) => [
      [nameOf(column.header), column],
      [nameOf(column.key), column],
    ]),
  );
  const placed: TableColumns['placed'][number][] = [];
  const unknown: TableColumns['unknown'][number][] = [];
  let resultIndex: number | null = null;
  for (const [index, { text }] of cells) {
    const column = byName.get(nameOf(text));
    const letters = columnLetters(index);
    if (column && !placed.some((known) => known.column === column)) placed.push({ column, index, letters });
    else if (text.trim() === RESULT_HEADER) resultIndex = index;
    else if (text.trim() !== '') unknown.push({ header: text.trim().slice(0, 60), letters });
  }
  const required = schema.columns.filter((column) => column.required);
  const found = placed.filter(({ column }) => column.required);
  if (found.length * 2 < required.length) return null;
  return { headerRow: row, placed, unknown, resultIndex: resultIndex ?? Math.max(...cells.keys()) + 1 };
}

export const missingColumns = (schema: ImportSchema, { placed }: TableColumns): readonly ImportColumn[] =>
  schema.columns.filter((column) => column.required && !placed.some((known) => known.column === column));
