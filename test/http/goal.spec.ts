import { startTestApp, type TestApp } from '../support/app.js';
import { ifMatch } from '../support/client.js';
import { decideTask, INDICATORS, SIGNERS, Story } from '../support/story.js';

let t: TestApp;
let story: Story;
beforeAll(async () => {
  t = await startTestApp();
  story = new Story(t.world);
});
afterAll(() => t.close());

describe('a goal', () => {
  it('is drafted by the unit’s clerk with its indicators, and read with what belongs to it', async () => {
    const project = await story.project();
    const goal = await story.draft(project.body.id);
    const read = await t.world.as('department').get(`/goals/${goal.body.id}?expand=project,indicators,approval`);
    expect(read.body).toMatchObject({
      state: 'DRAFT',
      executionWeight: '10.00',
      project: { code: project.body.code },
      approval: null,
    });
    expect(read.body.indicators).toHaveLength(INDICATORS.length);
    expect(read.body.indicators[0]).toMatchObject({ name: '学生受资助人次', targetValue: '735', weight: '30.00' });
    expect(read.body.allowedActions.find((a: { action: string }) => a.action === 'submit')).toEqual({
      action: 'submit',
      allowed: false,
      reason: 'request.forbidden',
    });
    const own = await t.world.as('unit').get(`/goals/${goal.body.id}`);
    expect(own.body.allowedActions.find((a: { action: string }) => a.action === 'submit').allowed).toBe(true);
    expect((await t.world.as('unit').get(`/goals/${goal.body.id}?expand=secrets`)).body.code).toBe(
      'request.unknown-filter',
    );
  });

  it('exists once for a project and a year', async () => {
    const project = await story.project();
    await story.draft(project.body.id);
    const body = {
      projectId: project.body.id,
      fiscalYear: 2026,
      frame: 'V2021',
      weightTemplate: 'T-SC-90',
      annualGoal: '再来一份',
    };
    expect((await t.world.as('unit').post('/goals', body)).body.code).toBe('goal.already-exists');
    expect((await t.world.as('siblingUnit').post('/goals', body)).body.code).toBe('goal.project-not-found');
    expect((await t.world.as('finance').post('/goals', body)).status).toBe(403);
  });

  it('with faults lists all of them at once, and is not submitted', async () => {
    const project = await story.project();
    const bad = [
      { ...(INDICATORS[0] as object), targetValue: '0' },
      { ...(INDICATORS[1] as object), level2: '社会效益指标', unitOfMeasure: '' },
      { ...(INDICATORS[3] as object), operator: 'GE', weight: '9' },
    ];
    const goal = await story.draft(project.body.id, bad);
    const unit = t.world.as('unit');
    const refused = await unit.post(`/goals/${goal.body.id}/submit`, {}, ifMatch(goal));
    expect([refused.status, refused.body.code]).toEqual([422, 'goal.checks-failed']);
    const codes = refused.body.errors.map((error: { code: string }) => error.code);
    expect(codes).toEqual(expect.arrayContaining(['WEIGHT_SUM', 'TARGET_ZERO', 'FRAME', 'UNIT_MISSING', 'TYPE']));
    expect(refused.body.errors.find((e: { code: string }) => e.code === 'WEIGHT_SUM').detail).toContain('90');
    const checks = await unit.get(`/goals/${goal.body.id}/checks`, { 'accept-language': 'en' });
    expect(checks.body.passed).toBe(false);
    expect(checks.body.findings.map((f: { severity: string }) => f.severity)).toContain('WARN');
    expect((await unit.get(`/goals/${goal.body.id}`)).body.state).toBe('DRAFT');
  });

  it('is frozen in review: neither its clerk nor the database lets its content change', async () => {
    const goal = await story.submitted();
    const unit = t.world.as('unit');
    const patched = await unit.patch(`/goals/${goal.body.id}`, { annualGoal: '改一改' }, ifMatch(goal));
    expect([patched.status, patched.body.code]).toEqual([409, 'goal.frozen']);
    await expect(
      t.database.admin.query('update app.indicators set target_value = 1 where goal_id = $1', [goal.body.id]),
    ).rejects.toThrow('frozen');
  });

  it('of another unit answers like an unknown one, for reading and for every act', async () => {
    const goal = await story.submitted();
    const foreign = t.world.as('siblingUnit');
    expect((await foreign.get(`/goals/${goal.body.id}`)).status).toBe(404);
    expect((await foreign.post(`/goals/${goal.body.id}/withdraw`, {}, ifMatch(goal))).status).toBe(404);
    expect((await foreign.get('/goals')).body.items).toEqual([]);
    expect((await t.world.as('foreignFinance').get(`/goals/${goal.body.id}`)).status).toBe(404);
  });

  it('can be withdrawn while nobody has decided, and submitted again in the next round', async () => {
    const goal = await story.submitted();
    const unit = t.world.as('unit');
    const withdrawn = await unit.post(`/goals/${goal.body.id}/withdraw`, { reason: '漏填一项' }, ifMatch(goal));
    expect(withdrawn.body.state).toBe('DRAFT');
    await expect(story.task('unithead', goal.body.id)).rejects.toThrow('no task');
    const again = await unit.post(`/goals/${goal.body.id}/submit`, {}, ifMatch(withdrawn));
    expect(again.body.state).toBe('IN_REVIEW');
    const approval = await unit.get(`/approvals?subjectId=${goal.body.id}`);
    expect(approval.body.items).toMatchObject([{ round: 2, state: 'RUNNING', stepKeys: ['unit-head'] }]);
    await story.decide('unithead', goal.body.id, 'APPROVE');
    const late = await unit.post(`/goals/${goal.body.id}/withdraw`, {}, ifMatch(again));
    expect([late.status, late.body.code]).toEqual([409, 'approval.acted-upon']);
  });
});

describe('the approval of a goal', () => {
  it('goes through five steps, is returned with a reason, resubmitted and passed, and keeps the whole trail', async () => {
    const goal = await story.submitted();
    await story.decide('unithead', goal.body.id, 'APPROVE');
    const returned = await story.decide('department', goal.body.id, 'RETURN', '政策知晓率目标偏低');
    expect(returned.body).toMatchObject({ state: 'RETURNED', returnedCount: 1 });
    const unit = t.world.as('unit');
    const read = await unit.get(`/goals/${goal.body.id}`);
    expect(read.body).toMatchObject({ state: 'RETURNED', returnedCount: 1 });
    const mended = await unit.patch(`/goals/${goal.body.id}`, { annualGoal: '提高政策知晓率至 98%' }, ifMatch(read));
    await unit.post(`/goals/${goal.body.id}/submit`, {}, ifMatch(mended));
    for (const name of SIGNERS) await story.decide(name, goal.body.id, 'APPROVE');
    expect((await unit.get(`/goals/${goal.body.id}`)).body.state).toBe('PASSED');
    const [item] = (await unit.get(`/approvals?subjectId=${goal.body.id}`)).body.items;
    const approval = await unit.get(`/approvals/${item.id}`);
    expect(approval.body.trail.map((act: { act: string; round: number }) => `${act.round} ${act.act}`)).toEqual([
      '1 SUBMIT',
      '1 APPROVE',
      '1 RETURN',
      '2 SUBMIT',
      '2 APPROVE',
      '2 APPROVE',
      '2 APPROVE',
      '2 APPROVE',
      '2 APPROVE',
    ]);
    expect(new Set(approval.body.trail.map((act: { contentHash: string }) => act.contentHash)).size).toBe(2);
  });

  it('refuses the author, the wrong role, a stale task, another text and a missing reason', async () => {
    const goal = await story.submitted();
    const task = await story.task('unithead', goal.body.id);
    const head = t.world.as('unithead');
    const { schoolA } = t.world.units;
    const twice = await t.world.hire([{ role: 'UNIT_HEAD', path: schoolA.path }], {
      personId: t.world.people.unit.personId,
    });
    expect((await decideTask(twice.client, task, 'APPROVE')).body.code).toBe('approval.own-submission');
    expect((await decideTask(t.world.as('department'), task, 'APPROVE')).body.code).toBe('approval.not-your-task');
    expect((await decideTask(t.world.as('siblingHead'), task, 'APPROVE')).status).toBe(404);
    expect((await decideTask(head, task, 'RETURN')).body.code).toBe('approval.reason-required');
    expect((await decideTask(head, { ...task, etag: '"7"' }, 'APPROVE')).status).toBe(412);
    const other = { ...task, body: { ...task.body, subject: { ...task.body.subject, contentHash: '0'.repeat(64) } } };
    expect((await decideTask(head, other, 'APPROVE')).body.code).toBe('approval.subject-changed');
    expect(
      (await head.post(`/approval-tasks/${task.body.id}/decisions`, {}, { ...ifMatch(task), 'idempotency-key': '' }))
        .status,
    ).toBe(400);
    expect((await t.world.as('unit').get('/approval-tasks')).status).toBe(403);
    expect((await decideTask(head, task, 'APPROVE')).status).toBe(200);
    expect((await decideTask(head, task, 'APPROVE')).status).toBe(412);
    const asAdmin = t.database.admin.query(
      `insert into app.approval_acts (id, approval_id, task_id, act, round, account_id, person_id, subject_version, content_hash, district_id, unit_path)
        select gen_random_uuid(), k.approval_id, k.id, 'APPROVE', 1, $2, $3, 1, 'x', k.district_id, k.unit_path
        from app.approval_tasks k join app.approvals a on a.id = k.approval_id where a.subject_id = $1 and k.state = 'OPEN'`,
      [goal.body.id, t.world.people.unit.accountId, t.world.people.unit.personId],
    );
    await expect(asAdmin).rejects.toThrow('own decision');
  });

  it('does not begin where a step would have no approver', async () => {
    const { schoolB } = t.world.units;
    const project = await t.world.as('siblingUnit').post('/projects', {
      unitId: schoolB.id,
      code: 'B001',
      name: '图书更新',
      kind: 'PROJECT',
      attribute: 'NEW',
      periodFrom: '2026-01-01',
      periodTo: '2026-12-31',
      basis: '依据',
      necessity: '必要',
      feasibility: '可行',
    });
    const unit = t.world.as('siblingUnit');
    const goal = await unit.post('/goals', {
      projectId: project.body.id,
      fiscalYear: 2026,
      frame: 'V2021',
      weightTemplate: 'T-SC-90',
      annualGoal: '更新图书',
    });
    const ready = await unit.put(`/goals/${goal.body.id}/indicators`, { indicators: INDICATORS }, ifMatch(goal));
    await t.database.admin.query(
      `update app.role_grants set revoked_at = now(), version = version + 1 where account_id = $1`,
      [t.world.people.siblingHead.accountId],
    );
    const refused = await unit.post(`/goals/${goal.body.id}/submit`, {}, ifMatch(ready));
    expect([refused.status, refused.body.code]).toEqual([422, 'approval.no-approver']);
    expect((await unit.get(`/goals/${goal.body.id}`)).body.state).toBe('DRAFT');
  });

  it('shows the deciders their queue, and everyone who may act next', async () => {
    const goal = await story.submitted();
    const [item] = (await t.world.as('unit').get(`/approvals?subjectId=${goal.body.id}`)).body.items;
    const next = await t.world.as('unit').get(`/approvals/${item.id}/next-approvers`);
    expect(next.body.items).toHaveLength(1);
    await story.decide('unithead', goal.body.id, 'APPROVE');
    const done = await t.world.as('unithead').get('/approval-tasks?queue=DONE&pageSize=200');
    expect(done.body.items.map((task: { subject: { id: string } }) => task.subject.id)).toContain(goal.body.id);
    expect((await t.world.as('unithead').get('/approval-tasks?queue=MINE')).status).toBe(400);
  });
});

describe('a release', () => {
  it('approves a batch of passed goals, freezes their revision, and begins execution on its day', async () => {
    const goal = await story.passed();
    const release = await story.release([goal.body.id]);
    expect(release.body).toMatchObject({ goals: 1 });
    const unit = t.world.as('unit');
    expect((await unit.get(`/goals/${goal.body.id}`)).body).toMatchObject({ state: 'APPROVED', revision: 1 });
    const revision = await unit.get(`/goals/${goal.body.id}/revisions/1`);
    expect(revision.body.content.indicators).toHaveLength(INDICATORS.length);
    await t.outbox.tick('goal.begin-execution');
    expect((await unit.get(`/goals/${goal.body.id}`)).body.state).toBe('IN_EXECUTION');
    expect((await unit.get('/goal-releases')).body.items).toEqual([]);
    expect((await t.world.as('finance').get(`/goal-releases/${release.body.id}`)).body.number).toContain('双财绩');
  });

  it('takes none when one has not passed, or when the number is taken', async () => {
    const passed = await story.passed();
    const open = await story.submitted();
    const districtId = t.world.districts.shuangliu.id;
    const body = {
      districtId,
      fiscalYear: 2026,
      number: '双财绩〔2026〕99号',
      releasedOn: '2026-01-20',
      goalIds: [passed.body.id, open.body.id],
    };
    const refused = await t.world.as('finance').post('/goal-releases', body);
    expect([refused.status, refused.body.code, refused.body.params.count]).toEqual([409, 'goal.not-passed', 1]);
    expect((await t.world.as('unit').get(`/goals/${passed.body.id}`)).body.state).toBe('PASSED');
    expect((await t.world.as('business').post('/goal-releases', body)).status).toBe(403);
    expect((await t.world.as('foreignFinance').post('/goal-releases', body)).status).toBe(404);
  });

  it('waits for its day, and a passed goal can still be reopened by the performance division', async () => {
    const goal = await story.passed();
    await story.release([goal.body.id], '2099-01-01');
    await t.outbox.tick('goal.begin-execution');
    expect((await t.world.as('unit').get(`/goals/${goal.body.id}`)).body.state).toBe('APPROVED');
    const other = await story.passed();
    const reopened = await t.world
      .as('finance')
      .post(`/goals/${other.body.id}/reopen`, { reason: '二上调整' }, ifMatch(other));
    expect(reopened.body.state).toBe('RETURNED');
    const denied = await t.world
      .as('business')
      .post(`/goals/${other.body.id}/reopen`, { reason: '二上调整' }, ifMatch(reopened));
    expect(denied.status).toBe(403);
  });

  it('in execution is suspended, resumed and cancelled by the leader, each with a reason', async () => {
    const goal = await story.passed();
    await story.release([goal.body.id]);
    await t.outbox.tick('goal.begin-execution');
    const leader = t.world.as('leader');
    const act = async (verb: string) =>
      leader.post(
        `/goals/${goal.body.id}/${verb}`,
        { reason: '督查发现问题' },
        ifMatch(await leader.get(`/goals/${goal.body.id}`)),
      );
    expect((await act('resume')).body.code).toBe('goal.state-forbids');
    expect((await act('suspend')).body.state).toBe('SUSPENDED');
    expect((await act('resume')).body.state).toBe('IN_EXECUTION');
    expect((await act('cancel')).body.state).toBe('CANCELLED');
    expect((await act('suspend')).status).toBe(409);
    const unit = t.world.as('unit');
    expect(
      (
        await unit.post(
          `/goals/${goal.body.id}/suspend`,
          { reason: 'x' },
          ifMatch(await unit.get(`/goals/${goal.body.id}`)),
        )
      ).status,
    ).toBe(403);
  });
});

describe('approval flows', () => {
  it('are drafted by one person and published by another', async () => {
    const finance = t.world.as('finance');
    const step = {
      kind: 'STEP',
      key: 'finance-performance',
      name: { zh: '绩效科', en: 'Performance division' },
      mode: 'ANY',
      assignees: [{ by: 'ROLE', role: 'FIN_PERF', scope: 'DISTRICT' }],
      mandatory: true,
      dueWorkingDays: 3,
    };
    const body = {
      districtId: t.world.districts.shuangliu.id,
      code: 'goal-short',
      subjectType: 'goal',
      name: '绩效科审批',
      definition: { steps: [step], distinctReviewers: true },
    };
    const draft = await finance.post('/approval-flows', body);
    expect([draft.status, draft.body.state, draft.body.revision]).toEqual([201, 'DRAFT', 1]);
    expect((await finance.post(`/approval-flows/${draft.body.id}/publish`, {}, ifMatch(draft))).body.code).toBe(
      'approval.own-flow',
    );
    const published = await t.world.as('leader').post(`/approval-flows/${draft.body.id}/publish`, {}, ifMatch(draft));
    expect(published.body.state).toBe('PUBLISHED');
    const twice = { ...body, definition: { ...body.definition, steps: [step, step] } };
    expect((await finance.post('/approval-flows', twice)).body.code).toBe('approval.flow-invalid');
    expect((await t.world.as('unit').post('/approval-flows', body)).status).toBe(403);
    expect((await t.world.as('foreignFinance').get(`/approval-flows/${draft.body.id}`)).status).toBe(404);
    expect((await finance.get('/approval-flows?subjectType=goal&state=PUBLISHED')).body.items).toHaveLength(2);
  });
});
