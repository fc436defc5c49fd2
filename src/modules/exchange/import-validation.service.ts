import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { contentDigest } from '../../platform/audit/digest.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { Files } from '../../platform/files/files.service.js';
import { fileContent } from '../../platform/files/files.store.js';
import { toDomainError } from '../../platform/http/problem.js';
import type { ImportKind } from '../../platform/imports/import-kinds.js';
import type { ImportRow, RowIssue } from '../../platform/imports/import-schema.js';
import { ImportThread } from '../../platform/imports/import-thread.js';
import type { TableReading } from '../../platform/imports/table-reading.js';
import {
  clearStagedRows,
  dropStagedRows,
  endImport,
  type Import,
  type ImportReport,
  stageRows,
} from './import.store.js';
import { inFileOrder, MAX_LISTED, notesOf, placeIssue } from './import-report-assembly.js';

/** Told after each stretch; false: cancelled. */
export type Progress = (done: number, total: number | null, stage: string) => Promise<boolean>;

const MAX_FILE = 10 * 1024 * 1024;
const MEDIA_TYPES = {
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  CSV: 'text/csv',
} as const;

/** The dry run: the thread reads cells, the kind asks the database, and what is right waits in the staging table. */
@Injectable()
export class ImportValidationService {
  constructor(
    private readonly transactions: Transactions,
    private readonly thread: ImportThread,
    private readonly files: Files,
  ) {}

  /** Null: cancelled. */
  async run(actor: Actor, kind: ImportKind, made: Import, progress: Progress): Promise<ImportReport | null> {
    const bytes = await this.bytesOf(actor, made);
    const findings: RowIssue[] = [];
    const tally = { read: 0, staged: 0, omitted: 0 };
    const onRows = async (rows: readonly ImportRow[]): Promise<boolean> => {
      await this.take(actor, kind, made, rows, findings, tally);
      return progress(tally.read, null, 'READING');
    };
    try {
      const end = await this.thread.read({ schema: kind.schema, format: made.format, bytes }, onRows);
      return end && (await this.report(actor, made, bytes, end, findings, tally));
    } catch (error) {
      if (toDomainError(error)) await this.refuse(actor, made);
      throw error;
    }
  }

  private bytesOf(actor: Actor, { id, fileId }: Import): Promise<Buffer> {
    return this.transactions.run(actor, async (tx) => {
      await tx.one(clearStagedRows(id));
      const content = await tx.one(fileContent(fileId));
      if (!content) throw new Error(`import ${id}: its file is gone`);
      return content.bytes;
    });
  }

  /** One batch: what the database says of it, and the rows that are right. */
  private take(
    actor: Actor,
    kind: ImportKind,
    { id, strategy }: Import,
    rows: readonly ImportRow[],
    findings: RowIssue[],
    tally: { read: number; staged: number; omitted: number },
  ): Promise<void> {
    return this.transactions.run(actor, async (tx) => {
      const found = await kind.check((call) => tx.one(call), rows, strategy);
      const bad = new Set(found.filter(({ severity }) => severity === 'ERROR').map(({ row }) => row));
      const right = rows.filter(({ row, isValid }) => isValid && !bad.has(row)).map((row) => ({ ...row, id: newId() }));
      if (right.length > 0) await tx.one(stageRows(id, right));
      const room = Math.max(0, MAX_LISTED - findings.length);
      findings.push(...found.slice(0, room));
      tally.omitted += Math.max(0, found.length - room);
      tally.read += rows.length;
      tally.staged += right.length;
    });
  }

  private async report(
    actor: Actor,
    made: Import,
    bytes: Buffer,
    { reading, sheet }: { reading: TableReading; sheet: string | null },
    findings: readonly RowIssue[],
    tally: { staged: number; omitted: number },
  ): Promise<ImportReport> {
    const found = [...reading.issues, ...findings].map((issue) => placeIssue(issue, made.format, sheet, reading.place));
    const all = inFileOrder(found);
    const issues = all.slice(0, MAX_LISTED);
    const errors = all.filter(({ severity }) => severity === 'ERROR').length;
    const omitted = reading.issuesOmitted + tally.omitted + all.length - issues.length;
    const copy = await this.annotate(made, bytes, sheet, reading, issues);
    return this.transactions.run(actor, async (tx) => {
      let valid = tally.staged;
      for (const [first, last] of reading.spoiled) valid -= await tx.one(dropStagedRows(made.id, first, last));
      const report: ImportReport = {
        stats: {
          rows: reading.rows,
          valid,
          untouched: reading.untouched,
          errors,
          warnings: all.length - errors,
          issuesOmitted: omitted,
          created: 0,
          updated: 0,
        },
        controlTotals: reading.controlTotals,
        issues,
        sheet,
        place: reading.place,
      };
      const isCommittable = valid > 0 && (made.atomic === 'ROW' || (errors === 0 && omitted === 0));
      const kept = copy && copy.length <= MAX_FILE ? await this.files.keep(tx, copyOf(made, copy)) : null;
      await tx.one(
        endImport(made.id, {
          state: errors === 0 ? 'VALID' : 'INVALID',
          report,
          rowDigest: reading.rowDigest,
          annotatedFileId: kept?.id ?? null,
          confirmToken: isCommittable ? randomBytes(24).toString('base64url') : null,
        }),
      );
      return report;
    });
  }

  private async annotate(
    { format }: Import,
    bytes: Buffer,
    sheet: string | null,
    { place }: TableReading,
    issues: ImportReport['issues'],
  ): Promise<Buffer | null> {
    if (issues.length === 0 || format === 'NDJSON') return null;
    return this.thread.annotate({ format, bytes, sheet: sheet ?? '', place, notes: notesOf(issues) });
  }

  private refuse(actor: Actor, { id }: Import): Promise<number> {
    const end = { state: 'REFUSED', report: null, rowDigest: null, annotatedFileId: null, confirmToken: null } as const;
    return this.transactions.run(actor, (tx) => tx.one(endImport(id, end)));
  }
}

const copyOf = ({ fileName, format }: Import, bytes: Buffer): Parameters<Files['keep']>[1] => ({
  name: fileName.replace(/(\.[^.]*)?$/, '-校验结果$1'),
  mediaType: MEDIA_TYPES[format === 'CSV' ? 'CSV' : 'XLSX'],
  digest: contentDigest(bytes),
  bytes,
});
