import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, ifMatch } from '../support/client.js';
import { expectStatus, INDICATORS, Story } from '../support/story.js';

let t: TestApp;
let story: Story;
beforeAll(async () => {
  t = await startTestApp();
  story = new Story(t.world);
});
afterAll(() => t.close());

const unit = () => t.world.as('unit');

const HEADER = { filler: '李经办', phone: '028-85800000', head: '张校长', filledOn: '2025-10-08' };

/** 1.1 and 1.2 as their rules want them. */
const FIELDS = {
  ...HEADER,
  totalAmount: '387664.62',
  totalFiscal: '300000',
  totalOther: '87664.62',
  yearAmount: '387664.62',
};
const FUNDING = [
  { source: 'FISCAL', amount: '300000.00' },
  { source: 'OTHER', amount: '87664.62', note: '社会捐赠' },
];
const MILESTONES = [
  { content: '食材招标', start: '2026-01-10', end: '2026-02-20' },
  { content: '供餐', start: '2026-03-01', end: '2026-12-31' },
];
const ESTIMATES = [
  {
    item: '餐费',
    formula: '735 人次 × 500 元',
    amount: '367500.00',
    evidence: '川财教〔2025〕3号',
    actualY1: '350000',
  },
  { item: '配送', formula: '中标价', amount: '20164.62' },
];
const WHOLE = {
  ...HEADER,
  duties: '主管本区义务教育',
  totalBudget: '1000',
  fiscalAmount: '900',
  otherAmount: '100',
  basicAmount: '400',
  projectAmount: '600',
  threePublicAmount: '10',
  staffQuota: 20,
  staffActual: 19,
  subUnits: 2,
};
const TASKS = ['义务教育', '学前教育', '教师队伍'].map((name) => ({
  name,
  content: '保障运转',
  total: '300',
  fiscal: '280',
  other: '20',
}));

const indicators = INDICATORS.map((indicator) => ({ ...indicator, definition: '统计期内的数量' }));

/** Saves one part of the form with the goal's present ETag. */
async function save(goalId: string, part: string, body: object): Promise<Answer> {
  return unit().put(`/goals/${goalId}/${part}`, body, ifMatch(await unit().get(`/goals/${goalId}`)));
}

async function draft(project: object = {}): Promise<string> {
  const { body } = await story.project({ necessity: '改善营养', feasibility: '已有食堂', ...project });
  return (await story.draft(body.id, indicators)).body.id;
}

async function declared(): Promise<string> {
  const id = await draft();
  expectStatus(200, await save(id, 'declaration', FIELDS));
  expectStatus(200, await save(id, 'funding-lines', { fundingLines: FUNDING }));
  expectStatus(200, await save(id, 'milestones', { milestones: MILESTONES }));
  expectStatus(200, await save(id, 'cost-estimates', { costEstimates: ESTIMATES }));
  return id;
}

const codesOf = ({ body }: Answer): readonly string[] =>
  (body.findings ?? body.errors).map(({ code, pointer }: Record<string, string>) => `${code} ${pointer}`);

const submit = async (id: string): Promise<Answer> =>
  unit().post(`/goals/${id}/submit`, {}, ifMatch(await unit().get(`/goals/${id}`)));

describe('the declaration form of a project', () => {
  it('begins with the project’s words, is filled in part by part, and each part is the goal’s next version', async () => {
    const id = await draft();
    const empty = await unit().get(`/goals/${id}/declaration`);
    expect(empty.body).toMatchObject({ form: 'PROJECT', isBegun: false, basis: null, fundingLines: [], tasks: [] });
    expect((await unit().get(`/goals/${id}?expand=declaration`)).body.declaration).toBeNull();
    const saved = await save(id, 'milestones', { milestones: MILESTONES });
    expect(saved.body).toMatchObject({ isBegun: true, necessity: '改善营养', basis: '国办发〔2011〕54号' });
    expect(saved.body.version).toBe(empty.body.version + 1);
    expect(saved.etag).toBe(`"${saved.body.version}"`);
    const own = expectStatus(200, await save(id, 'declaration', { ...FIELDS, necessity: '本年扩面' }));
    expect(own.body).toMatchObject({
      necessity: '本年扩面',
      feasibility: '已有食堂',
      totalFiscal: '300000.00',
      milestones: MILESTONES,
      allowedActions: [{ action: 'update', allowed: true, reason: null }],
    });
    expect((await unit().get(`/goals/${id}?expand=declaration`)).body.declaration.necessity).toBe('本年扩面');
  });

  it('keeps its own words when the project’s change', async () => {
    const id = await declared();
    const { projectId } = (await unit().get(`/goals/${id}`)).body;
    const project = await unit().get(`/projects/${projectId}`);
    expectStatus(200, await unit().patch(`/projects/${projectId}`, { necessity: '另一说法' }, ifMatch(project)));
    expect((await unit().get(`/goals/${id}/declaration`)).body.necessity).toBe('改善营养');
  });

  it('has four lists of one shape: set as a whole, in order, a line that stays keeps its id', async () => {
    const id = await declared();
    const [first, second] = (await unit().get(`/goals/${id}/cost-estimates`)).body.items;
    expect(first).toMatchObject({ item: '餐费', amount: '367500.00', actualY1: '350000.00', actualY2: null });
    const swapped = expectStatus(200, await save(id, 'cost-estimates', { costEstimates: [second, first] }));
    expect(swapped.body.costEstimates).toEqual([second, first]);
    expect((await save(id, 'cost-estimates', { costEstimates: [first] })).body.costEstimates).toEqual([first]);
    expect((await unit().get(`/goals/${id}/funding-lines`)).body.items).toMatchObject([
      { source: 'FISCAL', amount: '300000.00', note: null },
      { source: 'OTHER', amount: '87664.62', note: '社会捐赠' },
    ]);
    expect((await unit().get(`/goals/${id}/milestones`)).body.items).toMatchObject(MILESTONES);
    expect((await unit().get(`/goals/${id}/tasks`)).body.items).toEqual([]);
    const twice = await save(id, 'cost-estimates', { costEstimates: [first, first] });
    expect([twice.status, twice.body.code]).toEqual([422, 'goal.line-twice']);
  });

  it('refuses fields and lists of the other form, amounts that are none, and a version that was not read', async () => {
    const id = await draft();
    const foreign = await save(id, 'declaration', { ...FIELDS, duties: '职责', staffQuota: 1 });
    expect([foreign.status, foreign.body.code]).toEqual([422, 'goal.not-on-form']);
    expect(codesOf(foreign)).toEqual(['goal.not-on-form /duties', 'goal.not-on-form /staffQuota']);
    expect((await save(id, 'tasks', { tasks: TASKS })).body.code).toBe('goal.not-on-form');
    for (const amount of ['-1', 1, '1.001', null])
      expect((await save(id, 'funding-lines', { fundingLines: [{ source: 'FISCAL', amount }] })).status).toBe(400);
    const old = { 'if-match': '"1"' };
    for (const [part, body] of [
      ['declaration', FIELDS],
      ['funding-lines', { fundingLines: FUNDING }],
      ['milestones', { milestones: MILESTONES }],
      ['cost-estimates', { costEstimates: ESTIMATES }],
      ['tasks', { tasks: TASKS }],
    ] as const) {
      expect((await unit().put(`/goals/${id}/${part}`, body)).status).toBe(428);
      expect((await unit().put(`/goals/${id}/${part}`, body, old)).status).toBe(412);
      expect((await t.world.as('siblingUnit').put(`/goals/${id}/${part}`, body, old)).status).toBe(404);
      expect((await t.world.as('siblingUnit').get(`/goals/${id}/${part}`)).status).toBe(404);
      expect((await t.world.as('department').put(`/goals/${id}/${part}`, body, old)).status).toBe(403);
    }
    expect((await t.world.as('siblingUnit').get(`/goals/${id}/completeness`)).status).toBe(404);
    expect((await unit().get(`/goals/${id}/declaration`)).body.isBegun).toBe(false);
  });

  it('takes one of two changes that were made to the same version', async () => {
    const id = await draft();
    const read = ifMatch(await unit().get(`/goals/${id}`));
    const answers = await Promise.all([
      unit().put(`/goals/${id}/milestones`, { milestones: MILESTONES }, read),
      unit().put(`/goals/${id}/cost-estimates`, { costEstimates: ESTIMATES }, read),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('writes one audit entry and one event with each part', async () => {
    const id = await declared();
    const { rows } = await t.database.admin.query(
      `select (select count(*)::int from app.audit_entries where object_id = $1 and action = 'goal.update') as entries,
        (select count(*)::int from app.events where subject_id = $1 and type = 'goal.updated') as events`,
      [id],
    );
    expect(rows).toEqual([{ entries: 5, events: 5 }]);
  });
});

describe('the form of a whole department', () => {
  const whole = (overrides: object = {}) =>
    story.project({ kind: 'DEPARTMENT_WHOLE', name: '整体支出', unitId: t.world.units.schoolA.id, ...overrides });

  it('has its own fields and tasks, and exists once for a department and a year until it is rejected', async () => {
    const project = await whole();
    const goal = await story.draft(project.body.id, indicators);
    expect(goal.body.form).toBe('DEPARTMENT_WHOLE');
    expectStatus(200, await save(goal.body.id, 'declaration', WHOLE));
    const saved = expectStatus(200, await save(goal.body.id, 'tasks', { tasks: TASKS }));
    expect(saved.body).toMatchObject({ duties: WHOLE.duties, totalBudget: '1000.00', staffQuota: 20, basis: null });
    expect(saved.body.tasks).toMatchObject([{ name: '义务教育', total: '300.00' }, {}, {}]);
    expect((await save(goal.body.id, 'milestones', { milestones: [] })).body.code).toBe('goal.not-on-form');
    expect((await save(goal.body.id, 'declaration', { basis: '依据' })).body.code).toBe('goal.not-on-form');
    const content = { fiscalYear: 2026, frame: 'V2021', weightTemplate: 'T-SC-90', annualGoal: '再来一份' };
    const other = { projectId: (await whole()).body.id, ...content };
    const second = await unit().post('/goals', other);
    expect([second.status, second.body.code]).toEqual([409, 'goal.department-has-whole']);
    expect((await submit(goal.body.id)).status).toBe(200);
    expectStatus(200, await story.decide('unithead', goal.body.id, 'REJECT', '重新编制'));
    expectStatus(201, await unit().post('/goals', other));
  });

  it('shows at once all that does not add up, and is not submitted with it', async () => {
    const project = await whole();
    const goal = expectStatus(
      201,
      await unit().post('/goals', {
        projectId: project.body.id,
        fiscalYear: 2027,
        frame: 'V2021',
        weightTemplate: 'T-SC-90',
        annualGoal: '办好教育',
      }),
    );
    const wrong = { ...WHOLE, otherAmount: '99.99', basicAmount: '401', threePublicAmount: '1000.01', staffActual: 21 };
    expectStatus(200, await save(goal.body.id, 'indicators', { indicators }));
    expectStatus(200, await save(goal.body.id, 'declaration', wrong));
    expectStatus(200, await save(goal.body.id, 'tasks', { tasks: [{ ...TASKS[0], total: '1001' }] }));
    const { body } = await unit().get(`/goals/${goal.body.id}/completeness`);
    expect(body).toMatchObject({ form: 'DEPARTMENT_WHOLE', isBegun: true, complete: false });
    expect(body.findings.map(({ code }: { code: string }) => code)).toEqual([
      'BUDGET_BY_SOURCE',
      'BUDGET_BY_TYPE',
      'THREE_PUBLIC',
      'TASK_SPLIT',
      'TASK_SUM',
      'TASK_COUNT',
      'STAFF_OVER_QUOTA',
    ]);
    expect(body.findings[0]).toMatchObject({
      pointer: '/declaration/totalBudget',
      message: '年度预算总额 1000.00 元应等于财政拨款与其他资金之和 999.99 元，相差 -0.01 元',
      params: { difference: '-0.01' },
    });
    const refused = await submit(goal.body.id);
    expect([refused.status, refused.body.code]).toEqual([422, 'goal.checks-failed']);
    expect(refused.body.params.count).toBe(5);
  });
});

describe('completeness', () => {
  it('lists everything that is missing at once, of a form that nobody has begun, and blocks nothing then', async () => {
    const { body } = await story.project({ attribute: 'NEW', basis: '', periodTo: '2028-12-31' });
    const bare = [
      { ...INDICATORS[0], targetValue: undefined, unitOfMeasure: '', measureType: 'STOCK' },
      ...INDICATORS.slice(1),
    ];
    const goal = await story.draft(body.id, bare);
    const found = await unit().get(`/goals/${goal.body.id}/completeness`, { 'accept-language': 'en' });
    expect(found.body).toMatchObject({ form: 'PROJECT', isBegun: false, complete: false });
    expect(codesOf(found)).toEqual([
      'FIELD_MISSING /overallGoal',
      ...['basis', 'necessity', 'feasibility', 'totalAmount', 'totalFiscal', 'totalOther', 'yearAmount'].map(
        (field) => `FIELD_MISSING /declaration/${field}`,
      ),
      ...Object.keys(HEADER).map((field) => `FIELD_EMPTY /declaration/${field}`),
      'FIELD_EMPTY /declaration/leaderName',
      'FIELD_EMPTY /declaration/milestones',
      'FIELD_MISSING /declaration/fundingLines',
      'FIELD_MISSING /declaration/costEstimates',
      'TARGET_MISSING /indicators/0/targetValue',
      'UNIT_MISSING /indicators/0/unitOfMeasure',
      'BASELINE_MISSING /indicators/0/baseline',
      ...bare.map((_, at) => `FIELD_MISSING /indicators/${at}/definition`),
    ]);
    expect(found.body.findings[2].message).toBe('the necessity (new project) must be filled in');
    await save(goal.body.id, 'indicators', { indicators: INDICATORS });
    expect((await submit(goal.body.id)).status).toBe(200);
  });

  it('is reached by filling in, and a begun form is submitted only then', async () => {
    const id = await draft();
    await save(id, 'declaration', { ...FIELDS, yearAmount: '387664.61' });
    const refused = await submit(id);
    expect([refused.status, refused.body.code]).toEqual([422, 'goal.checks-failed']);
    expect(codesOf(refused)).toEqual([
      'FIELD_MISSING /declaration/fundingLines',
      'FIELD_MISSING /declaration/costEstimates',
    ]);
    await save(id, 'funding-lines', { fundingLines: FUNDING });
    await save(id, 'cost-estimates', { costEstimates: ESTIMATES });
    expect(codesOf(await submit(id))).toEqual([
      'FUNDING_SUM /declaration/fundingLines',
      'COST_SUM /declaration/costEstimates',
    ]);
    await save(id, 'declaration', FIELDS);
    const { body } = await unit().get(`/goals/${id}/completeness`);
    expect(body.complete).toBe(true);
    expect(body.findings.map(({ code, severity }: Record<string, string>) => `${severity} ${code}`)).toEqual([
      'INFO FIELD_EMPTY',
      'INFO FIELD_EMPTY',
    ]);
    expect((await submit(id)).body.state).toBe('IN_REVIEW');
  });

  it('wants basis and source of a core indicator’s target from every goal', async () => {
    const { body } = await story.project();
    const core = { ...INDICATORS[0], isCore: true, targetBasis: '上年 700 人次' };
    const goal = await story.draft(body.id, [core, ...INDICATORS.slice(1)]);
    expect(codesOf(await submit(goal.body.id))).toEqual(['FIELD_MISSING /indicators/0/dataSource']);
    await save(goal.body.id, 'indicators', {
      indicators: [{ ...core, dataSource: '学籍系统' }, ...INDICATORS.slice(1)],
    });
    expect((await submit(goal.body.id)).status).toBe(200);
  });
});

describe('a submitted form', () => {
  it('is frozen, for the clerk and in the database', async () => {
    const id = await declared();
    expectStatus(200, await submit(id));
    const refused = await save(id, 'milestones', { milestones: [] });
    expect([refused.status, refused.body.code]).toEqual([409, 'goal.frozen']);
    expect((await save(id, 'declaration', FIELDS)).body.code).toBe('goal.frozen');
    for (const table of ['goal_declarations', 'goal_funding_lines', 'goal_milestones', 'goal_cost_estimates'])
      await expect(t.database.admin.query(`delete from app.${table} where goal_id = $1`, [id])).rejects.toThrow(
        'frozen',
      );
    expect((await unit().get(`/goals/${id}/declaration`)).body.allowedActions).toEqual([
      { action: 'update', allowed: false, reason: 'goal.frozen' },
    ]);
  });

  it('is part of what reviewers read and sign: a changed line is another content, and is shown as changed', async () => {
    const id = await declared();
    expectStatus(200, await submit(id));
    const first = await story.task('unithead', id);
    expect(first.body.content.declaration).toMatchObject({ yearAmount: '387664.62', milestones: MILESTONES });
    await story.decide('unithead', id, 'RETURN', '补充说明');
    const [one, two] = (await unit().get(`/goals/${id}/milestones`)).body.items;
    await save(id, 'milestones', { milestones: [one, { ...two, end: '2026-11-30' }] });
    await submit(id);
    const second = await story.task('unithead', id);
    expect(second.body.subject.contentHash).not.toBe(first.body.subject.contentHash);
    await approve(id, first.body.content);
    const { diff } = (await story.task('unithead', id)).body;
    expect(diff.changes).toEqual([
      { pointer: '/declaration/milestones/1/end', before: '2026-12-31', after: '2026-11-30' },
    ]);
  });

  it('stays in the revision that was approved as it was then', async () => {
    const id = await declared();
    expectStatus(200, await submit(id));
    for (const name of ['unithead', 'department', 'business', 'finance', 'leader'] as const)
      expectStatus(200, await story.decide(name, id, 'APPROVE'));
    await story.release([id]);
    const { declaration } = (await unit().get(`/goals/${id}/revisions/1`)).body.content;
    expect(declaration).toMatchObject({
      ...FIELDS,
      totalFiscal: '300000.00',
      basis: '国办发〔2011〕54号',
      milestones: MILESTONES,
    });
    expect(declaration.costEstimates.map(({ item }: { item: string }) => item)).toEqual(['餐费', '配送']);
  });

  it('that was not begun leaves the content, and so its hash, as it always was', async () => {
    const goal = await story.submitted();
    expect((await story.task('unithead', goal.body.id)).body.content).not.toHaveProperty('declaration');
  });
});

/** As if an earlier revision of the goal had said this. */
const approve = (id: string, content: object) =>
  t.database.admin.query(
    `insert into app.goal_revisions (goal_id, revision, content, content_hash, district_id, unit_path, project_id)
      select id, 1, $2, 'c', district_id, unit_path, project_id from app.goals where id = $1`,
    [id, JSON.stringify(content)],
  );
