import { Injectable } from '@nestjs/common';
import { recordDeed } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type OperationKind, OperationRunner } from '../../platform/operations/operation-runner.js';
import { Operations } from '../../platform/operations/operations.service.js';
import type { Operation } from '../../platform/operations/operations.store.js';
import { approvalErrors } from './approval.errors.js';
import { type BatchItem, runBatch, toBatch } from './approval-batch.js';
import { refused } from './approval-task.service.js';
import { isUndecided } from './domain/process.js';
import { transfer } from './domain/signers.js';
import type { HandOverRequest } from './hand-over.dto.js';
import { findIsVacant, findTasksOf } from './hand-over.store.js';
import { type HeldTask, Processes } from './process.service.js';
import { assertAble } from './signer-check.js';

interface HandOverItem extends BatchItem {
  readonly fromAccountId: string;
  readonly toAccountId: string;
  readonly reason: string;
}

/** A manager's acts at other people's tasks: no approval stays with somebody who has left, or with nobody. */
@Injectable()
export class HandOverService implements OperationKind {
  readonly kind = 'approval.hand-over';

  constructor(
    private readonly transactions: Transactions,
    private readonly operations: Operations,
    private readonly processes: Processes,
    runner: OperationRunner,
  ) {
    runner.register(this);
  }

  /** 离岗移交: the tasks that the leaver has now. What is refused, such as a task of the successor's own submission, stays. */
  start(actor: Actor, { fromAccountId, toAccountId, reason }: HandOverRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const tasks = await tx.one(findTasksOf(fromAccountId));
      const items = tasks.map(({ taskId }) => ({ taskId, fromAccountId, toAccountId, reason }));
      await recordDeed(tx, {
        action: 'approvalTask.handOver',
        object: { type: 'handOver', id: newId(), version: 1 },
        after: { fromAccountId, toAccountId, tasks },
        reason,
      });
      return this.operations.start(tx, this.kind, toBatch<HandOverItem>(actor, items));
    });
  }

  run(
    operation: Operation,
    progress: (done: number, total: number | null, stage: string) => Promise<boolean>,
  ): Promise<{ readonly result: object }> {
    return runBatch<HandOverItem>(operation, progress, (actor, item) =>
      this.transactions.run(actor, async (tx) => {
        const held = await this.processes.lockTask(tx, item.taskId, null);
        const { assigneeId, claimedBy } = held.task;
        if (assigneeId !== item.fromAccountId && claimedBy !== item.fromAccountId) throw approvalErrors.taskClosed();
        await this.handTo(tx, held, item.toAccountId, item.reason, 'approvalTask.handOver');
        return {};
      }),
    );
  }

  /** 指派: for a task at which nobody can act. It never goes to an author, nor to anybody who may not decide it. */
  reassign(actor: Actor, taskId: string, version: number, accountId: string, reason: string): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const held = await this.processes.lockTask(tx, taskId, version);
      assertUndecided(held);
      if (!(await tx.one(findIsVacant(taskId)))) throw approvalErrors.notVacant();
      return this.handTo(tx, held, accountId, reason, 'approvalTask.reassign');
    });
  }

  private async handTo(
    tx: Tx,
    held: HeldTask,
    accountId: string,
    reason: string,
    action: 'approvalTask.handOver' | 'approvalTask.reassign',
  ): Promise<JsonText> {
    const { process, task } = held;
    assertUndecided(held);
    await assertAble(tx, held, [accountId]);
    return this.processes.finish(tx, held, transfer(process, task, accountId), {
      act: 'HAND_OVER',
      action,
      event: 'approval.handed-over',
      stepKey: task.stepKey,
      aboutTaskId: task.id,
      detail: { from: task.assigneeId ?? task.claimedBy, accountIds: [accountId] },
      reason,
    });
  }
}

function assertUndecided(held: HeldTask): void {
  if (held.process.state !== 'RUNNING') throw refused('notRunning', held);
  if (!isUndecided(held.task) || held.task.kind === 'READ') throw refused('taskClosed', held);
}
