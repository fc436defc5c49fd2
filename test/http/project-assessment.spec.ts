import { startTestApp, type TestApp } from '../support/app.js';
import { AssessmentDesk } from '../support/assessment-desk.js';
import { type Answer, ifMatch } from '../support/client.js';
import { asNew, UNKNOWN, withoutRequestId } from '../support/project-desk.js';
import { Story } from '../support/story.js';

let t: TestApp;
let story: Story;
let desk: AssessmentDesk;
beforeAll(async () => {
  t = await startTestApp();
  story = new Story(t.world);
  desk = new AssessmentDesk(t);
});
afterAll(() => t.close());

const newProject = async (over: object = {}): Promise<string> =>
  (await story.project({ attribute: 'NEW', necessity: '必要', feasibility: '可行', ...over })).body.id;

const codeOf = ({ status, body }: Answer): [number, string | undefined] => [status, body?.code];

describe('an ex-ante assessment', () => {
  it('is written on the sheet in force, scored as it is filled, and made final by somebody else', async () => {
    const projectId = await newProject();
    const begun = await desk.begin(projectId);
    expect(begun.body).toMatchObject({ state: 'DRAFT', computedScore: '0.00', computedOutcome: null, answers: [] });
    expect(begun.body.dimensionScores.map(({ name }: { name: string }) => name)).toEqual([
      '立项必要性',
      '投入经济性',
      '绩效目标合理性',
      '实施方案可行性',
      '筹资合规性',
    ]);
    const filled = await desk.filled(begun, t.world.as('unit'), {
      methods: ['COST_BENEFIT'],
      requestedAmount: '200000',
    });
    expect(filled.body).toMatchObject({
      computedScore: '85.00',
      computedOutcome: 'SUPPORTED',
      reportedScore: '86.50',
      requestedAmount: '200000.00',
    });
    const submitted = await t.world
      .as('unit')
      .post(`/project-assessments/${begun.body.id}/submit`, {}, ifMatch(filled));
    expect([submitted.status, submitted.body.state]).toEqual([200, 'SUBMITTED']);
    const read = await t.world.as('leader').get(`/project-assessments/${begun.body.id}`);
    expect(read.body.allowedActions.map((each: { allowed: boolean }) => each.allowed)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    const path = `/project-assessments/${begun.body.id}/finalize`;
    const final = await t.world.as('leader').post(path, { opinion: '同意' }, ifMatch(read));
    expect([final.status, final.body.state, final.body.reviewOpinion]).toEqual([200, 'FINAL', '同意']);
    const list = await t.world.as('department').get(`/project-assessments?projectId=${projectId}&state=FINAL`);
    expect(list.body.items).toMatchObject([{ id: begun.body.id, conclusion: 'SUPPORTED', computedScore: '85.00' }]);
  });

  it('of a policy has the five dimensions of policies; a whole department has none', async () => {
    const policy = await desk.begin(await newProject({ kind: 'POLICY' }));
    expect(policy.body.dimensionScores[3].name).toBe('政策实施可持续性');
    const whole = await newProject({ kind: 'DEPARTMENT_WHOLE' });
    const refused = await t.world.as('unit').post('/project-assessments', { projectId: whole, assessorKind: 'UNIT' });
    expect(codeOf(refused)).toEqual([422, 'assessment.not-assessable']);
  });

  it('belongs to its kind of assessor: a unit writes its own, never the bureau’s or a third party’s', async () => {
    const projectId = await newProject();
    const unit = t.world.as('unit');
    for (const assessorKind of ['DEPARTMENT', 'FINANCE', 'THIRD_PARTY']) {
      const refused = await unit.post('/project-assessments', { projectId, assessorKind, assessorName: '某咨询公司' });
      expect(codeOf(refused)).toEqual([403, 'assessment.kind-not-yours']);
    }
    const nameless = { projectId, assessorKind: 'THIRD_PARTY' };
    expect(codeOf(await t.world.as('department').post('/project-assessments', nameless))).toEqual([
      422,
      'assessment.assessor-name',
    ]);
    const third = await desk.begin(projectId, 'department', 'THIRD_PARTY', { assessorName: '某咨询公司' });
    expect(
      codeOf(await unit.patch(`/project-assessments/${third.body.id}`, { opinion: '改' }, ifMatch(third))),
    ).toEqual([403, 'assessment.kind-not-yours']);
    expect(codeOf(await unit.post(`/project-assessments/${third.body.id}/submit`, {}, ifMatch(third)))).toEqual([
      403,
      'assessment.kind-not-yours',
    ]);
    const again = { ...nameless, assessorName: '另一家' };
    expect(codeOf(await t.world.as('department').post('/project-assessments', again))).toEqual([
      409,
      'assessment.already-open',
    ]);
    expect((await t.world.as('leader').post('/project-assessments', nameless)).status).toBe(403);
  });

  it('lists everything that is missing at once, and wants a reason where it concludes otherwise than the score', async () => {
    const unit = t.world.as('unit');
    const begun = await desk.begin(await newProject());
    const path = `/project-assessments/${begun.body.id}`;
    const empty = await unit.post(`${path}/submit`, {}, ifMatch(begun));
    expect(codeOf(empty)).toEqual([422, 'assessment.incomplete']);
    expect(empty.body.errors).toHaveLength(22);
    const filled = await desk.filled(begun, unit, { conclusion: 'NOT_SUPPORTED' });
    const silent = await unit.post(`${path}/submit`, {}, ifMatch(filled));
    expect(silent.body.errors).toMatchObject([{ code: 'CONCLUSION_REASON', pointer: '/conclusionReason' }]);
    const reasoned = await unit.patch(path, { conclusionReason: '与上级在建项目重复' }, ifMatch(filled));
    expect((await unit.post(`${path}/submit`, {}, ifMatch(reasoned))).body).toMatchObject({
      state: 'SUBMITTED',
      computedOutcome: 'SUPPORTED',
      conclusion: 'NOT_SUPPORTED',
    });
  });

  it('refuses answers that the sheet does not know, or twice, or beyond their points, and says which', async () => {
    const unit = t.world.as('unit');
    const begun = await desk.begin(await newProject());
    const put = (body: object): Promise<Answer> =>
      unit.patch(`/project-assessments/${begun.body.id}`, body, ifMatch(begun));
    for (const [answers, code] of [
      [[{ question: 'NECESSITY-9', mark: 'GOOD' }], 'assessment.unknown-question'],
      [
        [
          { question: 'PLAN-1', mark: 'GOOD' },
          { question: 'PLAN-1', points: '1' },
        ],
        'assessment.answered-twice',
      ],
      [[{ question: 'PLAN-1' }], 'assessment.mark-or-points'],
      [[{ question: 'PLAN-1', points: '5.01' }], 'assessment.points-outside'],
    ] as const) {
      const refused = await put({ answers });
      expect(codeOf(refused)).toEqual([422, code]);
      expect(refused.body.errors[0].pointer).toBe(`/answers/${answers.length - 1}`);
    }
    expect(codeOf(await put({ reportedScore: '100.01' }))).toEqual([422, 'assessment.score-outside']);
    expect(codeOf(await put({ requestedAmount: '-1' }))).toEqual([422, 'assessment.amount-negative']);
    const half = await put({
      answers: [
        { question: 'PLAN-1', points: '4.5' },
        { question: 'PLAN-2', mark: 'FAIR' },
      ],
    });
    expect(half.body).toMatchObject({ computedScore: '8.00', computedOutcome: null });
    expect((await put({ opinion: '晚了' })).status).toBe(412);
  });

  it('takes as evidence what its writer has uploaded, and shows it to whoever may read the assessment', async () => {
    const unit = t.world.as('unit');
    const file = async (accountId: string): Promise<string> => {
      const { rows } = await t.database.admin.query(
        `insert into app.files (id, account_id, name, media_type, size, digest, content)
          values (gen_random_uuid(), $1, '论证.txt', 'text/plain', 6, 'sm3:' || repeat('0', 64), '论证') returning id`,
        [accountId],
      );
      return rows[0].id;
    };
    const begun = await desk.begin(await newProject());
    const path = `/project-assessments/${begun.body.id}`;
    const foreign = await file(t.world.people.siblingUnit.accountId);
    const attach = (id: string): Promise<Answer> =>
      unit.patch(path, { answers: [{ question: 'PLAN-1', mark: 'GOOD', fileIds: [id] }] }, ifMatch(begun));
    expect(codeOf(await attach(foreign))).toEqual([422, 'assessment.unknown-file']);
    const own = await file(t.world.people.unit.accountId);
    expect((await attach(own)).body.answers[0].fileIds).toEqual([own]);
    const read = await t.world.as('leader').get(`${path}/evidence/${own}`);
    expect([read.status, read.text]).toEqual([200, '论证']);
    expect((await t.world.as('leader').get(`/files/${own}/content`)).status).toBe(404);
    expect((await t.world.as('leader').get(`${path}/evidence/${foreign}`)).status).toBe(404);
    expect((await t.world.as('siblingUnit').get(`${path}/evidence/${own}`)).status).toBe(404);
  });

  it('is frozen once submitted, comes back with a reason, and after its end stands for good', async () => {
    const unit = t.world.as('unit');
    const submitted = await desk.submitted(await newProject());
    const path = `/project-assessments/${submitted.body.id}`;
    expect(codeOf(await unit.patch(path, { opinion: '改' }, ifMatch(submitted)))).toEqual([409, 'assessment.frozen']);
    const returned = await t.world.as('finance').post(`${path}/return`, { reason: '测算依据不足' }, ifMatch(submitted));
    expect(returned.body).toMatchObject({ state: 'RETURNED', returnedCount: 1, reviewOpinion: '测算依据不足' });
    const again = await unit.post(
      `${path}/submit`,
      {},
      ifMatch(await unit.patch(path, { opinion: '已补充' }, ifMatch(returned))),
    );
    const final = await t.world.as('finance').post(`${path}/finalize`, {}, ifMatch(again));
    expect(final.body.state).toBe('FINAL');
    expect(codeOf(await t.world.as('finance').post(`${path}/return`, { reason: '再看' }, ifMatch(final)))).toEqual([
      409,
      'assessment.state-forbids',
    ]);
    const change = t.database.admin.query(
      `update app.project_assessments set conclusion_reason = '改', version = version + 1 where id = $1`,
      [submitted.body.id],
    );
    await expect(change).rejects.toThrow('frozen');
  });

  it('is never finalized by one who assessed, or who wrote the project, by natural person', async () => {
    const { shuangliu } = t.world.districts;
    const projectId = await newProject();
    const own = await desk.submitted(projectId, 'finance', 'FINANCE');
    const path = `/project-assessments/${own.body.id}`;
    const act = { ...ifMatch(own) };
    expect(codeOf(await t.world.as('finance').post(`${path}/finalize`, {}, act))).toEqual([
      403,
      'assessment.own-assessment',
    ]);
    expect(codeOf(await t.world.as('finance').post(`${path}/return`, { reason: '退' }, act))).toEqual([
      403,
      'assessment.own-assessment',
    ]);
    for (const { personId } of [t.world.people.finance, t.world.people.unit]) {
      const other = await t.world.hire([{ role: 'FIN_LEADER', path: shuangliu.path }], { personId });
      const read = await other.client.get(path);
      expect(read.body.allowedActions[3]).toEqual({
        action: 'finalize',
        allowed: false,
        reason: 'assessment.own-assessment',
      });
      expect(codeOf(await other.client.post(`${path}/finalize`, {}, act))).toEqual([403, 'assessment.own-assessment']);
    }
    const forged = t.database.admin.query(
      `update app.project_assessments set state = 'FINAL', finalizer_id = author_ids[1], version = version + 1 where id = $1`,
      [own.body.id],
    );
    await expect(forged).rejects.toThrow('ck_project_assessments_finalizer');
    expect((await t.world.as('department').post(`${path}/finalize`, {}, act)).status).toBe(403);
    expect((await t.world.as('leader').post(`${path}/finalize`, {}, { ...act, 'idempotency-key': '' })).status).toBe(
      400,
    );
    expect((await t.world.as('leader').post(`${path}/finalize`, {}, act)).status).toBe(200);
  });

  it('of another unit answers like an unknown one', async () => {
    const begun = await desk.begin(await newProject());
    for (const name of ['siblingUnit', 'foreignUnit', 'foreignFinance', 'waterDepartment'] as const) {
      const client = t.world.as(name);
      const foreign = await client.get(`/project-assessments/${begun.body.id}`);
      expect(foreign.status).toBe(404);
      expect(withoutRequestId(foreign)).toEqual(withoutRequestId(await client.get(`/project-assessments/${UNKNOWN}`)));
      expect((await client.get(`/project-assessments?projectId=${begun.body.projectId}`)).body.items).toEqual([]);
      expect((await client.get(`/project-assessments/duty?projectId=${begun.body.projectId}`)).status).toBe(404);
    }
    const post = await t.world
      .as('siblingUnit')
      .post('/project-assessments', { projectId: begun.body.projectId, assessorKind: 'UNIT' });
    expect(codeOf(post)).toEqual([422, 'assessment.project-not-found']);
  });
});

describe('an assessment sheet', () => {
  it('of a district is drafted by one person, published by another, and used from then on', async () => {
    const finance = t.world.as('finance');
    const [shipped] = (await finance.get('/assessment-sheets?variant=POLICY')).body.items;
    const { districts } = t.world;
    const body = {
      districtId: districts.shuangliu.id,
      variant: 'POLICY',
      name: '双流区政策评分表',
      definition: shipped.definition,
    };
    const bad = { ...body, definition: { ...shipped.definition, dimensions: shipped.definition.dimensions.slice(1) } };
    const invalid = await finance.post('/assessment-sheets', bad);
    const refused = await t.world
      .as('leader')
      .post(`/assessment-sheets/${invalid.body.id}/publish`, {}, ifMatch(invalid));
    expect(codeOf(refused)).toEqual([422, 'assessment.sheet-invalid']);
    const draft = await finance.post('/assessment-sheets', body);
    expect([draft.status, draft.body.state, draft.body.revision]).toEqual([201, 'DRAFT', 2]);
    const path = `/assessment-sheets/${draft.body.id}/publish`;
    expect(codeOf(await finance.post(path, {}, ifMatch(draft)))).toEqual([403, 'assessment.own-sheet']);
    const projectId = await newProject({ kind: 'POLICY' });
    const before = await desk.begin(projectId);
    const published = await t.world.as('leader').post(path, {}, ifMatch(draft));
    expect(published.body.state).toBe('PUBLISHED');
    expect(codeOf(await t.world.as('leader').post(path, {}, ifMatch(published)))).toEqual([
      409,
      'assessment.sheet-not-draft',
    ]);
    expect(before.body.sheetId).toBe(shipped.id);
    expect((await desk.begin(projectId, 'department', 'DEPARTMENT')).body.sheetId).toBe(draft.body.id);
    expect((await t.world.as('unit').post('/assessment-sheets', body)).status).toBe(403);
    expect(codeOf(await finance.post('/assessment-sheets', { ...body, districtId: districts.wenjiang.id }))).toEqual([
      422,
      'assessment.district-not-found',
    ]);
    expect((await t.world.as('foreignFinance').get(`/assessment-sheets/${draft.body.id}`)).status).toBe(404);
    const change = t.database.admin.query(
      `update app.assessment_sheets set name = '改', version = version + 1 where id = $1`,
      [shipped.id],
    );
    await expect(change).rejects.toThrow('frozen');
  });
});

describe('the gate before a new project’s goal', () => {
  afterEach(() => desk.require({ kinds: [] }));

  const submit = async (goal: Answer): Promise<Answer> =>
    t.world.as('unit').post(`/goals/${goal.body.id}/submit`, {}, ifMatch(goal));
  const fund = (projectId: string, amount: string): Promise<Answer> =>
    t.world
      .as('business')
      .put(
        `/projects/${projectId}/budget`,
        { fiscalYear: 2026, lines: [{ source: 'FISCAL', initial: amount, adjusted: amount }] },
        asNew,
      );

  it('is open until the district requires an assessment, and only the performance division may', async () => {
    const finance = t.world.as('finance');
    const districtId = t.world.districts.wenjiang.id;
    const read = await t.world.as('foreignFinance').get(`/project-assessments/requirement?districtId=${districtId}`);
    expect(read.body).toMatchObject({ kinds: [], isDefault: true });
    expect((await finance.get(`/project-assessments/requirement?districtId=${districtId}`)).status).toBe(404);
    expect((await finance.get('/project-assessments/requirement')).status).toBe(400);
    const body = {
      districtId,
      kinds: ['PROJECT'],
      attributes: ['NEW'],
      minAmount: '0',
      passingOutcomes: ['SUPPORTED'],
    };
    expect((await finance.put('/project-assessments/requirement', body, ifMatch(read))).status).toBe(404);
    expect((await t.world.as('unit').put('/project-assessments/requirement', body, ifMatch(read))).status).toBe(403);
    const foreign = t.world.as('foreignFinance');
    const negative = await foreign.put('/project-assessments/requirement', { ...body, minAmount: '-1' }, ifMatch(read));
    expect(codeOf(negative)).toEqual([422, 'assessment.amount-negative']);
    const set = await foreign.put('/project-assessments/requirement', body, ifMatch(read));
    expect(set.body).toMatchObject({ kinds: ['PROJECT'], minAmount: '0.00', isDefault: false });
    expect((await foreign.put('/project-assessments/requirement', body, ifMatch(read))).status).toBe(412);
    const open = await story.draft(await newProject());
    expect((await submit(open)).status).toBe(200);
  });

  it('refuses a goal without an assessment, and with one that is not final; then lets it through', async () => {
    await desk.require({ kinds: ['PROJECT'] });
    const projectId = await newProject();
    const goal = await story.draft(projectId);
    expect(codeOf(await submit(goal))).toEqual([422, 'goal.assessment-missing']);
    const submitted = await desk.submitted(projectId);
    expect(codeOf(await submit(goal))).toEqual([422, 'goal.assessment-missing']);
    const duty = (): Promise<Answer> => t.world.as('unit').get(`/project-assessments/duty?projectId=${projectId}`);
    expect((await duty()).body).toMatchObject({ duty: 'MISSING', assessmentId: null, amount: null });
    const path = `/project-assessments/${submitted.body.id}/finalize`;
    await t.world.as('leader').post(path, {}, ifMatch(submitted));
    expect((await duty()).body).toMatchObject({ duty: 'FULFILLED', assessmentId: submitted.body.id });
    expect((await submit(goal)).body.state).toBe('IN_REVIEW');
  });

  it('refuses a goal whose latest assessment does not support it, whatever an earlier one said', async () => {
    await desk.require({ kinds: ['PROJECT'] });
    const projectId = await newProject();
    const goal = await story.draft(projectId);
    await desk.final(projectId);
    await desk.final(projectId, { conclusion: 'NOT_SUPPORTED', conclusionReason: '与在建项目重复' });
    const refused = await submit(goal);
    expect(codeOf(refused)).toEqual([422, 'goal.assessment-not-supported']);
    expect(refused.body.params).toEqual({ conclusion: 'NOT_SUPPORTED' });
    const after = { conclusion: 'SUPPORTED_AFTER_ADJUSTMENT', conclusionReason: '压减规模后可行' };
    await desk.final(projectId, after);
    await desk.require({ passingOutcomes: ['SUPPORTED'] });
    expect(codeOf(await submit(goal))).toEqual([422, 'goal.assessment-not-supported']);
    await desk.require({ passingOutcomes: ['SUPPORTED', 'SUPPORTED_AFTER_ADJUSTMENT'] });
    expect((await submit(goal)).status).toBe(200);
  });

  it('asks only what the district has named: kind, attribute and amount, all years together', async () => {
    await desk.require({ kinds: ['PROJECT'], minAmount: '1000.00' });
    const small = await newProject();
    await fund(small, '999.99');
    expect((await submit(await story.draft(small))).status).toBe(200);
    const large = await newProject();
    await fund(large, '1000.00');
    expect(codeOf(await submit(await story.draft(large)))).toEqual([422, 'goal.assessment-missing']);
    const continuing = await newProject({ attribute: 'CONTINUING' });
    expect((await submit(await story.draft(continuing))).status).toBe(200);
    const policy = await newProject({ kind: 'POLICY' });
    expect((await submit(await story.draft(policy))).status).toBe(200);
  });
});
