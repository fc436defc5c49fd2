import { Injectable } from '@nestjs/common';
import { newId } from '../database/ids.js';
import { type AnyActor, Transactions } from '../database/transactions.js';
import { httpErrors } from '../http/http.errors.js';
import { toDomainError, toProblem } from '../http/problem.js';
import { Log } from '../logging/log.js';
import {
  type Advance,
  advanceOperation,
  findOperation,
  type Operation,
  renewLease,
  takeOperation,
} from './operations.store.js';

/** Long work of one kind. It reports progress, and stops when told that the operation has been cancelled. */
export interface OperationKind {
  readonly kind: string;
  run(
    operation: Operation,
    progress: (done: number, total: number | null, stage: string) => Promise<boolean>,
  ): Promise<{
    readonly result?: object;
    readonly resultUrl?: string;
  }>;
}

const RUNNER: AnyActor = { system: 'operations', scopes: [] };
const HEARTBEAT_MS = 15_000;

/**
 * Runs queued operations, each in one place at a time: a run holds a lease and renews it. A worker that dies leaves
 * RUNNING; its lease ends, the outbox row comes due again and the work restarts.
 */
@Injectable()
export class OperationRunner {
  private readonly kinds = new Map<string, OperationKind>();

  constructor(
    private readonly transactions: Transactions,
    private readonly log: Log,
  ) {}

  register(kind: OperationKind): void {
    if (this.kinds.has(kind.kind)) throw new Error(`operation ${kind.kind} has two processors`);
    this.kinds.set(kind.kind, kind);
  }

  /** True: the operation has ended, in whatever way; false: another run holds it. */
  async run(id: string): Promise<boolean> {
    const operation = await this.transactions.once(RUNNER, findOperation(id));
    const kind = operation && this.kinds.get(operation.kind);
    if (!operation || !kind) throw new Error(`operation ${id}: unknown, or of an unknown kind`);
    const owner = newId();
    if (await this.transactions.once(RUNNER, takeOperation(id, owner))) await this.work(kind, operation, owner);
    const after = await this.transactions.once(RUNNER, findOperation(id));
    return after?.status !== 'QUEUED' && after?.status !== 'RUNNING';
  }

  private async work(kind: OperationKind, operation: Operation, owner: string): Promise<void> {
    const { id } = operation;
    const advance = (to: Advance): Promise<boolean> => this.transactions.once(RUNNER, advanceOperation(id, owner, to));
    let isStopped = false;
    const heart = setInterval(() => this.beat(id, owner), HEARTBEAT_MS);
    try {
      const end = await kind.run(operation, async (done, total, stage) => {
        isStopped ||= !(await advance({ status: 'RUNNING', done, total, stage }));
        return !isStopped;
      });
      await advance({ status: isStopped ? 'CANCELLED' : 'SUCCEEDED', ...end });
    } catch (error) {
      const expected = toDomainError(error);
      if (!expected) this.log.error('operation failed', { operationId: id, kind: operation.kind, error });
      await advance({ status: 'FAILED', problem: toProblem(expected ?? httpErrors.internal(), 'zh', id) });
    } finally {
      clearInterval(heart);
    }
  }

  /** One missed beat does no harm: a lease lasts for four. */
  private beat(id: string, owner: string): void {
    this.transactions
      .once(RUNNER, renewLease(id, owner))
      .catch((error) => this.log.warn('lease not renewed', { operationId: id, error }));
  }
}
