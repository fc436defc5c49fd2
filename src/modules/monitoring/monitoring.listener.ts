import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transactions.js';
import { type DomainEvent, subscribe } from '../../platform/events/subscriptions.js';
import { PlanService } from './plan.service.js';
import { markGoal, markProject } from './recompute.store.js';

/** Money that moved and goals that began or ended: what has to be computed again is marked, and the job does the rest. */
@Injectable()
export class MonitoringListener {
  constructor(plans: PlanService) {
    subscribe(['payment.recorded', 'payments.recorded', 'payment.reversed', 'budget.set', 'budget.adjusted'], {
      name: 'monitoring.on-money',
      handle: (event, tx) => markMoney(event, tx),
    });
    subscribe(['goal.execution-began', 'goal.suspended', 'goal.resumed', 'goal.cancelled', 'goal.settled'], {
      name: 'monitoring.on-goal',
      handle: async ({ type, subject }, tx) => {
        if (!subject.id) return;
        if (type === 'goal.settled') await plans.redraw(tx, subject.id);
        await tx.one(markGoal(subject.id));
      },
    });
  }
}

async function markMoney({ payload }: DomainEvent, tx: Tx): Promise<void> {
  const { projectId, fiscalYear, month = 1 } = payload as { projectId: string; fiscalYear: number; month?: number };
  await tx.one(markProject(projectId, fiscalYear, month));
}
