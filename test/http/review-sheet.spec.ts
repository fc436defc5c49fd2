import { GOAL_REVIEW_1764000725000 } from '../../migrations/seeds/1764000725000-goal-review.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, ifMatch } from '../support/client.js';
import { expectStatus, Story } from '../support/story.js';

let t: TestApp;
let story: Story;
beforeAll(async () => {
  t = await startTestApp();
  story = new Story(t.world);
});
afterAll(() => t.close());

const { definition } = GOAL_REVIEW_1764000725000;

const answers = (grade: string, evidence?: string): object[] =>
  definition.questions.map(({ code }) => ({ code, grade, ...(evidence ? { evidence } : {}) }));

/** A goal that lies before the performance division. */
async function atPerformance(): Promise<Answer> {
  const goal = await story.submitted();
  for (const name of ['unithead', 'department', 'business'] as const)
    expectStatus(200, await story.decide(name, goal.body.id, 'APPROVE'));
  return goal;
}

async function decide(goal: Answer, decision: object): Promise<Answer> {
  const task = await story.task('finance', goal.body.id);
  const { version: subjectVersion, contentHash } = task.body.subject;
  return t.world
    .as('finance')
    .post(`/approval-tasks/${task.body.id}/decisions`, { subjectVersion, contentHash, ...decision }, ifMatch(task));
}

const code = ({ status, body }: Answer): unknown => [status, body.code];

describe('the review sheet of goals', () => {
  it('is there for everybody to read, eight questions with their points', async () => {
    const { body } = await t.world.as('unit').get('/review-sheets?code=goal-review&state=PUBLISHED');
    expect(body.items).toMatchObject([{ code: 'goal-review', revision: 1, districtId: null, state: 'PUBLISHED' }]);
    const sheet = await t.world.as('unit').get(`/review-sheets/${body.items[0].id}`);
    expect(sheet.body.definition.questions).toHaveLength(8);
    const goal = await atPerformance();
    const task = await story.task('finance', goal.body.id);
    expect(task.body.sheet).toEqual({ id: sheet.body.id, definition: sheet.body.definition });
  });

  it('has to be filled in, whole and with evidence, and the conclusion goes with the decision', async () => {
    const goal = await atPerformance();
    const excellent = answers('EXCELLENT');
    const good = answers('GOOD', '见评审意见');
    const review = (given: object[], outcome: string): object => ({ answers: given, outcome });
    expect(code(await decide(goal, { outcome: 'APPROVE' }))).toEqual([422, 'approval.review-required']);
    const short = { outcome: 'APPROVE', review: review(excellent.slice(1), 'ARRANGE') };
    expect(code(await decide(goal, short))).toEqual([422, 'approval.answers-incomplete']);
    const bare = { outcome: 'APPROVE', review: review(answers('GOOD'), 'ARRANGE') };
    expect(code(await decide(goal, bare))).toEqual([422, 'approval.evidence-missing']);
    const crossed = { outcome: 'APPROVE', review: review(excellent, 'DO_NOT_ARRANGE') };
    expect(code(await decide(goal, crossed))).toEqual([422, 'approval.review-contradicts']);
    const milder = { outcome: 'APPROVE', review: review(good, 'ARRANGE') };
    expect(code(await decide(goal, milder))).toEqual([422, 'approval.conclusion-unexplained']);
    const explained = await decide(goal, { ...milder, reason: '已当面沟通,单位已承诺修改' });
    expect(explained.status).toBe(200);
    expect(explained.body.trail.at(-1).review).toMatchObject({
      computed: { score: '85.00', grade: 'GOOD', outcome: 'ARRANGE_AFTER_EDIT' },
      outcome: 'ARRANGE',
    });
  });

  it('修改后安排 goes back to the unit and comes straight back to the reviewer', async () => {
    const goal = await atPerformance();
    const review = { answers: answers('GOOD', '指标值偏低'), outcome: 'ARRANGE_AFTER_EDIT' };
    const again = { outcome: 'RETURN', resume: 'RESTART', reason: '请提高覆盖率', review };
    expect(code(await decide(goal, again))).toEqual([422, 'approval.review-contradicts']);
    const returned = await decide(goal, { ...again, resume: 'HERE' });
    expect(returned.body).toMatchObject({ state: 'RETURNED', returnedCount: 1 });
    const unit = t.world.as('unit');
    const read = await unit.get(`/goals/${goal.body.id}`);
    const mended = await unit.patch(`/goals/${goal.body.id}`, { annualGoal: '覆盖率提高到 100%' }, ifMatch(read));
    expectStatus(200, await unit.post(`/goals/${goal.body.id}/submit`, {}, ifMatch(mended)));
    const { body } = await unit.get(`/goals/${goal.body.id}?expand=approval`);
    expect(body.approval).toMatchObject({ round: 2, stepKeys: ['finance-performance'] });
  });

  it('is drafted by one person, published by another, and takes the place of the general one in the district', async () => {
    const finance = t.world.as('finance');
    const own = {
      districtId: t.world.districts.shuangliu.id,
      code: 'goal-review',
      name: '双流区绩效目标审核表',
      definition: { ...definition, bands: [{ grade: 'EXCELLENT', from: '80' }] },
    };
    const odd = { ...own, definition: { ...definition, questions: definition.questions.slice(1) } };
    expect(code(await finance.post('/review-sheets', odd))).toEqual([422, 'approval.sheet-invalid']);
    expect((await t.world.as('unit').post('/review-sheets', own)).status).toBe(403);
    const draft = expectStatus(201, await finance.post('/review-sheets', own));
    const path = `/review-sheets/${draft.body.id}/publish`;
    expect(code(await finance.post(path, {}, ifMatch(draft)))).toEqual([403, 'approval.own-sheet']);
    const published = expectStatus(200, await t.world.as('leader').post(path, {}, ifMatch(draft)));
    expect(published.body).toMatchObject({ state: 'PUBLISHED', revision: 1 });
    expect(code(await t.world.as('leader').post(path, {}, ifMatch(published)))).toEqual([
      409,
      'approval.sheet-not-draft',
    ]);
    expect((await t.world.as('foreignFinance').get(`/review-sheets/${draft.body.id}`)).status).toBe(404);
    const goal = await atPerformance();
    const review = { answers: answers('GOOD', '见评审意见'), outcome: 'ARRANGE' };
    const decided = await decide(goal, { outcome: 'APPROVE', review });
    expect(decided.body.trail.at(-1).review).toMatchObject({
      sheetId: draft.body.id,
      computed: { grade: 'EXCELLENT' },
    });
  });
});

describe('the third return', () => {
  it('raises the coordination flag and tells the performance division, once', async () => {
    const goal = await story.submitted();
    const unit = t.world.as('unit');
    const flagged = async (): Promise<unknown> =>
      (await unit.get(`/approvals?subjectId=${goal.body.id}&needsCoordination=true`)).body.items.length;
    for (const round of [1, 2, 3]) {
      expect(await flagged()).toBe(0);
      expectStatus(200, await story.decide('unithead', goal.body.id, 'RETURN', `第 ${round} 次退回`));
      if (round === 3) break;
      const read = await unit.get(`/goals/${goal.body.id}`);
      expectStatus(200, await unit.post(`/goals/${goal.body.id}/submit`, {}, ifMatch(read)));
    }
    expect(await flagged()).toBe(1);
    const { body } = await unit.get(`/goals/${goal.body.id}?expand=approval`);
    expect(body.approval).toMatchObject({ state: 'RETURNED', needsCoordination: true });
    await t.outbox.deliver();
    await t.outbox.deliver();
    const inbox = await t.world.as('finance').get('/notifications?limit=200');
    const calls = inbox.body.items.filter(({ kind }: { kind: string }) => kind === 'approval.coordination-needed');
    expect(calls).toMatchObject([{ severity: 'CRITICAL', subject: { id: body.approval.id } }]);
  });
});
