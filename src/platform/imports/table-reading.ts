import { createHash } from 'node:crypto';
import { Decimal } from '../../kernel/rounding.js';
import { columnIndex } from '../workbook/xml-text.js';
import { type CellFinding, toRowIssue } from './cell-issues.js';
import { type RawCell, readCell } from './cell-reading.js';
import {
  type CellValue,
  columnOf,
  type ImportColumn,
  type ImportRow,
  type ImportSchema,
  type RowIssue,
} from './import-schema.js';
import { importsErrors } from './imports.errors.js';
import { findColumns, HEADER_ROWS, missingColumns, type TableColumns } from './table-columns.js';

export const MAX_ROWS = 200_000;
/** More than anybody reads; the rest is counted. */
export const MAX_ISSUES = 10_000;
const MAX_MERGES = 1000;

type NotedColumn = Pick<ImportColumn, 'header' | 'hint'> & { readonly key: string | null };

/** Where the table lies in its file: what an annotated copy must know. */
export interface TablePlace {
  readonly headerRow: number;
  /** Column key → its letter in the file. */
  readonly letters: Readonly<Record<string, string>>;
  readonly resultIndex: number;
}

/** What the reading of a whole table found. */
export interface TableReading {
  readonly rows: number;
  readonly valid: number;
  /** Rows that a template had prefilled and nobody touched. */
  readonly untouched: number;
  readonly issues: readonly RowIssue[];
  readonly issuesOmitted: number;
  /** Stretches of rows that merged cells make unusable, although each was read. */
  readonly spoiled: readonly (readonly [first: number, last: number])[];
  readonly controlTotals: readonly { readonly key: string; readonly header: string; readonly sum: string }[];
  /** SHA-256 over the valid rows in order. */
  readonly rowDigest: string;
  readonly place: TablePlace;
}

/** Reads a table row by row: finds the header, reads cells, names groups, finds doubles, adds up. */
export class TableReader {
  private columns: TableColumns | null = null;
  private readonly rowOfKey = new Map<string, number>();
  private readonly groups = new Map<string, number>();
  private readonly sums: Map<string, Decimal>;
  private readonly digest = createHash('sha256');
  private readonly merges: string[] = [];
  private readonly issues: RowIssue[] = [];
  private omitted = 0;
  private rows = 0;
  private valid = 0;
  private untouched = 0;
  private errors = 0;
  /** Columns of the sheet; in NDJSON the unknown names that were told already. */
  private readonly present = new Set<string>();
  private readonly mustBeGiven: readonly boolean[];

  constructor(private readonly schema: ImportSchema) {
    this.mustBeGiven = schema.key.map((key) => columnOf(schema, key).required === true);
    this.sums = new Map(schema.totals.map((key) => [key, new Decimal(0)]));
  }

  /** A row of a sheet or CSV; null: header, blank or untouched. */
  readRow(row: number, cells: ReadonlyMap<number, RawCell>): ImportRow | null {
    if (row > MAX_ROWS + HEADER_ROWS) throw importsErrors.tooManyRows({ max: MAX_ROWS, row });
    if (!this.columns) {
      this.takeHeader(row, cells);
      return null;
    }
    const byKey = new Map<string, RawCell>();
    for (const { column, index } of this.columns.placed) {
      const cell = cells.get(index);
      if (cell) byKey.set(column.key, cell);
    }
    return this.readCells(row, byKey, (key) => this.present.has(key));
  }

  /** A line of NDJSON; null: not an object. */
  readLine(row: number, cells: ReadonlyMap<string, RawCell> | null): ImportRow | null {
    if (row > MAX_ROWS) throw importsErrors.tooManyRows({ max: MAX_ROWS, row });
    this.columns ??= { headerRow: 0, placed: [], unknown: [], resultIndex: 0 };
    if (cells) return this.takeLine(row, cells);
    this.rows += 1;
    this.note(row, null, { code: 'MALFORMED_LINE' }, null);
    return null;
  }

  noteMerge(range: string): void {
    if (this.merges.length < MAX_MERGES) this.merges.push(range);
  }

  end(): TableReading {
    if (!this.columns) throw this.headerMissing(this.schema.columns.filter(({ required }) => required));
    if (this.rows + this.untouched === 0) throw importsErrors.noRows();
    const spoiled = this.judgeMerges(this.columns);
    return {
      rows: this.rows,
      valid: this.valid,
      untouched: this.untouched,
      issues: this.issues,
      issuesOmitted: this.omitted,
      spoiled,
      controlTotals: this.schema.totals.map((key) => ({
        key,
        header: columnOf(this.schema, key).header,
        sum: this.sums.get(key)?.toFixed() ?? '0',
      })),
      rowDigest: `sha256:${this.digest.digest('hex')}`,
      place: {
        headerRow: this.columns.headerRow,
        letters: Object.fromEntries(this.columns.placed.map(({ column, letters }) => [column.key, letters])),
        resultIndex: this.columns.resultIndex,
      },
    };
  }

  private takeHeader(row: number, cells: ReadonlyMap<number, RawCell>): void {
    const columns = findColumns(this.schema, row, cells);
    if (!columns) {
      if (row >= HEADER_ROWS) throw this.headerMissing(this.schema.columns.filter(({ required }) => required));
      return;
    }
    const missing = missingColumns(this.schema, columns);
    if (missing.length > 0) throw this.headerMissing(missing);
    this.columns = columns;
    for (const { column } of columns.placed) this.present.add(column.key);
    for (const { header, letters } of columns.unknown) {
      this.note(row, { key: `:${letters}`, header, hint: '' }, { code: 'UNKNOWN_COLUMN' }, header);
    }
  }

  private headerMissing(columns: readonly ImportColumn[]): Error {
    return importsErrors.headerMissing({ columns: columns.map(({ header }) => header).join('、') });
  }

  private takeLine(row: number, cells: ReadonlyMap<string, RawCell>): ImportRow | null {
    for (const key of cells.keys()) {
      if (this.present.has(key) || this.schema.columns.some((column) => column.key === key)) continue;
      this.present.add(key);
      this.note(row, { key: null, header: key.slice(0, 60), hint: '' }, { code: 'UNKNOWN_COLUMN' }, key);
    }
    return this.readCells(row, cells, (key) => cells.has(key));
  }

  /** `isGiven`: an optional column that the file does not have is left as it is; an empty cell of one that it has clears it. */
  private readCells(
    row: number,
    cells: ReadonlyMap<string, RawCell>,
    isGiven: (key: string) => boolean,
  ): ImportRow | null {
    const filled = [...cells].filter(([, { text }]) => text.trim() !== '').map(([key]) => key);
    if (filled.length === 0) return null;
    const { group, key, prefilled = group.length < key.length ? group : [] } = this.schema;
    if (filled.every((name) => prefilled.includes(name))) {
      this.untouched += 1;
      return null;
    }
    this.rows += 1;
    const before = this.errors;
    const content = this.readContent(row, cells, isGiven);
    this.judgePeriods(row, content, cells);
    this.judgeKey(row, content);
    const isValid = this.errors === before;
    if (isValid) this.take(content);
    this.addUp(content);
    return { row, group: this.groupOf(row, content), content, isValid };
  }

  private readContent(
    row: number,
    cells: ReadonlyMap<string, RawCell>,
    isGiven: (key: string) => boolean,
  ): Record<string, CellValue> {
    const content: Record<string, CellValue> = {};
    for (const column of this.schema.columns) {
      if (!column.required && !isGiven(column.key)) continue;
      const cell = cells.get(column.key);
      const { value, findings } = readCell(column, cell);
      content[column.key] = value;
      for (const finding of findings) this.note(row, column, finding, cell?.text ?? null);
    }
    return content;
  }

  private judgePeriods(row: number, content: Record<string, CellValue>, cells: ReadonlyMap<string, RawCell>): void {
    for (const [from, to] of this.schema.periods ?? []) {
      const [first, last] = [content[from], content[to]];
      if (typeof first !== 'string' || typeof last !== 'string' || first <= last) continue;
      const params = { from: columnOf(this.schema, from).header };
      this.note(row, columnOf(this.schema, to), { code: 'PERIOD_REVERSED', params }, cells.get(to)?.text ?? null);
    }
  }

  private judgeKey(row: number, content: Record<string, CellValue>): void {
    const values = this.schema.key.map((key) => content[key] ?? null);
    if (values.some((value, at) => value === null && this.mustBeGiven[at])) return;
    const name = values.join('\u0001');
    const other = this.rowOfKey.get(name);
    if (other === undefined) {
      this.rowOfKey.set(name, row);
      return;
    }
    const last = columnOf(this.schema, this.schema.key.at(-1) ?? '');
    const value = String(values.at(-1));
    const told = values.filter((part) => part !== null).join(' / ');
    this.note(row, last, { code: 'DUPLICATE_KEY', params: { other, key: told } }, value);
  }

  private groupOf(row: number, content: Record<string, CellValue>): number {
    if (this.schema.group.length === 0) return this.rows - 1;
    const name = this.schema.group.map((key) => content[key] ?? `\u0000${row}`).join('\u0001');
    const known = this.groups.get(name);
    if (known !== undefined) return known;
    this.groups.set(name, this.groups.size);
    return this.groups.size - 1;
  }

  private take(content: Record<string, CellValue>): void {
    this.valid += 1;
    this.digest.update(JSON.stringify(content)).update('\n');
  }

  /** What the clerk adds up on paper: every number of the column, in rows that will be refused as well. */
  private addUp(content: Record<string, CellValue>): void {
    for (const [key, sum] of this.sums) {
      const value = content[key];
      if (value !== null && value !== undefined) this.sums.set(key, sum.plus(String(value)));
    }
  }

  private judgeMerges({ headerRow, placed }: TableColumns): (readonly [number, number])[] {
    const spoiled: (readonly [number, number])[] = [];
    for (const range of this.merges) {
      const [, left = '', top = '', right = '', bottom = ''] =
        /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(range) ?? [];
      const [first, last] = [Math.max(Number(top), headerRow + 1), Number(bottom)];
      const under = placed.filter(({ index }) => index >= columnIndex(left) && index <= columnIndex(right));
      const [column] = under;
      if (!column || last < first) continue;
      spoiled.push([first, last]);
      // The emptiness of the cells below is the merge's doing: it is told once.
      const keys = new Set(under.map(({ column: { key } }) => key));
      this.drop(
        (issue) => issue.code === 'REQUIRED' && issue.row >= first && issue.row <= last && keys.has(issue.key ?? ''),
      );
      this.note(first, column.column, { code: 'MERGED', params: { range } }, null);
    }
    return spoiled;
  }

  private note(row: number, column: NotedColumn | null, finding: CellFinding, value: string | null): void {
    const issue = toRowIssue(row, column, finding, value === null ? null : value.slice(0, 200));
    if (issue.severity === 'ERROR') this.errors += 1;
    if (this.issues.length < MAX_ISSUES) this.issues.push(issue);
    else this.omitted += 1;
  }

  private drop(isGone: (issue: RowIssue) => boolean): void {
    for (let at = this.issues.length - 1; at >= 0; at -= 1)
      if (this.issues[at] && isGone(this.issues[at]!)) this.issues.splice(at, 1);
  }
}
