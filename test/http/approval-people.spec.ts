import { BulkDecisionService } from '../../src/modules/approval/bulk-decision.service.js';
import type { Operation } from '../../src/platform/operations/operations.store.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, ifMatch } from '../support/client.js';
import { byName, byRole, decisionOf, FlowDesk, refusal, step } from '../support/flow-desk.js';
import { expectStatus } from '../support/story.js';
import type { Person } from '../support/world.js';

let t: TestApp;
let desk: FlowDesk;
let business: Person;
let finance: Person;

beforeAll(async () => {
  t = await startTestApp();
  desk = new FlowDesk(t);
  ({ business, finance } = t.world.people);
  await t.world.moveClock('2026-09-28 10:00:00');
});
afterAll(() => t.close());

const hire = (role: 'FIN_BUSINESS' | 'DEPT_REVIEWER' = 'FIN_BUSINESS', path = t.world.districts.shuangliu.path) =>
  t.world.hire([{ role, path }]);
const disable = (person: Person) =>
  t.database.admin.query(`update app.accounts set state = 'DISABLED', version = version + 1 where id = $1`, [
    person.accountId,
  ]);

const arrange = (by: Person, substitute: Person, over: object = {}): Promise<Answer> =>
  by.client.post('/substitutions', {
    substituteId: substitute.accountId,
    validFrom: '2026-09-28',
    validTo: '2026-10-09',
    reason: '年休假',
    ...over,
  });

describe('a substitution', () => {
  it('is arranged by the absent person; his substitute decides in his name, and the trail has both', async () => {
    const [absent, substitute] = [await hire(), await hire()];
    await desk.publish([step('business', byName([absent]))]);
    const before = await desk.submitted();
    const made = expectStatus(201, await arrange(absent, substitute));
    expect(made.body).toMatchObject({ state: 'ACTIVE', absent: { id: absent.accountId }, version: 1 });
    const queue = await substitute.client.get('/approval-tasks');
    expect(queue.body.items.map(({ subject }: { subject: { id: string } }) => subject.id)).toEqual([before]);
    expectStatus(200, await desk.decide(substitute, before, {}, { of: absent }));
    const { trail } = (await desk.approval(before)).body;
    const name = ({ accountId }: Person) => `u${accountId.replaceAll('-', '')}`;
    expect(trail.at(-1)).toMatchObject({ act: 'APPROVE', accountName: name(substitute), onBehalfOf: name(absent) });
    for (const person of [absent, substitute])
      expect((await person.client.get('/notifications')).body.items).toMatchObject([{ kind: 'substitution.created' }]);
  });

  it('ends with its last day, and when it is cancelled', async () => {
    const [absent, substitute] = [await hire(), await hire()];
    await desk.publish([step('business', byName([absent]))]);
    const goal = await desk.submitted();
    const made = await arrange(absent, substitute, { validTo: '2026-09-28' });
    const stranger = await hire();
    expect((await stranger.client.get(`/substitutions/${made.body.id}`)).status).toBe(404);
    expect((await stranger.client.post(`/substitutions/${made.body.id}/cancel`, {}, ifMatch(made))).status).toBe(404);
    expect(refusal(await substitute.client.post(`/substitutions/${made.body.id}/cancel`, {}, ifMatch(made)))).toBe(
      '404 request.not-found',
    );
    const cancelled = await absent.client.post(`/substitutions/${made.body.id}/cancel`, {}, ifMatch(made));
    expect(cancelled.body.state).toBe('CANCELLED');
    expect(refusal(await absent.client.post(`/substitutions/${made.body.id}/cancel`, {}, ifMatch(cancelled)))).toBe(
      '409 approval.substitution-over',
    );
    expect(refusal(await absent.client.post(`/substitutions/${made.body.id}/cancel`, {}, ifMatch(made)))).toBe(
      '412 request.stale',
    );
    expect(refusal(await desk.decide(substitute, goal, {}, { of: absent }))).toBe('403 approval.not-your-task');
    expectStatus(201, await arrange(absent, substitute, { validTo: '2026-09-28' }));
    await t.world.moveClock('2026-09-29 00:00:00');
    expect(refusal(await desk.decide(substitute, goal, {}, { of: absent }))).toBe('403 approval.not-your-task');
    await t.world.moveClock('2026-09-28 10:00:00');
  });

  it('is refused where it would lead astray', async () => {
    const [zhang, li, wang, zhao, qian] = await hireFive();
    expect(refusal(await arrange(zhang, zhang))).toBe('422 approval.substitute-self');
    const twin = await t.world.hire([{ role: 'FIN_BUSINESS', path: t.world.districts.shuangliu.path }], {
      personId: zhang.personId,
    });
    expect(refusal(await arrange(zhang, twin))).toBe('422 approval.substitute-self');
    expect(refusal(await arrange(zhang, t.world.people.department))).toBe('422 approval.substitute-lacks-scope');
    expect(refusal(await arrange(zhang, t.world.people.supervisor))).toBe('422 approval.substitute-lacks-scope');
    const gone = await hire();
    await disable(gone);
    expect(refusal(await arrange(zhang, gone))).toBe('422 approval.substitute-lacks-scope');
    expect(refusal(await arrange(zhang, li, { validFrom: '2026-09-27' }))).toBe('422 approval.substitution-dates');
    expectStatus(201, await arrange(zhang, li));
    expect(refusal(await arrange(zhang, wang, { validFrom: '2026-10-09', validTo: '2026-10-20' }))).toBe(
      '409 approval.substitution-overlaps',
    );
    expect(refusal(await arrange(li, zhang))).toBe('409 approval.substitution-cycle');
    expectStatus(201, await arrange(li, wang));
    expectStatus(201, await arrange(wang, zhao));
    expect(refusal(await arrange(zhao, qian))).toBe('409 approval.substitution-chain');
    expect(refusal(await t.world.as('unit').post('/substitutions', {}))).toBe('400 request.invalid');
    expect((await arrange(t.world.people.unit, li)).status).toBe(403);
  });

  it('chains three long carry the task to the last; two that would close a circle between them cannot both be made', async () => {
    const [zhang, li, wang, zhao] = await hireFive();
    await desk.publish([step('business', byName([zhang]))]);
    const goal = await desk.submitted();
    expectStatus(201, await arrange(zhang, li));
    expectStatus(201, await arrange(wang, zhao));
    const both = await Promise.all([arrange(li, wang), arrange(zhao, zhang)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    if (both[0].status === 201) expectStatus(200, await desk.decide(zhao, goal, {}, { of: zhang }));
  });

  it('is arranged for somebody else by the performance division of his district, and by nobody else', async () => {
    const [absent, substitute] = [await hire(), await hire()];
    const forHim = { absentId: absent.accountId };
    expect((await arrange(t.world.people.foreignFinance, substitute, forHim)).status).toBe(404);
    expect((await arrange(business, substitute, forHim)).status).toBe(404);
    const made = expectStatus(201, await arrange(finance, substitute, forHim));
    expect(made.body.createdBy).toBe(finance.accountId);
    expect((await finance.client.get(`/substitutions?absentId=${absent.accountId}`)).body.items).toHaveLength(1);
    expect((await t.world.as('foreignFinance').get('/substitutions')).body.items).toEqual([]);
    expectStatus(200, await finance.client.post(`/substitutions/${made.body.id}/cancel`, {}, ifMatch(made)));
  });

  it('never reaches across separation of duties: not for an author, a decider, or an author in between', async () => {
    const { personId } = t.world.people.unit;
    const path = t.world.districts.shuangliu.path;
    const [absent, other] = [await hire(), await hire()];
    const author = await t.world.hire([{ role: 'FIN_BUSINESS', path }], { personId });
    await desk.publish([step('first', byName([other])), step('business', byName([absent]))]);
    const goal = await desk.submitted();
    await desk.approve(goal, other);
    const made = expectStatus(201, await arrange(absent, author));
    expect(refusal(await desk.decide(author, goal, {}, { of: absent }))).toBe('403 approval.own-submission');
    const third = await hire();
    const next = expectStatus(201, await arrange(author, third));
    expect(refusal(await desk.decide(third, goal, {}, { of: absent }))).toBe('403 approval.own-submission');
    for (const [by, it] of [
      [absent, made],
      [author, next],
    ] as const)
      expectStatus(200, await by.client.post(`/substitutions/${it.body.id}/cancel`, {}, ifMatch(it)));
    expectStatus(201, await arrange(absent, other));
    expect(refusal(await desk.decide(other, goal, {}, { of: absent }))).toBe('403 approval.decided-before');
    await desk.approve(goal, absent);
  });

  const hireFive = async (): Promise<[Person, Person, Person, Person, Person]> => [
    await hire(),
    await hire(),
    await hire(),
    await hire(),
    await hire(),
  ];
});

/** The operation's end, as whoever ordered it reads it. */
const ended = async (by: Person, started: Answer): Promise<Answer> => {
  expectStatus(202, started);
  await t.outbox.deliver();
  return by.client.get(`/operations/${started.body.id}`);
};

describe('a hand-over', () => {
  const handOver = (from: Person, to: Person, by = finance): Promise<Answer> =>
    by.client.post('/approval-hand-overs', {
      fromAccountId: from.accountId,
      toAccountId: to.accountId,
      reason: '调离岗位',
    });

  it('gives all that a leaver has, had claimed, or waits for to his successor, and says what it could not', async () => {
    const [leaver, successor, other] = [await hire(), await hire(), await hire()];
    await desk.publish([step('named', byName([leaver])), step('desk', byRole('FIN_BUSINESS', 'DISTRICT'))]);
    const [open, waiting, claimed] = [await desk.submitted(), await desk.submitted(), await desk.submitted()];
    const asked = { accountIds: [other.accountId], place: 'BEFORE' };
    expectStatus(200, await desk.act(leaver, await desk.task(leaver, waiting), 'add-signers', asked));
    const named = { accountId: other.accountId, reason: '业务归口' };
    expectStatus(200, await desk.act(leaver, await desk.task(leaver, claimed), 'transfer', named));
    await desk.approve(claimed, other);
    expectStatus(200, await desk.act(leaver, await desk.task(leaver, claimed, { step: 'desk' }), 'claim'));
    await disable(leaver);
    const { body } = await ended(finance, await handOver(leaver, successor));
    expect(body).toMatchObject({ status: 'SUCCEEDED', result: { refused: 0 } });
    expect(body.result.items).toHaveLength(3);
    for (const goal of [open, claimed]) expectStatus(200, await desk.decide(successor, goal));
    expect(refusal(await desk.decide(successor, waiting))).toBe('409 approval.task-waiting');
    expect(await desk.trail(open)).toContain('named HAND_OVER');
  });

  it('leaves a task of the successor’s own submission where it is', async () => {
    const { personId } = t.world.people.unit;
    const leaver = await hire();
    const author = await t.world.hire([{ role: 'FIN_BUSINESS', path: t.world.districts.shuangliu.path }], { personId });
    await desk.publish([step('named', byName([leaver]))]);
    await desk.submitted();
    const { body } = await ended(finance, await handOver(leaver, author));
    expect(body.result.items).toMatchObject([{ status: 'REFUSED', code: 'approval.may-not-sign' }]);
    expect((await ended(finance, await handOver(leaver, t.world.people.supervisor))).body.result.items).toMatchObject([
      { code: 'approval.cannot-sign' },
    ]);
    expect(
      (await ended(t.world.people.foreignFinance, await handOver(leaver, author, t.world.people.foreignFinance))).body
        .result.items,
    ).toEqual([]);
    expect((await handOver(leaver, author, business)).status).toBe(403);
  });
});

describe('a task at which nobody can act', () => {
  it('is found, told of once, and given to somebody; never to an author', async () => {
    const { personId } = t.world.people.unit;
    const path = t.world.districts.shuangliu.path;
    const [leaver, successor] = [await hire(), await hire()];
    const author = await t.world.hire([{ role: 'FIN_BUSINESS', path }], { personId });
    await desk.publish([step('named', byName([leaver]))]);
    const goal = await desk.submitted();
    const to = (person: Person) => ({ accountId: person.accountId, reason: '原办理人已离岗' });
    const reassign = async (person: Person, by = finance) =>
      desk.act(by, await desk.task(by, goal, { of: leaver }), 'reassign', to(person));
    expect(refusal(await reassign(successor))).toBe('409 approval.not-vacant');
    await disable(leaver);
    expect(await t.outbox.tick('approval.orphans')).toEqual({ warned: 1, failed: 0 });
    expect(await t.outbox.tick('approval.orphans')).toEqual({ warned: 0, failed: 0 });
    for (const name of ['finance', 'leader'] as const) expect(await countOf(name, 'approval.orphaned')).toBe(1);
    expect(await countOf('secadmin', 'approval.orphaned')).toBe(0);
    expect(refusal(await reassign(author))).toBe('403 approval.may-not-sign');
    expect((await reassign(successor, business)).status).toBe(403);
    expectStatus(200, await reassign(successor));
    await desk.approve(goal, successor);
    expect(
      refusal(await desk.act(finance, await desk.task(finance, goal, { of: successor }), 'reassign', to(leaver))),
    ).toBe('409 approval.task-closed');
    await desk.approve(goal, finance);
    expect(
      refusal(await desk.act(finance, await desk.task(finance, goal, { of: successor }), 'reassign', to(leaver))),
    ).toBe('409 approval.not-running');
  });

  it('because whom the next step names has left meanwhile, is vacant, and waits for somebody to be named', async () => {
    const [first, gone, successor] = [await hire(), await hire(), await hire()];
    await desk.publish([step('first', byName([first])), step('second', byName([gone]))]);
    const goal = await desk.submitted();
    await disable(gone);
    await desk.approve(goal, first);
    const vacant = await desk.task(finance, goal, { step: 'second' });
    expect(await t.outbox.tick('approval.orphans')).toEqual({ warned: 1, failed: 0 });
    const to = { accountId: successor.accountId, reason: '原办理人已离岗' };
    expect(refusal(await desk.act(finance, vacant, 'reassign', { ...to, accountId: first.accountId }))).toBe(
      '403 approval.may-not-sign',
    );
    expectStatus(200, await desk.act(finance, vacant, 'reassign', to));
    await desk.approve(goal, successor, finance);
    expect(await desk.stateOf(goal)).toBe('APPROVED');
  });

  it('goes to its superior at once, where the step has one; a claim of somebody who has left counts, too', async () => {
    const leaver = await hire('DEPT_REVIEWER', t.world.units.education.path);
    const superior = byRole('FIN_LEADER', 'DISTRICT');
    await desk.publish([step('department', byRole('DEPT_REVIEWER', 'DEPARTMENT'), { superior })]);
    const goal = await desk.submitted();
    expectStatus(200, await desk.act(leaver, await desk.task(leaver, goal), 'claim'));
    expect(await t.outbox.tick('approval.orphans')).toEqual({ warned: 0, failed: 0 });
    await t.database.admin.query(
      `update app.role_grants set revoked_at = now(), version = version + 1 where account_id = $1`,
      [leaver.accountId],
    );
    expect(await t.outbox.tick('approval.orphans')).toEqual({ warned: 1, failed: 0 });
    expect(await countOf('leader', 'approval.escalated')).toBe(1);
    expect((await desk.trail(goal)).at(-1)).toBe('department ESCALATE');
    expectStatus(200, await desk.decide(t.world.people.leader, goal));
  });

  const countOf = async (name: 'finance' | 'leader' | 'secadmin', kind: string): Promise<number> => {
    const { items } = (await t.world.as(name).get('/notifications?limit=200')).body;
    return items.filter((item: { kind: string }) => item.kind === kind).length;
  };
});

describe('urging and comments', () => {
  it('the submitter urges once in a working day; over the holiday that is once', async () => {
    const reviewer = await hire();
    await desk.publish([step('named', byName([reviewer]))]);
    const goal = await desk.submitted();
    const { id } = (await desk.approval(goal)).body;
    const urge = (person: Person) => person.client.post(`/approvals/${id}/urge`, { comment: '请尽快办理' });
    const { unit, siblingUnit, unithead } = t.world.people;
    expect((await urge(siblingUnit)).status).toBe(404);
    expect(refusal(await urge(unithead))).toBe('403 approval.not-submitter');
    await t.world.moveClock('2026-09-30 16:00:00');
    expectStatus(200, await urge(unit));
    const told = (await reviewer.client.get('/notifications')).body.items as { kind: string }[];
    expect(told.filter(({ kind }) => kind === 'approval.urged')).toHaveLength(1);
    for (const day of ['2026-09-30 23:00:00', '2026-10-01 09:00:00', '2026-10-07 09:00:00']) {
      await t.world.moveClock(day);
      expect(refusal(await urge(unit))).toBe('409 approval.urged-today');
    }
    await t.world.moveClock('2026-10-08 08:00:00');
    expectStatus(200, await urge(finance));
    await desk.approve(goal, reviewer, finance);
    expect(refusal(await urge(unit))).toBe('409 approval.not-running');
    await t.world.moveClock('2026-09-28 10:00:00');
  });

  it('whoever may read may comment, with files of his own; it holds nothing up', async () => {
    const reviewer = await hire();
    await desk.publish([step('named', byName([reviewer]))]);
    const goal = await desk.submitted();
    const approval = await desk.approval(goal);
    const file = (person: Person) =>
      t.database.admin.query(
        `insert into app.files (id, account_id, name, media_type, size, digest, content)
          values (gen_random_uuid(), $1, 'a.txt', 'text/plain', 1, 'sm3:' || repeat('0', 64), 'a') returning id`,
        [person.accountId],
      );
    const { supervisor, unit, siblingUnit } = t.world.people;
    const [mine, foreign] = [(await file(supervisor)).rows[0].id, (await file(unit)).rows[0].id];
    const comment = (person: Person, fileIds: string[]) =>
      person.client.post(`/approvals/${approval.body.id}/comments`, { text: '请关注测算依据', fileIds });
    expect(refusal(await comment(supervisor, [mine, foreign]))).toBe('422 approval.not-own-file');
    expect((await comment(siblingUnit, [])).status).toBe(404);
    const task = await desk.task(reviewer, goal);
    const made = expectStatus(200, await comment(supervisor, [mine]));
    expect(made.body.trail.at(-1)).toMatchObject({ act: 'COMMENT', reason: '请关注测算依据', fileIds: [mine] });
    expect(made.etag).not.toBe(approval.etag);
    const attached = (person: Person, fileId: string) =>
      person.client.get(`/approvals/${approval.body.id}/attachments/${fileId}`);
    expect((await attached(unit, mine)).text).toBe('a');
    expect((await attached(unit, foreign)).status).toBe(404);
    expect((await attached(siblingUnit, mine)).status).toBe(404);
    expectStatus(200, await desk.act(reviewer, task, 'decisions', decisionOf(task)));
    await desk.approve(goal, finance);
    const { endedAt } = (await desk.approval(goal)).body;
    expect(expectStatus(200, await comment(unit, [])).body.endedAt).toBe(endedAt);
  });
});

describe('decisions in bulk', () => {
  const many = async (reviewer: Person, count: number): Promise<{ goals: string[]; items: BulkItem[] }> => {
    await desk.publish([step('named', byName([reviewer]))]);
    const goals: string[] = [];
    while (goals.length < count) goals.push(await desk.submitted());
    const tasks = await Promise.all(goals.map((goal) => desk.task(reviewer, goal)));
    const items = tasks.map((task) => ({
      ...decisionOf(task),
      taskId: task.body.id as string,
      version: task.body.version as number,
    }));
    return { goals, items };
  };
  interface BulkItem {
    readonly taskId: string;
    readonly version: number;
  }

  it('are each what they would be alone, with a result for each', async () => {
    const reviewer = await hire();
    const { goals, items } = await many(reviewer, 4);
    const [good, unexplained, stale, returned] = items as [BulkItem, BulkItem, BulkItem, BulkItem];
    const body = {
      items: [
        good,
        { ...unexplained, outcome: 'REJECT' },
        { ...stale, version: 9 },
        { ...returned, outcome: 'RETURN', reason: '请补充' },
        { ...good, taskId: '018f0000-0000-7000-8000-000000000000' },
      ],
    };
    expect(refusal(await reviewer.client.post('/approval-tasks/bulk-decisions', { items: [good, good] }))).toBe(
      '422 approval.listed-twice',
    );
    const end = await ended(reviewer, await reviewer.client.post('/approval-tasks/bulk-decisions', body));
    expect(end.body).toMatchObject({
      status: 'SUCCEEDED',
      progress: { done: 5, total: 5 },
      result: { done: 2, refused: 3 },
    });
    expect(end.body.result.items.map(({ status, code }: { status: string; code?: string }) => code ?? status)).toEqual([
      'DONE',
      'approval.reason-required',
      'request.stale',
      'DONE',
      'request.not-found',
    ]);
    expect(await Promise.all(goals.map((goal) => desk.stateOf(goal)))).toEqual([
      'RUNNING finance-performance',
      'RUNNING named',
      'RUNNING named',
      'RETURNED',
    ]);
  });

  it('begun again by another worker decide nothing twice, and report what is done as done', async () => {
    const reviewer = await hire();
    const { goals, items } = await many(reviewer, 3);
    const started = await reviewer.client.post('/approval-tasks/bulk-decisions', { items });
    const { rows } = await t.database.admin.query('select id, kind, params from app.operations where id = $1', [
      started.body.id,
    ]);
    const bulk = t.app.get(BulkDecisionService);
    // The first worker dies after two items: it is never heard of again.
    const dying = { ...rows[0], params: { ...rows[0].params, items: items.slice(0, 2) } } as Operation;
    await bulk.run(dying, async () => false);
    const end = await ended(reviewer, started);
    expect(end.body.result).toMatchObject({ done: 3, refused: 0 });
    for (const goal of goals) expect((await desk.trail(goal)).filter((act) => act === 'named APPROVE')).toHaveLength(1);
  });

  it('stop when they are cancelled, and end with the session of whoever ordered them', async () => {
    const reviewer = await hire();
    const { goals, items } = await many(reviewer, 2);
    const first = await reviewer.client.post('/approval-tasks/bulk-decisions', { items });
    const cancelled = await reviewer.client.post(`/operations/${first.body.id}/cancel`, {}, ifMatch(first));
    expect(cancelled.body.status).toBe('CANCELLED');
    expect((await ended(reviewer, first)).body).toMatchObject({ status: 'CANCELLED', result: null });
    const second = await reviewer.client.post('/approval-tasks/bulk-decisions', { items });
    await t.database.admin.query('update app.sessions set revoked_at = now() where id = $1', [reviewer.sessionId]);
    await t.outbox.deliver();
    const { rows } = await t.database.admin.query('select result from app.operations where id = $1', [second.body.id]);
    expect(rows[0].result).toMatchObject({ done: 0, items: [{ code: 'request.unauthenticated' }, {}] });
    for (const goal of goals) expect(await desk.stateOf(goal)).toBe('RUNNING named');
  });

  it('take 5,000 items in one body, which no other route does', async () => {
    const reviewer = await hire();
    const item = { outcome: 'APPROVE', version: 1, subjectVersion: 1, contentHash: 'c'.repeat(64) };
    const items = Array.from({ length: 5000 }, (_, at) => ({
      ...item,
      taskId: `018f0000-0000-7000-8000-${String(at).padStart(12, '0')}`,
    }));
    const from = performance.now();
    const started = await reviewer.client.post('/approval-tasks/bulk-decisions', { items });
    const ms = Math.round(performance.now() - from);
    expectStatus(202, started);
    await reviewer.client.post(`/operations/${started.body.id}/cancel`, {}, ifMatch(started));
    process.stdout.write(`5,000 decisions accepted in ${ms} ms\n`);
    const one = [...items, { ...item, taskId: '018f0000-0000-7000-8000-0000000fffff' }];
    expect((await reviewer.client.post('/approval-tasks/bulk-decisions', { items: one })).status).toBe(400);
    expect((await reviewer.client.post('/approval-hand-overs', { items })).status).toBe(413);
  });
});
