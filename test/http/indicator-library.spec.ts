import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, type Client, ifMatch } from '../support/client.js';
import { decideTask, expectStatus, INDICATORS, Story } from '../support/story.js';

let t: TestApp;
let story: Story;
let editor: Client;
beforeAll(async () => {
  t = await startTestApp();
  story = new Story(t.world);
  editor = (await t.world.hire([{ role: 'FIN_PERF', path: t.world.districts.shuangliu.path }])).client;
});
afterAll(() => t.close());

const UNKNOWN = '018f0000-0000-7000-8000-000000000000';
const finance = (): Client => t.world.as('finance');
const unit = (): Client => t.world.as('unit');
const codeOf = ({ status, body }: Answer): unknown[] => [status, body.code];

const PLACE = { level1: '产出', level2: '质量' };
const COVERAGE = {
  subjectKinds: ['PROJECT'],
  positions: { V2015: PLACE, V2021: PLACE },
  name: '营养餐覆盖率',
  definition: '享受营养餐的学生数与在校学生数的比例。',
  measureType: 'RATE',
  operator: 'GE',
  direction: 'POSITIVE',
  unitOfMeasure: 'PERCENT',
  formula: '享受营养餐学生数 ÷ 在校学生数 × 100%',
  inputs: [
    { key: 'served', name: '享受营养餐学生数', unit: 'PERSON' },
    { key: 'enrolled', name: '在校学生数', unit: 'PERSON' },
  ],
  expression: 'round(served / enrolled * 100, 2)',
  evidenceKinds: ['SYSTEM_DATA'],
  collection: { method: 'SYSTEM_EXPORT', frequency: 'QUARTER', cost: 'LOW', reliability: 'A' },
};

const code = (): string => `T-${randomUUID().slice(0, 8)}`;

async function draft(client: Client = finance(), overrides: object = {}): Promise<Answer> {
  const districtId = t.world.districts.shuangliu.id;
  const place = { code: code(), scope: 'SECTOR', sector: 'EDUCATION', districtId };
  return expectStatus(201, await client.post('/indicator-library', { ...COVERAGE, ...place, ...overrides }));
}
const own = (overrides: object = {}): Promise<Answer> =>
  draft(unit(), { scope: 'OWN', districtId: undefined, unitId: t.world.units.schoolA.id, ...overrides });
const get = (id: string, client: Client = finance()): Promise<Answer> => client.get(`/indicator-library/${id}`);
const act = (client: Client, verb: string, answer: Answer, body: object = {}): Promise<Answer> =>
  client.post(`/indicator-library/${answer.body.id}/${verb}`, body, ifMatch(answer));
const taskOf = async (client: Client, id: string): Promise<Answer> => {
  const { body } = await client.get('/approval-tasks?pageSize=200');
  const task = body.items.find((item: { subject: { id: string } }) => item.subject.id === id);
  return client.get(`/approval-tasks/${task.id}`);
};
const decide = async (client: Client, id: string, outcome: string, reason?: string): Promise<Answer> =>
  decideTask(client, await taskOf(client, id), outcome, reason);

/** Drafted, submitted, and published by another person. */
async function published(made: Promise<Answer> = draft(), author: Client = finance()): Promise<Answer> {
  const { body } = expectStatus(200, await act(author, 'submit', await made));
  expectStatus(200, await decide(editor, body.id, 'APPROVE'));
  return get(body.id);
}

/** A goal whose 营养餐覆盖率 is pinned. */
async function pinned({ body }: Answer, overrides: object = {}): Promise<Answer> {
  const project = await story.project();
  const pin = { definitionId: body.definitionId, ...overrides };
  return story.draft(project.body.id, [INDICATORS[0]!, { ...INDICATORS[1], ...pin }, ...INDICATORS.slice(2)]);
}
const pinsOf = async (goal: Answer): Promise<unknown[]> => {
  const { body } = await unit().get(`/goals/${goal.body.id}/indicators`);
  return [body.items[1].definitionId, body.items[1].definitionRevision];
};

describe('the library', () => {
  it('comes with 245 national definitions in force, sorted by pinyin, to be read by everybody in the chain', async () => {
    const { body } = await unit().get('/indicator-library?state=PUBLISHED&withTotal=true&pageSize=200');
    expect(body.total).toBe(245);
    const spelled = body.items.map(({ pinyin }: { pinyin: string }) => pinyin);
    expect(spelled).toEqual([...spelled].sort());
    const one = await get(body.items[0].id, unit());
    expect(one.body).toMatchObject({ state: 'PUBLISHED', revision: 1, districtId: null, mergedInto: null });
    expect(one.body.allowedActions.every(({ allowed }: { allowed: boolean }) => !allowed)).toBe(true);
    expect((await get(UNKNOWN)).status).toBe(404);
    expect((await t.world.as('sysadmin').get('/indicator-library')).status).toBe(403);
  });

  it.each([
    ['a part of the name', '完成率', '实际完成率'],
    ['one character', '率', '实际完成率'],
    ['two words', '预算 完成', '预算完成率'],
    ['pinyin', 'wanchenglv', '实际完成率'],
    ['initials', 'sjwcl', '实际完成率'],
    ['full-width capitals', 'ＣＯＭ－Ｐ', '立项依据充分性'],
    ['a percent sign as what it is', '%', null],
  ])('finds by %s', async (_, q, name) => {
    const { body } = await finance().get(`/indicator-library?pageSize=200&scope=COMMON&q=${encodeURIComponent(q)}`);
    const names = body.items.map((item: { name: string }) => item.name);
    if (name) expect(names).toContain(name);
    else expect(names).toEqual([]);
  });

  it('narrows by scope, sector, position, frame, measure type and reliability, and refuses what it does not know', async () => {
    const items = async (query: string) => (await finance().get(`/indicator-library?pageSize=200&${query}`)).body.items;
    const lasting = await items(`sector=EDUCATION&level2=${encodeURIComponent('可持续影响')}`);
    expect(lasting.length).toBeGreaterThan(0);
    for (const { positions } of lasting) expect(positions.V2015.level2).toBe('可持续影响');
    const forGoals = await items('scope=COMMON&frame=V2021');
    expect(forGoals.every(({ positions }: { positions: { V2021: object | null } }) => positions.V2021)).toBe(true);
    expect((await items('measureType=SCORE&reliability=A')).length).toBe(0);
    expect((await finance().get('/indicator-library?name=x')).body.code).toBe('request.unknown-filter');
    expect((await finance().get('/indicator-library?q[contains]=x')).status).toBe(400);
    expect((await finance().get('/indicator-library?sort=name')).status).toBe(400);
  });

  it('shows both frames with the mapping, the units and the weight templates', async () => {
    const { body } = await unit().get('/indicator-frames');
    expect(body.items.map(({ version }: { version: string }) => version)).toEqual(['V2015', 'V2021']);
    expect(body.items[0].positions).toContainEqual({
      level1: '产出',
      level2: '成本',
      mapsTo: ['经济成本', '社会成本', '生态环境成本'].map((level2) => ({ level1: '成本', level2 })),
    });
    expect((await t.world.nobody.get('/indicator-frames')).status).toBe(401);
    const units = await unit().get(`/units-of-measure?spelling=${encodeURIComponent('㎡')}`);
    expect(units.body.items).toMatchObject([{ code: 'SQUARE_METRE', symbol: '平方米' }]);
    expect((await unit().get('/units-of-measure?symbol=x')).status).toBe(400);
    const templates = await unit().get('/weight-templates?code=T2021-COST');
    expect(templates.body.items).toMatchObject([{ revision: 1, executionWeight: '10.00', state: 'PUBLISHED' }]);
    const one = await unit().get(`/weight-templates/${templates.body.items[0].id}`);
    expect(one.body.places).toContainEqual({ level1: '产出', level2: null, points: '40', note: null });
    expect((await unit().get(`/weight-templates/${UNKNOWN}`)).status).toBe(404);
    expect((await t.world.as('auditadmin').get('/weight-templates')).status).toBe(403);
  });
});

describe('a definition', () => {
  it('of the district is drafted by the performance division and spelled by the system', async () => {
    const made = await draft();
    expect(made.body).toMatchObject({
      state: 'DRAFT',
      revision: 1,
      pinyin: 'ying yang can fu gai lv',
      scope: 'SECTOR',
    });
    expect(made.body.definitionId).not.toBe(made.body.id);
    const { scope, ...place } = { scope: 'SECTOR', code: made.body.code, districtId: t.world.districts.shuangliu.id };
    expect(codeOf(await finance().post('/indicator-library', { ...COVERAGE, ...place, scope }))).toEqual([
      409,
      'indicator-definition.code-taken',
    ]);
    const byUnit = await unit().post('/indicator-library', { ...COVERAGE, ...place, scope, code: code() });
    expect(codeOf(byUnit)).toEqual([403, 'indicator-definition.not-yours']);
    const abroad = await t.world.as('foreignFinance').post('/indicator-library', { ...COVERAGE, ...place, scope });
    expect(codeOf(abroad)).toEqual([422, 'indicator-definition.place-unknown']);
    expect((await t.world.as('leader').post('/indicator-library', { ...COVERAGE, ...place, scope })).status).toBe(403);
    const strange = { ...COVERAGE, ...place, scope, code: code(), unitOfMeasure: 'PARSEC' };
    expect(codeOf(await finance().post('/indicator-library', strange))).toEqual([
      422,
      'indicator-definition.unknown-unit',
    ]);
  });

  it('of a unit is the unit’s alone: its clerk writes it, the school next door does not see it', async () => {
    const mine = await own();
    expect(mine.body).toMatchObject({ scope: 'OWN', unitId: t.world.units.schoolA.id });
    expect((await get(mine.body.id, t.world.as('siblingUnit'))).status).toBe(404);
    expect((await get(mine.body.id, t.world.as('department'))).status).toBe(200);
    const body = { ...COVERAGE, scope: 'OWN', code: code(), unitId: t.world.units.schoolA.id };
    expect(codeOf(await finance().post('/indicator-library', body))).toEqual([403, 'indicator-definition.not-yours']);
    const byFinance = await finance().patch(`/indicator-library/${mine.body.id}`, { name: '改名' }, ifMatch(mine));
    expect(codeOf(byFinance)).toEqual([403, 'indicator-definition.not-yours']);
    const above = { ...body, unitId: t.world.units.education.id };
    expect(codeOf(await unit().post('/indicator-library', above))).toEqual([403, 'indicator-definition.not-yours']);
  });

  it('is changed as a draft, spelled anew with a new name, and not beyond', async () => {
    const made = await draft();
    const path = `/indicator-library/${made.body.id}`;
    const renamed = await finance().patch(
      path,
      { name: '营养餐覆盖面', dataSource: '学籍系统', sector: null },
      ifMatch(made),
    );
    expect(renamed.body).toMatchObject({ pinyin: 'ying yang can fu gai mian', dataSource: '学籍系统', sector: null });
    expect(renamed.body.positions).toEqual(COVERAGE.positions);
    expect((await finance().patch(path, { name: '再改' }, ifMatch(made))).status).toBe(412);
    expect((await finance().patch(path, { code: 'X' }, ifMatch(renamed))).status).toBe(400);
    const sent = await finance().patch(path, { sector: 'EDUCATION' }, ifMatch(renamed));
    const submitted = await act(finance(), 'submit', sent);
    expect(codeOf(await finance().patch(path, { name: '审核中改' }, ifMatch(submitted)))).toEqual([
      409,
      'indicator-definition.frozen',
    ]);
    await expect(
      t.database.admin.query(
        `update app.indicator_definitions set name_zh = 'x', version = version + 1 where id = $1`,
        [made.body.id],
      ),
    ).rejects.toThrow('frozen');
  });

  it('with faults is not submitted, and hears all of them', async () => {
    const made = await draft(finance(), { sector: undefined, expression: 'served / enroled', operator: 'LE' });
    const refused = await act(finance(), 'submit', made);
    expect(codeOf(refused)).toEqual([422, 'indicator-definition.invalid']);
    const codes = refused.body.errors.map((error: { code: string }) => error.code);
    expect(codes).toEqual(['SECTOR_MISSING', 'DIRECTION', 'UNKNOWN_NAME', 'INPUT_UNUSED']);
    expect((await get(made.body.id)).body.state).toBe('DRAFT');
  });

  it('is published by another person than its author, and found from then on', async () => {
    const made = await draft(finance(), { name: '晨检执行率' });
    const submitted = await act(finance(), 'submit', made);
    expect(submitted.body.state).toBe('REVIEW');
    const ownTask = await taskOf(editor, made.body.id);
    expect(codeOf(await decideTask(finance(), ownTask, 'APPROVE'))).toEqual([403, 'approval.own-submission']);
    expect((await decide(editor, made.body.id, 'APPROVE')).status).toBe(200);
    const found = await unit().get(`/indicator-library?q=${encodeURIComponent('晨检')}&state=PUBLISHED`);
    expect(found.body.items).toMatchObject([{ id: made.body.id, revision: 1 }]);
    expect(codeOf(await act(finance(), 'submit', await get(made.body.id)))).toEqual([
      409,
      'indicator-definition.state-forbids',
    ]);
  });

  it('is returned to its author or withdrawn by him, and a rejected one is over', async () => {
    const made = await draft();
    await act(finance(), 'submit', made);
    await decide(editor, made.body.id, 'RETURN', '分母不清');
    const back = await get(made.body.id);
    expect(back.body.state).toBe('DRAFT');
    const again = await act(finance(), 'submit', back);
    const withdrawn = await act(finance(), 'withdraw', again, { reason: '再改改' });
    expect(withdrawn.body.state).toBe('DRAFT');
    expect(codeOf(await act(finance(), 'withdraw', withdrawn))).toEqual([409, 'indicator-definition.state-forbids']);
    await act(finance(), 'submit', withdrawn);
    await decide(editor, made.body.id, 'REJECT', '与共性指标重复');
    expect((await get(made.body.id)).body.state).toBe('RETIRED');
  });

  it('is revised by a new draft while the old one stays in force, one at a time', async () => {
    const first = await published();
    const second = await act(editor, 'revise', first);
    expect(second.body).toMatchObject({ state: 'DRAFT', revision: 2, definitionId: first.body.definitionId });
    expect(codeOf(await act(finance(), 'revise', first))).toEqual([409, 'indicator-definition.revision-open']);
    expect(codeOf(await act(finance(), 'retire', first, { reason: '停用' }))).toEqual([
      409,
      'indicator-definition.revision-open',
    ]);
    const changed = await editor.patch(
      `/indicator-library/${second.body.id}`,
      { pitfall: '漏计转学生' },
      ifMatch(second),
    );
    expect((await get(first.body.id)).body.state).toBe('PUBLISHED');
    await act(editor, 'submit', changed);
    await decide(finance(), second.body.id, 'APPROVE');
    expect((await get(first.body.id)).body.state).toBe('REVISED');
    expect((await get(second.body.id)).body).toMatchObject({ state: 'PUBLISHED', pitfall: '漏计转学生' });
    const all = await finance().get(`/indicator-library?definitionId=${first.body.definitionId}&sort=-revision`);
    expect(all.body.items.map(({ revision }: { revision: number }) => revision)).toEqual([2, 1]);
    expect(codeOf(await act(finance(), 'revise', await get(first.body.id)))).toEqual([
      409,
      'indicator-definition.state-forbids',
    ]);
  });

  it('of the nation is used, not changed, by a district', async () => {
    const { body } = await finance().get('/indicator-library?code=COM-P-001');
    const national = await get(body.items[0].id);
    expect(codeOf(await act(finance(), 'revise', national))).toEqual([403, 'indicator-definition.not-yours']);
    expect(codeOf(await act(finance(), 'retire', national, { reason: '停用' }))).toEqual([
      403,
      'indicator-definition.not-yours',
    ]);
  });

  it('is retired with all its revisions, and a draft alone', async () => {
    const first = await published();
    const retired = await act(finance(), 'retire', first, { reason: '政策到期' });
    expect(retired.body.state).toBe('RETIRED');
    expect(codeOf(await act(finance(), 'retire', retired, { reason: '再停' }))).toEqual([
      409,
      'indicator-definition.state-forbids',
    ]);
    expect((await act(finance(), 'retire', await draft(), { reason: '不要了' })).body.state).toBe('RETIRED');
  });
});

describe('an indicator of a goal', () => {
  it('takes the published revision, and keeps it when the definition is revised', async () => {
    const first = await published();
    const goal = await pinned(first);
    expect(await pinsOf(goal)).toEqual([first.body.definitionId, 1]);
    const second = await act(editor, 'revise', first);
    await act(editor, 'submit', second);
    await decide(finance(), second.body.id, 'APPROVE');
    const path = `/goals/${goal.body.id}/indicators`;
    const { body } = await unit().get(path);
    const kept = body.items.map((item: object) => notNull(item));
    const saved = expectStatus(200, await unit().put(path, { indicators: kept }, ifMatch(goal)));
    expect(await pinsOf(goal)).toEqual([first.body.definitionId, 1]);
    const moved = kept.map((item: { definitionRevision?: number }) => ({ ...item, definitionRevision: undefined }));
    expectStatus(200, await unit().put(path, { indicators: moved }, ifMatch(saved)));
    expect(await pinsOf(goal)).toEqual([first.body.definitionId, 2]);
    const usage = await unit().get(`/indicator-library/${first.body.id}/usage`);
    expect(usage.body.items).toMatchObject([{ goalId: goal.body.id, definitionRevision: 2, goalState: 'DRAFT' }]);
    expect((await t.world.as('siblingUnit').get(`/indicator-library/${first.body.id}/usage`)).body.items).toEqual([]);
    expect((await unit().get(`/indicator-library/${UNKNOWN}/usage`)).status).toBe(404);
  });

  it('must agree with its definition in position, measure type and unit', async () => {
    const first = await published();
    const project = await story.project();
    const goal = await story.draft(project.body.id);
    const wrong = { ...INDICATORS[0], definitionId: first.body.definitionId };
    const put = await unit().put(
      `/goals/${goal.body.id}/indicators`,
      { indicators: [wrong, { ...INDICATORS[1], definitionId: UNKNOWN }] },
      ifMatch(goal),
    );
    expect(codeOf(put)).toEqual([422, 'goal.library-mismatch']);
    expect(
      put.body.errors.map(({ pointer, code: each }: { pointer: string; code: string }) => [pointer, each]),
    ).toEqual([
      ['/indicators/0/level2', 'PIN_POSITION'],
      ['/indicators/0/measureType', 'PIN_MEASURE_TYPE'],
      ['/indicators/0/unitOfMeasure', 'PIN_UNIT'],
      ['/indicators/1/definitionId', 'PIN_UNKNOWN'],
    ]);
  });

  it('is warned when its definition has been retired', async () => {
    const first = await published();
    const goal = await pinned(first);
    await act(finance(), 'retire', first, { reason: '政策到期' });
    const checks = await unit().get(`/goals/${goal.body.id}/checks`);
    const retired = expect.objectContaining({ code: 'DEFINITION_RETIRED', severity: 'WARN' });
    expect(checks.body).toMatchObject({ passed: true, findings: expect.arrayContaining([retired]) });
  });

  it('of another unit’s own definition knows nothing', async () => {
    const mine = await published(own(), unit());
    const project = await t.world.as('siblingUnit').post('/projects', {
      ...{
        unitId: t.world.units.schoolB.id,
        code: 'B900',
        name: '二小营养餐',
        kind: 'PROJECT',
        attribute: 'CONTINUING',
      },
      ...{ periodFrom: '2026-01-01', periodTo: '2026-12-31' },
    });
    const goal = await t.world.as('siblingUnit').post('/goals', {
      ...{
        projectId: project.body.id,
        fiscalYear: 2026,
        frame: 'V2021',
        weightTemplate: 'T-SC-90',
        annualGoal: '营养餐',
      },
    });
    const indicators = [{ ...INDICATORS[1], definitionId: mine.body.definitionId }];
    const put = await t.world.as('siblingUnit').put(`/goals/${goal.body.id}/indicators`, { indicators }, ifMatch(goal));
    expect(put.body.errors).toMatchObject([{ code: 'PIN_UNKNOWN' }]);
  });
});

describe('merging duplicates', () => {
  const reason = '同一指标';

  it('re-points drafts, keeps what was approved, and says what took over', async () => {
    const duplicate = await published(own(), unit());
    const survivor = await published();
    const editable = await pinned(duplicate);
    const approved = await pinned(duplicate);
    await unit().post(`/goals/${approved.body.id}/submit`, {}, ifMatch(approved));
    const third = (await t.world.hire([{ role: 'FIN_PERF', path: t.world.districts.shuangliu.path }])).client;
    const merged = await act(third, 'merge', duplicate, { into: survivor.body.id, reason });
    expect(merged.body).toMatchObject({ state: 'RETIRED', mergedInto: survivor.body.definitionId });
    expect(await pinsOf(editable)).toEqual([survivor.body.definitionId, 1]);
    expect(await pinsOf(approved)).toEqual([duplicate.body.definitionId, 1]);
    const stale = await unit().patch(`/goals/${editable.body.id}`, { annualGoal: '旧版' }, ifMatch(editable));
    expect(stale.status).toBe(412);
    const usage = await finance().get(`/indicator-library/${duplicate.body.id}/usage`);
    expect(usage.body.items).toMatchObject([{ goalId: approved.body.id, goalState: 'IN_REVIEW' }]);
  });

  it('is refused to authors, in the wrong direction, of what differs, and of what is not in force', async () => {
    const mine = await published(own(), unit());
    const survivor = await published();
    const merge = (from: Answer, into: string, client: Client = editor) => act(client, 'merge', from, { into, reason });
    expect(codeOf(await merge(mine, survivor.body.id, finance()))).toEqual([403, 'indicator-definition.own-merge']);
    expect(codeOf(await merge(survivor, mine.body.id))).toEqual([422, 'indicator-definition.narrower']);
    expect(codeOf(await merge(mine, mine.body.id))).toEqual([422, 'indicator-definition.same-definition']);
    expect(codeOf(await merge(mine, UNKNOWN))).toEqual([422, 'indicator-definition.survivor-not-found']);
    expect(codeOf(await merge(mine, (await draft()).body.id))).toEqual([409, 'indicator-definition.not-published']);
    const other = { V2015: { level1: '产出', level2: '时效' }, V2021: PLACE };
    const different = await published(draft(finance(), { positions: other }));
    expect(codeOf(await merge(mine, different.body.id))).toEqual([422, 'indicator-definition.different']);
    expect((await merge(mine, survivor.body.id, unit())).status).toBe(403);
    await expect(
      t.database.admin.query(
        `update app.indicator_definitions set merged_by = author_ids[1], version = version + 1 where id = $1`,
        [mine.body.id],
      ),
    ).rejects.toThrow('ck_indicator_definitions_merger');
  });
});

const notNull = (item: object): object =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null));
