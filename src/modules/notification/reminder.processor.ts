import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.js';
import { Jobs } from '../../platform/queue/jobs.js';
import { fireDue } from './reminder.store.js';

const EVERY_MS = 5000;
const BATCH = 500;
/** All units: a reminder is due wherever it is. */
const SCANNER = { system: 'notification.reminders', scopes: ['r'] } as const;

/** 定时提醒: a scan of rows, never a delayed job. A stopped scheduler makes reminders late, and loses none. */
@Injectable()
export class ReminderProcessor implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule({ name: 'notification.reminders', everyMs: EVERY_MS, run: () => this.fire() });
  }

  private async fire(): Promise<{ fired: number }> {
    let fired = 0;
    for (;;) {
      const batch = await this.transactions.run(SCANNER, (tx) => tx.one(fireDue(BATCH)));
      fired += batch;
      if (batch < BATCH) return { fired };
    }
  }
}
