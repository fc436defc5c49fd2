import { Decimal } from '../../src/kernel/rounding.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, type Client, ifMatch } from '../support/client.js';
import { asNew, UNKNOWN, withoutRequestId } from '../support/project-desk.js';
import { expectStatus, Story } from '../support/story.js';

let t: TestApp;
let story: Story;
let serial = 0;
beforeAll(async () => {
  t = await startTestApp();
  story = new Story(t.world);
});
afterAll(() => t.close());

const codeOf = ({ status, body }: Answer): [number, string | undefined] => [status, body?.code];
const next = (): string => {
  serial += 1;
  return `C${String(serial).padStart(3, '0')}`;
};

const plan = (over: object = {}): object => ({
  districtId: t.world.districts.shuangliu.id,
  code: next(),
  title: '建成教育强区',
  yearFrom: 2026,
  yearTo: 2030,
  ...over,
});
const objective = async (over: object = {}): Promise<Answer> =>
  expectStatus(201, await t.world.as('finance').post('/strategic-objectives', plan(over)));
const duty = async (over: object = {}): Promise<Answer> => {
  const body = { unitId: t.world.units.schoolA.id, code: next(), title: '实施营养改善计划', ...over };
  return expectStatus(201, await t.world.as('finance').post('/duties', body));
};
/** A draft goal whose project has this budget. */
const goal = async (amount: string | null, over: object = {}): Promise<Answer> => {
  const project = await story.project(over);
  const lines = [{ source: 'FISCAL', initial: amount, adjusted: amount }];
  const path = `/projects/${project.body.id}/budget`;
  if (amount) expectStatus(200, await t.world.as('business').put(path, { fiscalYear: 2026, lines }, asNew));
  return story.draft(project.body.id);
};
const align = async (client: Client, goalId: string, links: object[], etag = asNew): Promise<Answer> =>
  client.put(`/goals/${goalId}/alignment`, { links }, etag);

describe('duties of a unit', () => {
  it('are kept by the unit, its department or the performance division, each code once', async () => {
    const { schoolA, education } = t.world.units;
    const unit = t.world.as('unit');
    const created = await unit.post('/duties', { unitId: schoolA.id, code: 'ZZ-01', title: '办学', basis: '三定规定' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ unitId: schoolA.id, state: 'ACTIVE', version: 1, description: null });
    expect(created.body.allowedActions.map((each: { allowed: boolean }) => each.allowed)).toEqual([true, true]);
    const twice = await t.world.as('department').post('/duties', { unitId: schoolA.id, code: 'ZZ-01', title: '办学' });
    expect(codeOf(twice)).toEqual([409, 'duty.code-taken']);
    const body = { unitId: education.id, code: 'ZZ-01', title: '管学' };
    expect((await unit.post('/duties', body)).status).toBeGreaterThanOrEqual(400);
    expect(codeOf(await unit.post('/duties', { ...body, unitId: t.world.units.schoolB.id }))).toEqual([
      422,
      'duty.unit-not-found',
    ]);
    expect((await t.world.as('business').post('/duties', body)).status).toBe(403);
    const path = `/duties/${created.body.id}`;
    const changed = await unit.patch(path, { title: '办好学校', basis: null }, ifMatch(created));
    expect(changed.body).toMatchObject({ title: '办好学校', basis: null, version: 2 });
    expect((await unit.patch(path, { title: '晚' }, ifMatch(created))).status).toBe(412);
    expect((await t.world.as('supervisor').patch(path, { title: '晚' }, ifMatch(changed))).status).toBe(403);
    const retired = await t.world.as('department').post(`${path}/retire`, {}, ifMatch(changed));
    expect(retired.body.state).toBe('RETIRED');
    expect(codeOf(await unit.patch(path, { title: '晚' }, ifMatch(retired)))).toEqual([409, 'duty.retired']);
    expect(codeOf(await unit.post(`${path}/retire`, {}, ifMatch(retired)))).toEqual([409, 'duty.retired']);
  });

  it('are seen from below, and by nobody beside', async () => {
    const above = await duty({ unitId: t.world.units.education.id });
    const path = `/duties/${above.body.id}`;
    expect((await t.world.as('unit').get(path)).status).toBe(200);
    expect((await t.world.as('unit').patch(path, { title: '改' }, ifMatch(above))).status).toBe(404);
    for (const name of ['waterDepartment', 'foreignUnit', 'foreignFinance'] as const) {
      const hidden = await t.world.as(name).get(path);
      expect(withoutRequestId(hidden)).toEqual(withoutRequestId(await t.world.as(name).get(`/duties/${UNKNOWN}`)));
      expect((await t.world.as(name).get(`/duties?code=${above.body.code}`)).body.items).toEqual([]);
    }
  });
});

describe('objectives of a district', () => {
  it('stand in two levels, the lower within the period of the upper', async () => {
    const finance = t.world.as('finance');
    const top = await objective({ responsibleUnitIds: [t.world.units.education.id] });
    expect(top.body).toMatchObject({ level: 1, parentId: null, responsibleUnitIds: [t.world.units.education.id] });
    const parentId = top.body.id;
    const child = await objective({ parentId, yearTo: 2028 });
    expect(child.body).toMatchObject({ level: 2, parentId });
    for (const [over, code] of [
      [{ parentId: child.body.id }, 'objective.two-levels'],
      [{ parentId: UNKNOWN }, 'objective.parent-not-found'],
      [{ parentId, yearTo: 2031 }, 'objective.outside-parent'],
      [{ yearFrom: 2031 }, 'objective.period-reversed'],
      [{ responsibleUnitIds: [t.world.units.foreignSchool.id] }, 'objective.unit-not-found'],
      [{ districtId: t.world.districts.wenjiang.id }, 'objective.district-not-found'],
    ] as const) {
      expect(codeOf(await finance.post('/strategic-objectives', plan(over)))).toEqual([422, code]);
    }
    expect(codeOf(await finance.post('/strategic-objectives', plan({ code: top.body.code })))).toEqual([
      409,
      'objective.code-taken',
    ]);
    expect((await t.world.as('unit').post('/strategic-objectives', plan())).status).toBe(403);
    const forged = t.database.admin.query(
      `insert into app.strategic_objectives (id, district_id, unit_path, parent_id, level, code, title, year_from, year_to)
        values (gen_random_uuid(), $1, 'r', $2, 2, 'third', '三级', 2026, 2026)`,
      [t.world.districts.shuangliu.id, child.body.id],
    );
    await expect(forged).rejects.toThrow('fk_strategic_objectives_parent');
  });

  it('change and retire by the version that was read, the parent after its children', async () => {
    const finance = t.world.as('finance');
    const top = await objective();
    const child = await objective({ parentId: top.body.id });
    const path = `/strategic-objectives/${top.body.id}`;
    expect(codeOf(await finance.patch(path, { yearTo: 2029 }, ifMatch(top)))).toEqual([
      422,
      'objective.children-outside',
    ]);
    const changed = await finance.patch(path, { yearTo: 2035, title: '教育强区' }, ifMatch(top));
    expect(changed.body).toMatchObject({ yearTo: 2035, title: '教育强区', version: 2 });
    expect((await finance.patch(path, { title: '晚' }, ifMatch(top))).status).toBe(412);
    expect(codeOf(await finance.post(`${path}/retire`, {}, ifMatch(changed)))).toEqual([
      409,
      'objective.children-active',
    ]);
    await finance.post(`/strategic-objectives/${child.body.id}/retire`, {}, ifMatch(child));
    const retired = await finance.post(`${path}/retire`, {}, ifMatch(changed));
    expect(retired.body.state).toBe('RETIRED');
    expect(codeOf(await finance.patch(path, { title: '晚' }, ifMatch(retired)))).toEqual([409, 'objective.retired']);
    expect((await t.world.as('unit').get(path)).body.state).toBe('RETIRED');
    expect((await t.world.as('unit').post(`${path}/retire`, {}, ifMatch(retired))).status).toBe(403);
    expect((await t.world.as('foreignFinance').get(path)).status).toBe(404);
    const list = await t.world.as('unit').get(`/strategic-objectives?parentId=${top.body.id}`);
    expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual([child.body.id]);
  });
});

describe('the alignment of a goal', () => {
  it('is set as a whole by the unit: objectives, duties of its own and of its department, shares and words', async () => {
    const unit = t.world.as('unit');
    const draft = await goal('1000.00');
    const [first, second] = [await objective(), await duty({ unitId: t.world.units.education.id })];
    const path = `/goals/${draft.body.id}/alignment`;
    const empty = await unit.get(path);
    expect([empty.etag, empty.body.links]).toEqual(['"0"', []]);
    const links = [
      { objectiveId: first.body.id, shareBasisPoints: 6000, sentence: '改善学生体质' },
      { dutyId: second.body.id, shareBasisPoints: 10000 },
    ];
    const set = await align(unit, draft.body.id, links);
    expect(set.body).toMatchObject({
      version: 1,
      links: [
        { code: first.body.code, shareBasisPoints: 6000, isSentenceFound: true, dutyId: null },
        { code: second.body.code, title: '实施营养改善计划', sentence: null, isSentenceFound: null },
      ],
    });
    expect((await align(unit, draft.body.id, [])).status).toBe(412);
    const fewer = await align(unit, draft.body.id, links.slice(0, 1), ifMatch(set));
    expect([fewer.body.version, fewer.body.links.length]).toEqual([2, 1]);
    const read = await unit.get(`/goals/${draft.body.id}`);
    await unit.patch(`/goals/${draft.body.id}`, { annualGoal: '换一种说法' }, ifMatch(read));
    expect((await unit.get(path)).body.links[0].isSentenceFound).toBe(false);
  });

  it('of eight at once from the same reading, one wins', async () => {
    const draft = await goal(null);
    const { body } = await objective();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => align(t.world.as('unit'), draft.body.id, [{ objectiveId: body.id }])),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(412)]);
  });

  it('refuses what is not in force, not the unit’s, or too much, and says where', async () => {
    const unit = t.world.as('unit');
    const draft = await goal('1000.00');
    const [a, b] = [await objective(), await objective()];
    const past = await objective({ yearFrom: 2020, yearTo: 2025 });
    const retired = await objective();
    await t.world.as('finance').post(`/strategic-objectives/${retired.body.id}/retire`, {}, ifMatch(retired));
    const sibling = await duty({ unitId: t.world.units.schoolB.id });
    for (const [links, code] of [
      [[{}], 'alignment.objective-or-duty'],
      [[{ objectiveId: UNKNOWN }], 'alignment.unknown-objective'],
      [[{ objectiveId: past.body.id }], 'alignment.unknown-objective'],
      [[{ objectiveId: retired.body.id }], 'alignment.unknown-objective'],
      [[{ dutyId: sibling.body.id }], 'alignment.unknown-duty'],
      [[{ objectiveId: a.body.id }, { objectiveId: a.body.id }], 'alignment.linked-twice'],
      [[{ objectiveId: a.body.id, sentence: '没有说过' }], 'alignment.sentence-not-found'],
      [
        [
          { objectiveId: a.body.id, shareBasisPoints: 9000 },
          { objectiveId: b.body.id, shareBasisPoints: 1001 },
        ],
        'alignment.shares-above',
      ],
    ] as const) {
      const refused = await align(unit, draft.body.id, [...links]);
      expect(codeOf(refused)).toEqual([422, code]);
      expect(refused.body.errors[0].pointer).toBe(`/links/${links.length - 1}`);
    }
    expect((await align(unit, draft.body.id, [{ objectiveId: a.body.id, shareBasisPoints: 10001 }])).status).toBe(400);
    const of = `/goals/${draft.body.id}/alignment`;
    expect((await unit.put(of, { links: [] })).status).toBe(428);
    for (const name of ['siblingUnit', 'foreignUnit'] as const) {
      const hidden = await align(t.world.as(name), draft.body.id, []);
      expect(withoutRequestId(hidden)).toEqual(withoutRequestId(await align(t.world.as(name), UNKNOWN, [])));
      expect((await t.world.as(name).get(of)).status).toBe(404);
    }
    expect((await align(t.world.as('department'), draft.body.id, [])).status).toBe(403);
  });

  it('is the performance division’s once the goal is submitted, keeps what was linked, and moves no review', async () => {
    const unit = t.world.as('unit');
    const draft = await goal('1000.00');
    const first = await objective();
    const set = await align(unit, draft.body.id, [{ objectiveId: first.body.id }]);
    const read = await unit.get(`/goals/${draft.body.id}`);
    expectStatus(200, await unit.post(`/goals/${draft.body.id}/submit`, {}, ifMatch(read)));
    expect(codeOf(await align(unit, draft.body.id, [], ifMatch(set)))).toEqual([409, 'alignment.goal-frozen']);
    expect((await unit.get(`/goals/${draft.body.id}/alignment`)).body.allowedActions).toEqual([
      { action: 'update', allowed: false, reason: 'alignment.goal-frozen' },
    ]);
    await t.world.as('finance').post(`/strategic-objectives/${first.body.id}/retire`, {}, ifMatch(first));
    const links = [{ objectiveId: first.body.id, shareBasisPoints: 5000 }];
    const changed = await align(t.world.as('finance'), draft.body.id, links, ifMatch(set));
    expect(changed.body.links[0].shareBasisPoints).toBe(5000);
    expectStatus(200, await story.decide('unithead', draft.body.id, 'APPROVE'));
    await t.database.admin.query(`update app.goals set state = 'CANCELLED', version = version + 1 where id = $1`, [
      draft.body.id,
    ]);
    expect(codeOf(await align(t.world.as('finance'), draft.body.id, [], ifMatch(changed)))).toEqual([
      409,
      'alignment.state-forbids',
    ]);
  });
});

describe('the coverage of objectives', () => {
  const coverage = async (
    client = t.world.as('finance'),
    districtId = t.world.districts.shuangliu.id,
  ): Promise<Answer> => client.get(`/alignment-coverage?districtId=${districtId}&fiscalYear=2026`);
  const plus = (...amounts: string[]): string =>
    amounts.reduce((sum, amount) => sum.plus(amount), new Decimal(0)).toFixed(2);

  it('adds up to the 分 both ways: by objectives, what is unsaid, and what is linked to none', async () => {
    const before = (await coverage()).body.totals;
    const top = await objective();
    const [a, b, c, idle] = [
      await objective({ parentId: top.body.id }),
      await objective({ parentId: top.body.id }),
      await objective(),
      await objective(),
    ];
    const unit = t.world.as('unit');
    // A third each, of an amount that three do not divide, and of a single 分.
    const thirds = [a, b, c].map(({ body }, at) => ({
      objectiveId: body.id,
      shareBasisPoints: at === 2 ? 3334 : 3333,
    }));
    for (const amount of ['100.01', '0.01', '999999999999.99']) await align(unit, (await goal(amount)).body.id, thirds);
    const half = await goal('1000.00');
    await align(unit, half.body.id, [{ objectiveId: a.body.id, shareBasisPoints: 2500 }, { objectiveId: top.body.id }]);
    const unsaid = await goal('500.00');
    await align(unit, unsaid.body.id, [{ objectiveId: top.body.id }]);
    const served = await duty();
    const unserved = await duty();
    const alone = await goal('70000000000.00');
    await align(unit, alone.body.id, [{ dutyId: served.body.id, shareBasisPoints: 10000 }]);
    const whole = await goal('8000.00', { kind: 'DEPARTMENT_WHOLE' });
    const { body } = await coverage();
    const of = ({ body: { id } }: Answer) => body.objectives.find((each: { id: string }) => each.id === id);
    const grown = (name: string): string => new Decimal(body.totals[name]).minus(before[name]).toFixed(2);
    expect(grown('amount')).toBe(plus('100.01', '0.01', '999999999999.99', '1000.00', '500.00', '70000000000.00'));
    expect(grown('unallocatedAmount')).toBe('1250.00');
    expect(grown('unlinkedAmount')).toBe('70000000000.00');
    expect(grown('alignedAmount')).toBe(plus('100.01', '0.01', '999999999999.99', '250.00'));
    const { amount, alignedAmount, unallocatedAmount, unlinkedAmount } = body.totals;
    expect(plus(alignedAmount, unallocatedAmount, unlinkedAmount)).toBe(amount);
    expect(plus(...body.objectives.map((each: { amount: string }) => each.amount))).toBe(alignedAmount);
    const tops = body.objectives.filter(({ level }: { level: number }) => level === 1);
    expect(plus(...tops.map((each: { treeAmount: string }) => each.treeAmount))).toBe(alignedAmount);
    expect(of(top)).toMatchObject({ goals: 2, amount: '0.00', treeGoals: 5 });
    expect(of(top).treeAmount).toBe(plus(of(a).amount, of(b).amount));
    expect(of(c)).toMatchObject({ goals: 3, treeGoals: 3 });
    expect(of(idle)).toMatchObject({ goals: 0, amount: '0.00', treeGoals: 0, treeAmount: '0.00' });
    expect(body.totals.objectivesWithoutGoals).toBe(
      body.objectives.filter(({ treeGoals }: { treeGoals: number }) => treeGoals === 0).length,
    );
    expect(body.goalsWithoutObjective[0]).toMatchObject({ id: alone.body.id, amount: '70000000000.00' });
    expect(body.goalsWithoutObjective.find(({ id }: { id: string }) => id === whole.body.id).amount).toBe('0.00');
    expect(body.totals.unlinkedGoals).toBe(body.goalsWithoutObjective.length);
    const idleDuties = body.dutiesWithoutGoals.map(({ id }: { id: string }) => id);
    expect([idleDuties.includes(unserved.body.id), idleDuties.includes(served.body.id)]).toEqual([true, false]);
  });

  it('keeps what was given to an objective that has been retired since, and drops cancelled goals', async () => {
    const retired = await objective();
    const aligned = await goal('300.00');
    await align(t.world.as('unit'), aligned.body.id, [{ objectiveId: retired.body.id, shareBasisPoints: 10000 }]);
    await t.world.as('finance').post(`/strategic-objectives/${retired.body.id}/retire`, {}, ifMatch(retired));
    const found = async () =>
      (await coverage()).body.objectives.find(({ id }: { id: string }) => id === retired.body.id);
    expect(await found()).toMatchObject({ goals: 1, amount: '300.00' });
    await t.database.admin.query(`update app.goals set state = 'CANCELLED', version = version + 1 where id = $1`, [
      aligned.body.id,
    ]);
    expect(await found()).toBeUndefined();
  });

  it('reaches as far as the caller’s scope, and no other district', async () => {
    const mine = await goal('42.00');
    const unit = await coverage(t.world.as('unit'));
    expect(unit.body.goalsWithoutObjective.map(({ id }: { id: string }) => id)).toContain(mine.body.id);
    const sibling = await coverage(t.world.as('siblingUnit'));
    expect(sibling.body.totals).toMatchObject({ goals: 0, amount: '0.00' });
    expect(sibling.body.objectives.length).toBe(unit.body.objectives.length);
    const foreign = await coverage(t.world.as('foreignFinance'));
    expect(withoutRequestId(foreign)).toEqual(withoutRequestId(await coverage(t.world.as('foreignFinance'), UNKNOWN)));
    expect((await t.world.as('sysadmin').get(`/alignment-coverage?districtId=${UNKNOWN}&fiscalYear=2026`)).status).toBe(
      403,
    );
    const district = t.world.districts.shuangliu.id;
    expect((await t.world.as('finance').get(`/alignment-coverage?districtId=${district}`)).status).toBe(400);
    expect((await t.world.as('finance').get(`/alignment-coverage?districtId=x&fiscalYear=2026`)).status).toBe(400);
  });
});
