import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.js';
import { type LateActor, wakeActor } from '../../platform/operations/late-actor.js';
import { type OperationKind, OperationRunner } from '../../platform/operations/operation-runner.js';
import type { Operation } from '../../platform/operations/operations.store.js';
import { Jobs } from '../../platform/queue/jobs.js';
import { importPolicy } from './exchange.policy.js';
import { IMPORT_OPERATION, ImportService } from './import.service.js';
import { findImport, purgeStagedRows } from './import.store.js';
import { ImportCommitService } from './import-commit.service.js';
import { ImportValidationService, type Progress } from './import-validation.service.js';

const HOUR_MS = 3_600_000;
const PURGE = { system: 'imports', scopes: [] };

/** The operation behind POST /imports. It may run twice: a dry run begins anew, a commit goes on or is known to be done. */
@Injectable()
export class ImportProcessor implements OperationKind {
  readonly kind = IMPORT_OPERATION;

  constructor(
    private readonly transactions: Transactions,
    private readonly imports: ImportService,
    private readonly validation: ImportValidationService,
    private readonly commit: ImportCommitService,
    operations: OperationRunner,
    jobs: Jobs,
  ) {
    operations.register(this);
    jobs.schedule({ name: 'exchange.purge-staged-rows', everyMs: HOUR_MS, run: () => this.purge() });
  }

  async run(
    { id: operationId, params }: Operation,
    progress: Progress,
  ): Promise<{ result?: object; resultUrl: string }> {
    const { importId, actor: late } = params as unknown as { importId: string; actor: LateActor };
    const asOwner = wakeActor(late, importPolicy.read, operationId);
    const made = await this.transactions.run(asOwner, (tx) => tx.one(findImport(importId)));
    if (!made) throw new Error(`import ${importId} is unknown`);
    const kind = this.imports.kindOf(made.kind);
    const actor = wakeActor(late, kind.allow, operationId);
    const work = made.mode === 'VALIDATE' ? this.validation : this.commit;
    const report = await work.run(actor, kind, made, progress);
    return { resultUrl: `/api/v1/imports/${importId}`, ...(report && { result: report.stats }) };
  }

  private async purge(): Promise<{ purged: number }> {
    return { purged: await this.transactions.run(PURGE, (tx) => tx.one(purgeStagedRows())) };
  }
}
