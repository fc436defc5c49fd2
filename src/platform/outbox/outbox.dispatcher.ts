import { Injectable } from '@nestjs/common';
import { Transactions, type Tx } from '../database/transactions.js';
import { subscribersOf } from '../events/subscriptions.js';
import { Log } from '../logging/log.js';
import { OperationRunner } from '../operations/operation-runner.js';
import { claimDelivery, findEvent, findOutboxRow, markDone, noteFailure, type OutboxRow } from './outbox.store.js';

/** Ordinary jobs see every unit, as app_rw under row-level security; the trail names the job as the actor. */
const DISPATCHER = { system: 'outbox', scopes: ['r'] } as const;

/** Runs one outbox row: the effect, the delivery mark and `done` in one transaction, so that it happens exactly once. */
@Injectable()
export class OutboxDispatcher {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationRunner,
    private readonly log: Log,
  ) {}

  async dispatch(rowId: string): Promise<void> {
    const row = await this.transactions.once(DISPATCHER, findOutboxRow(rowId));
    if (!row) return;
    try {
      // Elsewhere, and not ended: the row stays open, and comes due again should that worker die.
      if (row.kind === 'operation' && !(await this.operations.run(row.payload['operationId'] ?? ''))) return;
      await this.transactions.run(DISPATCHER, (tx) => this.deliver(row, tx));
    } catch (error) {
      this.log.error('outbox row failed', { rowId, kind: row.kind, dedupeKey: row.dedupeKey, error });
      await this.transactions.once(DISPATCHER, noteFailure(rowId, String((error as Error).message)));
      throw error;
    }
  }

  private async deliver(row: OutboxRow, tx: Tx): Promise<void> {
    if (await tx.one(claimDelivery(row.dedupeKey))) {
      if (row.kind === 'event') await this.deliverEvent(row, tx);
    }
    await tx.one(markDone(row.id));
  }

  private async deliverEvent(row: OutboxRow, tx: Tx): Promise<void> {
    const event = await tx.one(findEvent(row.payload['eventId'] ?? ''));
    if (!event) throw new Error(`outbox row ${row.id}: no such event`);
    const subscriber = subscribersOf(event.type).find(({ name }) => name === row.payload['subscriber']);
    if (!subscriber) throw new Error(`outbox row ${row.id}: nobody is called ${row.payload['subscriber']}`);
    await subscriber.handle(event, tx);
  }
}
