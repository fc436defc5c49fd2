import { Adjustments } from '../support/adjustments.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { Execution, MONTHLY } from '../support/execution.js';
import { INDICATORS } from '../support/story.js';

let t: TestApp;
let adjustments: Adjustments;
beforeAll(async () => {
  t = await startTestApp();
  adjustments = new Adjustments(t);
});
afterAll(() => t.close());

const LASTING = { periodTo: '2028-12-31' };

describe('a goal that is rolled to the next year', () => {
  it('is a draft with the same content, and its new targets stand beside last targets, actuals and completions', async () => {
    const execution = new Execution(t);
    const deadline = {
      ...MONTHLY,
      level2: '时效指标',
      name: '完成时间',
      measureType: 'DATE',
      operator: 'LE',
      direction: 'NEGATIVE',
      targetValue: undefined,
      unitOfMeasure: undefined,
      targetOn: '2026-11-30',
      weight: '10',
    };
    const goal = await adjustments.running([{ ...MONTHLY, weight: '80' }, deadline], LASTING);
    const unit = t.world.as('unit');
    const { items } = (await unit.get(`/goals/${goal.body.id}/indicators`)).body;
    await execution.reportMonths(items[0].id, ['90', '90', '90', '90', '90', '90', '90', '90', '90']);
    await execution.settle();
    const rolled = await unit.post(`/goals/${goal.body.id}/roll`, { fiscalYear: 2027 });
    expect([rolled.status, rolled.headers['location']]).toEqual([201, `/api/v1/goals/${rolled.body.id}`]);
    expect(rolled.body).toMatchObject({
      state: 'DRAFT',
      revision: 0,
      fiscalYear: 2027,
      projectId: goal.body.projectId,
      annualGoal: goal.body.annualGoal,
      approvedAt: null,
      releaseId: null,
    });
    const lineage = await t.world.as('finance').get(`/goals/${rolled.body.id}/lineage`);
    expect(lineage.body.rolledFrom).toEqual({
      goalId: goal.body.id,
      fiscalYear: 2026,
      state: 'IN_EXECUTION',
      revision: 1,
    });
    expect(lineage.body.indicators).toMatchObject([
      {
        name: '培训人次',
        targetValue: '1200',
        previous: {
          id: items[0].id,
          targetValue: '1200',
          actual: { month: 9, value: '810', state: 'PRELIMINARY' },
          completion: '0.900000',
          goalRevision: 1,
        },
      },
      { name: '完成时间', targetOn: '2027-11-30', previous: { targetOn: '2026-11-30', actual: null } },
    ]);
    expect(lineage.body.indicators[0].id).not.toBe(items[0].id);
    const back = await unit.get(`/goals/${goal.body.id}/lineage`);
    expect(back.body).toMatchObject({ rolledFrom: null, rolledTo: [{ goalId: rolled.body.id, fiscalYear: 2027 }] });
    expect((await t.world.as('siblingUnit').get(`/goals/${rolled.body.id}/lineage`)).status).toBe(404);
  });

  it('takes the last revision, and is edited and checked like any draft', async () => {
    const goal = await adjustments.running(INDICATORS, LASTING);
    await adjustments.approved(goal, '600');
    const unit = t.world.as('unit');
    const rolled = await unit.post(`/goals/${goal.body.id}/roll`, { fiscalYear: 2027 });
    const { items } = (await unit.get(`/goals/${rolled.body.id}/indicators`)).body;
    expect(items[0]).toMatchObject({ targetValue: '600', name: '学生受资助人次' });
    expect((await unit.get(`/goals/${rolled.body.id}/lineage`)).body.rolledFrom.revision).toBe(2);
    expect((await unit.get(`/goals/${rolled.body.id}/checks`)).body.passed).toBe(true);
  });

  it('is refused for another year, twice, without an approval, and when the project ends', async () => {
    const goal = await adjustments.running(INDICATORS, LASTING);
    const unit = t.world.as('unit');
    const roll = (id: string, fiscalYear: number) => unit.post(`/goals/${id}/roll`, { fiscalYear });
    expect((await roll(goal.body.id, 2028)).body).toMatchObject({ status: 422, code: 'goal-roll.not-next-year' });
    const both = await Promise.all([roll(goal.body.id, 2027), roll(goal.body.id, 2027)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await roll(goal.body.id, 2027)).body.code).toBe('goal-roll.exists');
    const project = await adjustments.story.project(LASTING);
    const draft = await adjustments.story.draft(project.body.id);
    expect((await roll(draft.body.id, 2027)).body.code).toBe('goal-roll.not-approved');
    const ending = await adjustments.running();
    expect((await roll(ending.body.id, 2027)).body.code).toBe('goal-roll.project-ended');
    expect((await t.world.as('finance').post(`/goals/${goal.body.id}/roll`, { fiscalYear: 2027 })).status).toBe(403);
    expect((await t.world.as('siblingUnit').post(`/goals/${goal.body.id}/roll`, { fiscalYear: 2027 })).status).toBe(
      404,
    );
  });
});

describe('the declaration form and the strategic links of a goal', () => {
  it('go on with it: the words and the money of the whole period, and what is still aimed at in the year', async () => {
    const { schoolA } = t.world.units;
    const goal = await adjustments.running(INDICATORS, LASTING);
    const { rows } = await t.database.admin.query(
      `insert into app.strategic_objectives (id, district_id, unit_path, level, code, title, year_from, year_to)
        select gen_random_uuid(), district_id, subpath(unit_path, 0, 2), 1, 'ROLL-' || year_to, '目标', 2025, year_to
        from app.goals, unnest(array[2026, 2030]) year_to where id = $1 order by year_to returning id`,
      [goal.body.id],
    );
    const finance = t.world.as('finance');
    const [, lasting] = rows.map(({ id }: { id: string }) => id);
    // What is approved is frozen: what was filed with it is put beside it here.
    await t.database.admin.query(`set session_replication_role = replica`);
    await t.database.admin.query(
      `insert into app.goal_declarations (goal_id, project_id, district_id, unit_path, filler, necessity, total_amount, year_amount)
        select id, project_id, district_id, unit_path, '李经办', '改善营养', 900, 300 from app.goals where id = $1`,
      [goal.body.id],
    );
    for (const table of ['goal_alignments (goal_id', 'goal_alignment_links (position, objective_id, goal_id'])
      await t.database.admin.query(
        `insert into app.${table}, project_id, district_id, unit_path)
          select ${table.includes('links') ? 'o.position, o.id, ' : ''}g.id, g.project_id, g.district_id, g.unit_path
          from app.goals g ${table.includes('links') ? ', unnest($2::uuid[]) with ordinality as o (id, position)' : ''}
          where g.id = $1 and cardinality($2::uuid[]) = 2`,
        [goal.body.id, rows.map(({ id }: { id: string }) => id)],
      );
    await t.database.admin.query(`set session_replication_role = origin`);
    const rolled = await t.world.as('unit').post(`/goals/${goal.body.id}/roll`, { fiscalYear: 2027 });
    const form = await finance.get(`/goals/${rolled.body.id}/declaration`);
    expect(form.body).toMatchObject({
      isBegun: true,
      filler: '李经办',
      necessity: '改善营养',
      totalAmount: '900.00',
      yearAmount: null,
      fundingLines: [],
    });
    const alignment = await finance.get(`/goals/${rolled.body.id}/alignment`);
    expect(alignment.body.links).toMatchObject([{ objectiveId: lasting }]);
    expect(schoolA.id).toBe(rolled.body.unitId);
  });
});

describe('the goals of a district', () => {
  it('are rolled as one operation, with a report that names each goal and why it was not', async () => {
    const lasting = await adjustments.running(INDICATORS, LASTING);
    const ending = await adjustments.running();
    const finance = t.world.as('finance');
    const { id: districtId } = t.world.districts.shuangliu;
    const started = await finance.post('/goal-rolls', { districtId, fiscalYear: 2027 });
    expect(started.status).toBe(202);
    await t.outbox.deliver();
    const { body } = await finance.get(`/operations/${started.body.id}`);
    expect(body.status).toBe('SUCCEEDED');
    const lineOf = (id: string): object => body.result.items.find((item: { goalId: string }) => item.goalId === id);
    expect(lineOf(lasting.body.id)).toMatchObject({ status: 'ROLLED', code: null });
    expect(lineOf(ending.body.id)).toEqual({
      goalId: ending.body.id,
      status: 'REFUSED',
      rolledTo: null,
      code: 'goal-roll.project-ended',
    });
    expect(body.result.rolled + body.result.refused).toBe(body.result.items.length);
    const again = await finance.post('/goal-rolls', { districtId, fiscalYear: 2027 });
    await t.outbox.deliver();
    expect((await finance.get(`/operations/${again.body.id}`)).body.result).toEqual(body.result);
    const { rows } = await t.database.admin.query(
      `select count(*)::int as n, count(*) filter (where author_ids = '{}')::int as unwritten from app.goals where fiscal_year = 2027
        and id = any ($1)`,
      [body.result.items.flatMap(({ rolledTo }: { rolledTo: string | null }) => rolledTo ?? [])],
    );
    expect(rows[0].n).toBe(body.result.rolled);
    expect(rows[0].unwritten).toBeGreaterThan(0);
  });

  it('are rolled by a unit’s clerk for his own unit, whatever place he names', async () => {
    const goal = await adjustments.running(INDICATORS, LASTING);
    const { schoolA, education } = t.world.units;
    const unit = t.world.as('unit');
    const started = await unit.post('/goal-rolls', { unitId: schoolA.id, fiscalYear: 2027 });
    await t.outbox.deliver();
    const { result } = (await unit.get(`/operations/${started.body.id}`)).body;
    expect(result.items.map(({ goalId }: { goalId: string }) => goalId)).toContain(goal.body.id);
    const above = await unit.post('/goal-rolls', { unitId: education.id, fiscalYear: 2027 });
    expect(above.body.code).toBe('goal-roll.unknown-scope');
  });

  it('are ordered by one place, which the caller sees', async () => {
    const finance = t.world.as('finance');
    const { schoolA } = t.world.units;
    const both = { unitId: schoolA.id, districtId: t.world.districts.shuangliu.id, fiscalYear: 2027 };
    expect((await finance.post('/goal-rolls', both)).body.code).toBe('goal-roll.one-scope');
    expect((await finance.post('/goal-rolls', { fiscalYear: 2027 })).body.code).toBe('goal-roll.one-scope');
    const foreign = await t.world.as('siblingUnit').post('/goal-rolls', { unitId: schoolA.id, fiscalYear: 2027 });
    expect(foreign.body.code).toBe('goal-roll.unknown-scope');
    expect((await t.world.as('unithead').post('/goal-rolls', { unitId: schoolA.id, fiscalYear: 2027 })).status).toBe(
      403,
    );
  });
});
