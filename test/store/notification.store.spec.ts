import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

/** Row-level security by account: the last word on whose inbox it is. */
let database: TestDatabase;
let serving: pg.Client;
const owner = randomUUID();
const stranger = randomUUID();

beforeAll(async () => {
  database = await cloneDatabase();
  serving = new pg.Client({ connectionString: database.urls.serve });
  await serving.connect();
  for (const id of [owner, stranger]) {
    await database.admin.query(
      `insert into app.accounts (id, username, display_name, kind, person_id) values ($1::uuid, $1::text, '某人', 'PERSON', $1::uuid)`,
      [id],
    );
  }
});
afterAll(async () => {
  await serving.end();
  await database.drop();
});

const actAs = (account: string, scopes = ''): Promise<unknown> =>
  serving.query(`select set_config('app.account', $1, false), set_config('app.scopes', $2, false)`, [account, scopes]);

const put = (key: string): Promise<unknown> =>
  serving.query(
    `insert into app.notifications (id, account_id, kind, title_zh, title_en, body_zh, body_en, subject_type, subject_id, severity, dedupe_key)
      values (gen_random_uuid(), $1, 'k', '题', 't', '文', 'b', 'goal', gen_random_uuid(), 'INFO', $2) on conflict do nothing`,
    [owner, key],
  );

describe('an inbox', () => {
  it('is filled by anybody’s act and by jobs, once for each key', async () => {
    for (const sender of [stranger, owner, '']) {
      await actAs(sender);
      await put('one');
      await put(`from ${sender}`);
    }
    const { rows } = await database.admin.query(`select count(*)::int as n from app.notifications`);
    expect(rows[0].n).toBe(4);
  });

  it('is seen and marked by its owner alone, however wide the scope of others', async () => {
    await actAs(owner);
    expect((await serving.query(`select 1 from app.notifications`)).rowCount).toBe(4);
    await actAs(stranger, 'r');
    expect((await serving.query(`select 1 from app.notifications`)).rowCount).toBe(0);
    expect((await serving.query(`update app.notifications set read_at = now()`)).rowCount).toBe(0);
    await actAs('', 'r');
    expect((await serving.query(`select 1 from app.notifications`)).rowCount).toBe(0);
    await actAs(owner);
    expect((await serving.query(`update app.notifications set read_at = now()`)).rowCount).toBe(4);
  });

  it('keeps what was told: neither text nor owner can be changed, nothing deleted', async () => {
    await actAs(owner);
    for (const sql of [
      `update app.notifications set title_zh = '改'`,
      `update app.notifications set account_id = '${stranger}'`,
      `delete from app.notifications`,
    ]) {
      await expect(serving.query(sql)).rejects.toMatchObject({ code: '42501' });
    }
  });
});
