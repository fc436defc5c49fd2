import { shippedRules } from '../../src/modules/monitoring/domain/monitoring-rule-sets.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, ifMatch } from '../support/client.js';
import { Execution, type Running } from '../support/execution.js';
import { expectStatus } from '../support/story.js';

let t: TestApp;
let execution: Execution;
let projects: Readonly<Record<'good' | 'middling' | 'bad' | 'silent', Running>>;
beforeAll(async () => {
  t = await startTestApp();
  execution = new Execution(t);
  await t.world.moveClock('2026-07-10 10:00');
  const [good, middling, bad, silent] = [
    await execution.running(),
    await execution.running(),
    await execution.running(),
    await execution.running(),
  ];
  projects = { good, middling, bad, silent };
  for (const [running, monthly] of [
    [good, '100'],
    [middling, '90'],
    [bad, '40'],
  ] as const) {
    await execution.reportMonths(
      running.indicators['培训人次']!,
      Array.from({ length: 7 }, () => monthly),
    );
    await execution.pay(running.projectId, '500000.00', '2026-03-20');
  }
  await execution.settle();
});
afterAll(() => t.close());

const refusal = ({ status, body }: Answer): [number, string] => [status, body.code];

async function tried(ruleSetId: string): Promise<Answer> {
  const finance = t.world.as('finance');
  const body = { districtId: t.world.districts.shuangliu.id, fiscalYear: 2026 };
  const started = expectStatus(202, await finance.post(`/monitoring-rule-sets/${ruleSetId}/back-tests`, body));
  await t.outbox.deliver();
  const operation = await finance.get(String(started.headers['location']));
  expect(operation.body).toMatchObject({ status: 'SUCCEEDED', problem: null });
  return expectStatus(200, await finance.get(operation.body.resultUrl.replace('/api/v1', '')));
}

const idOf = async (code: string): Promise<string> =>
  (await t.world.as('finance').get(`/monitoring-rule-sets?code=${code}`)).body.items[0].id;
const written = async (): Promise<unknown> =>
  (
    await t.database.admin.query(
      `select (select count(*)::int from app.deviations) as deviations, (select max(computed_at) from app.deviations) as at,
        (select count(*)::int from app.project_progress) as progress, (select count(*)::int from app.dirty_projects) as marks`,
    )
  ).rows;

describe('a back-test', () => {
  it('of the rules in force flags exactly who was flagged, and writes nothing that counts', async () => {
    const before = await written();
    const { body } = await tried(await idOf('SL-DEFAULT'));
    expect(body).toMatchObject({ newlyFlagged: 0, noLongerFlagged: 0, projects: [], months: [1, 2, 3, 4, 5, 6, 7] });
    for (const month of body.byMonth) expect(month.after).toEqual(month.before);
    expect(body.byMonth[5]).toMatchObject({ month: 6, before: { lights: { GREEN: 1, YELLOW: 1, RED: 1, GREY: 1 } } });
    const { rows } = await t.database.admin.query(
      `select month, count(*) filter (where light in ('RED', 'ORANGE') or execution_lag or goal_lag
          or mismatch_severity in ('WARN', 'SERIOUS', 'CRITICAL'))::int as flagged from app.project_progress group by month order by month`,
    );
    expect(
      body.byMonth.map(({ month, after }: { month: number; after: { flagged: number } }) => ({
        month,
        flagged: after.flagged,
      })),
    ).toEqual(rows);
    expect(await written()).toEqual(before);
  });

  it('of a draft tells who would newly be flagged and no longer, when, and how the year has ended', async () => {
    const rules = shippedRules('SL-DEFAULT');
    const lenient = {
      ...rules,
      checkpoints: null,
      mismatch: { ...rules.mismatch, warnAbove: '98', seriousAbove: '99', criticalAbove: '100' },
    };
    const strict = {
      ...lenient,
      lights: { ...rules.lights, greenFrom: '0.99', yellowFrom: '0.95', orangeFrom: '0.50' },
    };
    const names = { nameZh: '从严', nameEn: 'Strict' };
    const finance = t.world.as('finance');
    const districtId = t.world.districts.shuangliu.id;
    const draft = await finance.post('/monitoring-rule-sets', { districtId, code: 'STRICT', ...names, rules: strict });
    const { body } = await tried(expectStatus(201, draft).body.id);
    // 90 of 100 a month was yellow and is orange now; the silent one paid nothing, and no longer lags.
    const [first, ...others] = body.projects;
    expect(first).toMatchObject({
      projectId: projects.middling.projectId,
      change: 'NEWLY_FLAGGED',
      outcome: { month: 7, executionRate: '0.500000', achievement: '0.525000' },
    });
    // From February to May money and results were apart, and it was flagged for that.
    expect(first.months).toEqual([1, 6, 7]);
    expect(others.map(({ projectId }: { projectId: string }) => projectId)).toContain(projects.silent.projectId);
    expect(
      body.projects.filter(({ projectId }: { projectId: string }) => projectId === projects.bad.projectId),
    ).toEqual([]);
    expect(body.byMonth[4]).toMatchObject({
      before: { lights: { YELLOW: 1 } },
      after: { lights: { ORANGE: 1, YELLOW: 0 } },
    });
    const kept = await finance.get(`/monitoring-rule-sets/${draft.body.id}/back-tests`);
    expect(kept.body.items).toMatchObject([{ id: body.id, ruleSetVersion: 1, newlyFlagged: body.newlyFlagged }]);
    const hidden = await t.world.as('foreignFinance').get(`/monitoring-rule-sets/${draft.body.id}/back-tests`);
    expect(hidden.status).toBe(404);
    const edited = { ...names, rules: { ...strict, lights: { ...strict.lights, yellowFrom: '0.96' } } };
    expectStatus(200, await finance.put(`/monitoring-rule-sets/${draft.body.id}`, edited, ifMatch(draft)));
    const again = await finance.get(`/monitoring-back-tests/${body.id}`);
    expect(again.body.rules.lights.yellowFrom).toBe('0.95');
  });

  it('looks at closed years too, and is refused for others, for the future and for contradictions', async () => {
    const { goalId, projectId } = projects.bad;
    await t.database.admin.query(`update app.goals set state = 'CLOSED', version = version + 1 where id = $1`, [
      goalId,
    ]);
    const closed = await tried(await idOf('SL-DEFAULT'));
    expect(closed.body.projects).toEqual([]);
    expect(closed.body.byMonth[5].after.lights.RED).toBe(1);
    expect(projectId).toBeTruthy();
    const path = `/monitoring-rule-sets/${await idOf('SC-2025')}/back-tests`;
    const districtId = t.world.districts.shuangliu.id;
    const finance = t.world.as('finance');
    expect(refusal(await finance.post(path, { districtId, fiscalYear: 2027 }))).toEqual([
      422,
      'monitoring.year-in-future',
    ]);
    expect((await t.world.as('foreignFinance').post(path, { districtId, fiscalYear: 2026 })).status).toBe(404);
    expect((await t.world.as('department').post(path, { districtId, fiscalYear: 2026 })).status).toBe(403);
    expect((await t.world.as('foreignFinance').get(`/monitoring-back-tests/${closed.body.id}`)).status).toBe(404);
    const rules = shippedRules('SL-DEFAULT');
    const wrong = { ...rules, lights: { ...rules.lights, yellowFrom: '0.99' } };
    const body = { districtId, code: 'WRONG', nameZh: '误', nameEn: 'Wrong', rules: wrong };
    const draft = expectStatus(201, await finance.post('/monitoring-rule-sets', body));
    const refused = await finance.post(`/monitoring-rule-sets/${draft.body.id}/back-tests`, {
      districtId,
      fiscalYear: 2026,
    });
    expect(refusal(refused)).toEqual([422, 'monitoring.rule-set-invalid']);
  });
});
