import { DataSource } from 'typeorm';
import { Lanes } from '../../src/platform/database/lanes.js';
import { PostgresTransactions } from '../../src/platform/database/postgres-transactions.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { type Clerk, Storm, settleClerks } from './leak-storm.js';

const REQUESTS = 5000;
const AT_ONCE = 60;
/** Short, so that the statements that are meant to time out hold the lanes only briefly. */
const TIMEOUT_MS = 150;
const READ_LANES = 2;
const WRITE_LANES = 4;

let database: TestDatabase;
let reads: Lanes;
let writes: Lanes;
let source: DataSource;
let transactions: PostgresTransactions;
let clerks: readonly Clerk[];
let storm: Storm;

beforeAll(async () => {
  database = await cloneDatabase();
  clerks = await settleClerks(database.admin);
  const lane = { connectionString: database.urls.serve, statement_timeout: TIMEOUT_MS };
  reads = new Lanes(lane, READ_LANES);
  writes = new Lanes(lane, WRITE_LANES);
  await Promise.all([reads.connect(), writes.connect()]);
  const extra = { max: 6, options: `-c statement_timeout=${TIMEOUT_MS}` };
  source = await new DataSource({ type: 'postgres', url: database.urls.serve, extra, logging: false }).initialize();
  transactions = new PostgresTransactions(source, reads, writes);
  storm = new Storm(transactions, clerks);
  await storm.blow(REQUESTS, AT_ONCE);
}, 120_000);

afterAll(async () => {
  await Promise.all([reads.close(), writes.close()]);
  await source.destroy();
  await database.drop();
});

describe('connections shared by 50 clerks, through a storm of failures', () => {
  it('had every kind of failure in it', () => {
    const refused = (code: string): number => storm.tally.get(`refused ${code}`) ?? 0;
    expect(storm.tally.get('killed')).toBe(25);
    expect(storm.tally.get('began')).toBe(13);
    expect(storm.tally.get('session-level settings')).toBeGreaterThan(200);
    for (const code of [
      '22012',
      '42601',
      'BP401',
      'BP403',
      '57014',
      '57P01',
      'stale',
      'reader threw',
      'service threw',
    ]) {
      expect([code, refused(code) > 5]).toEqual([code, true]);
    }
    expect(refused('a failed statement was swallowed inside ')).toBeGreaterThan(100);
    expect(storm.marks.length).toBeGreaterThan(1000);
  });

  it('shows nobody a row of another scope', () => {
    expect(storm.leaks).toBe(0);
  });

  it('reports no failure as a success, and no row as missing', () => {
    expect(storm.wrongSuccesses).toBe(0);
    const good = ['run', 'once', 'read'].map((mode) => storm.tally.get(`ok ${mode}`) ?? 0);
    // A broken connection takes its innocent neighbours along; most requests survive.
    for (const count of good) expect(count).toBeGreaterThan(400);
  });

  it('keeps nothing of a transaction that failed', async () => {
    const { rows } = await database.admin.query(
      'select count(*)::int as kept from app.deliveries where dedupe_key = any ($1::text[])',
      [storm.marks],
    );
    expect(rows[0].kept).toBe(0);
    const moved = await database.admin.query(`select count(*)::int as moved from app.goals where version <> 1`);
    expect(moved.rows[0].moved).toBe(0);
  });

  it('leaves no transaction open, and its lanes at their number', async () => {
    await untilFull(reads, READ_LANES);
    await untilFull(writes, WRITE_LANES);
    const { rows } = await database.admin.query(
      `select count(*)::int as open from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
    );
    expect(rows[0].open).toBe(0);
    for (const client of [...reads.open.keys(), ...writes.open.keys()]) {
      expect(client.getTransactionStatus()).toBe('I');
    }
  });

  it('refuses a session at once when it ends: a write with the next statement', async () => {
    const [{ actor }] = clerks as [Clerk];
    const alive = { name: 'leak.alive', text: 'select 1', values: [], read: () => 'alive' };
    expect(await transactions.once(actor, alive)).toBe('alive');
    await database.admin.query('update app.sessions set revoked_at = now() where id = $1', [actor.sessionId]);
    await expect(transactions.once(actor, alive)).rejects.toMatchObject({ code: 'BP401' });
    await expect(transactions.run(actor, (tx) => tx.one(alive))).rejects.toMatchObject({ code: 'BP401' });
  });
});

/** Lanes are opened again in the background, each try 200 ms after the last. */
async function untilFull(lanes: Lanes, size: number): Promise<void> {
  for (let tries = 0; lanes.open.size < size && tries < 100; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(lanes.open.size).toBe(size);
}
