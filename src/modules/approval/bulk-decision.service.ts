import { Injectable } from '@nestjs/common';
import { recordDeed } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type OperationKind, OperationRunner } from '../../platform/operations/operation-runner.js';
import { Operations } from '../../platform/operations/operations.service.js';
import type { Operation } from '../../platform/operations/operations.store.js';
import { approvalErrors } from './approval.errors.js';
import { runBatch, toBatch } from './approval-batch.js';
import { ApprovalTaskService } from './approval-task.service.js';
import type { BulkDecisionItem } from './bulk-decision.dto.js';

/** 批量审批: many decisions as one operation. Each is what it would be alone: its own transaction, guards and line of the trail. */
@Injectable()
export class BulkDecisionService implements OperationKind {
  readonly kind = 'approval.bulk-decisions';

  constructor(
    private readonly transactions: Transactions,
    private readonly operations: Operations,
    private readonly tasks: ApprovalTaskService,
    runner: OperationRunner,
  ) {
    runner.register(this);
  }

  start(actor: Actor, items: readonly BulkDecisionItem[]): Promise<JsonText> {
    if (new Set(items.map(({ taskId }) => taskId)).size < items.length) throw approvalErrors.listedTwice();
    return this.transactions.run(actor, async (tx) => {
      await recordDeed(tx, {
        action: 'approvalTask.decide',
        object: { type: 'bulkDecisions', id: newId(), version: 1 },
        after: items,
      });
      return this.operations.start(tx, this.kind, toBatch(actor, items));
    });
  }

  run(
    operation: Operation,
    progress: (done: number, total: number | null, stage: string) => Promise<boolean>,
  ): Promise<{ readonly result: object }> {
    return runBatch<BulkDecisionItem>(operation, progress, (actor, { taskId, version, ...decision }) =>
      this.transactions.run(actor, async (tx) => {
        await this.tasks.decideIn(tx, taskId, version, decision);
        return {};
      }),
    );
  }
}
