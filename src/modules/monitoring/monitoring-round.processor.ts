import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.js';
import { Log } from '../../platform/logging/log.js';
import { Jobs } from '../../platform/queue/jobs.js';
import { today } from '../organization/index.js';
import { findDueMonths } from './domain/monitoring-round.js';
import { MonitoringRoundService } from './monitoring-round.service.js';
import { findOpenPlans } from './monitoring-round-plan.store.js';

const EVERY_MS = 60_000;
const OPENING = { system: 'monitoring.open-rounds', scopes: ['r'] } as const;

/** 按计划开展监控: what the plans ask for by today, and what nobody was there to open. */
@Injectable()
export class MonitoringRoundProcessor {
  constructor(
    private readonly transactions: Transactions,
    private readonly rounds: MonitoringRoundService,
    private readonly log: Log,
    jobs: Jobs,
  ) {
    jobs.schedule({ name: OPENING.system, everyMs: EVERY_MS, run: () => this.openDue() });
  }

  /** Each round in a transaction of its own. One that fails is told and passed over: it stops no other. */
  async openDue(): Promise<{ opened: number; failed: number }> {
    const counts = { opened: 0, failed: 0 };
    const day = await this.transactions.once(OPENING, today());
    for (const plan of await this.transactions.once(OPENING, findOpenPlans())) {
      for (const month of findDueMonths(plan, day)) {
        try {
          if (await this.rounds.openPlanned(OPENING, plan, month)) counts.opened += 1;
        } catch (error) {
          counts.failed += 1;
          this.log.error('monitoring round not opened', { planId: plan.id, month, error });
        }
      }
    }
    return counts;
  }
}
