import { Injectable } from '@nestjs/common';
import { type AnyActor, Transactions } from '../database/transactions.js';
import { httpErrors } from '../http/http.errors.js';
import { toDomainError, toProblem } from '../http/problem.js';
import { Log } from '../logging/log.js';
import { type Advance, advanceOperation, findOperation, type Operation } from './operations.store.js';

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

/** Runs queued operations. A worker that dies leaves RUNNING; the outbox row comes due again and the work restarts. */
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

  async run(id: string): Promise<void> {
    const operation = await this.transactions.once(RUNNER, findOperation(id));
    const kind = operation && this.kinds.get(operation.kind);
    if (!operation || !kind) throw new Error(`operation ${id}: unknown, or of an unknown kind`);
    const advance = (to: Advance): Promise<boolean> => this.transactions.once(RUNNER, advanceOperation(id, to));
    if (!(await advance({ status: 'RUNNING' }))) return;
    try {
      const end = await kind.run(operation, (done, total, stage) => advance({ status: 'RUNNING', done, total, stage }));
      await advance({ status: 'SUCCEEDED', ...end });
    } catch (error) {
      const expected = toDomainError(error);
      if (!expected) this.log.error('operation failed', { operationId: id, kind: operation.kind, error });
      await advance({ status: 'FAILED', problem: toProblem(expected ?? httpErrors.internal(), 'zh', id) });
    }
  }
}
