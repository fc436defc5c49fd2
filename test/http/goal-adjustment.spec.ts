import { Adjustments } from '../support/adjustments.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { ifMatch } from '../support/client.js';
import { decideTask } from '../support/story.js';

let t: TestApp;
let adjustments: Adjustments;
beforeAll(async () => {
  t = await startTestApp();
  adjustments = new Adjustments(t);
});
afterAll(() => t.close());

const actionOf = (
  body: { allowedActions: { action: string; allowed: boolean }[] },
  name: string,
): boolean | undefined => body.allowedActions.find(({ action }) => action === name)?.allowed;

/** Another indicator in its place, of which nobody can say when it is reached. */
const vague = ({ id: _, targetValue: __, unitOfMeasure: ___, ...rest }: Record<string, unknown>): object => ({
  ...rest,
  name: `${rest['name']}(定性)`,
  measureType: 'QUAL',
  operator: 'QUAL',
  direction: 'NEUTRAL',
  targetText: '明显改善',
});

describe('an adjustment of an approved goal', () => {
  it('goes from a working copy through its own approval to the next revision, and the old one stays as it was', async () => {
    const goal = await adjustments.running();
    const unit = t.world.as('unit');
    const first = await unit.get(`/goals/${goal.body.id}/revisions/1`);
    expect(actionOf(goal.body, 'adjust')).toBe(true);
    const draft = await adjustments.retargeted(goal, '600', { budgetDelta: '-120000.00' });
    expect(draft.body).toMatchObject({
      state: 'DRAFT',
      beforeRevision: 1,
      afterRevision: null,
      budgetDelta: '-120000.00',
    });
    expect(draft.body.diff).toEqual({
      isTruncated: false,
      changes: [
        {
          pointer: '/indicators/0/targetValue',
          kind: 'CHANGED',
          indicatorId: first.body.content.indicators[0].id,
          indicatorName: '学生受资助人次',
          before: '735',
          after: '600',
        },
      ],
    });
    expect((await adjustments.goal(goal.body.id)).body).toMatchObject({ state: 'ADJUSTING', revision: 1 });
    const submitted = await adjustments.submit(draft);
    const task = await adjustments.story.task('unithead', submitted.body.id);
    expect(task.body.diff.changes.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/indicators/0/targetValue',
      '/adjustment',
    ]);
    const approved = await adjustments.sign(submitted);
    expect(approved.body).toMatchObject({ state: 'APPROVED', beforeRevision: 1, afterRevision: 2 });
    expect(approved.body.decidedBy).toBe(t.world.people.finance.personId);
    const after = await unit.get(`/goals/${goal.body.id}?expand=indicators`);
    expect(after.body).toMatchObject({ state: 'IN_EXECUTION', revision: 2 });
    expect(after.body.indicators[0]).toMatchObject({ targetValue: '600', id: first.body.content.indicators[0].id });
    expect((await unit.get(`/goals/${goal.body.id}/revisions/1`)).body.content).toEqual(first.body.content);
    const second = await unit.get(`/goals/${goal.body.id}/revisions/2`);
    expect(second.body.content.indicators[0].targetValue).toBe('600');
    const { body: revisions } = await unit.get(`/goals/${goal.body.id}/revisions`);
    expect(revisions.items).toMatchObject([
      { revision: 1, adjustmentId: null, releaseId: goal.body.releaseId, approvedBy: t.world.people.finance.personId },
      {
        revision: 2,
        adjustmentId: draft.body.id,
        releaseId: null,
        trigger: 'POLICY',
        reason: '扩大营养改善范围',
        approvedBy: t.world.people.finance.personId,
      },
    ]);
  });

  it('removes an indicator without losing its past, adds another of its name, and leaves the rest alone', async () => {
    const goal = await adjustments.running();
    const unit = t.world.as('unit');
    const { body } = await unit.get(`/goals/${goal.body.id}/indicators`);
    const [gone] = body.items;
    const reported = await unit.post(`/indicators/${gone.id}/actuals`, { period: '2026-Q1', value: '180' });
    expect(reported.status).toBe(201);
    const begun = await adjustments.begin(goal);
    const changed = await adjustments.indicators(begun, (each) => {
      if (each['id'] !== gone.id) return each;
      const { id: _, ...fresh } = each;
      return { ...fresh, measureType: 'STOCK', baseline: '500', targetValue: '700' };
    });
    expect(changed.body.diff.changes.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['ADDED', 'REMOVED']);
    await adjustments.sign(await adjustments.submit(changed));
    const after = (await unit.get(`/goals/${goal.body.id}/indicators`)).body.items;
    expect(after).toHaveLength(body.items.length);
    expect(after[0]).toMatchObject({ name: gone.name, measureType: 'STOCK' });
    expect(after[0].id).not.toBe(gone.id);
    expect(after.slice(1)).toEqual(body.items.slice(1));
    expect((await unit.get(`/actuals/${reported.body.id}`)).body.value).toBe('180');
    expect((await unit.post(`/indicators/${gone.id}/actuals`, { period: '2026-Q2', value: '1' })).status).toBe(404);
  });

  it('is edited by its clerk, and refuses what would make the actuals meaningless', async () => {
    const goal = await adjustments.running();
    const unit = t.world.as('unit');
    const begun = await adjustments.begin(goal);
    const url = `/goal-adjustments/${begun.body.id}`;
    const patched = await unit.patch(url, { annualGoal: '为全区学生提供营养餐', trigger: 'OTHER' }, ifMatch(begun));
    expect(patched.body).toMatchObject({ trigger: 'OTHER', content: { annualGoal: '为全区学生提供营养餐' } });
    expect((await unit.patch(url, { justification: '再改' }, ifMatch(begun))).status).toBe(412);
    const foreignFile = await adjustments.evidence('siblingUnit');
    expect((await unit.patch(url, { fileIds: [foreignFile] }, ifMatch(patched))).body.code).toBe(
      'goal-adjustment.unknown-file',
    );
    const meaningless = await adjustments.indicators(patched, (each) => ({ ...each, unitOfMeasure: '项' }));
    expect([meaningless.status, meaningless.body.code]).toEqual([422, 'goal-adjustment.indicators-refused']);
    expect(new Set(meaningless.body.errors.map(({ code }: { code: string }) => code))).toEqual(
      new Set(['IDENTITY_CHANGED']),
    );
    const weightless = await adjustments.indicators(patched, (each) => ({ ...each, weight: '0.00' }));
    expect(weightless.status).toBe(400);
    const foreign = await adjustments.indicators(patched, (each) => ({ ...each, id: begun.body.id }));
    expect(foreign.body.errors[0].code).toBe('UNKNOWN_INDICATOR');
    expect((await t.world.as('unithead').patch(url, { trigger: 'OTHER' }, ifMatch(patched))).status).toBe(403);
    const file = begun.body.fileIds[0];
    expect((await t.world.as('finance').get(`${url}/evidence/${file}`)).status).toBe(200);
    expect((await t.world.as('siblingUnit').get(`${url}/evidence/${file}`)).status).toBe(404);
  });

  it('is not submitted with what it lacks and what the checks of a goal find, told all at once', async () => {
    const goal = await adjustments.running();
    const begun = await adjustments.begin(goal, { trigger: 'BUDGET_CHANGE', fileIds: [] });
    const faulty = await adjustments.indicators(begun, (each) =>
      each['measureType'] === 'CUMULATIVE' ? { ...each, weight: '29', targetValue: '0' } : vague(each),
    );
    const refused = await t.world.as('unit').post(`/goal-adjustments/${begun.body.id}/submit`, {}, ifMatch(faulty));
    expect([refused.status, refused.body.code]).toEqual([422, 'goal-adjustment.incomplete']);
    expect(refused.body.errors.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining([
        'EVIDENCE_MISSING',
        'BUDGET_DELTA_ZERO',
        'WEIGHT_SUM',
        'TARGET_ZERO',
        'QUAL_LEVELS_MISSING',
      ]),
    );
    const other = await adjustments.begin(await adjustments.running());
    const nothing = await t.world.as('unit').post(`/goal-adjustments/${other.body.id}/submit`, {}, ifMatch(other));
    expect(nothing.body.errors.map(({ code }: { code: string }) => code)).toEqual(['NOTHING_CHANGED']);
  });

  it('is judged by what the library says of the definitions that it names, and by what a core indicator must say', async () => {
    const [definition] = (
      await t.database.admin.query(
        `select definition_id, level1_v2021 as level1, level2_v2021 as level2 from app.indicator_definitions
          where state = 'PUBLISHED' and measure_type = 'QUAL' and level1_v2021 is not null and levels is not null
            and district_id is null limit 1`,
      )
    ).rows;
    const pinned = { definitionId: definition.definition_id, level1: definition.level1, level2: definition.level2 };
    const begun = await adjustments.begin(await adjustments.running());
    const changed = await adjustments.indicators(begun, (each) =>
      each['measureType'] === 'CUMULATIVE' ? { ...each, isCore: true } : { ...vague(each), ...pinned },
    );
    expect(changed.body.errors ?? []).toEqual([]);
    const refused = await t.world.as('unit').post(`/goal-adjustments/${begun.body.id}/submit`, {}, ifMatch(changed));
    expect(refused.body.errors.map(({ code, pointer }: Record<string, string>) => `${code} ${pointer}`)).toEqual([
      'FIELD_MISSING /indicators/0/targetBasis',
      'FIELD_MISSING /indicators/0/dataSource',
    ]);
  });

  it('shows its reviewers what the checks found, and once it is approved the goal does', async () => {
    const goal = await adjustments.running();
    const unit = t.world.as('unit');
    const frozen = (await unit.get(`/goals/${goal.body.id}/checks`)).body;
    const submitted = await adjustments.submit(await adjustments.retargeted(goal, '600'));
    const task = await adjustments.story.task('unithead', submitted.body.id);
    expect(task.body.remarks.checks).toMatchObject({ isFrozen: true, passed: true, revision: 1 });
    expect((await unit.get(`/goals/${goal.body.id}/checks`)).body).toEqual(frozen);
    await adjustments.sign(submitted);
    const after = (await unit.get(`/goals/${goal.body.id}/checks`)).body;
    expect(after).toEqual(task.body.remarks.checks);
    expect(after.checkedAt).not.toBe(frozen.checkedAt);
  });

  it('is withdrawn, returned, refused or given up, and the goal goes on by its revision', async () => {
    const goal = await adjustments.running();
    const unit = t.world.as('unit');
    const draft = await adjustments.submit(await adjustments.retargeted(goal, '700'));
    const url = `/goal-adjustments/${draft.body.id}`;
    expect((await unit.patch(url, { trigger: 'OTHER' }, ifMatch(draft))).body.code).toBe('goal-adjustment.frozen');
    expect((await unit.post(`${url}/cancel`, { reason: '不改了' }, ifMatch(draft))).body.code).toBe(
      'goal-adjustment.state-forbids',
    );
    const withdrawn = await unit.post(`${url}/withdraw`, {}, ifMatch(draft));
    expect(withdrawn.body.state).toBe('DRAFT');
    await adjustments.submit(withdrawn);
    await adjustments.story.decide('unithead', draft.body.id, 'RETURN', '依据不足');
    const returned = await adjustments.read(draft);
    expect(returned.body).toMatchObject({ state: 'RETURNED', returnedCount: 1 });
    expect((await adjustments.goal(goal.body.id)).body.state).toBe('ADJUSTING');
    await adjustments.submit(returned);
    await adjustments.story.decide('unithead', draft.body.id, 'REJECT', '无政策依据');
    expect((await adjustments.read(draft)).body).toMatchObject({ state: 'REJECTED', afterRevision: null });
    const again = await adjustments.goal(goal.body.id);
    expect(again.body).toMatchObject({ state: 'IN_EXECUTION', revision: 1 });
    const second = await adjustments.begin(again);
    const secondUrl = `/goal-adjustments/${second.body.id}`;
    const cancelled = await unit.post(`${secondUrl}/cancel`, { reason: '情况有变' }, ifMatch(second));
    expect(cancelled.body).toMatchObject({ state: 'CANCELLED', decidedBy: t.world.people.unit.personId });
    expect((await unit.post(`${secondUrl}/submit`, {}, ifMatch(cancelled))).body.code).toBe(
      'goal-adjustment.state-forbids',
    );
    expect((await unit.post(`${secondUrl}/withdraw`, {}, ifMatch(cancelled))).status).toBe(409);
    expect((await adjustments.goal(goal.body.id)).body).toMatchObject({ state: 'IN_EXECUTION', revision: 1 });
  });

  it('is not approved by whoever wrote it, though he is head of the unit, too', async () => {
    const goal = await adjustments.running();
    const submitted = await adjustments.submit(await adjustments.retargeted(goal, '600'));
    const task = await adjustments.story.task('unithead', submitted.body.id);
    const author = await t.world.hire([{ role: 'UNIT_HEAD', path: t.world.units.schoolA.path }], {
      personId: t.world.people.unit.personId,
    });
    expect((await decideTask(author.client, task, 'APPROVE')).body.code).toBe('approval.own-submission');
  });

  it('is listed by state, trigger, goal and unit, and seen by nobody of another unit', async () => {
    const goal = await adjustments.running();
    const begun = await adjustments.begin(goal, { trigger: 'FORCE_MAJEURE' });
    const { schoolA } = t.world.units;
    const query = `goalId=${goal.body.id}&state=DRAFT&trigger=FORCE_MAJEURE&unitId=${schoolA.id}&fiscalYear=2026`;
    const listed = await t.world.as('department').get(`/goal-adjustments?${query}`);
    expect(listed.body.items).toMatchObject([{ id: begun.body.id, justification: '扩大营养改善范围' }]);
    const foreign = t.world.as('siblingUnit');
    expect((await foreign.get('/goal-adjustments')).body.items).toEqual([]);
    expect((await foreign.get(`/goal-adjustments/${begun.body.id}`)).status).toBe(404);
    expect((await foreign.post(`/goals/${goal.body.id}/adjust`, BODY, ifMatch(goal))).status).toBe(404);
    expect((await t.world.as('unithead').post(`/goals/${goal.body.id}/adjust`, BODY, ifMatch(goal))).status).toBe(403);
  });
});

const BODY = { trigger: 'POLICY', justification: '扩大营养改善范围' };

describe('of one goal', () => {
  it('one adjustment is open at a time: of two at once one is begun', async () => {
    const goal = await adjustments.running();
    const unit = t.world.as('unit');
    const begin = () => unit.post(`/goals/${goal.body.id}/adjust`, BODY, ifMatch(goal));
    const both = await Promise.all([begin(), begin()]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 412]);
    const late = await unit.post(`/goals/${goal.body.id}/adjust`, BODY, ifMatch(await adjustments.goal(goal.body.id)));
    expect([late.status, late.body.code]).toEqual([409, 'goal.state-forbids']);
    await expect(
      t.database.admin.query(
        `insert into app.goal_adjustments select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid()))).*
          from app.goal_adjustments a where goal_id = $1`,
        [goal.body.id],
      ),
    ).rejects.toThrow('uq_goal_adjustments_open');
  });

  it('an adjustment that is approved twice at once makes one revision', async () => {
    const goal = await adjustments.running();
    const submitted = await adjustments.submit(await adjustments.retargeted(goal, '600'));
    await adjustments.sign(submitted, ['unithead', 'department', 'business']);
    const task = await adjustments.story.task('finance', submitted.body.id);
    const both = await Promise.all([1, 2].map(() => decideTask(t.world.as('finance'), task, 'APPROVE')));
    expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect((await adjustments.goal(goal.body.id)).body).toMatchObject({ revision: 2, state: 'IN_EXECUTION' });
    expect((await t.world.as('unit').get(`/goals/${goal.body.id}/revisions`)).body.items).toHaveLength(2);
  });

  it('a goal that has moved on is not changed by an adjustment of what it was', async () => {
    const goal = await adjustments.running();
    const submitted = await adjustments.submit(await adjustments.retargeted(goal, '600'));
    await adjustments.sign(submitted, ['unithead', 'department', 'business']);
    const adjusting = await adjustments.goal(goal.body.id);
    const leader = t.world.as('leader');
    const cancelled = await leader.post(`/goals/${goal.body.id}/cancel`, { reason: '项目撤销' }, ifMatch(adjusting));
    expect(cancelled.body.state).toBe('CANCELLED');
    const stale = await adjustments.story.decide('finance', submitted.body.id, 'APPROVE');
    expect([stale.status, stale.body.code]).toEqual([412, 'approval.subject-changed']);
    expect((await adjustments.read(submitted)).body).toMatchObject({ state: 'IN_REVIEW', afterRevision: null });
    await adjustments.story.decide('finance', submitted.body.id, 'RETURN', '项目已撤销');
    const returned = await adjustments.read(submitted);
    const url = `/goal-adjustments/${submitted.body.id}`;
    expect((await t.world.as('unit').post(`${url}/submit`, {}, ifMatch(returned))).body.code).toBe(
      'goal-adjustment.stale',
    );
    await t.world.as('unit').post(`${url}/cancel`, { reason: '项目已撤销' }, ifMatch(returned));
    expect((await adjustments.goal(goal.body.id)).body).toMatchObject({ state: 'CANCELLED', revision: 1 });
  });

  it('the database lets nothing but an approved adjustment change what was approved', async () => {
    const goal = await adjustments.running();
    await adjustments.begin(goal);
    const { admin } = t.database;
    await expect(
      admin.query(`update app.indicators set target_value = 1 where goal_id = $1`, [goal.body.id]),
    ).rejects.toThrow('frozen');
    await expect(
      admin.query(
        `update app.goals set annual_goal = '改', revision = revision + 1, version = version + 1 where id = $1`,
        [goal.body.id],
      ),
    ).rejects.toThrow('frozen');
    await expect(
      admin.query(`update app.goal_revisions set content = '{}' where goal_id = $1`, [goal.body.id]),
    ).rejects.toThrow();
  });
});
