import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transactions.js';
import { type DomainEvent, subscribe } from '../../platform/events/subscriptions.js';
import { closingCount, registerClosingCheck } from '../budget/index.js';
import { PlanService } from './plan.service.js';
import { markGoal, markProject } from './recompute.store.js';

/** Money that moved and goals that began or ended: what has to be computed again is marked, and the job does the rest. */
@Injectable()
export class MonitoringListener {
  constructor(plans: PlanService) {
    for (const check of CLOSING_CHECKS) registerClosingCheck(check);
    subscribe(['payment.recorded', 'payments.recorded', 'payment.reversed', 'budget.set', 'budget.adjusted'], {
      name: 'monitoring.on-money',
      handle: (event, tx) => markMoney(event, tx),
    });
    subscribe(
      ['goal.execution-began', 'goal.suspended', 'goal.resumed', 'goal.cancelled', 'goal.settled', 'goal.restarted'],
      {
        name: 'monitoring.on-goal',
        handle: async ({ type, subject }, tx) => {
          if (!subject.id) return;
          if (type === 'goal.settled') await plans.redraw(tx, subject.id);
          await tx.one(markGoal(subject.id));
        },
      },
    );
  }
}

/** What the units owe when the year is to be closed: told to those who close it, who know why they do. */
const CLOSING_CHECKS = [
  {
    code: 'ACTUALS_PRELIMINARY',
    zh: '实际值尚未确认',
    en: 'Actuals that nobody has confirmed',
    isBlocking: false,
    count: closingCount(
      'actuals_preliminary',
      `app.actuals where district_id = $1::uuid and fiscal_year = $2::smallint and state = 'PRELIMINARY'`,
    ),
  },
  {
    code: 'REPORTS_OPEN',
    zh: '监控表尚未报送或尚未审阅',
    en: 'Monitoring reports that are not submitted, or not yet seen',
    isBlocking: false,
    count: closingCount(
      'reports_open',
      `app.monitoring_reports where district_id = $1::uuid and fiscal_year = $2::smallint and state <> 'FINANCE_SEEN'`,
    ),
  },
];

async function markMoney({ payload }: DomainEvent, tx: Tx): Promise<void> {
  const { projectId, fiscalYear, month = 1 } = payload as { projectId: string; fiscalYear: number; month?: number };
  await tx.one(markProject(projectId, fiscalYear, month));
}
