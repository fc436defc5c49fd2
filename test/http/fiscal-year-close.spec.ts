import { startTestApp, type TestApp } from '../support/app.js';
import { BudgetAdjustments } from '../support/budget-adjustments.js';
import { Execution } from '../support/execution.js';
import { ProjectDesk } from '../support/project-desk.js';
import { expectStatus } from '../support/story.js';
import { YearDesk } from '../support/year-desk.js';

let t: TestApp;
let desk: ProjectDesk;
let years: YearDesk;

beforeEach(async () => {
  t = await startTestApp();
  desk = new ProjectDesk(t);
  years = new YearDesk(t);
});
afterEach(() => t.close());

/** A project with money in 2026. */
async function project(name: string, periodTo: string, lines: readonly (readonly [string, string])[]): Promise<string> {
  const { body } = await desk.project({ name, periodTo });
  const budget = lines.map(([source, amount]) => ({ source, initial: amount, adjusted: amount }));
  const path = `/projects/${body.id}/budget`;
  expectStatus(200, await t.world.as('business').put(path, { fiscalYear: 2026, lines: budget }, { 'if-match': '"0"' }));
  return body.id;
}

describe('the close of a fiscal year', () => {
  it('carries over what is left of projects that go on, recovers the rest, and is undone by two persons', async () => {
    const going = await project('续建', '2028-12-31', [
      ['FISCAL', '1000.00'],
      ['CARRY_OVER', '50.00'],
      ['OWN', '200.00'],
    ]);
    await project('完工', '2026-12-31', [['FISCAL', '300.00']]);
    const { goalId } = await new Execution(t).running();
    expectStatus(201, await desk.pay({ id: going }, { amount: '400.00' }));
    const early = await years.act('finance', 2026, 'close');
    expect([early.status, early.body.code]).toEqual([422, 'fiscal-year.not-ready']);
    expect(early.body.errors.map(({ code }: { code: string }) => code)).toEqual([
      'YEAR_NOT_OVER',
      'NEXT_YEAR_NOT_OPEN',
    ]);
    await years.turn(2026);

    const before = await years.books();
    const trial = expectStatus(200, await years.closing(2026)).body;
    expect(trial).toMatchObject({ state: 'OPEN', checks: [], acts: [] });
    expect(trial.leftovers).toContainEqual({ source: 'OWN', fate: 'CARRY_OVER', lines: 1, amount: '200.00' });
    expect(trial.leftovers).toContainEqual({ source: 'CARRY_OVER', fate: 'RECOVER', lines: 1, amount: '50.00' });

    expectStatus(200, await years.act('finance', 2026, 'close', { rules: { OWN: 'RECOVER' } }));
    // A proposal moves nothing, and the last payments of the year still arrive.
    expect(await years.books()).toEqual(before);
    expectStatus(201, await desk.pay({ id: going }, { amount: '100.00' }));
    expect((await years.act('finance', 2026, 'confirm')).status).toBe(403);
    const self = await years.act('leader', 2026, 'close');
    expect([self.status, self.body.code]).toEqual([403, 'request.forbidden']);

    const closed = expectStatus(200, await years.act('leader', 2026, 'confirm')).body;
    expect([closed.state, closed.acts.map(({ action }: { action: string }) => action)]).toEqual([
      'CLOSED',
      ['confirm', 'close'],
    ]);
    const books = await years.books();
    expect(books.filter((line) => !line.startsWith('完工') && line.includes('续建'))).toEqual([
      '续建 2026 CARRY_OVER 50.00 0.00 0.00 50.00',
      '续建 2026 FISCAL 1000.00 500.00 0.00 500.00',
      '续建 2026 OWN 200.00 0.00 0.00 200.00',
      '续建 2027 CARRY_OVER 500.00 0.00 500.00 0.00',
    ]);
    expect(books).toContain('完工 2026 FISCAL 300.00 0.00 0.00 300.00');
    expect(await years.violations()).toEqual([]);

    const late = await desk.pay({ id: going });
    expect([late.status, late.body.code]).toEqual([409, 'payment.fiscal-year-closed']);
    await t.outbox.deliver();
    expect((await t.world.as('unit').get(`/goals/${goalId}`)).body.state).toBe('CLOSED');

    await years.reopened(2026);
    await t.outbox.deliver();
    expect((await t.world.as('unit').get(`/goals/${goalId}`)).body.state).toBe('IN_EXECUTION');
    const after = await years.books();
    expect(after).toEqual(
      before.map((line) => line.replace('FISCAL 1000.00 400.00 600.00', 'FISCAL 1000.00 500.00 500.00')),
    );
    expect(await years.violations()).toEqual([]);
    expectStatus(201, await desk.pay({ id: going }));
    await years.closed(2026);
    expect(await years.books()).toContain('续建 2027 CARRY_OVER 600.00 0.00 600.00 0.00');
    expect(await years.violations()).toEqual([]);
  }, 60_000);

  it('is never confirmed by the natural person who proposed it, under whatever account', async () => {
    await years.turn(2026);
    const { path } = t.world.districts.shuangliu;
    const { personId } = t.world.people.finance;
    const other = await t.world.hire([{ role: 'FIN_LEADER', path }], { personId });
    expectStatus(200, await years.act('finance', 2026, 'close'));
    const answer = await other.client.post(
      '/fiscal-years/2026/confirm',
      { districtId: years.districtId, reason: '同意' },
      { 'if-match': '"2"', 'idempotency-key': 'same-person-1' },
    );
    expect([answer.status, answer.body.code]).toEqual([403, 'fiscal-year.same-person']);
    expectStatus(200, await years.act('leader', 2026, 'withdraw'));
    const confirmed = await years.act('leader', 2026, 'confirm');
    expect([confirmed.status, confirmed.body.code]).toEqual([409, 'fiscal-year.state-forbids']);
  });

  it('stays closed once the carried-over money has been used, and says where and by how much', async () => {
    const id = await project('续建', '2028-12-31', [['FISCAL', '1000.00']]);
    await years.turn(2026);
    await years.closed(2026);
    const over = { fiscalYear: 2027, source: 'CARRY_OVER', paidOn: '2027-01-04', amount: '0.01' };
    const payment = expectStatus(201, await desk.pay({ id }, over));
    const refused = await years.act('finance', 2026, 'reopen');
    expect([refused.status, refused.body.code, refused.body.errors[0].params]).toEqual([
      409,
      'fiscal-year.carried-money-spent',
      { projectId: id, needed: '1000.00', present: '999.99' },
    ]);
    const reason = { reason: '误付' };
    expectStatus(201, await t.world.as('business').post(`/payments/${payment.body.id}/reverse`, reason));
    await years.reopened(2026);
    expect(await years.books()).toEqual(['续建 2026 FISCAL 1000.00 0.00 1000.00 0.00']);
    expect(await years.violations()).toEqual([]);
  });

  it('waits for adjustments that are signed and not yet posted', async () => {
    const id = await project('续建', '2028-12-31', [['FISCAL', '1000.00']]);
    await years.turn(2026);
    const adjustments = new BudgetAdjustments(t);
    await adjustments.submitted('RECOVER', [{ projectId: id, amount: '10.00' }]);
    const refused = await years.act('finance', 2026, 'close');
    expect(refused.body.errors.map(({ code }: { code: string }) => code)).toEqual(['ADJUSTMENTS_OPEN']);
  });

  it('is of the bureau of the district: others do not learn of the year, nor of its absence', async () => {
    const url = `/fiscal-years/2026/closing?districtId=${years.districtId}`;
    expect((await t.world.as('foreignFinance').get(url)).status).toBe(404);
    expect((await t.world.as('unit').get(url)).status).toBe(403);
    expect((await t.world.as('finance').get(url.replace('2026', '1999'))).status).toBe(404);
    expect((await t.world.as('finance').get('/fiscal-years/2026/closing')).status).toBe(400);
  });
});

describe('at the moment of the closing', () => {
  it('each of 16 payments is in the old year before what is left is carried, or is refused', async () => {
    const id = await project('续建', '2028-12-31', [['FISCAL', '1000.00']]);
    const { indicators } = await new Execution(t).running();
    await years.turn(2026);
    for (let round = 1; round <= 5; round += 1) {
      expectStatus(200, await years.act('finance', 2026, 'close'));
      const pays = Array.from({ length: 16 }, () => desk.pay({ id }, { amount: '1.00' }));
      const month = `2026-${String(round).padStart(2, '0')}`;
      const actual = t.world
        .as('unit')
        .post(`/indicators/${indicators['培训人次']}/actuals`, { period: month, value: '1' });
      const [confirmed, reported, ...paid] = await Promise.all([years.act('leader', 2026, 'confirm'), actual, ...pays]);
      expectStatus(200, confirmed);
      expect([201, 409]).toContain(reported.status);
      const codes = new Set(paid.map(({ status, body }) => (status === 201 ? 'paid' : body.code)));
      codes.delete('paid');
      codes.delete('payment.fiscal-year-closed');
      expect([...codes]).toEqual([]);
      const { rows } = await t.database.admin.query(
        `select l.executed, l.available, l.closed_out, (select sum(amount) from app.payments where project_id = $1) as paid,
            (select adjusted from app.budget_lines n where n.project_id = $1 and n.fiscal_year = 2027) as carried
          from app.budget_lines l where l.project_id = $1 and l.fiscal_year = 2026`,
        [id],
      );
      const [{ executed, available, closed_out: closedOut, carried, paid: sum }] = rows;
      expect([executed ?? '0.00', available]).toEqual([sum ?? '0.00', '0.00']);
      expect(carried).toBe(closedOut);
      expect(Number(executed) + Number(carried)).toBe(1000);
      expect(await years.violations()).toEqual([]);
      await years.reopened(2026);
    }
  }, 120_000);
});
