import { randomUUID } from 'node:crypto';
import {
  cancelReminders,
  type Duty,
  type Notice,
  notify,
  planLadder,
  planReminder,
  type Reminder,
  TASK_LADDER,
} from '../../src/modules/notification/index.js';
import { Transactions, type Tx } from '../../src/platform/database/transactions.js';
import { startTestApp, type TestApp } from '../support/app.js';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());
afterEach(() => t.world.moveClock(null));

/** What a service of another module does inside its own transaction. */
const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  t.app.get(Transactions).run({ system: 'test', scopes: ['r'] }, work);

const goal = (): Notice['subject'] => ({ type: 'goal', id: randomUUID(), version: 1 });

const returned = (over: Partial<Notice> = {}): Notice => ({
  kind: 'goal.returned',
  subject: goal(),
  districtId: t.world.districts.shuangliu.id,
  severity: 'WARN',
  title: { zh: '绩效目标被退回', en: 'Your goal was returned' },
  body: { zh: '请补充质量指标', en: 'Add a quality indicator' },
  to: { accountIds: [t.world.people.unit.accountId] },
  ...over,
});

const inboxOf = async (name: keyof TestApp['world']['people'], query = ''): Promise<Record<string, unknown>[]> =>
  (await t.world.as(name).get(`/notifications?limit=200${query}`)).body.items;

const about = (items: Record<string, unknown>[], id: string): Record<string, unknown>[] =>
  items.filter(({ subject }) => (subject as { id: string }).id === id);

const countOf = async (subjectId: string): Promise<number> =>
  (await t.database.admin.query(`select count(*)::int as n from app.notifications where subject_id = $1`, [subjectId]))
    .rows[0].n;

describe('the inbox', () => {
  it('shows a notice to its account alone, in the reader’s language', async () => {
    const notice = returned();
    await within((tx) => notify(tx, notice));
    const [item] = about(await inboxOf('unit'), notice.subject.id);
    expect(item).toMatchObject({ title: '绩效目标被退回', body: '请补充质量指标', severity: 'WARN', readAt: null });
    const english = await t.world.as('unit').get('/notifications', { 'accept-language': 'en' });
    expect(about(english.body.items, notice.subject.id)[0]).toMatchObject({ title: 'Your goal was returned' });
    for (const name of ['finance', 'sysadmin', 'siblingUnit'] as const) {
      expect(about(await inboxOf(name), notice.subject.id)).toEqual([]);
    }
    expect((await t.world.nobody.get('/notifications')).status).toBe(401);
  });

  it('is followed newest first, narrowed to what is unread, and counted', async () => {
    const reader = await t.world.hire([]);
    const subjects = [goal(), goal(), goal()];
    for (const subject of subjects) {
      await within((tx) => notify(tx, returned({ subject, to: { accountIds: [reader.accountId] } })));
    }
    expect((await reader.client.get('/notifications/summary')).body).toEqual({ unread: 3 });
    const first = await reader.client.get('/notifications?limit=2');
    const second = await reader.client.get(`/notifications?limit=2&after=${encodeURIComponent(first.body.nextAfter)}`);
    const seen = [...first.body.items, ...second.body.items].map((item) => item.subject.id);
    expect(seen).toEqual(subjects.map(({ id }) => id).reverse());
    await reader.client.post(`/notifications/${first.body.items[0].id}/read`);
    expect((await reader.client.get('/notifications?unread=true')).body.items).toHaveLength(2);
    expect((await reader.client.get('/notifications?unread=maybe')).body.code).toBe('request.invalid-filter');
    expect((await reader.client.get('/notifications?colour=red')).body.code).toBe('request.unknown-filter');
  });

  it('is marked as read by its owner, once for each notice or all together', async () => {
    const reader = await t.world.hire([]);
    for (const subject of [goal(), goal(), goal()]) {
      await within((tx) => notify(tx, returned({ subject, to: { accountIds: [reader.accountId] } })));
    }
    const { body } = await reader.client.get('/notifications');
    const path = `/notifications/${body.items[0].id}/read`;
    const read = await reader.client.post(path);
    expect([read.status, typeof read.body.readAt]).toEqual([200, 'string']);
    expect((await reader.client.post(path)).body.readAt).toBe(read.body.readAt);
    const foreign = await t.world.as('finance').post(path);
    const unknown = await t.world.as('finance').post(`/notifications/${randomUUID()}/read`);
    expect(foreign.status).toBe(404);
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
    expect((await reader.client.post('/notifications/read-all')).body).toEqual({ read: 2 });
    expect((await reader.client.get('/notifications/summary')).body).toEqual({ unread: 0 });
    expect((await t.world.nobody.post('/notifications/read-all')).status).toBe(401);
  });
});

describe('a notice', () => {
  it('to a role reaches those whose live grant covers the place, and nobody else', async () => {
    const { schoolA } = t.world.units;
    for (const [role, expected] of [
      ['UNIT_FILLER', 'unit'],
      ['UNIT_HEAD', 'unithead'],
      ['DEPT_REVIEWER', 'department'],
      ['FIN_PERF', 'finance'],
    ] as const) {
      const notice = returned({ to: { role, path: schoolA.path } });
      await within((tx) => notify(tx, notice));
      expect([role, await countOf(notice.subject.id)]).toEqual([role, 1]);
      expect(about(await inboxOf(expected), notice.subject.id)).toHaveLength(1);
    }
    const former = await t.world.hire([{ role: 'EXPERT', path: schoolA.path }]);
    await t.database.admin.query(
      `update app.role_grants set revoked_at = now(), version = version + 1 where account_id = $1`,
      [former.accountId],
    );
    const notice = returned({ to: { role: 'EXPERT', path: schoolA.path } });
    await within((tx) => notify(tx, notice));
    expect(await countOf(notice.subject.id)).toBe(0);
  });

  it('told eight times at once arrives once; a new version of its subject is news', async () => {
    const notice = returned();
    await Promise.all(Array.from({ length: 8 }, () => within((tx) => notify(tx, notice))));
    expect(await countOf(notice.subject.id)).toBe(1);
    await within((tx) => notify(tx, { ...notice, subject: { ...notice.subject, version: 2 } }));
    expect(await countOf(notice.subject.id)).toBe(2);
  });

  it('can be told by a unit’s own act to people outside its scope, and vanishes with a failed act', async () => {
    const { personId, accountId, sessionId } = t.world.people.unit;
    const actor = { accountId, personId, sessionId, roles: ['UNIT_FILLER'], request: { id: 'r', ip: '127.0.0.1' } };
    const notice = returned({ to: { role: 'FIN_PERF', path: t.world.units.schoolA.path } });
    await t.app.get(Transactions).run(actor, (tx) => notify(tx, notice));
    expect(about(await inboxOf('finance'), notice.subject.id)).toHaveLength(1);
    const failed = returned();
    const act = within(async (tx) => {
      await notify(tx, failed);
      throw new Error('the act failed');
    });
    await expect(act).rejects.toThrow('the act failed');
    expect(await countOf(failed.subject.id)).toBe(0);
  });
});

const duty = (over: Partial<Duty> = {}): Duty => ({
  kind: 'approval.task-due',
  subject: goal(),
  districtId: t.world.districts.shuangliu.id,
  unitPath: t.world.units.schoolA.path,
  deadline: '2026-10-09',
  title: { zh: '请按期审核', en: 'Decide in time' },
  body: { zh: '距期限还有两个工作日', en: 'Two working days are left' },
  ...over,
});

const reminder = (over: Partial<Reminder> = {}): Reminder => ({
  ...duty(),
  step: 'D-2',
  dueOn: '2026-09-30',
  severity: 'WARN',
  to: { role: 'UNIT_HEAD' },
  ...over,
});

const tick = (): Promise<Readonly<Record<string, number>>> => t.outbox.tick('notification.reminders');

const listed = async (subjectId: string): Promise<Record<string, unknown>[]> =>
  (await t.world.as('finance').get(`/reminders?subjectId=${subjectId}&pageSize=200`)).body.items;

describe('a reminder', () => {
  it('comes at nine on its day, not before', async () => {
    const planned = reminder();
    await within((tx) => planReminder(tx, planned));
    await t.world.moveClock('2026-09-30 08:59:00');
    await tick();
    expect(await countOf(planned.subject.id)).toBe(0);
    await t.world.moveClock('2026-09-30 09:00:05');
    expect(await tick()).toEqual({ fired: 1 });
    expect(about(await inboxOf('unithead'), planned.subject.id)).toMatchObject([
      { title: '请按期审核', severity: 'WARN' },
    ]);
    const [row] = await listed(planned.subject.id);
    expect(row).toMatchObject({ state: 'FIRED', step: 'D-2', recipients: { role: 'UNIT_HEAD', accountIds: [] } });
    expect(row?.['lateBySeconds']).toBeGreaterThanOrEqual(5);
    expect(row?.['lateBySeconds']).toBeLessThan(60);
  });

  it('that was missed while nothing ran comes late, says by how much, and comes once', async () => {
    const planned = reminder({ dueOn: '2026-09-28' });
    await within((tx) => planReminder(tx, planned));
    await t.world.moveClock('2026-09-30 09:00:00');
    await tick();
    await tick();
    const [row] = await listed(planned.subject.id);
    expect(row?.['lateBySeconds']).toBeGreaterThanOrEqual(2 * 86_400);
    expect(await countOf(planned.subject.id)).toBe(1);
  });

  it('planned again changes nothing, and cancelled does not come', async () => {
    const planned = reminder();
    await within(async (tx) => {
      await planReminder(tx, planned);
      await planReminder(tx, planned);
    });
    expect(await listed(planned.subject.id)).toHaveLength(1);
    expect(await within((tx) => cancelReminders(tx, planned.subject))).toBe(1);
    await t.world.moveClock('2026-10-01 09:00:00');
    await tick();
    expect([await countOf(planned.subject.id), (await listed(planned.subject.id))[0]?.['state']]).toEqual([
      0,
      'CANCELLED',
    ]);
    await within((tx) => planReminder(tx, planned));
    await tick();
    expect(await countOf(planned.subject.id)).toBe(1);
    await within((tx) => planReminder(tx, planned));
    await tick();
    expect(await countOf(planned.subject.id)).toBe(1);
  });

  it('of 300 that are due, scanned eight times at once, comes to each of its recipients exactly once', async () => {
    const subject = goal();
    const people = await Promise.all([t.world.hire([]), t.world.hire([])]);
    const to = { accountIds: people.map(({ accountId }) => accountId) };
    await within(async (tx) => {
      for (let at = 0; at < 300; at += 1) await planReminder(tx, reminder({ subject, step: `S${at}`, to }));
    });
    await t.world.moveClock('2026-09-30 12:00:00');
    const counts = await Promise.all(Array.from({ length: 8 }, () => tick()));
    expect(counts.reduce((sum, { fired = 0 }) => sum + fired, 0)).toBe(300);
    expect(await countOf(subject.id)).toBe(600);
    for (const { client } of people) expect((await client.get('/notifications/summary')).body).toEqual({ unread: 300 });
  });

  it('ladder climbs from the filler to his head, the department and the 绩效科', async () => {
    const planned = duty();
    await within((tx) =>
      planLadder(
        tx,
        planned,
        TASK_LADDER,
        { anchor: '2026-10-09', openedOn: '2026-09-29' },
        { RESPONSIBLE: { role: 'UNIT_FILLER' } },
      ),
    );
    const rows = await listed(planned.subject.id);
    expect(rows.map(({ step, recipients }) => [step, (recipients as { role: string }).role])).toEqual([
      ['D-2', 'UNIT_FILLER'],
      ['D+0', 'UNIT_FILLER'],
      ['D+1', 'UNIT_HEAD'],
      ['D+3', 'DEPT_REVIEWER'],
      ['D+5', 'FIN_PERF'],
    ]);
    await t.world.moveClock('2026-10-15 09:00:00');
    await tick();
    for (const [name, count] of [
      ['unit', 2],
      ['unithead', 1],
      ['department', 1],
      ['finance', 1],
      ['siblingUnit', 0],
    ] as const) {
      expect([name, about(await inboxOf(name), planned.subject.id).length]).toEqual([name, count]);
    }
  });

  it('is listed to those in whose scope it lies, and by a whitelist', async () => {
    const planned = reminder();
    await within((tx) => planReminder(tx, planned));
    const query = `/reminders?subjectId=${planned.subject.id}&state=PLANNED`;
    expect((await t.world.as('unit').get(query)).body.items).toHaveLength(1);
    for (const name of ['siblingUnit', 'foreignFinance'] as const) {
      expect((await t.world.as(name).get(query)).body.items).toEqual([]);
    }
    expect((await t.world.as('sysadmin').get(query)).status).toBe(403);
    expect((await t.world.as('unit').get('/reminders?colour=red')).status).toBe(400);
  });
});
