import { openWorkbook, readRows } from '../workbook/xlsx-reading.js';
import { openPackage, readPart } from '../workbook/zip-reading.js';
import type { ImportFormat, ImportRow, ImportSchema } from './import-schema.js';
import { importsErrors } from './imports.errors.js';
import { TableReader, type TableReading } from './table-reading.js';
import { readCsv, readNdjson } from './text-reading.js';

/** What a file holds, row by row and then as a whole. `onRow` is awaited, so nothing piles up. */
export async function readFile(
  schema: ImportSchema,
  format: ImportFormat,
  bytes: Buffer,
  onRow: (row: ImportRow) => Promise<void> | void,
): Promise<{ reading: TableReading; sheet: string | null }> {
  const table = new TableReader(schema);
  const sheet = format === 'XLSX' ? await readSheet(schema, bytes, table, onRow) : null;
  if (format === 'CSV')
    await readLines(readCsv(bytes.toString('utf8')), (row, cells) => table.readRow(row, cells), onRow);
  if (format === 'NDJSON')
    await readLines(readNdjson(bytes.toString('utf8')), (row, cells) => table.readLine(row, cells), onRow);
  return { reading: table.end(), sheet };
}

async function readSheet(
  schema: ImportSchema,
  bytes: Buffer,
  table: TableReader,
  onRow: (row: ImportRow) => Promise<void> | void,
): Promise<string> {
  const parts = openPackage(bytes);
  const { sheetName, sheetPart, strings } = await openWorkbook(bytes, parts, schema.sheet);
  const part = parts.get(sheetPart);
  if (!part) throw importsErrors.notAPackage();
  for await (const rows of readRows(readPart(bytes, part), strings, (range) => table.noteMerge(range))) {
    await readLines(rows, (row, cells) => table.readRow(row, cells), onRow);
  }
  return sheetName;
}

async function readLines<C>(
  lines: Iterable<{ readonly row: number; readonly cells: C }>,
  read: (row: number, cells: C) => ImportRow | null,
  onRow: (row: ImportRow) => Promise<void> | void,
): Promise<void> {
  for (const { row, cells } of lines) {
    const made = read(row, cells);
    if (!made) continue;
    const wait = onRow(made);
    if (wait) await wait;
  }
}
