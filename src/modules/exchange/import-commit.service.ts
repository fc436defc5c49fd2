import { Injectable } from '@nestjs/common';
import { recordDeed } from '../../platform/audit/record-change.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { toDomainError } from '../../platform/http/problem.js';
import type { ImportKind, StagedRange, Written } from '../../platform/imports/import-kinds.js';
import type { RowIssue } from '../../platform/imports/import-schema.js';
import {
  endImport,
  findExtent,
  findFirstRow,
  findImport,
  findLeftRows,
  type Import,
  type ImportReport,
  markDone,
} from './import.store.js';
import { MAX_LISTED, placeIssue } from './import-report-assembly.js';
import type { Progress } from './import-validation.service.js';

const STRETCH = 200;

/** A group that a rule of the database stopped. */
interface Failure {
  readonly group: number;
  readonly issue: RowIssue;
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

  /** Null: cancelled, and nothing was written. */
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
        let done = 0;
        for (const range of stretches(kind, importId, lastGroup, made.strategy)) {
          done += (await this.write(tx, kind, made, range)).written.length;
          if (!(await progress(done, rows, 'WRITING'))) throw new Undone([]);
        }
        if (done < rows) throw new Undone(await findLeft(tx, importId, [], CHANGED_SINCE));
        return this.end(tx, made, 'COMMITTED', []);
      });
    } catch (error) {
      if (error instanceof Undone && error.issues.length === 0) return null;
      const issues = error instanceof Undone ? error.issues : listFailure(error);
      if (!issues) throw error;
      return this.transactions.run(actor, (tx) => this.end(tx, made, 'INVALID', issues));
    }
  }

  /** Written rows stay, whatever comes: a cancellation leaves the rest unwritten, and says so. */
  private async rowByRow(actor: Actor, kind: ImportKind, made: Import, progress: Progress): Promise<ImportReport> {
    const importId = made.sourceId ?? '';
    const { rows, lastGroup } = await this.transactions.run(actor, (tx) => tx.one(findExtent(importId)));
    const failures: Failure[] = [];
    let done = 0;
    let goesOn = true;
    for (const range of stretches(kind, importId, lastGroup, made.strategy)) {
      done += await this.stretch(actor, kind, made, range, failures);
      goesOn = await progress(done, rows, 'WRITING');
      if (!goesOn) break;
    }
    return this.transactions.run(actor, async (tx) => {
      const failed = failures.map(({ group }) => group);
      const left = await findLeft(tx, importId, failed, goesOn ? CHANGED_SINCE : CANCELLED);
      return this.end(tx, made, 'COMMITTED', [...failures.map(({ issue }) => issue), ...left]);
    });
  }

  /** One transaction; if a group breaks a rule of the database, each half in one of its own. How many rows were written. */
  private async stretch(
    actor: Actor,
    kind: ImportKind,
    made: Import,
    range: StagedRange,
    failures: Failure[],
  ): Promise<number> {
    try {
      return await this.transactions.run(actor, async (tx) => {
        await kind.lock(tx, range);
        const written = await this.write(tx, kind, made, range);
        if (written.written.length > 0) await this.audit(tx, made, 1, written, range);
        return written.written.length;
      });
    } catch (error) {
      const group = range.firstGroup;
      if (!listFailure(error)) throw error;
      if (group === range.lastGroup) {
        const row = await this.transactions.run(actor, (tx) => tx.one(findFirstRow(range.importId, group)));
        failures.push(...(listFailure(error, row) ?? []).map((issue) => ({ group, issue })));
        return 0;
      }
    }
    const middle = Math.floor((range.firstGroup + range.lastGroup) / 2);
    const before = await this.stretch(actor, kind, made, { ...range, lastGroup: middle }, failures);
    return before + (await this.stretch(actor, kind, made, { ...range, firstGroup: middle + 1 }, failures));
  }

  private async write(tx: Tx, kind: ImportKind, made: Import, range: StagedRange): Promise<Written> {
    const written = await kind.write(tx, range);
    await tx.one(markDone(made, written));
    return written;
  }

  private async end(
    tx: Tx,
    made: Import,
    state: 'COMMITTED' | 'INVALID',
    failures: readonly RowIssue[],
  ): Promise<ImportReport> {
    const source = await tx.one(findImport(made.sourceId ?? ''));
    const written = await tx.one(findImport(made.id));
    const before = source?.report;
    if (!before || !written) throw new Error(`import ${made.id}: its dry run is gone`);
    const { created, updated } = written;
    const issues = failures.map((issue) => placeIssue(issue, made.format, before.sheet, before.place));
    const stats = { ...before.stats, created, updated, errors: issues.length, warnings: 0, issuesOmitted: 0 };
    const report: ImportReport = { ...before, stats, issues };
    const { rowDigest } = made;
    const version = await tx.one(
      endImport(made.id, { state, report, rowDigest, annotatedFileId: null, confirmToken: null }),
    );
    if (state === 'COMMITTED') await this.audit(tx, made, version, written, null);
    return report;
  }

  /** One entry for the batch, and with ROW one for each transaction: what was written, out of which bytes. */
  private audit(
    tx: Tx,
    made: Import,
    version: number,
    { created, updated }: Pick<Written, 'created' | 'updated'>,
    range: StagedRange | null,
  ): Promise<void> {
    const { id, kind, strategy, atomic, fileDigest, rowDigest } = made;
    const groups = range ? { firstGroup: range.firstGroup, lastGroup: range.lastGroup } : {};
    return recordDeed(tx, {
      action: 'import.commit',
      object: { type: 'import', id, version },
      after: { kind, strategy, atomic, fileDigest, rowDigest, created, updated, ...groups },
    });
  }
}

function* stretches(
  { stretch = STRETCH }: ImportKind,
  importId: string,
  lastGroup: number,
  strategy: StagedRange['strategy'],
): Generator<StagedRange> {
  for (let firstGroup = 0; firstGroup <= lastGroup; firstGroup += stretch) {
    yield { importId, strategy, firstGroup, lastGroup: Math.min(lastGroup, firstGroup + stretch - 1) };
  }
}

const CHANGED_SINCE = {
  code: 'CHANGED_SINCE',
  message: '校验之后数据已被他人改变,该行不能写入',
  hint: '请对同一文件重新校验,按新的提示更正',
};
const CANCELLED = { code: 'CANCELLED', message: '导入已取消,该行没有写入', hint: '请对同一文件重新校验后再导入' };

/** Rows that were not written, and why. */
async function findLeft(
  tx: Tx,
  importId: string,
  failed: readonly number[],
  why: Pick<RowIssue, 'code' | 'message' | 'hint'>,
): Promise<readonly RowIssue[]> {
  const rows = await tx.one(findLeftRows(importId, failed, MAX_LISTED));
  return rows.map((row) => ({ row, key: null, severity: 'ERROR', ...why }));
}

/** A rule of the database that no check foresaw, as an issue; null: nobody expected it. */
function listFailure(error: unknown, row = 1): readonly RowIssue[] | null {
  const expected = toDomainError(error);
  if (!expected || !['CONFLICT', 'RULE_BROKEN', 'MALFORMED', 'NOT_FOUND'].includes(expected.kind)) return null;
  const { code, definition } = expected;
  return [{ row, key: null, code, severity: 'ERROR', message: definition.zh, hint: '请更正后重新校验' }];
}
