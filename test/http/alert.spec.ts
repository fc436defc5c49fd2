import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, Client, ifMatch } from '../support/client.js';
import { Execution, MONTHLY } from '../support/execution.js';
import { expectStatus } from '../support/story.js';
import type { PersonName } from '../support/world.js';

let t: TestApp;
let execution: Execution;
beforeAll(async () => {
  t = await startTestApp();
  execution = new Execution(t);
});
beforeEach(() => t.world.moveClock('2026-07-10 10:00'));
afterAll(() => t.close());

const refusal = ({ status, body }: Answer): [number, string] => [status, body.code];
/** A hundred a month is the plan. */
const ON_PLAN = ['100', '100', '100', '100', '100', '100'];

interface Seen {
  readonly id: string;
  readonly kind: string;
  readonly severity: string;
  readonly state: string;
  readonly resolution: string | null;
  readonly indicatorId: string | null;
}

async function alertsOf(projectId: string, query = ''): Promise<readonly Seen[]> {
  const answer = await t.world.as('finance').get(`/alerts?projectId=${projectId}${query}`);
  return expectStatus(200, answer).body.items;
}
const kinds = (alerts: readonly Seen[]): string[] => alerts.map(({ kind, severity }) => `${kind} ${severity}`).sort();
const inbox = async (name: PersonName, projectId: string): Promise<readonly { kind: string; body: string }[]> =>
  (await t.world.as(name).get(`/notifications?projectId=${projectId}&limit=200`)).body.items;

/** Six months of figures and some money by the end of June. */
async function halfYear(values: readonly string[], paid: string) {
  const running = await execution.running();
  await execution.reportMonths(running.indicators['培训人次']!, values);
  await execution.pay(running.projectId, paid, '2026-06-20');
  await execution.settle();
  await t.outbox.deliver();
  return { ...running, indicatorId: running.indicators['培训人次']! };
}

describe('an alert', () => {
  it('is raised once for each subject and month, with the figures that it follows from', async () => {
    const { projectId, indicatorId } = await halfYear(['50', '50', '50', '50', '50', '50'], '399900.00');
    const alerts = await alertsOf(projectId);
    expect(kinds(alerts)).toEqual([
      'EXECUTION_LAG WARN',
      'GOAL_LAG WARN',
      'LIGHT SERIOUS',
      'LIGHT SERIOUS',
      'MISMATCH WARN',
    ]);
    const read = await t.world.as('unit').get(`/alerts/${alerts.find(({ kind }) => kind === 'EXECUTION_LAG')!.id}`);
    expect(read.body).toMatchObject({
      period: '2026-06',
      state: 'FIRING',
      inputs: { executionRate: '0.399900', linePercent: '40' },
      explanationZh: '1–6月预算执行率39.99%,低于40%的预警线',
      indicatorId: null,
    });
    const light = await t.world.as('unit').get(`/alerts?indicatorId=${indicatorId}&kind=LIGHT`);
    expect(light.body.items).toMatchObject([
      { explanationZh: '指标“培训人次”亮红灯:实际300人次,计划600人次,完成比0.5', inputs: { light: 'RED' } },
    ]);
    await execution.settle();
    await t.outbox.tick('monitoring.recompute-all');
    expect(await alertsOf(projectId)).toHaveLength(5);
    const { rows } = await t.database.admin.query(
      `select count(*)::int as n from app.events where type = 'alert.raised' and project_id = $1`,
      [projectId],
    );
    expect(rows[0].n).toBe(5);
  });

  it('is not raised on the line, on ten points, or before its month is over', async () => {
    const even = await halfYear(['100', '100', '100', '100', '100', '100'], '400000.00');
    expect(await alertsOf(even.projectId)).toEqual([]);
    await t.world.moveClock('2026-06-30 23:00');
    const early = await halfYear(['1', '1', '1', '1', '1', '1'], '100.00');
    expect(await alertsOf(early.projectId, '&month=6')).toEqual([]);
    await t.world.moveClock('2026-07-01 00:30');
    await t.outbox.tick('monitoring.recompute-all');
    expect(kinds(await alertsOf(early.projectId, '&month=6'))).toContain('EXECUTION_LAG WARN');
  });

  it('is resolved by a late correction that changes the light, and everybody is told', async () => {
    const { projectId, indicatorId } = await halfYear(['80', '80', '80', '80', '80', '80'], '400000.00');
    const alerts = await alertsOf(projectId);
    // 480 of 600 is yellow and 40 % of the year: no alert. 470 is orange, and below the line of June.
    expect(kinds(alerts)).toEqual([]);
    const [june] = (await t.world.as('unit').get(`/indicators/${indicatorId}/actuals?month=6`)).body.items;
    const unit = t.world.as('unit');
    const down = expectStatus(
      200,
      await unit.post(`/actuals/${june.id}/correct`, { value: '70', reason: '扣除缺席' }, { 'if-match': '"1"' }),
    );
    await execution.settle();
    expect(kinds(await alertsOf(projectId))).toEqual(['GOAL_LAG WARN', 'LIGHT WARN', 'LIGHT WARN']);
    expect((await inbox('unit', projectId)).map(({ kind }) => kind)).toContain('alert.raised');
    expectStatus(
      200,
      await unit.post(`/actuals/${june.id}/correct`, { value: '100', reason: '补录一期' }, ifMatch(down)),
    );
    await execution.settle();
    expect((await alertsOf(projectId)).map(({ state, resolution }) => [state, resolution])).toEqual([
      ['RESOLVED', 'CLEARED'],
      ['RESOLVED', 'CLEARED'],
      ['RESOLVED', 'CLEARED'],
    ]);
    expect((await inbox('unithead', projectId)).map(({ kind }) => kind)).toContain('alert.resolved');
  });

  it('that has become worse fires again, and what is critical goes up to the department and finance', async () => {
    const { projectId } = await halfYear(ON_PLAN, '620000.00');
    const [warned] = await alertsOf(projectId);
    expect(warned).toMatchObject({ kind: 'MISMATCH', severity: 'WARN' });
    expect(await inbox('department', projectId)).toEqual([]);
    const head = t.world.as('unithead');
    const read = await head.get(`/alerts/${warned!.id}`);
    const seen = await head.post(`/alerts/${warned!.id}/acknowledge`, { comment: '已核对' }, ifMatch(read));
    expect(seen.body).toMatchObject({ state: 'ACKNOWLEDGED', comment: '已核对' });
    await execution.pay(projectId, '300000.00', '2026-06-25');
    await execution.settle();
    expect(await alertsOf(projectId)).toMatchObject([{ kind: 'MISMATCH', severity: 'CRITICAL', state: 'FIRING' }]);
    expect((await inbox('department', projectId)).map(({ body }) => body)).toEqual([
      '绩效目标完成率50%,预算执行率92%,相差-42个百分点',
    ]);
    expect(await inbox('finance', projectId)).toHaveLength(1);
    expect(await inbox('waterDepartment', projectId)).toEqual([]);
  });

  it('of an older month gives way to that of the next', async () => {
    const { projectId, indicatorId } = await halfYear(['50', '50', '50', '50', '50', '50'], '500000.00');
    await t.world.moveClock('2026-08-03 09:00');
    await execution.report(indicatorId, '2026-07', '50');
    await execution.settle();
    const lights = await alertsOf(projectId, '&kind=LIGHT&sort=firedAt');
    expect(lights.map(({ state, resolution }) => [state, resolution])).toEqual([
      ['RESOLVED', 'SUPERSEDED'],
      ['RESOLVED', 'SUPERSEDED'],
      ['FIRING', null],
      ['FIRING', null],
    ]);
    // July is no checkpoint month: the lag of June ends without a successor.
    expect(await alertsOf(projectId, '&kind=GOAL_LAG')).toMatchObject([{ resolution: 'CLEARED' }]);
  });

  it('tells of money beyond the budget, of easy targets, and of figures that did not come in time', async () => {
    const over = await halfYear(ON_PLAN, '1000000.01');
    expect(kinds(await alertsOf(over.projectId))).toEqual(['MISMATCH CRITICAL', 'OVER_EXECUTION SERIOUS']);
    const easy = await halfYear(['200', '100', '100', '100', '100', '150'], '600000.00');
    expect(kinds(await alertsOf(easy.projectId))).toEqual(['TARGET_SUSPECT INFO']);
    await t.world.moveClock('2026-07-07 10:00');
    const late = await halfYear(['100', '100', '100', '100', '100'], '400000.00');
    expect(kinds(await alertsOf(late.projectId))).toEqual([]);
    await t.world.moveClock('2026-07-08 10:00');
    await t.outbox.tick('monitoring.recompute-all');
    expect(kinds(await alertsOf(late.projectId))).toEqual(['NO_DATA WARN']);
    await execution.report(late.indicatorId, '2026-06', '100');
    await execution.settle();
    expect(await alertsOf(late.projectId, '&state=FIRING')).toEqual([]);
  });
});

describe('acknowledging an alert', () => {
  it('needs what was read, the role and the scope, and ends nothing', async () => {
    const { projectId } = await halfYear(['50', '50', '50', '50', '50', '50'], '500000.00');
    const [alert] = await alertsOf(projectId, '&kind=LIGHT');
    const path = `/alerts/${alert!.id}`;
    const unit = t.world.as('unit');
    const read = await unit.get(path);
    expect(read.body.allowedActions).toEqual([{ action: 'acknowledge', allowed: true, reason: null }]);
    expect((await unit.post(`${path}/acknowledge`, {})).status).toBe(428);
    expect((await t.world.as('supervisor').post(`${path}/acknowledge`, {}, ifMatch(read))).status).toBe(403);
    expect((await t.world.as('siblingUnit').post(`${path}/acknowledge`, {}, ifMatch(read))).status).toBe(404);
    const done = expectStatus(200, await unit.post(`${path}/acknowledge`, {}, ifMatch(read)));
    expect((await unit.post(`${path}/acknowledge`, {}, ifMatch(read))).status).toBe(412);
    expect(refusal(await unit.post(`${path}/acknowledge`, {}, ifMatch(done)))).toEqual([409, 'alert.state-forbids']);
    await execution.settle();
    expect((await unit.get(path)).body.state).toBe('ACKNOWLEDGED');
    expect((await t.world.as('siblingUnit').get(path)).status).toBe(404);
    expect((await t.world.as('siblingUnit').get(`/alerts?projectId=${projectId}`)).body.items).toEqual([]);
    expect((await unit.get(`/alerts/${randomUUID()}`)).status).toBe(404);
    expect((await unit.get('/alerts?kind=NOISE')).status).toBe(400);
    expect((await t.world.as('auditadmin').get('/alerts')).status).toBe(403);
  });
});

describe('projects off their track', () => {
  it('are told as of a day, with the reasons', async () => {
    const { projectId } = await halfYear(['50', '50', '50', '50', '50', '50'], '399900.00');
    const finance = t.world.as('finance');
    const now = await finance.get(`/off-track-projects?projectId=${projectId}`);
    expect(now.body.items).toMatchObject([
      {
        period: '2026-06',
        light: 'RED',
        reasons: ['LIGHT', 'EXECUTION_LAG', 'GOAL_LAG', 'MISMATCH'],
        openAlerts: 5,
        executionRate: '0.399900',
      },
    ]);
    const before = await finance.get(`/off-track-projects?projectId=${projectId}&asOf=2026-06-29`);
    expect(before.body.items).toMatchObject([{ period: '2026-05', reasons: ['LIGHT', 'MISMATCH'] }]);
    expect((await finance.get('/off-track-projects?asOf=2026-02-30')).status).toBe(400);
    expect((await t.world.as('foreignFinance').get('/off-track-projects')).body.items).toEqual([]);
    expect((await t.world.as('sysadmin').get('/off-track-projects')).status).toBe(403);
  });
});

describe('another system with a key', () => {
  async function keyOf(username: string, role: string, unitId: string, scope: string): Promise<Client> {
    const sysadmin = t.world.as('sysadmin');
    const service = expectStatus(201, await sysadmin.post('/service-accounts', { username, displayName: '业务系统' }));
    const grant = { accountId: service.body.id, role, unitId, subtree: false };
    expectStatus(201, await t.world.as('secadmin').post('/role-grants', grant));
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const body = { name: 'production', scopes: [scope], cidrs: ['127.0.0.0/8'], expiresAt };
    const key = expectStatus(201, await sysadmin.post(`/service-accounts/${service.body.id}/keys`, body));
    return new Client(t.app, key.body.key);
  }

  it('reports figures or asks who is off track, each with its own scope', async () => {
    const { indicators, projectId } = await execution.running();
    const { schoolA } = t.world.units;
    const writer = await keyOf('svc-school', 'UNIT_FILLER', schoolA.id, 'actuals:write');
    const reader = await keyOf('svc-scheduler', 'SUPERVISOR', schoolA.id, 'monitoring:read');
    const path = `/indicators/${indicators['培训人次']}/actuals`;
    expectStatus(201, await writer.post(path, { period: '2026-01', value: '1' }));
    expect((await writer.get(path)).status).toBe(403);
    expect((await reader.post(path, { period: '2026-02', value: '1' })).status).toBe(403);
    await execution.settle();
    const off = await reader.get(`/off-track-projects?asOf=2026-01-31&projectId=${projectId}`);
    expect(off.body.items).toMatchObject([{ period: '2026-01', light: 'RED' }]);
    expect((await reader.get(`/alerts?projectId=${projectId}`)).status).toBe(200);
  });
});

describe('reports that are due', () => {
  const reminders = async (projectId: string) =>
    (await t.world.as('unit').get(`/reminders?projectId=${projectId}&kind=monitoring.report-due&pageSize=200`)).body
      .items;

  it('are reminded of before the fifth working day of the next month, and not once the figures are there', async () => {
    await t.world.moveClock('2026-06-01 08:00');
    const { projectId, indicators } = await execution.running([
      { ...MONTHLY, weight: '50' },
      { ...MONTHLY, name: '季度人次', reportingPeriod: 'QUARTER', weight: '40' },
    ]);
    await t.outbox.deliver();
    const planned = (await reminders(projectId)).filter(
      ({ deadline }: { deadline: string }) => deadline === '2026-07-07',
    );
    expect(
      planned.map(({ dueAt, recipients }: { dueAt: string; recipients: { role: string } }) => [
        new Date(dueAt).toISOString().slice(0, 10),
        recipients.role,
      ]),
    ).toEqual([
      ['2026-06-30', 'UNIT_FILLER'],
      ['2026-07-03', 'UNIT_FILLER'],
      ['2026-07-07', 'UNIT_FILLER'],
      ['2026-07-08', 'UNIT_HEAD'],
      ['2026-07-10', 'DEPT_REVIEWER'],
      ['2026-07-14', 'FIN_PERF'],
    ]);
    await t.outbox.tick('alert.report-deadlines');
    expect((await t.outbox.tick('alert.report-deadlines'))['opened']).toBe(0);
    await execution.report(indicators['培训人次']!, '2026-06', '100');
    await t.outbox.tick('alert.report-deadlines');
    const duties = async () =>
      (await t.world.as('unit').get(`/report-duties?projectId=${projectId}&month=6`)).body.items;
    expect(await duties()).toMatchObject([{ state: 'OPEN', deadline: '2026-07-07' }]);
    await execution.report(indicators['季度人次']!, '2026-Q2', '300');
    await t.outbox.tick('alert.report-deadlines');
    expect(await duties()).toMatchObject([{ state: 'FULFILLED' }]);
    const left = (await reminders(projectId)).filter(({ deadline }: { deadline: string }) => deadline === '2026-07-07');
    expect(new Set(left.map(({ state }: { state: string }) => state))).toEqual(new Set(['CANCELLED']));
    expect((await t.world.as('siblingUnit').get(`/report-duties?projectId=${projectId}`)).body.items).toEqual([]);
    expect((await t.world.as('sysadmin').get('/report-duties')).status).toBe(403);
  });

  it('open month by month while the goal runs', async () => {
    await t.world.moveClock('2026-06-02 08:00');
    const { projectId } = await execution.running();
    await t.outbox.deliver();
    await t.world.moveClock('2026-07-01 08:00');
    expect((await t.outbox.tick('alert.report-deadlines'))['opened']).toBeGreaterThan(0);
    const months = (await t.world.as('unit').get(`/report-duties?projectId=${projectId}`)).body.items;
    expect(months.map(({ month }: { month: number }) => month)).toEqual([5, 6, 7]);
    await t.world.moveClock('2026-07-08 08:00');
    const late = await t.world.as('unit').get(`/report-duties?projectId=${projectId}&state=OVERDUE`);
    expect(late.body.items).toHaveLength(2);
  });
});
