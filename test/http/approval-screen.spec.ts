import { findContent } from '../../src/modules/goal/indicator.store.js';
import { newId } from '../../src/platform/database/ids.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, type Client, ifMatch } from '../support/client.js';
import { expectStatus, Story } from '../support/story.js';

let t: TestApp;
let story: Story;
beforeAll(async () => {
  t = await startTestApp();
  story = new Story(t.world);
});
afterAll(() => t.close());

const offersOf = ({ body }: Answer): Record<string, string | true> =>
  Object.fromEntries(
    body.allowedActions.map((offer: { action: string; allowed: boolean; reason: string | null }) => [
      offer.action,
      offer.allowed || offer.reason,
    ]),
  );

const openApproval = async (client: Client, goalId: string): Promise<Answer> => {
  const [{ id }] = (await client.get(`/approvals?subjectId=${goalId}`)).body.items;
  return client.get(`/approvals/${id}`);
};

describe('the screen of a task', () => {
  it('comes in one call: content, steps, trail, who could decide, where it can be sent back, and what may be done', async () => {
    const goal = await story.submitted();
    const task = await story.task('unithead', goal.body.id);
    expect(task.body).toMatchObject({
      kind: 'DECIDE',
      stepKey: 'unit-head',
      isOverdue: false,
      content: { annualGoal: goal.body.annualGoal },
      diff: null,
      approval: {
        round: 1,
        state: 'RUNNING',
        trail: [{ act: 'SUBMIT' }],
        sittings: [{ stepKey: 'unit-head', state: 'OPEN', dueOn: task.body.dueOn }],
      },
      nextApprovers: [{ taskId: task.body.id, approvers: [{ id: t.world.people.unithead.accountId }] }],
      returnTargets: [{ returnTo: 'INITIATOR', stepKey: null, resume: ['RESTART', 'HERE'] }],
      choices: [],
      sheet: null,
    });
    expect(offersOf(task)).toEqual({
      decide: true,
      return: true,
      reject: true,
      advise: 'approval.decision-needed',
      addSigners: true,
      transfer: true,
      delegate: true,
      claim: true,
      unclaim: 'approval.not-claimed',
      read: 'approval.decision-needed',
      remove: 'approval.not-added',
    });
  });

  it('of a later step offers the way back to each step before it, and to whoever may not decide says why', async () => {
    const goal = await story.submitted();
    const first = await story.task('unithead', goal.body.id);
    await story.decide('unithead', goal.body.id, 'APPROVE');
    const task = await story.task('department', goal.body.id);
    expect(task.body.returnTargets.map(({ returnTo, stepKey }: Record<string, string>) => [returnTo, stepKey])).toEqual(
      [
        ['INITIATOR', null],
        ['PREVIOUS', 'unit-head'],
        ['unit-head', 'unit-head'],
      ],
    );
    expect(task.body.approval.sittings.map(({ state }: { state: string }) => state)).toEqual(['PASSED', 'OPEN']);
    const head = t.world.as('unithead');
    expect(offersOf(await head.get(`/approval-tasks/${first.body.id}`))).toMatchObject({
      decide: 'approval.task-closed',
      claim: 'approval.task-closed',
    });
    expect(offersOf(await head.get(`/approval-tasks/${task.body.id}`))).toMatchObject({
      decide: 'approval.not-your-task',
      transfer: 'approval.not-your-task',
    });
  });

  it('shows what differs from the content that was approved last', async () => {
    const goal = await story.submitted();
    const { text, values } = findContent(goal.body.id);
    const { rows } = await t.database.admin.query(text, values as string[]);
    const approved = JSON.parse(rows[0].content);
    const [gone, ...others] = approved.indicators;
    await t.database.admin.query(
      `insert into app.goal_revisions (goal_id, revision, content, content_hash, district_id, unit_path, project_id)
        select id, 1, $2, 'c', district_id, unit_path, project_id from app.goals where id = $1`,
      [
        goal.body.id,
        JSON.stringify({
          ...approved,
          annualGoal: '旧目标',
          indicators: [{ ...gone, id: newId() }, { ...others[0], targetValue: '80' }, ...others.slice(1)],
        }),
      ],
    );
    const { diff } = (await story.task('unithead', goal.body.id)).body;
    expect(diff.isTruncated).toBe(false);
    expect(diff.changes.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(
      ['/annualGoal', '/indicators/0', '/indicators/0', '/indicators/1/targetValue'].sort(),
    );
    expect(diff.changes).toContainEqual({ pointer: '/indicators/1/targetValue', before: '80', after: '100' });
  });

  it('of an added signer lets whoever added him take it back, and shows both their places', async () => {
    const goal = await story.submitted();
    const mine = await story.task('unithead', goal.body.id);
    const signer = await t.world.hire([{ role: 'UNIT_HEAD', path: t.world.units.education.path }]);
    const head = t.world.as('unithead');
    const added = await head.post(
      `/approval-tasks/${mine.body.id}/add-signers`,
      { accountIds: [signer.accountId], place: 'BEFORE' },
      ifMatch(mine),
    );
    const theirs = expectStatus(200, added).body.openTasks[0].id;
    expect(offersOf(await head.get(`/approval-tasks/${mine.body.id}`))).toMatchObject({
      decide: 'approval.task-waiting',
    });
    expect(offersOf(await head.get(`/approval-tasks/${theirs}`))).toMatchObject({
      remove: true,
      decide: 'approval.not-your-task',
    });
    const screen = await signer.client.get(`/approval-tasks/${theirs}`);
    expect(offersOf(screen)).toMatchObject({ decide: true, claim: 'approval.not-of-group', remove: true });
    expect(screen.body.nextApprovers).toMatchObject([{ taskId: theirs, approvers: [{ id: signer.accountId }] }]);
    const removed = await head.post(
      `/approval-tasks/${theirs}/remove`,
      {},
      ifMatch(await head.get(`/approval-tasks/${theirs}`)),
    );
    expect(removed.status).toBe(200);
  });

  it('promises what the acts keep: each refusal that it names is the one that the act meets', async () => {
    const goal = await story.submitted();
    const task = await story.task('unithead', goal.body.id);
    const head = t.world.as('unithead');
    const path = `/approval-tasks/${task.body.id}`;
    const claimed = expectStatus(200, await head.post(`${path}/claim`, {}, ifMatch(task)));
    expect(claimed.body.openTasks[0].id).toBe(task.body.id);
    const screen = await head.get(path);
    const bodies: Readonly<Record<string, object>> = { advise: { comment: '同意' } };
    const paths: Readonly<Record<string, string>> = { addSigners: 'add-signers' };
    const refused = Object.entries(offersOf(screen)).filter(([, reason]) => reason !== true);
    expect(refused.map(([action]) => action)).toEqual(['advise', 'claim', 'read', 'remove']);
    for (const [action, reason] of refused) {
      const answer = await head.post(`${path}/${paths[action] ?? action}`, bodies[action] ?? {}, ifMatch(screen));
      expect([action, answer.body.code]).toEqual([action, reason]);
    }
  });
});

describe('the screen of an approval', () => {
  it('offers to take the submission back until somebody has acted, to those whom the subject lets', async () => {
    const goal = await story.submitted();
    const unit = t.world.as('unit');
    expect(offersOf(await openApproval(unit, goal.body.id))).toMatchObject({ withdraw: true });
    expect(offersOf(await openApproval(t.world.as('unithead'), goal.body.id))).toMatchObject({
      withdraw: 'request.forbidden',
    });
    await story.decide('unithead', goal.body.id, 'APPROVE');
    expect(offersOf(await openApproval(unit, goal.body.id))).toMatchObject({ withdraw: 'approval.acted-upon' });
  });

  it('offers to urge once in a working day, to whoever submitted it, and to comment', async () => {
    const goal = await story.submitted();
    const unit = t.world.as('unit');
    const screen = await openApproval(unit, goal.body.id);
    expect(offersOf(screen)).toMatchObject({ urge: true, comment: true });
    expectStatus(200, await unit.post(`/approvals/${screen.body.id}/urge`, {}, ifMatch(screen)));
    expect(offersOf(await openApproval(unit, goal.body.id))).toMatchObject({ urge: 'approval.urged-today' });
    expect(offersOf(await openApproval(t.world.as('unithead'), goal.body.id))).toMatchObject({
      urge: 'approval.not-submitter',
    });
  });

  it('names those who could decide now: neither who wrote it nor who has decided another step', async () => {
    const goal = await story.submitted();
    await story.decide('unithead', goal.body.id, 'APPROVE');
    const both = await t.world.hire([{ role: 'DEPT_REVIEWER', path: t.world.units.education.path }], {
      personId: t.world.people.unithead.personId,
    });
    const { body } = await openApproval(t.world.as('unit'), goal.body.id);
    const { items } = (await t.world.as('unit').get(`/approvals/${body.id}/next-approvers`)).body;
    const ids = items.map(({ id }: { id: string }) => id);
    expect(ids).toContain(t.world.people.department.accountId);
    expect(ids).not.toContain(both.accountId);
  });
});
