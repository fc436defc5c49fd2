import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Transactions } from '../database/transactions.js';
import { claimDue } from './outbox.store.js';

const BATCH = 200;
const RELAY = { system: 'outbox-relay', scopes: [] } as const;

/** Hands due rows to the queue. Losing the queue costs time, not work: what is not done comes due again. */
@Injectable()
export class OutboxRelay {
  constructor(private readonly transactions: Transactions) {}

  async relay(queue: Queue): Promise<{ handedOver: number }> {
    let handedOver = 0;
    for (;;) {
      const rows = await this.transactions.once(RELAY, claimDue(BATCH));
      if (rows.length > 0) {
        await queue.addBulk(
          rows.map((row) => ({
            name: row.kind,
            data: { id: row.id },
            // A row that comes due again is a new job: the old one may have been lost with the queue.
            opts: {
              jobId: `ob-${row.id}-${Date.now()}`,
              removeOnComplete: true,
              removeOnFail: { age: 604_800, count: 10_000 },
              attempts: 1,
            },
          })),
        );
      }
      handedOver += rows.length;
      if (rows.length < BATCH) return { handedOver };
    }
  }
}
