import type { ErrorParams } from '../../kernel/domain-error.js';
import type { RowNote } from '../workbook/xlsx-annotating.js';
import type { CodeList } from './import-kinds.js';
import type { ImportFormat, ImportRow, ImportSchema, RowContent } from './import-schema.js';
import type { TablePlace, TableReading } from './table-reading.js';

/** What the thread is asked to do. All of it is plain data. */
export type Job = ReadJob | AnnotateJob | WriteJob;

export interface ReadJob {
  readonly type: 'READ';
  readonly schema: ImportSchema;
  readonly format: ImportFormat;
  readonly bytes: Uint8Array;
}

export interface AnnotateJob {
  readonly type: 'ANNOTATE';
  readonly format: 'XLSX' | 'CSV';
  readonly bytes: Uint8Array;
  readonly sheet: string;
  readonly place: TablePlace;
  readonly notes: ReadonlyMap<number, RowNote>;
}

export interface WriteJob {
  readonly type: 'WRITE';
  readonly schema: ImportSchema;
  readonly format: ImportFormat;
  readonly rows: readonly RowContent[];
  readonly codes: readonly CodeList[];
}

/** What the thread says. `rows` waits to be answered; `refused` is an expected failure by its code. */
export type FromWorker =
  | { readonly type: 'rows'; readonly rows: readonly ImportRow[] }
  | { readonly type: 'end'; readonly reading: TableReading; readonly sheet: string | null }
  | { readonly type: 'bytes'; readonly bytes: Uint8Array }
  | { readonly type: 'refused'; readonly code: string; readonly params: ErrorParams };
