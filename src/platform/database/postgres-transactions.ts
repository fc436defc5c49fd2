import type pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Call } from './call.js';
import { isConnectionLost } from './connection-loss.js';
import { type EnteredSession, enter, enterKnown, findSession } from './enter.js';
import { claimKey, findStoredAnswer, keepAnswer, readStoredAnswer } from './idempotency.js';
import type { Lanes } from './lanes.js';
import { repeated, sqlState } from './repeat.js';
import { type Actor, type AnyActor, type RunOptions, Transactions, type Tx } from './transactions.js';

const SESSION_TRUST_MS = 1000;
const SESSIONS_KEPT = 10_000;

interface KnownSession {
  readonly session: EnteredSession;
  readonly until: number;
}

export class PostgresTransactions extends Transactions {
  private readonly known = new Map<string, KnownSession>();

  constructor(
    private readonly source: DataSource,
    private readonly readLanes: Lanes,
    private readonly writeLanes: Lanes,
  ) {
    super();
  }

  async once<R>(actor: AnyActor, call: Call<R>): Promise<R> {
    try {
      return await this.writeLanes.fly([enter(actor)], call);
    } catch (error) {
      return await this.storedAnswer<R>(actor, error);
    }
  }

  /** A read whose connection died may be repeated; a write may not, since nobody knows whether it was done. */
  async read<R>(actor: AnyActor, call: Call<R>): Promise<R> {
    try {
      return await this.readOnce(actor, call);
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      return this.readOnce(actor, call);
    }
  }

  private async readOnce<R>(actor: AnyActor, call: Call<R>): Promise<R> {
    if ('system' in actor) return this.readLanes.fly([enter(actor)], call);
    const key = `${actor.sessionId}|${actor.roles.join()}`;
    const known = this.known.get(key);
    if (known && known.until > performance.now()) {
      return this.readLanes.fly([enterKnown(actor, known.session)], call);
    }
    this.known.delete(key);
    const session = await this.readLanes.fly([], findSession(actor));
    if (!session) return this.readLanes.fly([enter(actor)], call); // refuses, and says why
    if (this.known.size >= SESSIONS_KEPT) this.known.clear();
    this.known.set(key, { session, until: performance.now() + SESSION_TRUST_MS });
    return this.readLanes.fly([enterKnown(actor, session)], call);
  }

  run<T>(actor: AnyActor, work: (tx: Tx) => Promise<T>, options: RunOptions = {}): Promise<T> {
    return repeated(() => this.attempt(actor, work, options), options.attempts);
  }

  private async attempt<T>(actor: AnyActor, work: (tx: Tx) => Promise<T>, options: RunOptions): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      const client = (await runner.connect()) as pg.PoolClient;
      await runner.startTransaction(options.isolation ?? 'READ COMMITTED');
      if (options.readOnly) await client.query('set transaction read only');
      const tx = {
        actor,
        manager: runner.manager,
        one: (call: Call<unknown>) => execute(client, call),
      } as unknown as Tx;
      await tx.one(enter(actor));
      const result = await withIdempotency(tx, work);
      // Not runner.commitTransaction(): COMMIT of an aborted transaction answers ROLLBACK without an error.
      const { command } = await client.query('COMMIT');
      (runner as { isTransactionActive: boolean }).isTransactionActive = false;
      if (command !== 'COMMIT') throw new Error('a failed statement was swallowed inside the transaction');
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** A repeated request fails its own guards first, so the stored answer is asked for only then. */
  private async storedAnswer<R>(actor: AnyActor, error: unknown): Promise<R> {
    const idempotency = 'system' in actor ? undefined : actor.request.idempotency;
    if (!idempotency || !mayBeRepeat(error)) throw error;
    const stored = await this.writeLanes.fly([enter(actor)], findStoredAnswer(idempotency));
    if (stored === null) throw error;
    (actor as Actor).request.replayed = true;
    return readStoredAnswer<R>(stored);
  }
}

async function withIdempotency<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const idempotency = 'system' in tx.actor ? undefined : tx.actor.request.idempotency;
  if (!idempotency) return work(tx);
  const claimed = await tx.one(claimKey(idempotency));
  if (!claimed) {
    const stored = await tx.one(findStoredAnswer(idempotency));
    if (stored === null) throw new Error('an idempotency key without an answer');
    (tx.actor as Actor).request.replayed = true;
    return readStoredAnswer<T>(stored);
  }
  const result = await work(tx);
  await tx.one(keepAnswer(idempotency, result));
  return result;
}

async function execute<R>(client: pg.PoolClient, { name, text, values, read }: Call<R>): Promise<R> {
  const { rows } = await client.query({ name, text, values: values as unknown[] });
  return read(rows);
}

function mayBeRepeat(error: unknown): boolean {
  const { constraint } = error as { constraint?: string };
  return constraint === 'pk_idempotency_keys' || /^(BP4(04|09|12)|23505)$/.test(sqlState(error));
}
