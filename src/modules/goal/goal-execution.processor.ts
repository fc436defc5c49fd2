import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.js';
import { Log } from '../../platform/logging/log.js';
import { Jobs } from '../../platform/queue/jobs.js';
import { GoalService } from './goal.service.js';
import { findGoalForUpdate } from './goal.store.js';
import { findDueForExecution } from './goal-release.store.js';

const EVERY_MS = 2000;
const BATCH = 200;
const EXECUTION = { system: 'goal.begin-execution', scopes: ['r'] } as const;

/** 进入执行: released goals whose day has come. */
@Injectable()
export class GoalExecutionProcessor {
  constructor(
    private readonly transactions: Transactions,
    private readonly goals: GoalService,
    private readonly log: Log,
    jobs: Jobs,
  ) {
    jobs.schedule({ name: EXECUTION.system, everyMs: EVERY_MS, run: () => this.beginExecution() });
  }

  /** On the release date an approved goal is in execution. One that fails is told and passed over: it stops no other. */
  async beginExecution(): Promise<{ begun: number; failed: number }> {
    const counts = { begun: 0, failed: 0 };
    for (let after: string | null = null; ; ) {
      const due: readonly { id: string }[] = await this.transactions.once(EXECUTION, findDueForExecution(after, BATCH));
      for (const { id } of due) {
        try {
          if (await this.begin(id)) counts.begun += 1;
        } catch (error) {
          counts.failed += 1;
          this.log.error('goal not in execution', { goalId: id, error });
        }
      }
      after = due.at(-1)?.id ?? null;
      if (due.length < BATCH) return counts;
    }
  }

  /** Each goal in a transaction of its own; false: somebody else has moved it. */
  private begin(id: string): Promise<boolean> {
    return this.transactions.run(EXECUTION, async (tx) => {
      const goal = await tx.one(findGoalForUpdate(id));
      if (goal?.state !== 'APPROVED') return false;
      await this.goals.move(tx, goal, 'execute', null);
      return true;
    });
  }
}
