import { startTestApp, type TestApp } from '../support/app.js';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

/** Everything that has been loaded ends with 2026. */
const LOADED_2027 = {
  year: 2027,
  days: [{ day: '2027-01-01', isWorking: false, name: '元旦' }],
};

describe('the end of the working-day calendar', () => {
  const health = async () => (await t.world.nobody.get('/health/ready')).body;
  const told = async (): Promise<unknown[]> => {
    await t.outbox.tick('notification.calendar-end');
    const { body } = await t.world.as('sysadmin').get('/notifications');
    return body.items.map(({ kind, title }: { kind: string; title: string }) => `${kind} ${title}`);
  };

  it('is told to the system administrator 60 days before, and once', async () => {
    await t.world.moveClock('2026-11-01 10:00');
    expect(await told()).toEqual([]);
    await t.world.moveClock('2026-11-02 10:00');
    expect(await told()).toEqual(['calendar.ends 2027年工作日历尚未导入']);
    await t.world.moveClock('2026-12-20 10:00');
    expect(await told()).toHaveLength(1);
    expect((await t.world.as('finance').get('/notifications')).body.items).toEqual([]);
  });

  it('degrades the readiness in its last 14 days, until the next year is loaded', async () => {
    await t.world.moveClock('2026-12-17 10:00');
    expect(await health()).toMatchObject({ status: 'ok', checks: { calendar: 'ok' } });
    await t.world.moveClock('2026-12-18 10:00');
    expect(await health()).toMatchObject({ status: 'degraded', checks: { calendar: 'degraded' } });
    await t.world.moveClock('2027-02-01 10:00');
    expect(await health()).toMatchObject({ status: 'degraded', checks: { calendar: 'degraded' } });
    const loaded = await t.world.as('sysadmin').post('/working-days/import', LOADED_2027);
    expect(loaded.status).toBe(200);
    expect(await health()).toMatchObject({ status: 'ok', checks: { calendar: 'ok' } });
    expect(await told()).toHaveLength(1);
  });
});
