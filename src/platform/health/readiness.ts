import { Injectable } from '@nestjs/common';
import { Transactions } from '../database/transactions.js';
import { Drain } from '../http/drain.js';
import type { HealthResponse, HealthState } from './health.dto.js';
import { outboxState } from './health.store.js';
import { ReadinessChecks } from './readiness-checks.js';

const PROBE = { system: 'health', scopes: [] } as const;

/** Whether requests can be served: PostgreSQL answers and nothing is shutting down. A queue that lags, or rows that were given up, are `degraded`. */
@Injectable()
export class Readiness {
  constructor(
    private readonly transactions: Transactions,
    private readonly drain: Drain,
    private readonly others: ReadinessChecks,
  ) {}

  async check(): Promise<HealthResponse> {
    const checks = await this.checkEach();
    const states = Object.values(checks);
    const status: HealthState = states.includes('failed') ? 'failed' : states.includes('degraded') ? 'degraded' : 'ok';
    return { status, checks };
  }

  private async checkEach(): Promise<HealthResponse['checks']> {
    const draining: HealthState = this.drain.isDraining ? 'failed' : 'ok';
    try {
      const { backlogSeconds, hasDead } = await this.transactions.read(PROBE, outboxState());
      const outbox: HealthState = backlogSeconds > 120 || hasDead ? 'degraded' : 'ok';
      return { draining, database: 'ok', outbox, ...(await this.others.run()) };
    } catch {
      return { draining, database: 'failed', outbox: 'degraded' };
    }
  }
}
