import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app.js';
import type { Answer } from '../support/client.js';
import { fiscal, ProjectDesk } from '../support/project-desk.js';

let t: TestApp;
let desk: ProjectDesk;
beforeAll(async () => {
  t = await startTestApp();
  desk = new ProjectDesk(t);
});
afterAll(() => t.close());

type Row = Record<string, unknown>;

const row = (project: { code: string }, over: Row = {}): Row => ({
  projectCode: project.code,
  fiscalYear: 2026,
  source: 'FISCAL',
  sourceId: randomUUID(),
  paidOn: '2026-03-31',
  amount: '10.00',
  ...over,
});

const sumOf = (items: readonly Row[]): string => items.reduce((sum, { amount }) => sum + Number(amount), 0).toFixed(2);

function batchOf(items: readonly Row[], over: Row = {}): object {
  const controlTotals = { count: items.length, amount: sumOf(items) };
  const head = { districtId: t.world.districts.shuangliu.id, sourceSystem: 'TREASURY', reference: '20260331-01' };
  return { ...head, controlTotals, items, ...over };
}

const send = (items: readonly Row[], over: Row = {}, headers: Record<string, string> = {}): Promise<Answer> =>
  t.world.as('business').post('/payment-batches', batchOf(items, over), headers);

const outcomes = ({ body }: Answer): readonly string[] =>
  body.outcomes.map(({ outcome, code }: { outcome: string; code: string | null }) => code ?? outcome);

async function broken(): Promise<readonly string[]> {
  const { body } = await t.world.as('sysadmin').get('/ops/invariants');
  return body.items.filter(({ holds }: { holds: boolean }) => !holds).map(({ name }: { name: string }) => name);
}

describe('a batch of payments', () => {
  it('records what it can, tells what became of each row, and is the same payments when it comes again', async () => {
    const project = await desk.funded([fiscal, { ...fiscal, source: 'OWN' }]);
    const single = await desk.pay(project, { amount: '1.00', sourceId: `S-${project.code}` });
    const items = [
      row(project),
      row(project, { projectCode: undefined, projectId: project.id, source: 'OWN', amount: '20.00' }),
      row(project, { sourceId: single.body.sourceId, amount: '1.00' }),
      row(project, { sourceId: single.body.sourceId.toString(), amount: '2.00' }),
      row(project, { sourceId: `T-${project.code}` }),
      row(project, { sourceId: `T-${project.code}` }),
      row(project, { amount: '-5.00' }),
      row(project, { paidOn: '2025-12-31' }),
      row(project, { source: 'OTHER' }),
      row(project, { fiscalYear: 2031, paidOn: '2031-01-01' }),
      row(project, { projectCode: 'NOBODY' }),
      row(project, { projectId: project.id }),
    ];
    const [, , , twice] = items;
    const batch = await send(items.filter((each) => each !== twice));
    expect(batch.status).toBe(201);
    expect(outcomes(batch)).toEqual([
      'RECORDED',
      'RECORDED',
      'REPEATED',
      'RECORDED',
      'payment.twice-in-batch',
      'payment.amount-not-positive',
      'payment.paid-on-outside-year',
      'payment.line-unknown',
      'payment.fiscal-year-unknown',
      'payment.project-not-found',
      'payment.project-reference',
    ]);
    expect(batch.body).toMatchObject({
      count: 11,
      recordedCount: 3,
      recordedAmount: '40.00',
      repeatedCount: 1,
      refusedCount: 7,
    });
    expect(batch.body.outcomes[2].paymentId).toBe(single.body.id);
    expect((await desk.budgetOf(project.id)).body.lines).toMatchObject([{ executed: '21.00' }, { executed: '20.00' }]);
    const { body: found } = await t.world.as('finance').get(`/payments?batchId=${batch.body.id}&withTotal=true`);
    expect(found.total).toBe(3);
    const again = await send(items.slice(0, 2));
    expect(outcomes(again)).toEqual(['REPEATED', 'REPEATED']);
    const reused = await send([twice as Row]);
    expect(outcomes(reused)).toEqual(['payment.source-id-reused']);
    expect((await desk.budgetOf(project.id)).body.total.executed).toBe('41.00');
    expect(await broken()).toEqual([]);
  });

  it('whose control totals differ is not recorded at all', async () => {
    const project = await desk.funded();
    const items = [row(project), row(project)];
    for (const controlTotals of [
      { count: 3, amount: '20.00' },
      { count: 2, amount: '20.01' },
    ]) {
      const refused = await send(items, { controlTotals });
      expect([refused.status, refused.body.code]).toEqual([422, 'payment-batch.totals-differ']);
    }
    expect((await desk.budgetOf(project.id)).body.total.executed).toBe('0.00');
  });

  it('is answered once for one key, and is of its district', async () => {
    const project = await desk.funded();
    const items = [row(project)];
    const key = { 'idempotency-key': randomUUID() };
    const first = await send(items, {}, key);
    const second = await send(items, {}, key);
    expect([second.body, second.headers['idempotency-replayed']]).toEqual([first.body, 'true']);
    const foreign = await send(items, { districtId: t.world.districts.wenjiang.id });
    expect([foreign.status, foreign.body.code]).toEqual([422, 'payment-batch.district-unknown']);
    expect((await t.world.as('foreignFinance').get(`/payment-batches/${first.body.id}`)).status).toBe(404);
    expect((await t.world.as('unit').post('/payment-batches', batchOf(items))).status).toBe(403);
    const { body } = await t.world.as('finance').get('/payment-batches?reference=20260331-01&pageSize=1');
    expect(body.items[0]).toMatchObject({ id: first.body.id, count: 1, amount: '10.00', newestPaidOn: '2026-03-31' });
  });

  it('shows how far each system has come', async () => {
    const project = await desk.funded();
    await t.world.moveClock('2026-04-10 10:00');
    await send([row(project, { paidOn: '2026-04-03' })], { sourceSystem: 'LAGGING' });
    const { body } = await t.world.as('finance').get('/payment-feeds');
    await t.world.moveClock(null);
    expect(body.items.find(({ sourceSystem }: Row) => sourceSystem === 'LAGGING')).toMatchObject({
      newestPaidOn: '2026-04-03',
      lagDays: 7,
      count: 1,
      amount: '10.00',
    });
    expect((await t.world.as('foreignFinance').get('/payment-feeds')).body.items).toEqual([]);
  });

  it('tells monitoring once for each project, and races with single payments and adjustments without loss', async () => {
    const projects = [await desk.funded(), await desk.funded()];
    const [first] = projects as [{ id: string; code: string }];
    const batches = Array.from({ length: 6 }, (_, at) =>
      send((at % 2 ? projects : [...projects].reverse()).flatMap((project) => [row(project), row(project)])),
    );
    const answers = await Promise.all([
      ...batches,
      ...Array.from({ length: 6 }, () => desk.pay(first, { amount: '1.00' })),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect((await desk.budgetOf(first.id)).body.total.executed).toBe('126.00');
    const { rows } = await t.database.admin.query(
      `select count(*)::int as n from app.events where type = 'payments.recorded' and project_id = $1`,
      [first.id],
    );
    expect(rows[0].n).toBe(6);
    expect(await broken()).toEqual([]);
  });
});
