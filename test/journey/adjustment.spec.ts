import { Adjustments } from '../support/adjustments.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { ifMatch } from '../support/client.js';
import { Execution, MONTHLY } from '../support/execution.js';
import { expectStatus } from '../support/story.js';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const MONTHS = ['50', '50', '50', '50', '50', '50'];

describe('an indicator that falls behind for a change of policy', () => {
  it('is judged against the adjusted target from then on, by the same actuals, and the first revision stays readable', async () => {
    const execution = new Execution(t);
    const adjustments = new Adjustments(t);
    const unit = t.world.as('unit');
    const second = { ...MONTHLY, name: '宣传场次', unitOfMeasure: '场', weight: '30' };
    const goal = await adjustments.running([{ ...MONTHLY, weight: '60' }, second]);
    await execution.fund(goal.body.projectId, '1000000.00');
    const { items } = (await unit.get(`/goals/${goal.body.id}/indicators`)).body;
    const [behind, planned] = items;
    const points = Array.from({ length: 12 }, (_, at) => ({
      period: `2026-${String(at + 1).padStart(2, '0')}`,
      planned: String((at + 1) * 100),
    }));
    const plan = await unit.get(`/indicators/${planned.id}/plan`);
    expectStatus(200, await unit.put(`/indicators/${planned.id}/plan`, { points }, ifMatch(plan)));
    for (const { id } of items) await execution.reportMonths(id, MONTHS);
    await execution.settle();
    const before = await execution.deviation(behind.id, 6);
    expect(before).toMatchObject({ planned: '600', actual: '300', ratio: '0.500000', light: 'RED', goalRevision: 1 });
    expect(await execution.progress(goal.body.projectId, 6)).toMatchObject({ light: 'RED', goalRevision: 1 });
    const actuals = (await unit.get(`/indicators/${behind.id}/actuals`)).body.items;

    const begun = await adjustments.begin(goal, { trigger: 'POLICY', justification: '培训改为隔月举办' });
    const changed = await adjustments.indicators(begun, (each) => ({ ...each, targetValue: '600' }));
    const submitted = await adjustments.submit(changed);
    // Monitoring goes on by the old revision, and reports are taken.
    await execution.settle();
    expect(await execution.deviation(behind.id, 6)).toMatchObject({ light: 'RED', goalRevision: 1 });
    await execution.report(behind.id, '2026-07', '50');
    await adjustments.sign(submitted);
    await execution.settle();

    const after = await execution.deviation(behind.id, 6);
    expect(after).toMatchObject({ planned: '300', actual: '300', ratio: '1.000000', light: 'GREEN', goalRevision: 2 });
    expect(await execution.progress(goal.body.projectId, 6)).toMatchObject({ light: 'GREEN', goalRevision: 2 });
    const redrawn = await execution.deviation(planned.id, 6);
    expect(redrawn).toMatchObject({ planned: '300', light: 'GREEN', goalRevision: 2 });
    expect((await unit.get(`/indicators/${planned.id}/plan`)).body).toMatchObject({ target: '600', version: 2 });
    const kept = (await unit.get(`/indicators/${behind.id}/actuals`)).body.items;
    expect(kept).toEqual(expect.arrayContaining(actuals));
    expect(kept).toHaveLength(actuals.length + 1);

    const revisions = await unit.get(`/goals/${goal.body.id}/revisions`);
    expect(revisions.body.items).toMatchObject([
      { revision: 1, adjustmentId: null },
      { revision: 2, adjustmentId: begun.body.id, trigger: 'POLICY', reason: '培训改为隔月举办' },
    ]);
    const first = await unit.get(`/goals/${goal.body.id}/revisions/1`);
    expect(first.body.content.indicators).toMatchObject([{ targetValue: '1200' }, { targetValue: '1200' }]);
  });
});
