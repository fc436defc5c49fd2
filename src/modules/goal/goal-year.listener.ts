import { Injectable } from '@nestjs/common';
import { recordDeed } from '../../platform/audit/record-change.js';
import type { Tx } from '../../platform/database/transactions.js';
import { type DomainEvent, subscribe } from '../../platform/events/subscriptions.js';
import { closingCount, registerClosingCheck } from '../budget/index.js';
import { followFiscalYear } from './goal-year.store.js';

/** Goals end with their fiscal year, and go on if it is reopened. */
@Injectable()
export class GoalYearListener {
  constructor() {
    subscribe(['fiscal-year.closed', 'fiscal-year.reopened'], {
      name: 'goal.on-fiscal-year',
      handle: (event, tx) => follow(event, tx),
    });
    registerClosingCheck({
      code: 'GOALS_ADJUSTING',
      zh: '绩效目标正在调整',
      en: 'Goals that are being adjusted',
      isBlocking: true,
      count: closingCount(
        'goals_adjusting',
        `app.goals where district_id = $1::uuid and fiscal_year = $2::smallint and state = 'ADJUSTING'`,
      ),
    });
  }
}

async function follow({ type, districtId, subject, payload }: DomainEvent, tx: Tx): Promise<void> {
  if (!districtId || !subject.id) return;
  const moved = await tx.one(followFiscalYear(districtId, Number(payload['year'])));
  await recordDeed(tx, {
    action: type === 'fiscal-year.closed' ? 'goal.close' : 'goal.restart',
    object: { type: 'fiscalYear', id: subject.id, version: Number(payload['version']) },
    after: moved,
  });
}
