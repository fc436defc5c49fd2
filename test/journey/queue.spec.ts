import type { Queue } from 'bullmq';
import { QueueRuntime } from '../../src/platform/queue/queue.runtime.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { Story } from '../support/story.js';

/** On PostgreSQL; with REDIS_URL the same again on Redis. */
const backends: readonly [string, NodeJS.ProcessEnv][] = [
  ['PostgreSQL', {}],
  ...(process.env['REDIS_URL']
    ? ([['Redis', { REDIS_URL: process.env['REDIS_URL'] }]] as [string, NodeJS.ProcessEnv][])
    : []),
];

describe.each(backends)('the queue on %s', (_, environment) => {
  let t: TestApp;
  let story: Story;
  beforeAll(async () => {
    t = await startTestApp({ ...environment, ROLE: 'all' });
    story = new Story(t.world);
  });
  afterAll(() => t.close());

  it('runs scheduled jobs and delivers what changes have announced, without anybody’s help', async () => {
    const goal = await story.passed();
    await story.release([goal.body.id]);
    const unit = t.world.as('unit');
    await until(async () => (await unit.get(`/goals/${goal.body.id}`)).body.state === 'IN_EXECUTION');
    await until(async () => {
      const { rows } = await t.database.admin.query(
        `select count(*) filter (where done_at is null)::int as open, count(*)::int as all from app.outbox`,
      );
      return rows[0].all > 0 && rows[0].open === 0;
    });
    const { rows } = await t.database.admin.query('select last_error from app.outbox where last_error is not null');
    expect(rows).toEqual([]);
  });

  it('loses nothing when it is emptied: what is not done comes due again', async () => {
    const outbox = t.app.get(QueueRuntime).queues.get('outbox') as Queue;
    await outbox.pause();
    const goal = await story.passed();
    await story.release([goal.body.id]);
    await until(async () => (await t.world.as('unit').get(`/goals/${goal.body.id}`)).body.state === 'IN_EXECUTION');
    await until(async () => (await count(t, `done_at is null and tries > 0`)) > 0);
    await outbox.drain(true);
    await outbox.resume();
    await t.database.admin.query('update app.outbox set next_at = now() where done_at is null');
    await until(async () => (await count(t, 'done_at is null')) === 0);
    expect(await count(t, 'dead_at is not null')).toBe(0);
  });
});

const count = async (t: TestApp, condition: string): Promise<number> =>
  (await t.database.admin.query(`select count(*)::int as n from app.outbox where ${condition}`)).rows[0].n;

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let left = 200; left > 0; left -= 1) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not happen within 20 seconds');
}
