import pg from 'pg';
import type { Call } from './call.js';
import { fly } from './flight.js';

/**
 * A few shared pipelined connections. Sharing is safe because no flight can leave a transaction behind and every flight
 * begins with enter(). Nothing else may use these connections.
 */
export class Lanes {
  /** Open lanes and the number of flights under way on each. */
  readonly open = new Map<pg.Client, number>();
  private opening: Promise<void> | null = null;
  private closing = false;

  constructor(
    private readonly config: pg.ClientConfig,
    private readonly size: number,
    private readonly maxQueued = 200,
  ) {}

  connect(): Promise<void> {
    this.opening ??= this.fill().finally(() => {
      this.opening = null;
    });
    return this.opening;
  }

  async fly<R>(before: readonly Call<unknown>[], last: Call<R>): Promise<R> {
    const client = this.leastLoaded();
    if (!client) throw Object.assign(new Error('every database connection is busy'), { code: '53300' });
    this.open.set(client, (this.open.get(client) ?? 0) + 1);
    try {
      return await fly(client, before, last);
    } finally {
      const load = this.open.get(client);
      if (load) this.open.set(client, load - 1);
    }
  }

  async close(): Promise<void> {
    this.closing = true;
    await Promise.all([...this.open.keys()].map((client) => client.end()));
  }

  private leastLoaded(): pg.Client | undefined {
    let found: pg.Client | undefined;
    let load = this.maxQueued;
    for (const [client, flights] of this.open) {
      if (flights >= load) continue;
      found = client;
      load = flights;
    }
    return found;
  }

  private async fill(): Promise<void> {
    while (!this.closing && this.open.size < this.size) {
      const client = new pg.Client({ ...this.config, pipeline: true } as pg.ClientConfig);
      // On the first sign: a dead lane has the least load and would draw every request. pg rejects what waits on it.
      const drop = (): void => {
        if (this.open.delete(client)) this.refill();
      };
      client.on('error', drop).on('end', drop);
      await client.connect();
      this.open.set(client, 0);
    }
  }

  private refill(): void {
    this.connect().catch(() => {
      if (!this.closing) setTimeout(() => this.refill(), 200).unref();
    });
  }
}
