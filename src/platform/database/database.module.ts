import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Environment } from '../../config/environment.js';
import { assertSafeDatabase } from './boot-checks.js';
import { Bulk } from './bulk.js';
import { LossTolerantClient } from './connection-loss.js';
import { Lanes } from './lanes.js';
import { PostgresTransactions } from './postgres-transactions.js';
import { Transactions } from './transactions.js';

const READ_LANES = Symbol('read lanes');
const WRITE_LANES = Symbol('write lanes');

/** Whoever waits longer for a row is told to come again, instead of holding a connection. */
const LOCK_TIMEOUT_MS = 3000;

/**
 * Lanes hold many requests each: nothing long may run on them. Statements there are planned once: the scope comes from
 * settings, so a plan made for one caller serves all, and planning anew costs more than these statements themselves.
 */
async function openLanes(environment: Environment, size: number): Promise<Lanes> {
  const lanes = new Lanes(
    {
      connectionString: environment.databaseUrl,
      statement_timeout: 5000,
      options: '-c plan_cache_mode=force_generic_plan',
      lock_timeout: LOCK_TIMEOUT_MS,
    },
    size,
  );
  await lanes.connect();
  return lanes;
}

@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Environment],
      useFactory: (environment: Environment) => ({
        type: 'postgres' as const,
        url: environment.databaseUrl,
        extra: {
          max: 10,
          Client: LossTolerantClient,
          options: `-c statement_timeout=10000 -c idle_in_transaction_session_timeout=15000 -c lock_timeout=${LOCK_TIMEOUT_MS}`,
        },
      }),
    }),
  ],
  providers: [
    Bulk,
    { provide: READ_LANES, inject: [Environment], useFactory: (e: Environment) => openLanes(e, e.readLanes) },
    { provide: WRITE_LANES, inject: [Environment], useFactory: (e: Environment) => openLanes(e, e.writeLanes) },
    {
      provide: Transactions,
      inject: [Environment, getDataSourceToken(), READ_LANES, WRITE_LANES],
      useFactory: async (environment: Environment, source: DataSource, reads: Lanes, writes: Lanes) => {
        await assertSafeDatabase(source, environment.isThrowAway ? 'THROW_AWAY' : 'REQUIRED');
        return new PostgresTransactions(source, reads, writes);
      },
    },
  ],
  exports: [Transactions, Bulk],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    @Inject(READ_LANES) private readonly reads: Lanes,
    @Inject(WRITE_LANES) private readonly writes: Lanes,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.reads.close(), this.writes.close()]);
  }
}
