import { ApprovalDeadlineProcessor } from '../../src/modules/approval/approval-deadline.processor.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { byName, FlowDesk, step } from '../support/flow-desk.js';
import { expectStatus } from '../support/story.js';
import type { Person } from '../support/world.js';

/**
 * 2026: 国庆节 10-01 to 10-07, 上班 09-20 (Sunday) and 10-10 (Saturday); 春节 02-15 to 02-23, 上班 02-14 and 02-28 (Saturdays).
 * Working days around them: 09-30, 10-08, 10-09, 10-10, 10-12; 02-13, 02-14, 02-24, 02-25, 02-26, 02-27, 02-28, 03-02.
 */
let t: TestApp;
let desk: FlowDesk;
let reviewer: Person;
let boss: Person;

beforeAll(async () => {
  t = await startTestApp();
  desk = new FlowDesk(t);
});
beforeEach(async () => {
  const path = t.world.districts.shuangliu.path;
  [reviewer, boss] = [
    await t.world.hire([{ role: 'FIN_BUSINESS', path }]),
    await t.world.hire([{ role: 'FIN_LEADER', path }]),
  ];
});
afterAll(() => t.close());

/** Due in two working days, the superior is asked one later, and after two more the flow decides. */
const publish = (over: object = {}): Promise<void> =>
  desk.publish([
    step('business', byName([reviewer]), {
      dueWorkingDays: 2,
      superior: byName([boss]),
      escalateAfterWorkingDays: 1,
      timeout: { afterWorkingDays: 3, outcome: 'RETURN' },
      ...over,
    }),
  ]);

const opened = async (at: string): Promise<string> => {
  await t.world.moveClock(at);
  const goal = await desk.submitted();
  await t.outbox.deliver();
  return goal;
};

/** The clock moves on; everything that is due comes. */
async function pass(to: string): Promise<Readonly<Record<string, number>>> {
  await t.world.moveClock(to);
  await t.outbox.tick('notification.reminders');
  return t.outbox.tick('approval.deadlines');
}

const inbox = async ({ client }: Person): Promise<readonly string[]> =>
  (await client.get('/notifications?limit=200')).body.items.map(({ kind }: { kind: string }) => kind).reverse();

const lastAct = async (goal: string): Promise<object> => (await desk.approval(goal)).body.trail.at(-1);

describe('a deadline over 国庆节', () => {
  it('reminds, escalates and decides on working days only, make-up Saturday included, each exactly once', async () => {
    await publish();
    const goal = await opened('2026-09-29 15:00:00');
    const { dueOn } = (await desk.task(reviewer, goal)).body;
    expect(dueOn).toBe('2026-10-08');
    const quiet = { timedOut: 0, escalated: 0, failed: 0 };
    // The second working day before it is the very day of opening: the opening has said it.
    for (const day of ['09-30', '10-01', '10-04', '10-07']) expect(await pass(`2026-${day} 23:00:00`)).toEqual(quiet);
    expect(await inbox(reviewer)).toEqual(['approval.task-opened']);
    expect(await pass('2026-10-08 08:59:00')).toEqual(quiet);
    expect(await pass('2026-10-08 09:01:00')).toEqual(quiet);
    expect(await inbox(reviewer)).toHaveLength(2);
    expect(await pass('2026-10-09 08:59:00')).toEqual(quiet);
    expect(await pass('2026-10-09 09:00:30')).toEqual({ ...quiet, escalated: 1 });
    expect(await pass('2026-10-09 20:00:00')).toEqual(quiet);
    expect(await inbox(boss)).toEqual(['approval.escalated']);
    expect(await lastAct(goal)).toMatchObject({
      act: 'ESCALATE',
      automatic: true,
      accountId: null,
      detail: { accountIds: [boss.accountId], lateBySeconds: 30 },
    });
    // Three working days after 10-08: 10-09, 10-10 (a Saturday), 10-12. It is over when that day is.
    expect(await pass('2026-10-12 23:59:00')).toEqual(quiet);
    expect(await pass('2026-10-13 00:00:10')).toEqual({ ...quiet, timedOut: 1 });
    expect(await pass('2026-10-13 00:01:00')).toEqual(quiet);
    expect(await desk.stateOf(goal)).toBe('RETURNED');
    expect((await t.world.as('unit').get(`/goals/${goal}`)).body.state).toBe('RETURNED');
    expect(await lastAct(goal)).toMatchObject({
      act: 'TIME_OUT',
      automatic: true,
      detail: { outcome: 'RETURN', lateBySeconds: 10 },
    });
  });

  it('the superior may decide what is late; what is decided is neither reminded of nor decided again', async () => {
    await publish();
    const goal = await opened('2026-09-29 15:00:00');
    await pass('2026-10-09 09:01:00');
    expectStatus(200, await desk.decide(boss, goal, {}, { of: reviewer }));
    await t.outbox.deliver();
    const before = await inbox(reviewer);
    expect(await pass('2026-10-30 12:00:00')).toMatchObject({ timedOut: 0, escalated: 0 });
    expect(await inbox(reviewer)).toEqual(before);
    expect(await desk.stateOf(goal)).toBe('RUNNING finance-performance');
  });
});

describe('a deadline over 春节', () => {
  it('counts the make-up Saturdays before and after the holidays', async () => {
    await publish();
    const goal = await opened('2026-02-13 10:00:00');
    expect((await desk.task(reviewer, goal)).body.dueOn).toBe('2026-02-24');
    const { rows } = await t.database.admin.query(
      `select to_char(s.escalate_at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI') as escalate,
          to_char(s.timeout_at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI') as timeout
        from app.approval_steps s join app.approvals a on a.id = s.approval_id where a.subject_id = $1`,
      [goal],
    );
    expect(rows).toEqual([{ escalate: '02-25 09:00', timeout: '02-28 00:00' }]);
    const reminders = await t.database.admin.query(
      `select r.step, to_char(r.due_at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI') as at from app.reminders r
        join app.approval_tasks k on k.id = r.subject_id join app.approvals a on a.id = k.approval_id
        where a.subject_id = $1 order by r.due_at`,
      [goal],
    );
    // D+5 after 02-24: 25, 26, 27, 28 (a Saturday), 03-02.
    expect(reminders.rows).toEqual([
      { step: 'D+0', at: '02-24 09:00' },
      { step: 'D+1', at: '02-25 09:00' },
      { step: 'D+3', at: '02-27 09:00' },
      { step: 'D+5', at: '03-02 09:00' },
    ]);
    expect(await pass('2026-02-23 23:59:00')).toMatchObject({ escalated: 0, timedOut: 0 });
  });
});

describe('after a stop of three days', () => {
  it('what went off meanwhile happens once, and says how late; eight workers at once make it no more', async () => {
    await publish({ timeout: undefined });
    const goals = [await opened('2026-09-29 15:00:00')];
    while (goals.length < 6) goals.push(await desk.submitted());
    // Nobody ticks from 10-09 09:00 to 10-12 09:00.
    await t.world.moveClock('2026-10-12 09:00:00');
    const processor = t.app.get(ApprovalDeadlineProcessor);
    const counts = await Promise.all(Array.from({ length: 8 }, () => processor.run()));
    const late = await t.outbox.tick('approval.deadlines');
    expect([...counts, late].reduce((sum, { escalated = 0 }) => sum + escalated, 0)).toBe(6);
    expect([...counts, late].reduce((sum, { failed = 0 }) => sum + failed, 0)).toBe(0);
    for (const goal of goals) {
      expect((await desk.trail(goal)).filter((act) => act === 'business ESCALATE')).toHaveLength(1);
      const { detail } = (await lastAct(goal)) as { detail: { lateBySeconds: number } };
      expect(detail.lateBySeconds).toBeGreaterThanOrEqual(3 * 86_400);
      expect(detail.lateBySeconds).toBeLessThan(3 * 86_400 + 600);
    }
    expect((await inbox(boss)).filter((kind) => kind === 'approval.escalated')).toHaveLength(6);
    // A clock that is set back, and runs through the same hours again, fires nothing a second time.
    expect(await pass('2026-10-08 09:00:00')).toMatchObject({ escalated: 0 });
    expect(await pass('2026-10-13 09:00:00')).toMatchObject({ escalated: 0 });
  });

  it('a decision that the flow takes by itself comes before the escalation that would have preceded it', async () => {
    await publish({ timeout: { afterWorkingDays: 1, outcome: 'APPROVE' } });
    const goal = await opened('2026-09-29 15:00:00');
    expect(await pass('2026-10-15 09:00:00')).toEqual({ timedOut: 1, escalated: 0, failed: 0 });
    expect(await desk.trail(goal)).toEqual(['· SUBMIT', 'business TIME_OUT']);
    expect(await desk.stateOf(goal)).toBe('RUNNING finance-performance');
    const { rows } = await t.database.admin.query(
      `select extract(epoch from s.late_by)::int / 86400 as days, s.state, s.ending from app.approval_steps s
        join app.approvals a on a.id = s.approval_id where a.subject_id = $1 order by s.ordinal limit 1`,
      [goal],
    );
    expect(rows).toEqual([{ days: 5, state: 'PASSED', ending: 'TIMEOUT' }]);
  });
});

describe('the reminders of 会签', () => {
  it('come to each who has not signed, and no more to whoever has, or has handed his task on', async () => {
    const path = t.world.districts.shuangliu.path;
    const [second, third, successor] = [
      await t.world.hire([{ role: 'FIN_BUSINESS', path }]),
      await t.world.hire([{ role: 'FIN_BUSINESS', path }]),
      await t.world.hire([{ role: 'FIN_BUSINESS', path }]),
    ];
    await desk.publish([step('joint', byName([reviewer, second, third]), { mode: 'ALL', dueWorkingDays: 2 })]);
    const goal = await opened('2026-09-29 15:00:00');
    await desk.approve(goal, second);
    const to = { accountId: successor.accountId, reason: '调整分工' };
    expectStatus(200, await desk.act(third, await desk.task(third, goal), 'transfer', to));
    await t.outbox.deliver();
    await pass('2026-10-08 09:01:00');
    const due = async (person: Person) => (await inbox(person)).filter((kind) => kind === 'approval.task-due').length;
    expect(await Promise.all([reviewer, second, third, successor].map(due))).toEqual([1, 0, 0, 1]);
  });
});

describe('a late step without anybody above', () => {
  it('is told to those who can reassign it', async () => {
    const gone = await t.world.hire([{ role: 'FIN_LEADER', path: t.world.districts.shuangliu.path }]);
    await publish({ superior: byName([gone]), timeout: undefined });
    const goal = await opened('2026-09-29 15:00:00');
    await t.database.admin.query(`update app.accounts set state = 'DISABLED', version = version + 1 where id = $1`, [
      gone.accountId,
    ]);
    expect(await pass('2026-10-09 09:01:00')).toMatchObject({ escalated: 1 });
    expect(await inbox(t.world.people.finance)).toContain('approval.orphaned');
    expect((await desk.trail(goal)).at(-1)).toBe('business ESCALATE');
  });
});
