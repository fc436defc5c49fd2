import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Environment } from '../../config/environment.js';
import type { Call } from './call.js';
import { LossTolerantClient } from './connection-loss.js';
import { repeated } from './repeat.js';

/** Long work, but not endless: whoever hangs lets go of his rows. */
const LIMITS = '-c lock_timeout=10s -c statement_timeout=10min -c idle_in_transaction_session_timeout=60s';
type Work<T> = (execute: <R>(call: Call<R>) => Promise<R>) => Promise<T>;

/**
 * Set-based work over many units as app_worker, which bypasses row-level security: policies stop index-only scans, and
 * COPY is refused on a table that has them. Only the bulk stores (recompute, import), the fold of the overview and the
 * purge may use it.
 */
@Injectable()
export class Bulk implements OnApplicationShutdown {
  private readonly pool: pg.Pool;

  constructor(environment: Environment) {
    this.pool = new pg.Pool({
      connectionString: environment.databaseWorkerUrl,
      max: 4,
      idleTimeoutMillis: 10_000,
      options: LIMITS,
      Client: LossTolerantClient,
    });
    this.pool.on('error', () => undefined); // an idle connection died: the next one is new
  }

  /**
   * One transaction; `settings` hold for its length, such as `enable_hashagg=off`. 40001 and 40P01 repeat the whole
   * callback.
   */
  run<T>(work: Work<T>, settings: readonly string[] = []): Promise<T> {
    return repeated(() => this.attempt(work, settings));
  }

  private async attempt<T>(work: Work<T>, settings: readonly string[]): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      for (const setting of settings) await client.query(`set local ${setting}`);
      const result = await work(async ({ name, text, values, read }) =>
        read((await client.query({ name, text, values: values as unknown[] })).rows),
      );
      const { command } = await client.query('commit');
      if (command !== 'COMMIT') throw new Error('a failed statement was swallowed inside the transaction');
      return result;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
