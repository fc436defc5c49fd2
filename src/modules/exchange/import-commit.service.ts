import { Injectable } from '@nestjs/common';
import { recordDeed } from '../../platform/audit/record-change.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { toDomainError } from '../../platform/http/problem.js';
import type { ImportKind, StagedRange, Written } from '../../platform/imports/import-kinds.js';
import type { RowIssue } from '../../platform/imports/import-schema.js';
import {
  endImport,
  findExtent,
  findImport,
  findLeftRows,
  type Import,
  type ImportReport,
  markDone,
} from './import.store.js';
import { MAX_LISTED, placeIssue } from './import-report-assembly.js';
import type { Progress } from './import-validation.service.js';

/** Groups in one statement, and with ROW in one transaction. */
const STRETCH = 200;

interface Counts {
  created: number;
  updated: number;
}

/** Thrown to undo: what was written so far must not stay. */
class Undone extends Error {
  constructor(readonly issues: readonly RowIssue[]) {
    super('undone');
  }
}

/** Writes the rows that a dry run has staged, by the same statements as the kind's own acts: all of them, or row by row. */
@Injectable()
export class ImportCommitService {
  constructor(private readonly transactions: Transactions) {}

  /** Null: cancelled. */
  async run(actor: Actor, kind: ImportKind, made: Import, progress: Progress): Promise<ImportReport | null> {
    if (made.state === 'COMMITTED') return made.report;
    return made.atomic === 'ALL' ? this.all(actor, kind, made, progress) : this.rowByRow(actor, kind, made, progress);
  }

  private async all(actor: Actor, kind: ImportKind, made: Import, progress: Progress): Promise<ImportReport | null> {
    const importId = made.sourceId ?? '';
    try {
      return await this.transactions.run(actor, async (tx) => {
        const { rows, lastGroup } = await tx.one(findExtent(importId));
        await kind.lock(tx, { importId, firstGroup: 0, lastGroup, strategy: made.strategy });
        const counts: Counts = { created: 0, updated: 0 };
        for (const range of stretches(importId, lastGroup, made.strategy)) {
          add(counts, await this.write(tx, kind, range));
          if (!(await progress(counts.created + counts.updated, rows, 'WRITING'))) throw new Undone([]);
        }
        if (counts.created + counts.updated < rows) throw new Undone(await this.left(tx, importId));
        return this.end(tx, made, 'COMMITTED', counts, []);
      });
    } catch (error) {
      if (error instanceof Undone && error.issues.length === 0) return null;
      const issues = error instanceof Undone ? error.issues : failureOf(error);
      if (!issues) throw error;
      return this.transactions.run(actor, (tx) => this.end(tx, made, 'INVALID', { created: 0, updated: 0 }, issues));
    }
  }

  private async rowByRow(
    actor: Actor,
    kind: ImportKind,
    made: Import,
    progress: Progress,
  ): Promise<ImportReport | null> {
    const importId = made.sourceId ?? '';
    const { rows, lastGroup } = await this.transactions.run(actor, (tx) => tx.one(findExtent(importId)));
    const counts: Counts = { created: 0, updated: 0 };
    const failures: RowIssue[] = [];
    for (const range of stretches(importId, lastGroup, made.strategy)) {
      add(counts, await this.stretch(actor, kind, made, range, failures));
      if (!(await progress(counts.created + counts.updated, rows, 'WRITING'))) return null;
    }
    return this.transactions.run(actor, async (tx) => {
      const known = new Set(failures.map(({ row }) => row));
      const left = (await this.left(tx, importId)).filter(({ row }) => !known.has(row));
      return this.end(tx, made, 'COMMITTED', counts, [...failures, ...left]);
    });
  }

  /** One transaction; if one group breaks a rule of the database, each group in one of its own. */
  private async stretch(
    actor: Actor,
    kind: ImportKind,
    made: Import,
    range: StagedRange,
    failures: RowIssue[],
  ): Promise<Counts> {
    const once = (part: StagedRange): Promise<Counts> =>
      this.transactions.run(actor, async (tx) => {
        await kind.lock(tx, part);
        const counts = await this.write(tx, kind, part);
        if (counts.created + counts.updated > 0) await this.audit(tx, made, 1, counts, part);
        return counts;
      });
    try {
      return await once(range);
    } catch (error) {
      const failure = failureOf(error);
      if (!failure) throw error;
      if (range.firstGroup === range.lastGroup) {
        failures.push(...failure);
        return { created: 0, updated: 0 };
      }
    }
    const counts: Counts = { created: 0, updated: 0 };
    for (let group = range.firstGroup; group <= range.lastGroup; group += 1) {
      add(counts, await this.stretch(actor, kind, made, { ...range, firstGroup: group, lastGroup: group }, failures));
    }
    return counts;
  }

  private async write(tx: Tx, kind: ImportKind, range: StagedRange): Promise<Counts> {
    const { created, updated, written }: Written = await kind.write(tx, range);
    await tx.one(markDone(range.importId, written));
    return { created, updated };
  }

  private async left(tx: Tx, importId: string): Promise<readonly RowIssue[]> {
    const rows = await tx.one(findLeftRows(importId, MAX_LISTED));
    return rows.map((row) => ({
      row,
      key: null,
      code: 'CHANGED_SINCE',
      severity: 'ERROR',
      message: '校验之后数据已被他人改变,该行不能写入',
      hint: '请对同一文件重新校验,按新的提示更正',
    }));
  }

  private async end(
    tx: Tx,
    made: Import,
    state: 'COMMITTED' | 'INVALID',
    counts: Counts,
    failures: readonly RowIssue[],
  ): Promise<ImportReport> {
    const source = await tx.one(findImport(made.sourceId ?? ''));
    const before = source?.report;
    if (!before) throw new Error(`import ${made.id}: its dry run is gone`);
    const issues = failures.map((issue) => placeIssue(issue, made.format, before.sheet, before.place));
    const stats = { ...before.stats, ...counts, errors: issues.length, warnings: 0, issuesOmitted: 0 };
    const report: ImportReport = { ...before, stats, issues };
    const { rowDigest } = made;
    const version = await tx.one(
      endImport(made.id, { state, report, rowDigest, annotatedFileId: null, confirmToken: null }),
    );
    if (state === 'COMMITTED') await this.audit(tx, made, version, counts, null);
    return report;
  }

  /** One entry for the batch, and with ROW one for each transaction: what was written, out of which bytes. */
  private audit(tx: Tx, made: Import, version: number, counts: Counts, range: StagedRange | null): Promise<void> {
    const { id, kind, strategy, atomic, fileDigest, rowDigest } = made;
    const groups = range ? { firstGroup: range.firstGroup, lastGroup: range.lastGroup } : {};
    return recordDeed(tx, {
      action: 'import.commit',
      object: { type: 'import', id, version },
      after: { kind, strategy, atomic, fileDigest, rowDigest, ...counts, ...groups },
    });
  }
}

function* stretches(importId: string, lastGroup: number, strategy: StagedRange['strategy']): Generator<StagedRange> {
  for (let firstGroup = 0; firstGroup <= lastGroup; firstGroup += STRETCH) {
    yield { importId, strategy, firstGroup, lastGroup: Math.min(lastGroup, firstGroup + STRETCH - 1) };
  }
}

function add(counts: Counts, { created, updated }: Counts): void {
  counts.created += created;
  counts.updated += updated;
}

/** A rule of the database that no check foresaw, as an issue; null: nobody expected it. */
function failureOf(error: unknown): readonly RowIssue[] | null {
  const expected = toDomainError(error);
  if (!expected || !['CONFLICT', 'RULE_BROKEN', 'MALFORMED', 'NOT_FOUND'].includes(expected.kind)) return null;
  const { code, definition } = expected;
  return [{ row: 1, key: null, code, severity: 'ERROR', message: definition.zh, hint: '请更正后重新校验' }];
}
