import { stringify } from 'csv-stringify/sync';
import { formText } from '../workbook/form-writing.js';
import type { RowNote } from '../workbook/xlsx-annotating.js';
import type { ImportSchema, RowContent } from './import-schema.js';
import { RESULT_HEADER } from './table-columns.js';
import type { TablePlace } from './table-reading.js';
import { readCsv } from './text-reading.js';

/** With a byte-order mark, so that Excel reads the Chinese text. */
const toBytes = (records: readonly (readonly string[])[]): Buffer =>
  Buffer.from(`\ufeff${stringify(records as string[][])}`);

export const writeCsv = ({ columns }: ImportSchema, rows: readonly RowContent[]): Buffer =>
  toBytes([
    columns.map(({ header }) => header),
    ...rows.map((row) => columns.map((column) => formText(column, row[column.key] ?? null))),
  ]);

export const writeNdjson = (rows: readonly RowContent[]): Buffer =>
  Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

/** The user's own records with the column 校验结果. */
export function annotateCsv(
  text: string,
  { headerRow, resultIndex }: TablePlace,
  notes: ReadonlyMap<number, RowNote>,
): Buffer {
  const records: string[][] = [];
  for (const { row, cells } of readCsv(text)) {
    const width = Math.max(0, ...cells.keys()) + 1;
    const record = Array.from({ length: Math.max(width, resultIndex + 1) }, (_, index) => cells.get(index)?.text ?? '');
    if (row === headerRow) record[resultIndex] = RESULT_HEADER;
    else if (row > headerRow) record[resultIndex] = notes.get(row)?.text ?? '';
    records.push(record);
  }
  return toBytes(records);
}
