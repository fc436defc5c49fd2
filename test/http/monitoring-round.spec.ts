import { startTestApp, type TestApp } from '../support/app.js';
import { ifMatch } from '../support/client.js';
import { MONTHLY } from '../support/execution.js';
import { insertGoals } from '../support/goals-in-bulk.js';
import { MonitoringDesk } from '../support/monitoring-desk.js';
import { expectStatus } from '../support/story.js';

let t: TestApp;
let desk: MonitoringDesk;
beforeAll(async () => {
  t = await startTestApp();
  desk = new MonitoringDesk(t);
  await t.world.moveClock('2026-08-03 10:00');
});
afterAll(() => t.close());

const cancel = async (id: string): Promise<void> => {
  const round = await t.world.as('finance').get(`/monitoring-rounds/${id}`);
  expectStatus(200, await t.world.as('finance').post(`/monitoring-rounds/${id}/cancel`, {}, ifMatch(round)));
};

describe('a monitoring round', () => {
  it('of the units’ own is one for each period, opened by one of two who press at once', async () => {
    await desk.execution.running();
    const draft = expectStatus(201, await desk.draft({ month: 5 }));
    expect(draft.body).toMatchObject({ state: 'DRAFT', dueOn: null, reports: { total: 0 } });
    expect(draft.body.number).toMatch(/^JK2026-05-\d{4}$/);
    const second = await desk.draft({ month: 5 });
    expect([second.status, second.body.code]).toEqual([409, 'monitoring-round.exists']);
    const url = `/monitoring-rounds/${draft.body.id}/open`;
    const both = await Promise.all([1, 2].map(() => t.world.as('finance').post(url, {}, ifMatch(draft))));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const round = await t.world.as('unit').get(`/monitoring-rounds/${draft.body.id}`);
    // 3 August and ten working days.
    expect(round.body).toMatchObject({ state: 'OPEN', dueOn: '2026-08-17', reports: { total: 1, due: 1, overdue: 0 } });
    const { rows } = await t.database.admin.query('select goal_id from app.monitoring_reports where round_id = $1', [
      draft.body.id,
    ]);
    expect(rows).toHaveLength(1);
    const events = await t.world.as('finance').get('/events?type=monitoring-round.opened');
    expect(events.body.items[0].payload).toMatchObject({ month: 5, reports: 1 });
  });

  it('is drafted twice at once and there is one', async () => {
    const both = await Promise.all([desk.draft({ month: 2 }), desk.draft({ month: 2 })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    await cancel(both.find(({ status }) => status === 201)?.body.id);
    expect((await desk.draft({ month: 2 })).status).toBe(201);
  });

  it('that is focused chooses by lag, execution, amount and attention, tells why, and makes reports of these only', async () => {
    const lagging = await desk.execution.running([MONTHLY], '1000000.00');
    const large = await desk.execution.running([MONTHLY], '9000000.00');
    const watched = await desk.execution.running([MONTHLY], '1000000.00');
    const quiet = await desk.execution.running([MONTHLY], '1000000.00');
    for (const { projectId } of [watched, quiet]) await desk.execution.pay(projectId, '700000.00', '2026-06-15');
    await desk.execution.pay(large.projectId, '6000000.00', '2026-06-15');
    await desk.execution.pay(lagging.projectId, '390000.00', '2026-06-15');
    await desk.execution.settle();
    const selection = { isLagging: true, amountFrom: '9000000.00', attentionProjectIds: [watched.projectId] };
    const draft = expectStatus(201, await desk.draft({ month: 6, kind: 'FOCUSED', selection }));
    const preview = await t.world.as('finance').get(`/monitoring-rounds/${draft.body.id}/selection?pageSize=200`);
    const reasons = Object.fromEntries(
      preview.body.items.map((item: { projectId: string; reasons: string[] }) => [item.projectId, item.reasons]),
    );
    expect(reasons[large.projectId]).toContain('AMOUNT');
    expect(reasons[watched.projectId]).toContain('ATTENTION');
    const { executionLag, goalLag } = await desk.execution.progress(lagging.projectId, 6);
    expect(reasons[lagging.projectId] ?? []).toEqual([
      ...(executionLag ? ['EXECUTION_LAG'] : []),
      ...(goalLag ? ['GOAL_LAG'] : []),
    ]);
    const opened = await desk.open(draft);
    const { body } = await t.world.as('finance').get(`/monitoring-rounds/${draft.body.id}/reports?pageSize=200`);
    expect(Object.fromEntries(body.items.map((item: Item) => [item.projectId, item.selectedFor]))).toEqual(reasons);
    expect(opened.body.reports.total).toBe(body.items.length);
    const below = expectStatus(
      201,
      await desk.draft({ month: 6, kind: 'FOCUSED', selection: { executionBelow: '0.4' } }),
    );
    const low = await t.world.as('finance').get(`/monitoring-rounds/${below.body.id}/selection?reason=EXECUTION_BELOW`);
    expect(low.body.items.map((item: Item) => item.projectId)).toContain(lagging.projectId);
    expect(low.body.items.map((item: Item) => item.projectId)).not.toContain(quiet.projectId);
  });

  it('is refused without a criterion, with unknown projects, for a month to come and a year without books', async () => {
    const code = async (over: object): Promise<string> => (await desk.draft(over)).body.code;
    expect(await code({ kind: 'FOCUSED' })).toBe('monitoring-round.selection-missing');
    expect(await code({ selection: { isLagging: true } })).toBe('monitoring-round.selection-forbidden');
    const attentionProjectIds = [t.world.districts.shuangliu.id];
    expect(await code({ kind: 'FOCUSED', selection: { attentionProjectIds } })).toBe(
      'monitoring-round.attention-unknown',
    );
    expect(await code({ month: 9 })).toBe('monitoring-round.month-in-future');
    expect(await code({ fiscalYear: 2020 })).toBe('monitoring-round.year-not-open');
    const foreign = t.world.districts.wenjiang.id;
    expect(await code({ districtId: foreign })).toBe('monitoring-round.district-unknown');
    const body = {
      districtId: t.world.districts.shuangliu.id,
      fiscalYear: 2026,
      month: 1,
      kind: 'SELF',
      dueWorkingDays: 5,
    };
    expect((await t.world.as('unit').post('/monitoring-rounds', body)).status).toBe(403);
  });

  it('is closed with a reason while reports are unfinished, and takes none any more', async () => {
    const running = await desk.execution.running();
    await desk.execution.settle();
    const round = await desk.opened({ month: 3 });
    const report = await desk.report(round, running.projectId);
    const url = `/monitoring-rounds/${round.body.id}/close`;
    const finance = t.world.as('finance');
    const refused = await finance.post(url, {}, ifMatch(round));
    expect([refused.status, refused.body.code]).toEqual([422, 'monitoring-round.unfinished']);
    const closed = await finance.post(url, { reason: '并入 1–4 月' }, ifMatch(round));
    expect(closed.body).toMatchObject({ state: 'CLOSED', closeReason: '并入 1–4 月' });
    expect((await desk.fill(report, { remark: '补报' })).body.code).toBe('monitoring-report.round-closed');
    const fill = (await desk.read(report)).body.allowedActions.find(
      ({ action }: { action: string }) => action === 'fill',
    );
    expect(fill).toEqual({ action: 'fill', allowed: false, reason: 'monitoring-report.round-closed' });
    expect((await finance.post(url, { reason: '再次' }, ifMatch(closed))).body.code).toBe(
      'monitoring-round.state-forbids',
    );
  });
});

interface Item {
  readonly projectId: string;
  readonly selectedFor: readonly string[];
}

describe('a district of 5,146 projects', () => {
  it('gets a report for each of them in one act, which the trail tells once', async () => {
    const goals = await insertGoals(t, 5146, 'PASSED');
    await t.database.admin.query(
      `update app.goals set state = 'IN_EXECUTION', revision = 1, version = version + 1 where id = any ($1::uuid[])`,
      [goals],
    );
    const round = await desk.opened({ month: 1 });
    const { rows } = await t.database.admin.query(
      `select (select count(distinct goal_id)::int from app.monitoring_reports where round_id = $1 and goal_id = any ($2::uuid[])) as reports,
        (select count(*)::int from app.audit_entries where object_id = $1 and action = 'monitoringRound.open') as entries`,
      [round.body.id, goals],
    );
    expect(rows).toEqual([{ reports: 5146, entries: 1 }]);
    await t.database.admin.query(
      `update app.goals set state = 'CANCELLED', version = version + 1 where id = any ($1::uuid[])`,
      [goals],
    );
  }, 60_000);
});

describe('a plan of rounds', () => {
  const plan = (districtId: string, over: object = {}) =>
    t.world.as('finance').post('/monitoring-round-plans', {
      districtId,
      fiscalYear: 2026,
      rhythm: 'MONTHLY_FROM_APRIL',
      dueWorkingDays: 5,
      ...over,
    });

  it('opens its rounds on their day, once, also those of days on which nobody was there', async () => {
    await t.world.moveClock('2026-08-20 08:00');
    const made = expectStatus(201, await plan(t.world.districts.shuangliu.id));
    expect(made.body).toMatchObject({ rhythm: 'MONTHLY_FROM_APRIL', isActive: true, effectiveOn: '2026-08-20' });
    expect((await plan(t.world.districts.shuangliu.id)).body.code).toBe('monitoring-round-plan.exists');
    expect(await t.outbox.tick('monitoring.open-rounds')).toEqual({ opened: 0, failed: 0 });
    // Down over the first of September and of October.
    await t.world.moveClock('2026-10-09 08:00');
    const both = await Promise.all([1, 2].map(() => t.outbox.tick('monitoring.open-rounds')));
    expect(both.map(({ opened }) => opened).reduce((sum = 0, opened = 0) => sum + opened, 0)).toBe(2);
    expect(await t.outbox.tick('monitoring.open-rounds')).toEqual({ opened: 0, failed: 0 });
    const { body } = await t.world.as('unit').get('/monitoring-rounds?kind=SELF&month[gte]=8&sort=id');
    expect(body.items).toMatchObject([
      { month: 8, state: 'OPEN', planId: made.body.id, dueOn: '2026-10-15' },
      { month: 9, state: 'OPEN', planId: made.body.id, dueOn: '2026-10-15' },
    ]);
    const entries = await t.database.admin.query(
      `select object_id from app.audit_entries where action = 'monitoringRound.open' and account_id is null`,
    );
    expect(entries.rows).toHaveLength(2);
  });

  it('is changed and stopped by finance only', async () => {
    const { body } = await t.world.as('finance').get('/monitoring-round-plans');
    const [{ id }] = body.items;
    const read = await t.world.as('unit').get(`/monitoring-round-plans/${id}`);
    expect((await t.world.as('unit').patch(`/monitoring-round-plans/${id}`, {}, ifMatch(read))).status).toBe(403);
    const stopped = await t.world
      .as('finance')
      .patch(`/monitoring-round-plans/${id}`, { isActive: false, rhythm: 'QUARTERLY' }, ifMatch(read));
    expect(stopped.body).toMatchObject({ isActive: false, rhythm: 'QUARTERLY', dueWorkingDays: 5, version: 2 });
    await t.world.moveClock('2026-12-02 08:00');
    expect(await t.outbox.tick('monitoring.open-rounds')).toEqual({ opened: 0, failed: 0 });
    expect((await t.world.as('foreignFinance').get('/monitoring-round-plans')).body.items).toEqual([]);
  });
});
