import { Injectable } from '@nestjs/common';
import { Bulk } from '../../platform/database/bulk.js';
import { Jobs } from '../../platform/queue/jobs.js';
import { foldDeltas, tryFoldLock } from './overview.store.js';

const EVERY_MS = 500;
const BATCH = 5000;

/** Folds the queue of changes into the roll-ups, pass by pass. What still waits is added by every reader. */
@Injectable()
export class OverviewProcessor {
  constructor(
    private readonly bulk: Bulk,
    jobs: Jobs,
  ) {
    jobs.schedule({ name: 'overview.fold', everyMs: EVERY_MS, run: () => this.fold() });
  }

  async fold(): Promise<{ folded: number }> {
    for (let folded = 0; ; ) {
      const taken = await this.bulk.run(async (execute) =>
        (await execute(tryFoldLock())) ? execute(foldDeltas(BATCH)) : 0,
      );
      folded += taken;
      if (taken < BATCH) return { folded };
    }
  }
}
