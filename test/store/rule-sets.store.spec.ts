import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

const TABLES = ['scoring_rule_sets', 'monitoring_rule_sets', 'alert_rules'];
const here = { id: randomUUID(), code: '510116', path: 'r.d510116' };
const there = { id: randomUUID(), code: '510115', path: 'r.d510115' };

/** What the database holds by itself, whatever the code above it does. */
let database: TestDatabase;
let serving: pg.Client;

/** A district's own edition of what ships for all, under a code of its own. */
const copy = (table: string): string => `insert into app.${table}
  select (jsonb_populate_record(null::app.${table}, to_jsonb(t)
    || jsonb_build_object('id', gen_random_uuid(), 'district_id', $1::uuid, 'code', 'OWN-' || gen_random_uuid()))).*
  from app.${table} t where district_id is null order by id limit 1`;

beforeAll(async () => {
  database = await cloneDatabase();
  serving = new pg.Client({ connectionString: database.urls.serve });
  await serving.connect();
  for (const { id, code, path } of [here, there]) {
    await database.admin.query(`insert into app.districts (id, code, name, unit_path) values ($1, $2, $2, $3)`, [
      id,
      code,
      path,
    ]);
    for (const table of TABLES) await database.admin.query(copy(table), [id]);
  }
});
afterAll(async () => {
  await serving.end();
  await database.drop();
});

const enter = (settings: Readonly<Record<string, string>>): Promise<unknown> =>
  serving.query(
    `select set_config('app.scopes', $1, false), set_config('app.units', $2, false), set_config('app.account', $3, false)`,
    [settings['scopes'] ?? '', settings['units'] ?? '', settings['account'] ?? ''],
  );

const districtsIn = async (table: string): Promise<readonly (string | null)[]> =>
  (await serving.query(`select distinct district_id from app.${table} order by 1 nulls first`)).rows.map(
    (row) => row.district_id,
  );

describe.each(TABLES)('the rules of a district, in %s', (table) => {
  it('are seen in it and below it, and with those of all districts only', async () => {
    await enter({ scopes: here.path });
    expect(await districtsIn(table)).toEqual([null, here.id]);
    await enter({ units: `${here.path}.u1` });
    expect(await districtsIn(table)).toEqual([null, here.id]);
    await enter({});
    expect(await districtsIn(table)).toEqual([null]);
  });

  it('are seen by whoever works there, when a request needs no role', async () => {
    const account = randomUUID();
    await database.admin.query(
      `insert into app.accounts (id, username, display_name, kind, person_id, district_id) values ($1::uuid, $1::uuid::text, '张三', 'PERSON', $1::uuid, $2)`,
      [account, there.id],
    );
    await enter({ account });
    expect(await districtsIn(table)).toEqual([null, there.id]);
  });

  it('are made by who acts for the whole district, and for no other', async () => {
    await enter({ units: `${here.path}.u1` });
    await expect(serving.query(copy(table), [here.id])).rejects.toMatchObject({ code: '42501' });
    await enter({ scopes: here.path });
    await expect(serving.query(copy(table), [there.id])).rejects.toMatchObject({ code: '42501' });
    expect((await serving.query(copy(table), [here.id])).rowCount).toBe(1);
    const { rowCount } = await serving.query(`update app.${table} set version = version + 1 where district_id = $1`, [
      there.id,
    ]);
    expect(rowCount).toBe(0);
  });
});
