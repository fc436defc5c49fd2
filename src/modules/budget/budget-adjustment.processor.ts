import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.js';
import { Log } from '../../platform/logging/log.js';
import { Jobs } from '../../platform/queue/jobs.js';
import { BudgetAdjustmentService } from './budget-adjustment.service.js';
import { findBudgetAdjustmentForUpdate, findDueAdjustments } from './budget-adjustment.store.js';

const EVERY_MS = 5000;
const BATCH = 200;
const POSTING = { system: 'budget.post-adjustments', scopes: ['r'] } as const;

/** 生效: signed adjustments whose day has come. */
@Injectable()
export class BudgetAdjustmentProcessor {
  constructor(
    private readonly transactions: Transactions,
    private readonly adjustments: BudgetAdjustmentService,
    private readonly log: Log,
    jobs: Jobs,
  ) {
    jobs.schedule({ name: POSTING.system, everyMs: EVERY_MS, run: () => this.postDue() });
  }

  /** Each in a transaction of its own: one that fails is told, and stops no other. What is left waits for the next run. */
  async postDue(): Promise<{ posted: number; failed: number }> {
    const counts = { posted: 0, failed: 0 };
    for (const { id } of await this.transactions.once(POSTING, findDueAdjustments(BATCH))) {
      try {
        await this.transactions.run(POSTING, async (tx) => {
          const adjustment = await tx.one(findBudgetAdjustmentForUpdate(id));
          if (adjustment?.state === 'APPROVED') await this.adjustments.post(tx, adjustment);
        });
        counts.posted += 1;
      } catch (error) {
        counts.failed += 1;
        this.log.error('budget adjustment not posted', { adjustmentId: id, error });
      }
    }
    return counts;
  }
}
