import { randomUUID } from 'node:crypto';
import { Transactions } from '../../src/platform/database/transactions.js';
import { Log } from '../../src/platform/logging/log.js';
import { type OperationKind, OperationRunner } from '../../src/platform/operations/operation-runner.js';
import { Operations } from '../../src/platform/operations/operations.service.js';
import { renewLease } from '../../src/platform/operations/operations.store.js';
import { OutboxDispatcher } from '../../src/platform/outbox/outbox.dispatcher.js';
import { claimDue } from '../../src/platform/outbox/outbox.store.js';
import { startTestApp, type TestApp } from '../support/app.js';

const WORKER = { system: 'test', scopes: ['r'] } as const;

let t: TestApp;
let transactions: Transactions;
let runner: OperationRunner;
let dispatcher: OutboxDispatcher;
beforeAll(async () => {
  t = await startTestApp({ LOG_LEVEL: 'silent' });
  transactions = t.app.get(Transactions);
  runner = t.app.get(OperationRunner);
  dispatcher = new OutboxDispatcher(transactions, runner, t.app.get(Log));
});
afterAll(() => t.close());

const rowOf = async (id: string) =>
  (await t.database.admin.query('select * from app.outbox where id = $1', [id])).rows[0];

describe('a long operation', () => {
  /** Queues an operation of a kind of its own; answers its outbox row. */
  async function queued(run: OperationKind['run']): Promise<{ operationId: string; rowId: string }> {
    const kind = `test.${randomUUID()}`;
    runner.register({ kind, run });
    const { json } = await transactions.run(WORKER, (tx) => t.app.get(Operations).start(tx, kind, {}));
    expect(json).toBe('{}'); // nobody's: only the job sees it
    const { rows } = await t.database.admin.query(
      `select o.id as "operationId", b.id as "rowId" from app.operations o
        join app.outbox b on b.payload ->> 'operationId' = o.id::text where o.kind = $1`,
      [kind],
    );
    return rows[0];
  }

  const statusOf = async (id: string): Promise<string> =>
    (await t.database.admin.query('select status from app.operations where id = $1', [id])).rows[0].status;

  it('runs in one place: a second worker leaves it and its outbox row alone', async () => {
    let runs = 0;
    let finish = (): void => undefined;
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const { operationId, rowId } = await queued(async () => {
      runs += 1;
      begin();
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return {};
    });
    const first = dispatcher.dispatch(rowId);
    await begun;
    await dispatcher.dispatch(rowId);
    expect([runs, await statusOf(operationId), (await rowOf(rowId)).done_at]).toEqual([1, 'RUNNING', null]);
    finish();
    await first;
    expect([runs, await statusOf(operationId)]).toEqual([1, 'SUCCEEDED']);
    expect((await rowOf(rowId)).done_at).not.toBeNull();
  });

  it('that is cancelled stops at its next report, and keeps what it has done until then', async () => {
    const { operationId, rowId } = await queued(async ({ id }, progress) => {
      await t.database.admin.query(
        `update app.operations set version = version + 1, status = 'CANCELLED' where id = $1`,
        [id],
      );
      expect(await progress(1, 2, 'ITEMS')).toBe(false);
      return { result: { done: 1 } };
    });
    await dispatcher.dispatch(rowId);
    const { rows } = await t.database.admin.query('select status, result from app.operations where id = $1', [
      operationId,
    ]);
    expect(rows).toEqual([{ status: 'CANCELLED', result: { done: 1 } }]);
  });

  it('is not due again while it tells its progress, or its heart beats', async () => {
    const heldBack: boolean[] = [];
    let rowId = '';
    const overdue = () => t.database.admin.query('update app.outbox set next_at = now() where id = $1', [rowId]);
    const note = async () => heldBack.push((await rowOf(rowId)).next_at > Date.now() + 30_000);
    const made = await queued(async ({ id }, progress) => {
      await overdue();
      expect(await progress(1, 2, 'HALF')).toBe(true);
      await note();
      await overdue();
      const { rows } = await t.database.admin.query('select lease_owner from app.operations where id = $1', [id]);
      await transactions.once(WORKER, renewLease(id, rows[0].lease_owner));
      await note();
      return {};
    });
    rowId = made.rowId;
    await dispatcher.dispatch(rowId);
    expect(heldBack).toEqual([true, true]);
  });

  it('whose worker has died is done by another when the lease ends, and the dead one changes nothing any more', async () => {
    const told: boolean[] = [];
    let runs = 0;
    const { operationId, rowId } = await queued(async (_, progress) => {
      runs += 1;
      if (runs === 2) return { result: { by: 'second' } };
      await t.database.admin.query(`update app.operations set lease_until = now() - interval '1 second'`);
      await dispatcher.dispatch(rowId);
      told.push(await progress(1, 1, 'LATE'));
      return { result: { by: 'first' } };
    });
    await dispatcher.dispatch(rowId);
    expect([runs, told]).toEqual([2, [false]]);
    const { rows } = await t.database.admin.query('select status, result from app.operations where id = $1', [
      operationId,
    ]);
    expect(rows[0]).toEqual({ status: 'SUCCEEDED', result: { by: 'second' } });
  });
});

describe('an outbox row', () => {
  /** An event that nobody knows: its work always throws. */
  async function broken(): Promise<string> {
    const id = randomUUID();
    await t.database.admin.query(
      `insert into app.outbox (id, kind, dedupe_key, payload) values ($1::uuid, 'event', $1::text, jsonb_build_object('eventId', $1::text))`,
      [id],
    );
    return id;
  }
  const gauge = async (state: string): Promise<number> =>
    Number(
      new RegExp(`outbox_rows\\{state="${state}"\\} (\\d+)`).exec((await t.world.nobody.get('/metrics')).text)?.[1],
    );
  const outboxHealth = async (): Promise<string> => (await t.world.nobody.get('/health/ready')).body.checks.outbox;

  it('survives any number of hand-overs: only failures count', async () => {
    const id = await broken();
    for (let time = 0; time < 15; time += 1) {
      await t.database.admin.query('update app.outbox set next_at = now() where id = $1', [id]);
      await transactions.once(WORKER, claimDue(200));
    }
    expect(await rowOf(id)).toMatchObject({ tries: 15, failures: 0, dead_at: null });
    await t.database.admin.query('delete from app.outbox where id = $1', [id]);
  });

  it('waits longer after each failure, is dead after twelve, is told, and is revived by the system administrator', async () => {
    const id = await broken();
    expect([await outboxHealth(), await gauge('dead')]).toEqual(['ok', 0]);
    for (let time = 1; time <= 12; time += 1) {
      expect(await rowOf(id)).toMatchObject({ failures: time - 1, dead_at: null });
      await expect(dispatcher.dispatch(id)).rejects.toThrow('no such event');
      const seconds = ((await rowOf(id)).next_at - Date.now()) / 1000;
      expect(Math.abs(seconds - Math.min(5 * 2 ** time, 600))).toBeLessThan(5);
    }
    expect((await rowOf(id)).dead_at).not.toBeNull();
    await dispatcher.dispatch(id); // a late job finds nothing to do
    expect([await outboxHealth(), await gauge('dead'), await gauge('open')]).toEqual(['degraded', 1, 0]);
    expect((await t.world.as('auditadmin').post('/jobs/outbox/revive')).status).toBe(403);
    expect((await t.world.as('sysadmin').post('/jobs/outbox/revive')).body).toEqual({ revived: 1 });
    expect(await rowOf(id)).toMatchObject({ failures: 0, dead_at: null, done_at: null });
    expect([await outboxHealth(), await gauge('dead'), await gauge('open')]).toEqual(['ok', 0, 1]);
  });
});
