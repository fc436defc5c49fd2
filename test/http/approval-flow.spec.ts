import { GOAL_FLOW_1764000725000 } from '../../migrations/seeds/1764000725000-goal-review.js';
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
afterEach(() => t.world.moveClock(null));

const byRole = (role: string, scope: string): object => ({ by: 'ROLE', role, scope });
const step = (key: string, rule: object, more: object = {}): object => ({
  kind: 'STEP',
  key,
  name: { zh: `环节 ${key}`, en: key },
  mode: 'ANY',
  assignees: [rule],
  dueWorkingDays: 3,
  ...more,
});
const HEAD = step('unit-head', byRole('UNIT_HEAD', 'UNIT'));
const PERFORMANCE = step('performance', byRole('FIN_PERF', 'DISTRICT'), { mandatory: true });

const flow = (steps: readonly object[], over: object = {}): object => ({
  districtId: t.world.districts.shuangliu.id,
  code: 'goal-own',
  subjectType: 'goal',
  name: '本区流程',
  definition: { steps, distinctReviewers: true },
  ...over,
});

/** Drafted by the performance division. */
const drafted = async (steps: readonly object[], over: object = {}): Promise<Answer> =>
  expectStatus(201, await t.world.as('finance').post('/approval-flows', flow(steps, over)));

const publish = (draft: Answer): Promise<Answer> =>
  t.world.as('leader').post(`/approval-flows/${draft.body.id}/publish`, {}, ifMatch(draft));

const retire = async (published: Answer): Promise<Answer> =>
  expectStatus(
    200,
    await t.world.as('leader').post(`/approval-flows/${published.body.id}/retire`, {}, ifMatch(published)),
  );

const STANDARD = `/approval-flows/${GOAL_FLOW_1764000725000.id}`;

describe('a flow', () => {
  it('is changed as a draft, by its author, with what he has read', async () => {
    const draft = await drafted([HEAD, PERFORMANCE]);
    const path = `/approval-flows/${draft.body.id}`;
    const finance = t.world.as('finance');
    const changed = await finance.patch(path, { name: '两级审批' }, ifMatch(draft));
    expect(changed.body).toMatchObject({ name: '两级审批', version: 2, definition: draft.body.definition });
    expect((await finance.patch(path, { name: '晚了' }, ifMatch(draft))).status).toBe(412);
    const loose = await finance.patch(
      path,
      { definition: { steps: [HEAD], distinctReviewers: true } },
      ifMatch(changed),
    );
    expect([loose.status, loose.body.code]).toEqual([422, 'approval.flow-invalid']);
    const { districts } = t.world;
    const colleague = await t.world.hire([{ role: 'FIN_PERF', path: districts.shuangliu.path }]);
    const strange = await colleague.client.patch(path, { name: '代改' }, ifMatch(changed));
    expect([strange.status, strange.body.code]).toEqual([403, 'approval.foreign-draft']);
    const published = expectStatus(200, await publish(changed));
    const late = await finance.patch(path, { name: '再改' }, ifMatch(published));
    expect([late.status, late.body.code]).toEqual([409, 'approval.flow-not-draft']);
    await retire(published);
  });

  it('is for a kind of subject that somebody has brought, and without one nothing is sent off', async () => {
    const strange = await t.world
      .as('finance')
      .post('/approval-flows', flow([PERFORMANCE], { subjectType: 'holiday' }));
    expect([strange.status, strange.body.code]).toEqual([422, 'approval.subject-unknown']);
    const move = (state: string): Promise<unknown> =>
      t.database.admin.query(`update app.approval_flows set state = $2, version = version + 1 where id = $1`, [
        GOAL_FLOW_1764000725000.id,
        state,
      ]);
    const { body } = await story.project();
    const goal = await story.draft(body.id);
    await move('RETIRED');
    const stuck = await t.world.as('unit').post(`/goals/${goal.body.id}/submit`, {}, ifMatch(goal));
    await move('PUBLISHED');
    expect([stuck.status, stuck.body.code]).toEqual([422, 'approval.no-flow']);
  });

  it('that is retired gives way to the general one, once, and the general one stays', async () => {
    const published = expectStatus(200, await publish(await drafted([PERFORMANCE])));
    const retired = await retire(published);
    expect(retired.body.state).toBe('RETIRED');
    const again = await t.world.as('leader').post(`/approval-flows/${retired.body.id}/retire`, {}, ifMatch(retired));
    expect([again.status, again.body.code]).toEqual([409, 'approval.flow-retired']);
    const goal = await story.submitted();
    const approval = await t.world.as('unit').get(`/goals/${goal.body.id}?expand=approval`);
    expect(approval.body.approval).toMatchObject({ stepKeys: ['unit-head'], needsCoordination: false });
    const general = await t.world.as('finance').get(STANDARD);
    for (const act of ['publish', 'retire']) {
      const refused = await t.world.as('leader').post(`${STANDARD}/${act}`, {}, ifMatch(general));
      expect([refused.status, refused.body.code]).toEqual([403, 'approval.flow-shared']);
    }
    expect((await t.world.as('unit').post(`${STANDARD}/retire`, {}, ifMatch(general))).status).toBe(403);
  });

  it('is judged again when it is published: a sheet that nobody has published would stop every review', async () => {
    const draft = await drafted([{ ...PERFORMANCE, sheet: 'no-such-sheet' }]);
    const refused = await publish(draft);
    expect([refused.status, refused.body.code]).toEqual([422, 'approval.flow-invalid']);
    const checks = await t.world.as('finance').get(`/approval-flows/${draft.body.id}/checks`);
    expect(checks.body.problems).toEqual(['no review sheet no-such-sheet is published']);
  });

  it('is warned of rules that find nobody in the district now, with the units concerned', async () => {
    const gone = { by: 'ACCOUNTS', accountIds: [t.world.people.foreignFinance.accountId] };
    const draft = await drafted([
      HEAD,
      step('named', gone),
      { ...PERFORMANCE, superior: byRole('FIN_LEADER', 'DISTRICT') },
    ]);
    const checks = await t.world.as('leader').get(`/approval-flows/${draft.body.id}/checks`);
    expect(checks.body.problems).toEqual([]);
    // Heads are appointed at the two schools alone; whoever is named works in another district.
    expect(checks.body.warnings).toMatchObject([
      { stepKey: 'unit-head', rule: '0', role: 'UNIT_HEAD', units: 4 },
      { stepKey: 'named', rule: '0', role: null, units: 6 },
    ]);
    expect(checks.body.warnings[0].examples).toHaveLength(3);
    expect((await t.world.as('foreignFinance').get(`/approval-flows/${draft.body.id}/checks`)).status).toBe(404);
    // The standard flow that comes with the product: its conditions, its sheet and its own examples hold.
    expect((await t.world.as('leader').get(`${STANDARD}/checks`)).body.problems).toEqual([]);
  });
});

describe('diagrams', () => {
  it('show a flow as Mermaid, drafts included', async () => {
    const { body } = await t.world.as('unit').get(`${STANDARD}/diagram`);
    expect(body.mermaid).toMatch(/^flowchart TD\n/);
    for (const text of ['单位负责人审核', '绩效科审核', 'amount #62;= 5000000', '分管领导审定', '必经'])
      expect(body.mermaid).toContain(text);
    expect((await t.world.as('unit').get(`/approval-flows/${t.world.units.schoolA.id}/diagram`)).status).toBe(404);
  });

  it('show every lifecycle of the product', async () => {
    const { body } = await t.world.as('unit').get('/lifecycles');
    const names = body.items.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['approval', 'approval-flow', 'goal', 'edition']));
    expect(
      body.items.every(({ mermaid }: { mermaid: string }) => mermaid.startsWith('stateDiagram-v2\n  [*] --> ')),
    ).toBe(true);
  });
});

describe('a dry run', () => {
  const keysOf = (answer: Answer): unknown =>
    answer.body.steps.filter(({ taken }: { taken: boolean }) => taken).map(({ key }: { key: string }) => key);

  it('of an example says who would approve, why, and until when: nothing is written', async () => {
    await t.world.moveClock('2026-09-28 10:00');
    const { id: unitId } = t.world.units.schoolA;
    const before = await t.database.admin.query('select count(*) from app.events');
    const answer = await t.world.as('unit').post(`${STANDARD}/dry-runs`, {
      example: { unitId, context: { amount: '387664.62' } },
      submitterId: t.world.people.unit.accountId,
    });
    expect(answer.status).toBe(200);
    expect(keysOf(answer)).toEqual(['unit-head', 'department', 'finance-business', 'finance-performance']);
    const [head, , business, performance, leader] = answer.body.steps;
    expect(head).toMatchObject({ because: 'UNCONDITIONAL', asked: 'PEOPLE', dueOn: '2026-10-08' });
    expect(head.rules[0].people).toMatchObject([{ accountId: t.world.people.unithead.accountId, barred: null }]);
    expect(business.rules[0]).toMatchObject({ role: 'FIN_BUSINESS', scope: 'DEPARTMENT' });
    expect(performance).toMatchObject({ mandatory: true, dueOn: '2026-10-28', escalatesOn: '2026-11-02' });
    expect(leader).toMatchObject({ taken: false, because: 'CONDITION_FAILS', asked: null, dueOn: null });
    expect(leader.conditions[0].trace.at(-1)).toEqual({ text: 'amount >= 5000000', value: 'false' });
    expect(answer.body.problems).toEqual([]);
    expect((await t.database.admin.query('select count(*) from app.events')).rows).toEqual(before.rows);
  });

  it('of a real goal takes what is known of it, and names the authors who are barred', async () => {
    const author = await t.world.hire([
      { role: 'UNIT_FILLER', path: t.world.units.station.path, subtree: false },
      { role: 'UNIT_HEAD', path: t.world.units.station.path },
    ]);
    const project = expectStatus(
      201,
      await author.client.post('/projects', {
        unitId: t.world.units.station.id,
        code: 'DRY-1',
        name: '管网改造',
        kind: 'PROJECT',
        attribute: 'NEW',
        periodFrom: '2026-01-01',
        periodTo: '2026-12-31',
      }),
    );
    const goal = expectStatus(
      201,
      await author.client.post('/goals', {
        projectId: project.body.id,
        fiscalYear: 2026,
        frame: 'V2021',
        weightTemplate: 'T-SC-90',
        annualGoal: '改造老旧管网 12 公里',
      }),
    );
    const answer = await author.client.post(`${STANDARD}/dry-runs`, { subjectId: goal.body.id });
    expect(answer.body.context).toMatchObject({ amount: null, projectAttribute: 'NEW' });
    const [head, , , , leader] = answer.body.steps;
    expect(head).toMatchObject({ asked: 'NOBODY', rules: [{ people: [{ barred: 'AUTHOR' }] }] });
    expect(leader).toMatchObject({ taken: true, because: 'CONDITION_UNKNOWN' });
    expect(answer.body.problems).toMatchObject([{ stepKey: 'unit-head', code: 'approval.no-approver' }]);
    const unseen = await t.world.as('unit').post(`${STANDARD}/dry-runs`, { subjectId: goal.body.id });
    expect(unseen.status).toBe(404);
  });

  it('needs one thing to try, of the right kind, within sight', async () => {
    const unit = t.world.as('unit');
    const { schoolA, foreignSchool } = t.world.units;
    const tried = async (body: object): Promise<unknown> => {
      const { status, body: problem } = await unit.post(`${STANDARD}/dry-runs`, body);
      return [status, problem.code];
    };
    const example = { unitId: schoolA.id, context: {} };
    expect(await tried({})).toEqual([422, 'approval.dry-run-subject']);
    expect(await tried({ subjectId: schoolA.id, example })).toEqual([422, 'approval.dry-run-subject']);
    expect(await tried({ example: { ...example, context: { sum: 1 } } })).toEqual([422, 'approval.example-invalid']);
    expect(await tried({ example: { ...example, context: { amount: '一' } } })).toEqual([
      422,
      'approval.example-invalid',
    ]);
    expect(await tried({ example: { ...example, unitId: foreignSchool.id } })).toEqual([404, 'request.not-found']);
    expect(await tried({ example, submitterId: schoolA.id })).toEqual([404, 'request.not-found']);
  });
});

describe('a migration', () => {
  it('moves running approvals onto the published revision, after a dry run that says the same', async () => {
    const first = expectStatus(200, await publish(await drafted([HEAD, PERFORMANCE], { code: 'goal-moving' })));
    const [early, late, done] = [await story.submitted(), await story.submitted(), await story.submitted()];
    await story.decide('unithead', late.body.id, 'APPROVE');
    await story.decide('unithead', done.body.id, 'APPROVE');
    await story.decide('finance', done.body.id, 'APPROVE');
    const department = step('department', byRole('DEPT_REVIEWER', 'DEPARTMENT'));
    const draft = await drafted([HEAD, department, PERFORMANCE], { code: 'goal-moving' });
    const finance = t.world.as('finance');
    const path = `/approval-flows/${draft.body.id}/migrations`;
    const unpublished = await finance.post(path, { dryRun: true });
    expect([unpublished.status, unpublished.body.code]).toEqual([409, 'approval.flow-not-published']);
    const second = expectStatus(200, await publish(draft));
    const approvalOf = async (goal: Answer): Promise<Answer> => {
      const [item] = (await finance.get(`/approvals?subjectId=${goal.body.id}`)).body.items;
      return finance.get(`/approvals/${item.id}`);
    };
    const before = await approvalOf(late);
    const tried = await finance.post(path, { dryRun: true });
    expect(tried.body).toMatchObject({ dryRun: true, total: 2, moved: 2, operationId: null });
    expect((await approvalOf(late)).body).toEqual(before.body);
    const moved = await finance.post(path, { dryRun: false });
    expect(moved.body.items).toEqual(tried.body.items);
    expect(moved.body.items).toMatchObject([
      { fromRevision: 1, toRevision: 2, kept: ['unit-head'], reopened: [], dropped: [], problem: null },
      { kept: ['unit-head'], reopened: ['department'], dropped: ['performance'], problem: null },
    ]);
    const after = await approvalOf(late);
    expect(after.body).toMatchObject({ flowId: second.body.id, stepKeys: ['department'], state: 'RUNNING' });
    expect(after.body.trail.at(-1)).toMatchObject({ act: 'MIGRATE', automatic: false, detail: { toRevision: 2 } });
    expect((await approvalOf(done)).body).toMatchObject({ flowId: first.body.id, state: 'APPROVED' });
    expect((await approvalOf(early)).body.stepKeys).toEqual(['unit-head']);
    expect((await finance.post(path, { dryRun: false })).body).toMatchObject({ total: 0, items: [] });
    await story.decide('department', late.body.id, 'APPROVE');
    await story.decide('finance', late.body.id, 'APPROVE');
    expect((await t.world.as('unit').get(`/goals/${late.body.id}`)).body.state).toBe('PASSED');
    expect((await t.world.as('leader').post(path, { dryRun: true })).status).toBe(403);
    await retire(second);
  });

  it('leaves a step behind that the new revision does not have, and refuses to end or block anything', async () => {
    expectStatus(200, await publish(await drafted([HEAD, PERFORMANCE], { code: 'goal-shrinking' })));
    const goal = await story.submitted();
    const draft = await drafted([PERFORMANCE], { code: 'goal-shrinking' });
    const second = expectStatus(200, await publish(draft));
    const finance = t.world.as('finance');
    const moved = await finance.post(`/approval-flows/${second.body.id}/migrations`, { dryRun: false });
    expect(moved.body.items).toMatchObject([{ kept: [], reopened: ['performance'], dropped: ['unit-head'] }]);
    await story.decide('finance', goal.body.id, 'APPROVE');
    expect((await t.world.as('unit').get(`/goals/${goal.body.id}`)).body.state).toBe('PASSED');
    await retire(second);
  });

  it('of more than two hundred is an operation in the scope of whoever ordered it', async () => {
    expectStatus(200, await publish(await drafted([HEAD, PERFORMANCE], { code: 'goal-many' })));
    const goal = await story.submitted();
    await t.database.admin.query(
      `with a as (insert into app.approvals (id, flow_id, subject_type, subject_id, title, district_id, unit_id, unit_path, state, step_keys,
          subject_version, content_hash, author_ids, submitted_by, paths)
        select gen_random_uuid(), flow_id, subject_type, gen_random_uuid(), title, district_id, unit_id, unit_path, state, step_keys,
          subject_version, content_hash, author_ids, submitted_by, paths
        from app.approvals, generate_series(1, 200) where subject_id = $1 returning *)
      insert into app.approval_steps (id, approval_id, step_key, round, ordinal, state, district_id, unit_path)
      select gen_random_uuid(), id, 'unit-head', 1, 1, 'OPEN', district_id, unit_path from a`,
      [goal.body.id],
    );
    const department = step('department', byRole('DEPT_REVIEWER', 'DEPARTMENT'));
    const second = expectStatus(
      200,
      await publish(await drafted([HEAD, department, PERFORMANCE], { code: 'goal-many' })),
    );
    const finance = t.world.as('finance');
    const ordered = await finance.post(`/approval-flows/${second.body.id}/migrations`, { dryRun: false });
    expect(ordered.body).toMatchObject({ total: null, items: [] });
    await t.outbox.deliver();
    const operation = await finance.get(`/operations/${ordered.body.operationId}`);
    expect(operation.body).toMatchObject({ status: 'SUCCEEDED', result: { total: 201, moved: 201 } });
    const [item] = (await finance.get(`/approvals?subjectId=${goal.body.id}`)).body.items;
    const { body } = await finance.get(`/approvals/${item.id}`);
    const { accountId } = t.world.people.finance;
    expect(body.trail.at(-1)).toMatchObject({ act: 'MIGRATE', automatic: true, detail: { orderedBy: accountId } });
    await retire(second);
  });
});
