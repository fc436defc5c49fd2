import { startTestApp, type TestApp } from '../support/app.js';
import { byName, byRole, decisionOf, FlowDesk, refusal, step } from '../support/flow-desk.js';
import { expectStatus } from '../support/story.js';
import type { Person } from '../support/world.js';

let t: TestApp;
let desk: FlowDesk;
/** 李, 王 and 赵 of the finance bureau's business division; the others are the district's own. */
let li: Person;
let wang: Person;
let zhao: Person;
let finance: Person;
let business: Person;
let leader: Person;
let department: Person;
let unithead: Person;

beforeAll(async () => {
  t = await startTestApp();
  desk = new FlowDesk(t);
  const hire = () => t.world.hire([{ role: 'FIN_BUSINESS', path: t.world.districts.shuangliu.path }]);
  [li, wang, zhao] = [await hire(), await hire(), await hire()];
  ({ finance, business, leader, department, unithead } = t.world.people);
});
afterAll(() => t.close());

const REASON = { reason: '目标值偏低,请补充测算依据' };

describe('会签', () => {
  it('needs all three; whoever has signed cannot sign again, and the last one opens the next step', async () => {
    await desk.publish([step('joint', byName([li, wang, zhao]), { mode: 'ALL' })]);
    const goal = await desk.submitted();
    const task = await desk.task(li, goal);
    expectStatus(200, await desk.act(li, task, 'decisions', decisionOf(task)));
    expect(refusal(await desk.decide(li, goal))).toBe('409 approval.task-closed');
    expect(refusal(await desk.decide(li, goal, {}, { of: wang }))).toBe('403 approval.not-your-task');
    expect(await desk.stateOf(goal)).toBe('RUNNING joint');
    await desk.approve(goal, wang, zhao);
    expect(await desk.stateOf(goal)).toBe('RUNNING finance-performance');
    await desk.approve(goal, finance);
    expect(await desk.stateOf(goal)).toBe('APPROVED');
    expect(refusal(await desk.decide(finance, goal))).toBe('409 approval.not-running');
  });

  it('ends with the first who returns it: the others need not look any more', async () => {
    const goal = await desk.submitted();
    await desk.approve(goal, li);
    expectStatus(200, await desk.decide(wang, goal, { outcome: 'RETURN', ...REASON }));
    expect(await desk.stateOf(goal)).toBe('RETURNED');
    expect((await desk.task(zhao, goal)).body.state).toBe('CANCELLED');
  });
});

describe('依次审批', () => {
  it('asks one after the other', async () => {
    await desk.publish([step('in-turn', byName([li, wang]), { mode: 'SEQUENTIAL' })]);
    const goal = await desk.submitted();
    const { rows } = await t.database.admin.query(
      `select k.assignee_id as id from app.approval_tasks k join app.approvals a on a.id = k.approval_id
        where a.subject_id = $1 and k.state = 'OPEN'`,
      [goal],
    );
    const [first, second] = rows[0].id === li.accountId ? [li, wang] : [wang, li];
    expect(refusal(await desk.decide(second, goal))).toBe('409 approval.task-waiting');
    await desk.approve(goal, first, second, finance);
    expect(await desk.stateOf(goal)).toBe('APPROVED');
  });
});

describe('票签', () => {
  it('passes by weight, but not over the head of whoever holds the veto', async () => {
    const voters = [byName([li, wang]), byName([zhao], { veto: true })];
    await desk.publish([step('vote', voters, { mode: 'VOTE', passWeight: 2, onFail: 'RETURN' })]);
    const goal = await desk.submitted();
    await desk.approve(goal, li, wang);
    expect(await desk.stateOf(goal)).toBe('RUNNING vote');
    expectStatus(200, await desk.decide(zhao, goal, { outcome: 'REJECT', ...REASON }));
    expect(await desk.stateOf(goal)).toBe('RETURNED');
    await desk.resubmit(goal);
    expectStatus(200, await desk.decide(li, goal, { outcome: 'RETURN', ...REASON }));
    await desk.approve(goal, wang);
    expect(await desk.stateOf(goal)).toBe('RUNNING vote');
    await desk.approve(goal, zhao);
    expect(await desk.stateOf(goal)).toBe('RUNNING finance-performance');
  });
});

describe('并行与条件', () => {
  const branch = (key: string, steps: readonly object[], over: object = {}): object => ({
    key,
    name: { zh: key, en: key },
    steps,
    ...over,
  });
  const fork = (run: string, branches: readonly object[]): object => ({
    kind: 'FORK',
    key: 'side-by-side',
    name: { zh: '并行', en: 'side by side' },
    run,
    branches,
  });

  it('branches run side by side and are joined; the one whose condition does not hold is not taken', async () => {
    await desk.publish([
      fork('ALL', [
        branch('money', [step('business', byName([li])), step('business-head', byName([wang]))]),
        branch('content', [step('department', byRole('DEPT_REVIEWER', 'DEPARTMENT'))]),
        branch('later', [step('leader', byRole('FIN_LEADER', 'DISTRICT'))], { when: 'fiscalYear >= 2030' }),
      ]),
    ]);
    const goal = await desk.submitted();
    expect(await desk.stateOf(goal)).toBe('RUNNING business,department');
    await desk.approve(goal, department);
    expect(await desk.stateOf(goal)).toBe('RUNNING business');
    await desk.approve(goal, li, wang);
    expect(await desk.stateOf(goal)).toBe('RUNNING finance-performance');
  });

  it('a return from one branch ends the other as well', async () => {
    const goal = await desk.submitted();
    expectStatus(200, await desk.decide(li, goal, { outcome: 'RETURN', ...REASON }));
    expect(await desk.stateOf(goal)).toBe('RETURNED');
    expect(refusal(await desk.decide(department, goal))).toBe('409 approval.not-running');
  });

  it('one of several: the first branch that holds, else the last', async () => {
    await desk.publish([
      fork('FIRST', [
        branch('future', [step('leader', byRole('FIN_LEADER', 'DISTRICT'))], { when: 'fiscalYear >= 2030' }),
        branch('rest', [step('business', byName([li]))]),
      ]),
      step('only-large', byRole('FIN_LEADER', 'DISTRICT'), { when: 'fiscalYear >= 2030' }),
    ]);
    const goal = await desk.submitted();
    await desk.approve(goal, li);
    expect(await desk.stateOf(goal)).toBe('RUNNING finance-performance');
  });
});

describe('加签与减签', () => {
  const signers = (people: readonly Person[], place: string): object => ({
    accountIds: people.map(({ accountId }) => accountId),
    place,
  });

  beforeAll(() => desk.publish([step('unit-head', byRole('UNIT_HEAD', 'UNIT')), step('business', byName([business]))]));

  const atBusiness = async (): Promise<string> => {
    const goal = await desk.submitted();
    await desk.approve(goal, unithead);
    return goal;
  };
  const add = async (goal: string, people: readonly Person[], place: string) =>
    desk.act(business, await desk.task(business, goal), 'add-signers', signers(people, place));

  it('before: mine waits for theirs', async () => {
    const goal = await atBusiness();
    expectStatus(200, await add(goal, [li, wang], 'BEFORE'));
    expect(refusal(await desk.decide(business, goal))).toBe('409 approval.task-waiting');
    await desk.approve(goal, li, wang, business);
    expect(await desk.stateOf(goal)).toBe('RUNNING finance-performance');
  });

  it('after: theirs wait for mine, and the step waits for them', async () => {
    const goal = await atBusiness();
    expectStatus(200, await add(goal, [li], 'AFTER'));
    expect(refusal(await desk.decide(li, goal))).toBe('409 approval.task-waiting');
    await desk.approve(goal, business);
    expect(await desk.stateOf(goal)).toBe('RUNNING business');
    await desk.approve(goal, li);
    expect(await desk.stateOf(goal)).toBe('RUNNING finance-performance');
  });

  it('beside: both at the same time; one who returns it decides for all', async () => {
    const goal = await atBusiness();
    expectStatus(200, await add(goal, [li], 'BESIDE'));
    await desk.approve(goal, business);
    expectStatus(200, await desk.decide(li, goal, { outcome: 'RETURN', ...REASON }));
    expect(await desk.stateOf(goal)).toBe('RETURNED');
  });

  it('a signer is taken away by whoever added him, before he has decided', async () => {
    const goal = await atBusiness();
    expectStatus(200, await add(goal, [li, wang], 'BEFORE'));
    const wangs = await desk.task(business, goal, { of: wang });
    expect(refusal(await desk.act(finance, await desk.task(finance, goal, { of: wang }), 'remove'))).toBe(
      '403 approval.not-your-task',
    );
    expectStatus(200, await desk.act(business, wangs, 'remove', { comment: '不再需要' }));
    await desk.approve(goal, li);
    expect(refusal(await desk.act(business, await desk.task(business, goal, { of: li }), 'remove'))).toBe(
      '409 approval.not-added',
    );
    await desk.approve(goal, business);
    expect(await desk.trail(goal)).toEqual([
      '· SUBMIT',
      'unit-head APPROVE',
      'business ADD_SIGNERS',
      'business REMOVE_SIGNER',
      'business APPROVE',
      'business APPROVE',
    ]);
  });

  it('is not for people who cannot decide there, who wrote it, or who have decided another step', async () => {
    const goal = await atBusiness();
    const { personId } = t.world.people.unit;
    const twice = await t.world.hire([{ role: 'FIN_BUSINESS', path: t.world.districts.shuangliu.path }], { personId });
    expect(refusal(await add(goal, [t.world.people.unit], 'BEFORE'))).toBe('422 approval.cannot-sign');
    expect(refusal(await add(goal, [t.world.people.siblingHead], 'BEFORE'))).toBe('422 approval.cannot-sign');
    expect(refusal(await add(goal, [twice], 'BEFORE'))).toBe('403 approval.may-not-sign');
    expect(refusal(await add(goal, [unithead], 'BEFORE'))).toBe('403 approval.may-not-sign');
    expect(
      refusal(
        await desk.act(li, await desk.task(li, goal, { of: business }), 'add-signers', signers([wang], 'BESIDE')),
      ),
    ).toBe('403 approval.not-your-task');
  });

  it('knows a bound', async () => {
    const goal = await atBusiness();
    const path = t.world.districts.shuangliu.path;
    const crowd: Person[] = [];
    while (crowd.length < 40) crowd.push(await t.world.hire([{ role: 'FIN_BUSINESS', path }]));
    expectStatus(200, await add(goal, crowd.slice(0, 20), 'BESIDE'));
    expectStatus(200, await add(goal, crowd.slice(20), 'BESIDE'));
    expect(refusal(await add(goal, crowd.slice(0, 20), 'BESIDE'))).toBe('422 approval.too-many-signers');
  });
});

describe('委派与转办', () => {
  beforeAll(() => desk.publish([step('business', byName([business]))]));

  it('a delegate gives his opinion, and the task comes back with it', async () => {
    const goal = await desk.submitted();
    const to = { accountId: li.accountId, reason: '请就测算依据提出意见' };
    expectStatus(200, await desk.act(business, await desk.task(business, goal), 'delegate', to));
    expect(refusal(await desk.decide(business, goal))).toBe('409 approval.task-waiting');
    const asked = await desk.task(li, goal);
    expect(refusal(await desk.decide(li, goal))).toBe('422 approval.advice-only');
    expect(refusal(await desk.act(li, asked, 'delegate', { ...to, accountId: wang.accountId }))).toBe(
      '422 approval.advice-only',
    );
    expect(refusal(await desk.act(li, asked, 'add-signers', { accountIds: [wang.accountId], place: 'BESIDE' }))).toBe(
      '422 approval.advice-only',
    );
    expectStatus(200, await desk.act(li, asked, 'advise', { comment: '依据充分' }));
    expect(refusal(await desk.act(business, await desk.task(business, goal), 'advise', { comment: '?' }))).toBe(
      '422 approval.decision-needed',
    );
    await desk.approve(goal, business);
    expect(await desk.trail(goal)).toEqual(['· SUBMIT', 'business DELEGATE', 'business ADVISE', 'business APPROVE']);
  });

  it('a delegation can be taken back', async () => {
    const goal = await desk.submitted();
    const to = { accountId: li.accountId, reason: '请提出意见' };
    expectStatus(200, await desk.act(business, await desk.task(business, goal), 'delegate', to));
    expectStatus(200, await desk.act(business, await desk.task(business, goal, { of: li }), 'remove'));
    await desk.approve(goal, business);
    expect(refusal(await desk.act(li, await desk.task(li, goal), 'advise', { comment: '晚了' }))).toBe(
      '409 approval.task-closed',
    );
  });

  it('a task that was handed on belongs to the other, who is told; it is lost to the one before', async () => {
    const goal = await desk.submitted();
    await t.outbox.deliver();
    const to = { accountId: wang.accountId, reason: '业务归口调整' };
    expectStatus(200, await desk.act(business, await desk.task(business, goal), 'transfer', to));
    await t.outbox.deliver();
    const told = (await wang.client.get('/notifications')).body.items as { kind: string }[];
    expect(told.filter(({ kind }) => kind === 'approval.task-opened')).toHaveLength(1);
    expect(refusal(await desk.decide(business, goal, {}, { of: wang }))).toBe('403 approval.not-your-task');
    expect(
      refusal(await desk.act(wang, await desk.task(wang, goal), 'transfer', { ...to, accountId: unithead.accountId })),
    ).toMatch(/^200/);
    await desk.approve(goal, unithead);
  });
});

describe('认领', () => {
  it('one of the group takes it, and can give it back; a named person has nothing to claim', async () => {
    await desk.publish([step('business', byRole('FIN_BUSINESS', 'DISTRICT')), step('named', byName([leader]))]);
    const goal = await desk.submitted();
    const claim = async (person: Person, verb = 'claim') =>
      desk.act(person, await desk.task(person, goal, { step: 'business' }), verb);
    expect(refusal(await claim(li, 'unclaim'))).toBe('409 approval.not-claimed');
    expectStatus(200, await claim(li));
    expect(refusal(await claim(li))).toBe('409 approval.already-claimed');
    expect(refusal(await claim(wang))).toBe('409 approval.claimed-by-another');
    expect(refusal(await desk.decide(wang, goal))).toBe('409 approval.claimed-by-another');
    expectStatus(200, await claim(li, 'unclaim'));
    await desk.approve(goal, wang);
    expect(refusal(await desk.act(leader, await desk.task(leader, goal), 'claim'))).toBe('409 approval.not-of-group');
  });
});

describe('退回', () => {
  const RETURN = { outcome: 'RETURN', ...REASON };

  beforeAll(() =>
    desk.publish([
      step('unit-head', byRole('UNIT_HEAD', 'UNIT')),
      step('department', byRole('DEPT_REVIEWER', 'DEPARTMENT'), { returnTo: ['INITIATOR'], resume: ['RESTART'] }),
      step('business', byName([business])),
    ]),
  );

  const atBusiness = async (): Promise<string> => {
    const goal = await desk.submitted();
    await desk.approve(goal, unithead, department);
    return goal;
  };

  it('to the step before, which decides again', async () => {
    const goal = await atBusiness();
    expectStatus(200, await desk.decide(business, goal, { ...RETURN, returnTo: 'PREVIOUS' }));
    expect(await desk.stateOf(goal)).toBe('RUNNING department');
    await desk.approve(goal, department, business, finance);
    expect(await desk.stateOf(goal)).toBe('APPROVED');
  });

  it('to an earlier step, and from there all steps again', async () => {
    const goal = await atBusiness();
    expectStatus(200, await desk.decide(business, goal, { ...RETURN, returnTo: 'unit-head' }));
    await desk.approve(goal, unithead);
    expect(await desk.stateOf(goal)).toBe('RUNNING department');
  });

  it('to an earlier step, and on from where it was returned', async () => {
    const goal = await atBusiness();
    expectStatus(200, await desk.decide(business, goal, { ...RETURN, returnTo: 'unit-head', resume: 'HERE' }));
    await desk.approve(goal, unithead);
    expect(await desk.stateOf(goal)).toBe('RUNNING business');
  });

  it('to the author, and after the correction on from here', async () => {
    const goal = await atBusiness();
    expectStatus(200, await desk.decide(business, goal, { ...RETURN, resume: 'HERE' }));
    expect(await desk.stateOf(goal)).toBe('RETURNED');
    await desk.resubmit(goal);
    expect(await desk.stateOf(goal)).toBe('RUNNING business');
    expectStatus(200, await desk.decide(business, goal, RETURN));
    await desk.resubmit(goal);
    expect(await desk.stateOf(goal)).toBe('RUNNING unit-head');
  });

  it('only as the step offers it, with a reason, and to a step that somebody has passed', async () => {
    const goal = await desk.submitted();
    expect(refusal(await desk.decide(unithead, goal, { ...RETURN, returnTo: 'PREVIOUS' }))).toBe(
      '422 approval.nothing-before',
    );
    expect(refusal(await desk.decide(unithead, goal, { ...RETURN, returnTo: 'business' }))).toBe(
      '422 approval.nothing-before',
    );
    expect(refusal(await desk.decide(unithead, goal, { outcome: 'RETURN', reason: '  ' }))).toBe(
      '422 approval.reason-required',
    );
    await desk.approve(goal, unithead);
    for (const offered of [{ returnTo: 'PREVIOUS' }, { returnTo: 'unit-head' }, { resume: 'HERE' }])
      expect(refusal(await desk.decide(department, goal, { ...RETURN, ...offered }))).toBe(
        '422 approval.return-not-offered',
      );
  });

  it('不予通过 is the end', async () => {
    const goal = await atBusiness();
    expectStatus(200, await desk.decide(business, goal, { outcome: 'REJECT', ...REASON }));
    expect(await desk.stateOf(goal)).toBe('REJECTED');
  });
});

describe('回避', () => {
  const twinOfAuthor = async (): Promise<Person> =>
    t.world.hire([{ role: 'UNIT_HEAD', path: t.world.units.schoolA.path }], {
      personId: t.world.people.unit.personId,
    });

  it('SKIP: a step whose decider is the author is passed over, and says so', async () => {
    await desk.publish([step('unit-head', byName([await twinOfAuthor()]), { selfApproval: 'SKIP' })]);
    const goal = await desk.submitted();
    expect(await desk.stateOf(goal)).toBe('RUNNING finance-performance');
    const { rows } = await t.database.admin.query(
      `select s.state, s.ending from app.approval_steps s join app.approvals a on a.id = s.approval_id
        where a.subject_id = $1 order by s.ordinal`,
      [goal],
    );
    expect(rows).toEqual([
      { state: 'SKIPPED', ending: 'SELF' },
      { state: 'OPEN', ending: null },
    ]);
  });

  it('SUPERIOR: the superior decides in his place', async () => {
    const twin = await twinOfAuthor();
    const superior = byRole('DEPT_REVIEWER', 'DEPARTMENT');
    await desk.publish([step('unit-head', byName([twin, unithead]), { selfApproval: 'SUPERIOR', superior })]);
    const goal = await desk.submitted();
    expect(refusal(await desk.decide(unithead, goal))).toBe('403 approval.not-your-task');
    await desk.approve(goal, department);
    expect(await desk.stateOf(goal)).toBe('RUNNING finance-performance');
  });

  it('by default the others decide, and the author’s other account is refused', async () => {
    const twin = await twinOfAuthor();
    await desk.publish([step('unit-head', byRole('UNIT_HEAD', 'UNIT'))]);
    const goal = await desk.submitted();
    expect(refusal(await desk.decide(twin, goal))).toBe('403 approval.own-submission');
    await desk.approve(goal, unithead);
  });

  it('nobody decides two steps, where the flow says so', async () => {
    const both = await t.world.hire([
      { role: 'FIN_BUSINESS', path: t.world.districts.shuangliu.path },
      { role: 'FIN_PERF', path: t.world.districts.shuangliu.path },
    ]);
    await desk.publish([step('business', byName([both]))]);
    const goal = await desk.submitted();
    await desk.approve(goal, both);
    expect(refusal(await desk.decide(both, goal, {}, { state: 'OPEN' }))).toBe('403 approval.decided-before');
    await desk.approve(goal, finance);
  });
});

describe('指定下一步办理人', () => {
  it('whoever decides chooses among those who may; without a choice it does not go on', async () => {
    const chosen = { by: 'CHOSEN', at: 'department', role: 'FIN_BUSINESS', scope: 'DISTRICT' };
    await desk.publish([step('department', byRole('DEPT_REVIEWER', 'DEPARTMENT')), step('business', chosen)]);
    const goal = await desk.submitted();
    expect(refusal(await desk.decide(department, goal))).toBe('422 approval.choice-missing');
    const choices = [{ stepKey: 'business', accountIds: [zhao.accountId] }];
    expectStatus(200, await desk.decide(department, goal, { choices }));
    expect(refusal(await desk.decide(li, goal, {}, { of: zhao }))).toBe('403 approval.not-your-task');
    await desk.approve(goal, zhao);
  });
});

describe('抄送', () => {
  it('is read and receipted, even after the end, and decides nothing', async () => {
    await desk.publish([step('business', byName([li]), { copies: [byName([leader])] })]);
    const goal = await desk.submitted();
    const open = await desk.task(li, goal);
    expect(refusal(await desk.act(li, open, 'read'))).toBe('422 approval.decision-needed');
    await desk.approve(goal, li, finance);
    const { endedAt } = (await desk.approval(goal)).body;
    const copy = await desk.task(leader, goal, { kind: 'READ' });
    expect(refusal(await desk.decide(leader, goal, {}, { kind: 'READ' }))).toBe('409 approval.not-running');
    expect(refusal(await desk.act(li, await desk.task(li, goal, { kind: 'READ' }), 'read'))).toBe(
      '403 approval.not-your-task',
    );
    expectStatus(200, await desk.act(leader, copy, 'read'));
    expect(refusal(await desk.act(leader, await desk.task(leader, goal, { kind: 'READ' }), 'read'))).toBe(
      '409 approval.task-closed',
    );
    expect((await desk.approval(goal)).body).toMatchObject({ state: 'APPROVED', endedAt });
    expect(await desk.trail(goal)).toContain('business READ');
  });
});
