import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, ifMatch } from '../support/client.js';
import { expectStatus, Story } from '../support/story.js';

/** One project through a whole fiscal year, by the people of the bureau, over HTTP; the year passes by the database clock. */
describe('a project’s year', () => {
  let t: TestApp;
  let projectId: string;
  let goalId: string;
  let indicators: Record<string, string>;
  let evaluation: Answer;

  beforeAll(async () => {
    t = await startTestApp();
    await t.world.moveClock('2026-01-05 09:00');
  });
  afterAll(() => t.close());

  const recompute = async (): Promise<void> => {
    await t.outbox.deliver();
    await t.outbox.tick('monitoring.recompute-dirty');
    await t.outbox.tick('monitoring.recompute-all');
  };
  const progress = async (month: number) =>
    (await t.world.as('finance').get(`/progress?projectId=${projectId}&fiscalYear=2026&month=${month}`)).body.items[0];
  const pay = (sourceId: string, amount: string, paidOn: string): Promise<Answer> =>
    t.world.as('business').post('/payments', {
      projectId,
      fiscalYear: 2026,
      source: 'FISCAL',
      sourceSystem: 'treasury',
      sourceId,
      paidOn,
      amount,
    });
  const reportFigure = (name: string, period: string, value: string): Promise<Answer> =>
    t.world.as('unit').post(`/indicators/${indicators[name]}/actuals`, { period, value });

  it('begins with a goal that is returned once, mended, approved by four persons and released', async () => {
    const story = new Story(t.world);
    const project = await story.project();
    projectId = project.body.id;
    const budget = await t.world.as('business').get(`/projects/${projectId}/budget?fiscalYear=2026`);
    const lines = [{ source: 'FISCAL', initial: '400000.00', adjusted: '400000.00' }];
    expectStatus(
      200,
      await t.world.as('business').put(`/projects/${projectId}/budget`, { fiscalYear: 2026, lines }, ifMatch(budget)),
    );
    const goal = await story.draft(projectId);
    goalId = goal.body.id;
    const unit = t.world.as('unit');
    expectStatus(200, await unit.post(`/goals/${goalId}/submit`, {}, ifMatch(goal)));
    await story.decide('unithead', goalId, 'APPROVE');
    await story.decide('department', goalId, 'RETURN', '请写明覆盖范围');
    const returned = await unit.get(`/goals/${goalId}`);
    const mended = await unit.patch(
      `/goals/${goalId}`,
      { annualGoal: '为全校 735 名学生提供营养餐' },
      ifMatch(returned),
    );
    expectStatus(200, await unit.post(`/goals/${goalId}/submit`, {}, ifMatch(mended)));
    for (const name of ['unithead', 'department', 'business', 'finance'] as const)
      await story.decide(name, goalId, 'APPROVE');
    await story.release([goalId]);
    await t.world.moveClock('2026-01-20 09:00');
    await t.outbox.tick('goal.begin-execution');
    const running = await unit.get(`/goals/${goalId}?expand=indicators,approval`);
    expect(running.body).toMatchObject({
      state: 'IN_EXECUTION',
      revision: 1,
      returnedCount: 1,
      approval: { state: 'APPROVED', round: 2 },
    });
    indicators = Object.fromEntries(
      running.body.indicators.map(({ name, id }: { name: string; id: string }) => [name, id]),
    );
  });

  it('tells the clerk of what is due before the deadline', async () => {
    await t.world.moveClock('2026-04-01 09:30');
    await t.outbox.tick('alert.report-deadlines');
    await t.world.moveClock('2026-04-08 09:30');
    await t.outbox.tick('notification.reminders');
    const inbox = await t.world.as('unit').get('/notifications?limit=50');
    expect(inbox.body.items.map(({ kind }: { kind: string }) => kind)).toContain('monitoring.report-due');
  });

  it('goes off track in spring: late money and late results raise alerts, once', async () => {
    expectStatus(201, await pay('A-04', '60000.00', '2026-04-28'));
    expectStatus(201, await reportFigure('学生受资助人次', '2026-Q1', '60'));
    expectStatus(201, await reportFigure('营养餐覆盖率', '2026-Q1', '100'));
    expectStatus(201, await reportFigure('项目总成本', '2026-Q1', '6'));
    await t.world.moveClock('2026-05-11 09:00');
    await recompute();
    expect(await progress(4)).toMatchObject({ executionRate: '0.150000', executionLag: true, light: 'RED' });
    const alerts = await t.world.as('unithead').get(`/alerts?projectId=${projectId}&state=FIRING&pageSize=50`);
    const kinds = alerts.body.items.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['EXECUTION_LAG', 'LIGHT']));
    await recompute();
    expect(
      (await t.world.as('unithead').get(`/alerts?projectId=${projectId}&state=FIRING&pageSize=50`)).body.items,
    ).toHaveLength(kinds.length);
    const off = await t.world.as('finance').get('/off-track-projects?asOf=2026-05-11');
    expect(off.body.items.map((item: { projectId: string }) => item.projectId)).toContain(projectId);
  });

  it('catches up: a late correction and the payments of the summer clear what they mend', async () => {
    const figures = await t.world.as('unit').get(`/indicators/${indicators['学生受资助人次']}/actuals`);
    const first = await t.world.as('unit').get(`/actuals/${figures.body.items[0].id}`);
    expectStatus(
      200,
      await t.world
        .as('unit')
        .post(`/actuals/${first.body.id}/correct`, { value: '190', reason: '漏报一所校区' }, ifMatch(first)),
    );
    for (const [name, value] of [
      ['学生受资助人次', '200'],
      ['营养餐覆盖率', '100'],
      ['项目总成本', '10'],
    ] as const) {
      expectStatus(201, await reportFigure(name, '2026-Q2', value));
    }
    expectStatus(201, await pay('A-06', '140000.00', '2026-06-28'));
    await t.world.moveClock('2026-07-10 09:00');
    await recompute();
    expect(await progress(6)).toMatchObject({ executionRate: '0.500000', executionLag: false, light: 'GREEN' });
    const open = await t.world.as('unithead').get(`/alerts?projectId=${projectId}&state=FIRING&pageSize=50`);
    expect(open.body.items).toEqual([]);
  });

  it('ends with a self-evaluation that is computed, explained, reviewed by another and final', async () => {
    await t.world.moveClock('2027-01-08 09:00');
    for (const quarter of ['2026-Q3', '2026-Q4']) {
      expectStatus(201, await reportFigure('学生受资助人次', quarter, '180'));
      expectStatus(201, await reportFigure('营养餐覆盖率', quarter, '100'));
      expectStatus(201, await reportFigure('项目总成本', quarter, '9'));
    }
    expectStatus(201, await reportFigure('政策知晓率', '2026', '93.1'));
    expectStatus(201, await reportFigure('家长满意度', '2026', '96'));
    expectStatus(201, await pay('A-12', '188000.00', '2026-12-28'));
    const unit = t.world.as('unit');
    const created = expectStatus(201, await unit.post('/self-evaluations', { goalId, ruleSet: 'NAT-2020' }));
    const knowledge = created.body.indicators.find(({ name }: { name: string }) => name === '政策知晓率');
    // 20 × 93.1 ÷ 95 = 19.6; execution 10 × 388000 ÷ 400000 = 9.7.
    expect([
      knowledge.computedScore,
      created.body.executionScore,
      created.body.computedTotal,
      created.body.grade,
    ]).toEqual(['19.60', '9.70', '99.30', '优']);
    const explained = await unit.patch(
      `/self-evaluations/${created.body.id}`,
      {
        execution: { reason: '结余 1.2 万元' },
        indicators: [{ indicatorId: knowledge.indicatorId, reason: '新生家长宣传不足' }],
      },
      ifMatch(created),
    );
    expectStatus(200, explained);
    expectStatus(200, await unit.post(`/self-evaluations/${created.body.id}/submit`, {}, ifMatch(explained)));
    const department = t.world.as('department');
    const act = async (verb: string): Promise<Answer> =>
      department.post(
        `/self-evaluations/${created.body.id}/${verb}`,
        {},
        ifMatch(await department.get(`/self-evaluations/${created.body.id}`)),
      );
    expectStatus(200, await act('review'));
    evaluation = expectStatus(200, await act('finalize'));
    expect(evaluation.body).toMatchObject({ state: 'FINAL', computedTotal: '99.30', grade: '优' });
    const frozen = await unit.patch(
      `/self-evaluations/${created.body.id}`,
      { conclusion: '改一改' },
      ifMatch(evaluation),
    );
    expect(frozen.status).toBe(409);
  });

  it('leaves a trail that the auditor can follow and check, and an event for every step', async () => {
    const entries = await t.world.as('auditadmin').get(`/audit/entries?objectId=${goalId}&limit=200`);
    const actions = entries.body.items.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(
      expect.arrayContaining([
        'goal.create',
        'goal.submit',
        'goal.return',
        'goal.pass',
        'goal.approve',
        'goal.execute',
      ]),
    );
    const events = await t.world.as('supervisor').get('/events?limit=200');
    const types = events.body.items.map(({ type }: { type: string }) => type);
    expect(types).toEqual(
      expect.arrayContaining([
        'goal.submitted',
        'approval.approved',
        'goal-release.created',
        'payment.recorded',
        'actual.recorded',
        'alert.raised',
      ]),
    );
    expect((await t.world.as('siblingUnit').get('/events?limit=200')).body.items).toEqual([]);
  });
});
