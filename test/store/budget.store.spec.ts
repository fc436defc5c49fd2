import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

/** What the database holds by itself, whatever the code above it does. */
let database: TestDatabase;
let serving: pg.Client;
const district = randomUUID();
const unit = randomUUID();
const project = randomUUID();
const payment = randomUUID();

beforeAll(async () => {
  database = await cloneDatabase();
  serving = new pg.Client({ connectionString: database.urls.serve });
  await serving.connect();
  const { admin } = database;
  await admin.query(
    `insert into app.districts (id, code, name, unit_path) values ($1, '510116', '双流区', 'r.d510116')`,
    [district],
  );
  await admin.query(
    `insert into app.units (id, district_id, code, name, kind, department_id, unit_path)
      values ($1, $2, '201', '双流区教育局', 'ADMINISTRATIVE', $1, 'r.d510116.u1')`,
    [unit, district],
  );
  await admin.query(
    `insert into app.projects (id, district_id, unit_id, unit_path, department_id, code, name, kind, attribute, period_from, period_to, authors)
      values ($1, $2, $3, 'r.d510116.u1', $3, 'A', '校舍维修', 'PROJECT', 'NEW', '2026-01-01', '2026-12-31', array[$1::uuid])`,
    [project, district, unit],
  );
  await admin.query(
    `insert into app.budgets (id, project_id, fiscal_year, district_id, unit_path) values ($1, $2, 2026, $3, 'r.d510116.u1')`,
    [randomUUID(), project, district],
  );
  await admin.query(
    `insert into app.budget_lines (id, project_id, fiscal_year, source, district_id, unit_path, initial, adjusted, executed)
      values ($1, $2, 2026, 'FISCAL', $3, 'r.d510116.u1', 100, 100, 10)`,
    [randomUUID(), project, district],
  );
  await pay(admin, {});
  await serving.query(`select set_config('app.scopes', 'r', false)`);
});
afterAll(async () => {
  await serving.end();
  await database.drop();
});

const pay = (client: pg.Client, over: object): Promise<unknown> => {
  const row = {
    id: payment,
    amount: '10',
    paid_on: '2026-06-30',
    source: 'FISCAL',
    source_id: '1',
    reversal_of: null,
    ...over,
  };
  return client.query(
    `insert into app.payments (id, district_id, unit_path, project_id, fiscal_year, source, source_system, source_id, paid_on, amount, reversal_of)
      values ($1, $2, 'r.d510116.u1', $3, 2026, $4, 'TREASURY', $5, $6, $7, $8)`,
    [row.id, district, project, row.source, row.source_id, row.paid_on, row.amount, row.reversal_of],
  );
};

/** The name of the constraint, or else the SQL state, with which the server refuses. */
const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    const { constraint, code } = error as { constraint?: string; code: string };
    return constraint ?? code;
  }
};

describe('the database', () => {
  it.each([
    ['a payment of nothing', { amount: '0' }, 'ck_payments_amount'],
    ['a negative payment that reverses nothing', { amount: '-1' }, 'ck_payments_amount'],
    ['a reversal that is not negative', { reversal_of: payment }, 'ck_payments_amount'],
    ['a day outside the fiscal year', { paid_on: '2025-12-31' }, 'ck_payments_paid_on'],
    ['a source of funds without a budget', { source: 'OWN' }, 'fk_payments_line'],
    ['a source id that is there already', { source_id: '1' }, 'uq_payments_source_id'],
  ])('refuses %s', async (_, over, constraint) => {
    const row = { id: randomUUID(), source_id: randomUUID(), ...over };
    expect(await refusal(pay(serving, row))).toBe(constraint);
  });

  it('lets a payment be reversed once', async () => {
    const reversal = (): object => ({ id: randomUUID(), source_id: randomUUID(), amount: '-10', reversal_of: payment });
    expect(await refusal(pay(serving, reversal()))).toBe('accepted');
    expect(await refusal(pay(serving, reversal()))).toBe('uq_payments_reversal_of');
  });

  it('keeps payments as they are, from the server and from its own administrator', async () => {
    for (const sql of [
      `update app.payments set amount = 1`,
      `update app.payments set memo = 'x'`,
      `delete from app.payments`,
      `truncate app.payments`,
    ]) {
      expect([sql, await refusal(serving.query(sql))]).toEqual([sql, '42501']);
      expect([sql, await refusal(database.admin.query(sql))]).toEqual([sql, '42501']);
    }
    expect(await refusal(database.admin.query(`update app.payments set unit_path = 'r.d510116.u1'`))).toBe('accepted');
  });

  it.each([
    ['a line that is retired with money on it', 'retired = true', 'ck_budget_lines_retired'],
    ['an adjustment without a reason', 'adjusted = 90', 'ck_budget_lines_reason'],
    ['a negative amount', 'initial = -1, adjusted = -1', 'ck_budget_lines_amounts'],
    ['a source that forms do not know', `source = 'LOTTERY'`, 'ck_budget_lines_source'],
  ])('refuses %s', async (_, change, constraint) => {
    expect(await refusal(serving.query(`update app.budget_lines set ${change}, version = version + 1`))).toBe(
      constraint,
    );
  });

  it.each(['projects', 'budgets', 'budget_lines'])(
    'moves the version of %s by one, and deletes nothing',
    async (table) => {
      expect(await refusal(serving.query(`update app.${table} set updated_at = now()`))).toBe('BP500');
      expect(await refusal(serving.query(`delete from app.${table}`))).toBe('42501');
    },
  );

  it('shows the views of other modules under the caller’s own scope', async () => {
    for (const view of ['project_v', 'budget_line_v', 'payment_v']) {
      const inside = await serving.query(`select 1 from app.${view}`);
      await serving.query(`select set_config('app.scopes', 'r.d510116.u2', false)`);
      const outside = await serving.query(`select 1 from app.${view}`);
      await serving.query(`select set_config('app.scopes', 'r', false)`);
      expect([view, inside.rowCount! > 0, outside.rowCount]).toEqual([view, true, 0]);
    }
  });
});
