import { shippedRules } from '../../src/modules/monitoring/domain/monitoring-rule-sets.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, type Client, ifMatch, offersOf } from '../support/client.js';
import { Execution } from '../support/execution.js';
import { expectStatus } from '../support/story.js';

let t: TestApp;
let execution: Execution;
/** Another person of the performance division. */
let colleague: Client;
beforeAll(async () => {
  t = await startTestApp();
  execution = new Execution(t);
  await t.world.moveClock('2026-07-10 10:00');
  const { path } = t.world.districts.shuangliu;
  colleague = (await t.world.hire([{ role: 'FIN_PERF', path }], { unit: t.world.units.finance })).client;
});
afterAll(() => t.close());

const refusal = ({ status, body }: Answer): [number, string] => [status, body.code];
const rules = shippedRules('SL-DEFAULT');
const names = { nameZh: '双流区监控规则', nameEn: 'Rules of Shuangliu' };

async function draft(code: string, content: object = rules): Promise<Answer> {
  const body = { districtId: t.world.districts.shuangliu.id, code, ...names, rules: content };
  return expectStatus(201, await t.world.as('finance').post('/monitoring-rule-sets', body));
}
const publish = (by: Client, made: Answer): Promise<Answer> =>
  by.post(`/monitoring-rule-sets/${made.body.id}/publish`, {}, ifMatch(made));

describe('the monitoring rules of a district', () => {
  it('are drafted, edited by their author, published by another person, and frozen from then on', async () => {
    const made = await draft('SL-2026');
    expect(made.body).toMatchObject({ code: 'SL-2026', edition: 1, state: 'DRAFT', ...names });
    expect(offersOf(made)).toMatchObject({ update: null, publish: 'monitoring.own-rule-set' });
    const stricter = { ...rules, lights: { ...rules.lights, greenFrom: '0.98' } };
    const path = `/monitoring-rule-sets/${made.body.id}`;
    const body = { ...names, rules: stricter };
    expect(refusal(await colleague.put(path, body, ifMatch(made)))).toEqual([403, 'monitoring.rule-set-not-author']);
    expect((await t.world.as('foreignFinance').put(path, body, ifMatch(made))).status).toBe(404);
    const edited = expectStatus(200, await t.world.as('finance').put(path, body, ifMatch(made)));
    expect(edited.body).toMatchObject({ version: 2, rules: { lights: { greenFrom: '0.98' } } });
    expect((await t.world.as('finance').put(path, body, ifMatch(made))).status).toBe(412);
    expect(refusal(await publish(t.world.as('finance'), edited))).toEqual([403, 'monitoring.own-rule-set']);
    const published = expectStatus(200, await publish(colleague, edited));
    expect(published.body).toMatchObject({ state: 'PUBLISHED', version: 3 });
    expect(offersOf(published)).toMatchObject({ select: null, update: 'monitoring.rule-set-not-draft' });
    const late = await t.world.as('finance').put(path, body, ifMatch(published));
    expect(refusal(late)).toEqual([409, 'monitoring.rule-set-not-draft']);
    await expect(
      t.database.admin.query(`update app.monitoring_rule_sets set rules = '{}', version = version + 1 where id = $1`, [
        made.body.id,
      ]),
    ).rejects.toMatchObject({ code: 'BP409' });
    const audit = await t.database.admin.query(
      `select action from app.audit_entries where object_id = $1 order by id`,
      [made.body.id],
    );
    expect(audit.rows.map(({ action }) => action)).toEqual([
      'monitoringRuleSet.create',
      'monitoringRuleSet.update',
      'monitoringRuleSet.publish',
    ]);
  });

  it('are not published with a contradiction, which is named by its place', async () => {
    const wrong = await draft('SL-WRONG', { ...rules, lights: { ...rules.lights, yellowFrom: '0.99' } });
    const refused = await publish(colleague, wrong);
    expect(refusal(refused)).toEqual([422, 'monitoring.rule-set-invalid']);
    expect(refused.body.errors).toMatchObject([{ pointer: '/rules/lights/yellowFrom' }]);
    const finance = t.world.as('finance');
    const body = { districtId: t.world.districts.shuangliu.id, code: 'X', ...names };
    for (const broken of [{}, { ...rules, execution: {} }, { ...rules, checkpoints: { percentByMonth: { 13: '1' } } }])
      expect((await finance.post('/monitoring-rule-sets', { ...body, rules: broken })).status).toBe(400);
    const foreign = { ...body, districtId: t.world.districts.wenjiang.id, rules };
    expect(refusal(await finance.post('/monitoring-rule-sets', foreign))).toEqual([
      422,
      'monitoring.district-not-found',
    ]);
  });

  it('take effect as the next edition for whoever follows their code, and what they judged keeps its own', async () => {
    const { indicators } = await execution.running();
    await execution.reportMonths(indicators['培训人次']!, ['100', '100', '100', '100', '100', '80']);
    await execution.settle();
    const finance = t.world.as('finance');
    const districtId = t.world.districts.shuangliu.id;
    const first = expectStatus(200, await publish(colleague, await draft('SL-NEXT')));
    const standing = await finance.get(`/monitoring-rule-sets/selection?districtId=${districtId}`);
    const chosen = await finance.put(
      '/monitoring-rule-sets/selection',
      { districtId, code: 'SL-NEXT' },
      ifMatch(standing),
    );
    expectStatus(200, chosen);
    await t.outbox.deliver();
    expect(await execution.deviation(indicators['培训人次']!, 6)).toMatchObject({
      light: 'GREEN',
      ruleSetId: first.body.id,
    });
    const next = await draft('SL-NEXT', { ...rules, lights: { ...rules.lights, greenFrom: '0.99' } });
    expect(next.body.edition).toBe(2);
    expectStatus(200, await publish(colleague, next));
    await t.outbox.deliver();
    expect(await execution.deviation(indicators['培训人次']!, 6)).toMatchObject({
      light: 'YELLOW',
      ruleSetId: next.body.id,
    });
    expect((await finance.get(`/monitoring-rule-sets/${first.body.id}`)).body.state).toBe('RETIRED');
    const back = await finance.get(`/monitoring-rule-sets/selection?districtId=${districtId}`);
    const body = { districtId, code: 'SL-DEFAULT' };
    expectStatus(200, await finance.put('/monitoring-rule-sets/selection', body, ifMatch(back)));
  });
});
