import { Environment } from '../../src/config/environment.js';
import { Bulk } from '../../src/platform/database/bulk.js';
import { type Call, noRows } from '../../src/platform/database/call.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let bulk: Bulk;
beforeAll(async () => {
  database = await cloneDatabase();
  const { serve, work } = database.urls;
  bulk = new Bulk(
    new Environment({ DATABASE_URL: serve, DATABASE_WORKER_URL: work, SIGNING_KEY: 'none', NODE_ENV: 'test' }),
  );
  await database.admin.query('create table app.probes (id int primary key, touched int not null default 0)');
  await database.admin.query('insert into app.probes (id) values (1), (2)');
  await database.admin.query('grant select, update on app.probes to app_worker');
});
afterAll(async () => {
  await bulk.onApplicationShutdown();
  await database.drop();
});

const touch = (id: number): Call<void> => ({
  name: 'probes.touch',
  text: 'update app.probes set touched = touched + 1 where id = $1::int',
  values: [id],
  read: noRows,
});

const setting = (name: string): Call<string> => ({
  name: 'probes.setting',
  text: `select current_setting($1) as value`,
  values: [name],
  read: ([row]) => String(row?.['value']),
});

describe('bulk work', () => {
  it('is bounded in time: it neither waits, nor works, nor dreams for ever', async () => {
    const limits = ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout'];
    const found = await bulk.run(async (execute) => {
      const values: string[] = [];
      for (const name of limits) values.push(await execute(setting(name)));
      return values;
    });
    expect(found).toEqual(['10s', '10min', '1min']);
  });

  it('that was the victim of a deadlock is repeated from its beginning', async () => {
    let attempts = 0;
    let met = (): void => undefined;
    const bothBegun = new Promise<void>((resolve) => {
      met = resolve;
    });
    const cross = (first: number, second: number): Promise<void> =>
      bulk.run(async (execute) => {
        attempts += 1;
        await execute(touch(first));
        if (attempts === 2) met();
        await bothBegun;
        await execute(touch(second));
      });
    await Promise.all([cross(1, 2), cross(2, 1)]);
    expect(attempts).toBe(3);
    const { rows } = await database.admin.query('select touched from app.probes');
    expect(rows).toEqual([{ touched: 2 }, { touched: 2 }]);
  });
});
