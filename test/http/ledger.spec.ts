import { startTestApp, type TestApp } from '../support/app.js';
import { ifMatch } from '../support/client.js';
import { fiscal, ProjectDesk, UNKNOWN } from '../support/project-desk.js';

let t: TestApp;
let desk: ProjectDesk;
beforeAll(async () => {
  t = await startTestApp();
  desk = new ProjectDesk(t);
});
afterAll(() => t.close());

const entriesOf = async (id: string, query = ''): Promise<readonly string[]> =>
  (await t.world.as('finance').get(`/projects/${id}/ledger?limit=200${query}`)).body.items.map(
    ({ kind, account, amount, balance }: Record<string, string>) => `${kind} ${account} ${amount} → ${balance}`,
  );

async function violations(): Promise<readonly string[]> {
  const { body } = await t.world.as('sysadmin').get('/ops/invariants');
  return body.items.filter(({ holds }: { holds: boolean }) => !holds).map(({ name }: { name: string }) => name);
}

describe('the ledger of a budget', () => {
  it('posts the plan, payments and reversals as double entries, and what is paid beyond the rest as 超支', async () => {
    const project = await desk.funded();
    await desk.pay(project, { amount: '900.00' });
    const over = await desk.pay(project, { amount: '150.00' });
    expect((await desk.budgetOf(project.id)).body.lines[0]).toMatchObject({
      executed: '1050.00',
      frozen: '0.00',
      committed: '0.00',
      available: '0.00',
      overExecuted: '50.00',
    });
    const back = await t.world.as('business').post(`/payments/${over.body.id}/reverse`, { reason: '退汇' });
    expect(back.status).toBe(201);
    expect((await desk.budgetOf(project.id)).body.total).toMatchObject({ available: '100.00', overExecuted: '0.00' });
    expect(await entriesOf(project.id)).toEqual([
      'SET APPROPRIATION -1000.00 → -1000.00',
      'SET AVAILABLE 1000.00 → 1000.00',
      'PAYMENT AVAILABLE -900.00 → 100.00',
      'PAYMENT PAID 900.00 → 900.00',
      'PAYMENT AVAILABLE -100.00 → 0.00',
      'PAYMENT PAID 150.00 → 1050.00',
      'PAYMENT OVER_EXECUTED -50.00 → -50.00',
      'REVERSAL AVAILABLE 100.00 → 100.00',
      'REVERSAL PAID -150.00 → 900.00',
      'REVERSAL OVER_EXECUTED 50.00 → 0.00',
    ]);
    expect(await entriesOf(project.id, `&causeId=${over.body.id}&account=PAID`)).toHaveLength(1);
    expect(await violations()).toEqual([]);
  });

  it('is of those who see the project', async () => {
    const project = await desk.funded();
    for (const id of [project.id, UNKNOWN])
      expect((await t.world.as('foreignFinance').get(`/projects/${id}/ledger`)).status).toBe(404);
    expect((await t.world.as('unit').get(`/projects/${project.id}/ledger`)).body.items).toHaveLength(2);
    expect((await t.world.as('sysadmin').get(`/projects/${project.id}/ledger`)).status).toBe(403);
  });

  it('leaves the amounts of a line in execution to adjustments', async () => {
    const project = await desk.funded();
    await desk.pay(project, { amount: '0.01' });
    const read = await desk.budgetOf(project.id);
    const lines = [{ ...fiscal, adjusted: '900.00', reason: '年中收回' }];
    const refused = await t.world
      .as('business')
      .put(`/projects/${project.id}/budget`, { fiscalYear: 2026, lines }, ifMatch(read));
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([
      409,
      'budget.line-in-execution',
      '/lines/0/adjusted',
    ]);
  });

  it('is written by the database alone, and by nobody afterwards', async () => {
    const { rows } = await t.database.admin.query(
      `select has_table_privilege('app_rw', 'app.ledger_entries', 'insert') or has_table_privilege('app_worker', 'app.ledger_entries', 'insert') as writes`,
    );
    expect(rows[0].writes).toBe(false);
    for (const sql of ['update app.ledger_entries set amount = 1', 'delete from app.ledger_entries'])
      await expect(t.database.admin.query(sql)).rejects.toMatchObject({ code: '42501' });
    const project = await desk.funded();
    await expect(
      t.database.admin.query(
        `insert into app.ledger_entries (posting_id, kind, line_id, project_id, fiscal_year, source, district_id, unit_path, account, amount, balance)
          select gen_random_uuid(), 'SET', id, project_id, fiscal_year, source, district_id, unit_path, 'AVAILABLE', 1, 1
          from app.budget_lines where project_id = $1`,
        [project.id],
      ),
    ).rejects.toMatchObject({ constraint: 'ck_ledger_entries_balanced' });
  });
});

describe('the invariants', () => {
  it('are told to the administrators, by counts and ids', async () => {
    const project = await desk.funded();
    const answer = await t.world.as('auditadmin').get('/ops/invariants');
    expect(answer.body.items.map(({ holds }: { holds: boolean }) => holds)).not.toContain(false);
    await t.database.admin.query('begin');
    const line = `select id from app.budget_lines where project_id = $1`;
    await t.database.admin.query(`alter table app.budget_lines disable trigger budget_lines_post_entries`);
    await t.database.admin.query(
      `update app.budget_lines set executed = 5, version = version + 1 where id = (${line})`,
      [project.id],
    );
    await t.database.admin.query(`alter table app.budget_lines enable trigger budget_lines_post_entries`);
    await t.database.admin.query('commit');
    expect(await violations()).toEqual(['ledger.balances-equal-entries', 'ledger.payments-equal-executed']);
    const { body } = await t.world.as('sysadmin').get('/ops/invariants');
    const { rows } = await t.database.admin.query(line, [project.id]);
    expect(body.items.find(({ name }: { name: string }) => name === 'ledger.balances-equal-entries')).toMatchObject({
      violations: 1,
      examples: [rows[0].id],
    });
    expect((await t.world.as('finance').get('/ops/invariants')).status).toBe(403);
  });
});
