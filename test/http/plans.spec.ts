import { shippedRules } from '../../src/modules/monitoring/domain/monitoring-rule-sets.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, ifMatch } from '../support/client.js';
import { Execution, MONTHLY } from '../support/execution.js';
import { expectStatus } from '../support/story.js';

let t: TestApp;
let execution: Execution;
beforeAll(async () => {
  t = await startTestApp();
  execution = new Execution(t);
  await t.world.moveClock('2026-02-10 10:00');
});
afterAll(() => t.close());

const refusal = ({ status, body }: Answer): [number, string] => [status, body.code];
const NEW = { 'if-match': '"0"' };
const planned = ({ body }: Answer): string[] => body.points.map((point: { planned: string }) => point.planned);

describe('a plan curve by template', () => {
  it('spreads the target as the template says, and ends at it', async () => {
    const { indicators } = await execution.running([
      MONTHLY,
      { ...MONTHLY, name: '满意度', measureType: 'SCORE', targetValue: '90', unitOfMeasure: '%', weight: '0.5' },
    ]);
    const unit = t.world.as('unit');
    const path = `/indicators/${indicators['培训人次']}/plan`;
    const curve = expectStatus(200, await unit.put(path, { template: 'S_CURVE' }, NEW));
    expect(planned(curve).map(Number).map(Math.round)).toEqual([
      24, 89, 188, 311, 451, 600, 749, 889, 1013, 1111, 1176, 1200,
    ]);
    expect(refusal(await unit.put(path, { template: 'LAST_YEAR' }, ifMatch(curve)))).toEqual([
      422,
      'plan.last-year-unknown',
    ]);
    expect(refusal(await unit.put(path, {}, ifMatch(curve)))).toEqual([422, 'plan.points-or-template']);
    const score = await unit.put(`/indicators/${indicators['满意度']}/plan`, { template: 'LINEAR' }, NEW);
    expect(refusal(score)).toEqual([422, 'plan.template-forbids']);
  });
});

describe('a spending plan', () => {
  it('is drawn once there is a budget, never falls, ends at it, and keeps the months that are over', async () => {
    const { projectId } = await execution.running([MONTHLY], null);
    const unit = t.world.as('unit');
    const path = `/projects/${projectId}/spending-plan`;
    const none = await unit.get(`${path}?fiscalYear=2026`);
    expectStatus(200, none);
    expect([none.body.points, none.etag]).toEqual([[], '"0"']);
    const byTemplate = { fiscalYear: 2026, template: 'BACK_LOADED' };
    expect(refusal(await unit.put(path, byTemplate, NEW))).toEqual([422, 'plan.budget-unknown']);
    await execution.fund(projectId, '1000000.00');
    const put = expectStatus(200, await unit.put(path, byTemplate, NEW));
    expect(planned(put).slice(0, 2)).toEqual(['12820.51', '38461.54']);
    expect(planned(put)[11]).toBe('1000000.00');
    const quarters = (values: readonly string[]) => ({
      fiscalYear: 2026,
      points: values.map((value, at) => ({ period: `2026-Q${at + 1}`, planned: value })),
    });
    const falling = await unit.put(path, quarters(['5', '4', '900000', '1000000']), ifMatch(put));
    expect(falling.body.errors.map((error: { code: string }) => error.code)).toEqual(['plan-curve.falls']);
    expect(refusal(await unit.put(path, quarters(['1', '2', '3', '1000000']), ifMatch(put)))).toEqual([
      409,
      'plan.month-over',
    ]);
    expect((await t.world.as('siblingUnit').get(`${path}?fiscalYear=2026`)).status).toBe(404);
    expect((await t.world.as('unithead').put(path, byTemplate, ifMatch(put))).status).toBe(403);
    expect((await unit.get(path)).status).toBe(400);
  });

  it('is what the light of the money is held against where the rules say so', async () => {
    const { projectId } = await execution.running();
    await execution.pay(projectId, '20000.00', '2026-01-20');
    await execution.settle();
    const unit = t.world.as('unit');
    const finance = t.world.as('finance');
    const rules = shippedRules('SL-DEFAULT');
    const execute = { base: 'ADJUSTED', against: 'SPENDING_PLAN', light: { greenFrom: '0.80', yellowFrom: '0.60' } };
    const districtId = t.world.districts.shuangliu.id;
    const body = {
      districtId,
      code: 'BY-PLAN',
      nameZh: '按计划',
      nameEn: 'By plan',
      rules: { ...rules, execution: execute },
    };
    const made = expectStatus(201, await finance.post('/monitoring-rule-sets', body));
    const { path } = t.world.districts.shuangliu;
    const { client } = await t.world.hire([{ role: 'FIN_LEADER', path }]);
    expectStatus(200, await client.post(`/monitoring-rule-sets/${made.body.id}/publish`, {}, ifMatch(made)));
    const standing = await finance.get(`/monitoring-rule-sets/selection?districtId=${districtId}`);
    const choice = { districtId, code: 'BY-PLAN' };
    expectStatus(200, await finance.put('/monitoring-rule-sets/selection', choice, ifMatch(standing)));
    await t.outbox.deliver();
    // Of a million, January's twelfth is 83,333; the plan says 12,821.
    expect(await execution.progress(projectId, 1)).toMatchObject({ executionLight: 'RED' });
    const plan = { fiscalYear: 2026, template: 'BACK_LOADED' };
    expectStatus(200, await unit.put(`/projects/${projectId}/spending-plan`, plan, NEW));
    await execution.settle();
    expect(await execution.progress(projectId, 1)).toMatchObject({ executionLight: 'GREEN', quadrant: null });
  });
});
