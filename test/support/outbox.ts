import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Transactions } from '../../src/platform/database/transactions.js';
import { Log } from '../../src/platform/logging/log.js';
import { OperationRunner } from '../../src/platform/operations/operation-runner.js';
import { OutboxDispatcher } from '../../src/platform/outbox/outbox.dispatcher.js';
import { claimDue } from '../../src/platform/outbox/outbox.store.js';
import { Jobs } from '../../src/platform/queue/jobs.js';

/** The worker side without a queue: what the relay would hand over is dispatched here and now. */
export class Outbox {
  private readonly transactions: Transactions;
  private readonly dispatcher: OutboxDispatcher;

  constructor(private readonly app: NestFastifyApplication) {
    this.transactions = app.get(Transactions);
    this.dispatcher = new OutboxDispatcher(this.transactions, app.get(OperationRunner), app.get(Log));
  }

  /** Delivers until nothing is due; effects of effects included. */
  async deliver(): Promise<number> {
    let delivered = 0;
    for (;;) {
      const rows = await this.transactions.once({ system: 'test', scopes: [] }, claimDue(200));
      if (rows.length === 0) return delivered;
      for (const row of rows) await this.dispatcher.dispatch(row.id);
      delivered += rows.length;
    }
  }

  /** One tick of a scheduled job, such as `monitoring.recompute`, and then all that follows from it. */
  async tick(job: string): Promise<Readonly<Record<string, number>>> {
    const scheduled = this.app.get(Jobs).find(job);
    if (!scheduled) throw new Error(`no such job: ${job}`);
    const result = await scheduled.run();
    await this.deliver();
    return result;
  }
}
