import type pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { type Call, noRows } from './call.js';
import { isConnectionLost } from './connection-loss.js';
import { type EnteredSession, enter, enterKnown, findSession } from './enter.js';
import { flyTogether } from './flight.js';
import { claimKey, findStoredAnswer, type IdempotencyClaim, keepAnswer, readStoredAnswer } from './idempotency.js';
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
    const client = (await runner.connect()) as pg.PoolClient;
    try {
      const tx = openTx(actor, client, runner.manager);
      const idempotency = 'system' in actor ? undefined : actor.request.idempotency;
      const [, , claim] = await flyTogether(client, [
        begin(options),
        enter(actor),
        ...(idempotency ? [claimKey(idempotency)] : []),
      ]);
      const isRepeat = idempotency && claim?.rows.length === 0;
      const result = isRepeat ? await replay<T>(tx, idempotency) : await work(tx);
      const kept = idempotency && !isRepeat ? [keepAnswer(idempotency, result)] : [];
      const { command } = (await flyTogether(client, [...kept, COMMIT])).at(-1) ?? {};
      // COMMIT of an aborted transaction answers ROLLBACK without an error.
      if (command !== 'COMMIT') throw new Error('a failed statement was swallowed inside the transaction');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
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

const begin = ({ isolation = 'READ COMMITTED', readOnly }: RunOptions): Call<void> => {
  const mode = `isolation level ${isolation.toLowerCase()} ${readOnly ? 'read only' : 'read write'}`;
  return { name: `tx.begin.${mode}`, text: `begin ${mode}`, values: [], read: noRows };
};

const COMMIT: Call<void> = { name: 'tx.commit', text: 'commit', values: [], read: noRows };

function openTx(actor: AnyActor, client: pg.PoolClient, manager: EntityManager): Tx {
  return {
    actor,
    manager,
    one: async ({ name, text, values, read }: Call<unknown>) => {
      const { rows } = await client.query({ name, text, values: values as unknown[] });
      return read(rows);
    },
    all: async (calls: readonly Call<unknown>[]) => {
      const answers = await flyTogether(client, calls);
      return answers.map(({ rows }, index) => calls[index]?.read(rows));
    },
  } as unknown as Tx;
}

/** An equal request has done the work: its answer again. */
async function replay<T>(tx: Tx, idempotency: IdempotencyClaim): Promise<T> {
  const stored = await tx.one(findStoredAnswer(idempotency));
  if (stored === null) throw new Error('an idempotency key without an answer');
  (tx.actor as Actor).request.replayed = true;
  return readStoredAnswer<T>(stored);
}

function mayBeRepeat(error: unknown): boolean {
  const { constraint } = error as { constraint?: string };
  return constraint === 'pk_idempotency_keys' || /^(BP4(04|09|12)|23505)$/.test(sqlState(error));
}
