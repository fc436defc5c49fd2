import { Injectable } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.js';
import { ReadinessChecks } from '../../platform/health/readiness-checks.js';
import { findCalendarGap } from './calendar.store.js';

/** Most deadlines lie within two weeks: where the calendar ends before, tasks and reports have no date to be due on. */
const REACH_DAYS = 14;
const PROBE = { system: 'health', scopes: [] } as const;

@Injectable()
export class CalendarReadiness {
  constructor(transactions: Transactions, checks: ReadinessChecks) {
    checks.register({
      name: 'calendar',
      check: async () => ((await transactions.read(PROBE, findCalendarGap(REACH_DAYS))) === null ? 'ok' : 'degraded'),
    });
  }
}
