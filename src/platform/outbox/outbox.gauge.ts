import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Transactions } from '../database/transactions.js';
import { Metrics } from '../metrics/metrics.js';
import { countOutboxRows } from './outbox.store.js';

const SCRAPER = { system: 'metrics', scopes: [] } as const;

/** Counted when somebody scrapes. Without a database there is no figure, and the others are still told. */
@Injectable()
export class OutboxGauge {
  constructor(metrics: Metrics, transactions: Transactions) {
    new Gauge({
      name: 'outbox_rows',
      help: 'Outbox rows that wait (open) or have been given up (dead)',
      labelNames: ['state'],
      registers: [metrics.registry],
      async collect() {
        this.reset();
        const rows = await transactions.read(SCRAPER, countOutboxRows()).catch(() => null);
        if (!rows) return;
        this.set({ state: 'open' }, rows.open);
        this.set({ state: 'dead' }, rows.dead);
      },
    });
  }
}
