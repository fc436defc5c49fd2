import { Injectable } from '@nestjs/common';
import type { PolicyRow } from '../auth/policy.js';
import type { Call } from '../database/call.js';
import type { Tx } from '../database/transactions.js';
import {
  columnOf,
  type ImportRow,
  type ImportSchema,
  type ImportStrategy,
  type RowContent,
  type RowIssue,
} from './import-schema.js';

/** Executes a read in the scope of whoever imports. */
export type Read = <R>(call: Call<R>) => Promise<R>;

/** The staged rows: import_id, row_no, group_no, id (of what will be made), content, done. A kind's write reads them. */
export const STAGED_ROWS = 'app.import_rows';

/** Which staged rows are meant: groups of one import, from first to last. */
export interface StagedRange {
  readonly importId: string;
  readonly firstGroup: number;
  readonly lastGroup: number;
  readonly strategy: ImportStrategy;
}

/**
 * What a write did. Rows that are not among `written` met a state that no longer allows them; those that are, but neither
 * created nor updated, stood there already.
 */
export interface Written {
  readonly created: number;
  readonly updated: number;
  readonly written: readonly number[];
}

/** Codes that the form offers in a drop-down, with what they stand for. */
export interface CodeList {
  readonly key: string;
  readonly codes: readonly { readonly code: string; readonly label: string }[];
}

/**
 * One kind of import, brought by the module that owns the data. The shape is data; meaning is asked here: `check` looks
 * at rows against the database without changing it, `write` changes it and holds the same rules in its statement.
 */
export interface ImportKind {
  readonly schema: ImportSchema;
  /** Whose grants open the rows for writing, and for an export. */
  readonly allow: PolicyRow;
  readonly read: PolicyRow;
  /** Groups in one statement, and with ROW in one transaction; absent: 200. */
  readonly stretch?: number;
  /** `rows` come in the order of the file; what is null could not be read and has been reported. */
  check(read: Read, rows: readonly ImportRow[], strategy: ImportStrategy): Promise<readonly RowIssue[]>;
  /** Locks what will be written, in an order that is always the same. */
  lock(tx: Tx, range: StagedRange): Promise<void>;
  write(tx: Tx, range: StagedRange): Promise<Written>;
  /** Rows as a form shows them. TEMPLATE: what the caller may fill in now; DATA: what he may read. */
  rows(read: Read, content: 'TEMPLATE' | 'DATA', fiscalYear: number | null): Promise<readonly RowContent[]>;
  codes(read: Read): Promise<readonly CodeList[]>;
}

/** All kinds of import. Modules register theirs; the exchange knows none of them. */
@Injectable()
export class ImportKinds {
  private readonly kinds = new Map<string, ImportKind>();

  register(kind: ImportKind): void {
    const { schema } = kind;
    if (this.kinds.has(schema.kind)) throw new Error(`import ${schema.kind} is declared twice`);
    for (const key of [
      ...schema.key,
      ...schema.group,
      ...(schema.prefilled ?? []),
      ...schema.totals,
      ...(schema.periods ?? []).flat(),
    ]) {
      columnOf(schema, key); // a misspelt name stops the start
    }
    this.kinds.set(schema.kind, kind);
  }

  find(name: string): ImportKind | undefined {
    return this.kinds.get(name);
  }

  names(): readonly string[] {
    return [...this.kinds.keys()].sort();
  }
}
