import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, ifMatch, offersOf } from '../support/client.js';
import { Execution, MONTHLY } from '../support/execution.js';
import { expectStatus, INDICATORS } from '../support/story.js';

let t: TestApp;
let execution: Execution;
beforeAll(async () => {
  t = await startTestApp();
  execution = new Execution(t);
  await t.world.moveClock('2026-07-10 10:00');
});
afterAll(() => t.close());

const refusal = ({ status, body }: Answer): [number, string] => [status, body.code];

describe('a plan curve', () => {
  const quarters = (values: readonly string[]) => ({
    points: values.map((planned, at) => ({ period: `2026-Q${at + 1}`, planned })),
  });

  it('is the default until one is given, and then what was given', async () => {
    const project = await execution.story.project();
    const goal = await execution.story.draft(project.body.id, [MONTHLY]);
    const unit = t.world.as('unit');
    const { items } = (await unit.get(`/goals/${goal.body.id}/indicators`)).body;
    const path = `/indicators/${items[0].id}/plan`;
    const standing = await unit.get(path);
    expect(standing.body).toMatchObject({ isDefault: true, target: '1200', version: 0 });
    expect(standing.body.points.map((point: { planned: string }) => point.planned).slice(0, 3)).toEqual([
      '100',
      '200',
      '300',
    ]);
    const put = expectStatus(200, await unit.put(path, quarters(['200', '500', '900', '1200']), ifMatch(standing)));
    expect(put.body).toMatchObject({ isDefault: false, version: 1 });
    expect(put.body.points[5]).toEqual({ period: '2026-06', month: 6, planned: '500' });
    expect((await t.world.as('department').get(path)).body.version).toBe(1);
    expect((await unit.put(path, quarters(['200', '500', '900', '1200']), ifMatch(standing))).status).toBe(412);
    expect((await unit.put(path, quarters(['1', '2', '3', '4']), {})).status).toBe(428);
  });

  it('is refused where it falls, ends elsewhere, is incomplete, or belongs to somebody else', async () => {
    const project = await execution.story.project();
    const goal = await execution.story.draft(project.body.id, [MONTHLY]);
    const unit = t.world.as('unit');
    const { items } = (await unit.get(`/goals/${goal.body.id}/indicators`)).body;
    const path = `/indicators/${items[0].id}/plan`;
    const match = { 'if-match': '"0"' };
    const falling = await unit.put(path, quarters(['500', '200', '900', '1000']), match);
    expect(refusal(falling)).toEqual([422, 'plan.curve-invalid']);
    expect(falling.body.errors.map((error: { code: string }) => error.code)).toEqual([
      'plan-curve.falls',
      'plan-curve.does-not-end-at-target',
    ]);
    const short = await unit.put(path, quarters(['1', '2', '1200']), match);
    expect(short.body.errors[0].code).toBe('plan-curve.not-whole-year');
    expect((await unit.put(path, { points: [{ period: '2026', planned: 1200 }] }, match)).status).toBe(400);
    expect((await t.world.as('siblingUnit').put(path, quarters(['1', '2', '3', '1200']), match)).status).toBe(404);
    expect((await t.world.as('siblingUnit').get(path)).status).toBe(404);
    expect((await t.world.as('department').put(path, quarters(['1', '2', '3', '1200']), match)).status).toBe(403);
    expect((await unit.get(`/indicators/${randomUUID()}/plan`)).status).toBe(404);
  });

  it('is not rewritten for months that are over, nor while reviewers read it', async () => {
    const { indicators } = await execution.running();
    const unit = t.world.as('unit');
    const path = `/indicators/${indicators['培训人次']}/plan`;
    const first = expectStatus(
      200,
      await unit.put(path, quarters(['300', '600', '900', '1200']), { 'if-match': '"0"' }),
    );
    const rewritten = await unit.put(path, quarters(['300', '400', '900', '1200']), ifMatch(first));
    expect(refusal(rewritten)).toEqual([409, 'plan.month-over']);
    expectStatus(200, await unit.put(path, quarters(['300', '600', '1000', '1200']), ifMatch(first)));
    const submitted = await execution.story.submitted();
    const { items } = (await unit.get(`/goals/${submitted.body.id}/indicators`)).body;
    const late = await unit.put(`/indicators/${items[0].id}/plan`, quarters(['1', '2', '3', '735']), {
      'if-match': '"0"',
    });
    expect(refusal(late)).toEqual([409, 'plan.goal-forbids']);
  });
});

describe('an actual', () => {
  it('is reported by the clerk and read with its history, and its mark is set', async () => {
    const { indicators, projectId } = await execution.running();
    const id = indicators['培训人次'];
    const made = await execution.report(id!, '2026-02', { value: '80.5', note: '春节前完成两期' });
    expect(made.body).toMatchObject({
      indicatorId: id,
      projectId,
      period: '2026-02',
      value: '80.5',
      state: 'PRELIMINARY',
    });
    expect([made.etag, made.headers['location']]).toEqual(['"1"', `/api/v1/actuals/${made.body.id}`]);
    const read = await t.world.as('unithead').get(`/actuals/${made.body.id}`);
    expect(read.body).toMatchObject({ value: '80.5', revisions: [], note: '春节前完成两期' });
    expect(read.body.allowedActions).toContainEqual({ action: 'confirm', allowed: true, reason: null });
    const feed = await t.world.as('department').get(`/indicators/${id}/actuals`);
    expect(feed.body.items).toHaveLength(1);
    expect((await t.world.as('department').get(`/indicators/${id}/actuals?state=VERIFIED`)).body.items).toEqual([]);
    const { rows } = await t.database.admin.query(
      `select * from app.dirty_indicators where indicator_id = $1 order by mark`,
      [id],
    );
    expect(rows.map((row) => row.from_month)).toEqual([1, 2]);
    const events = await t.database.admin.query(
      `select payload, unit_path::text as path from app.events where type = 'actual.recorded' and subject_id = $1`,
      [made.body.id],
    );
    expect(events.rows).toEqual([
      { payload: { indicatorId: id, projectId, fiscalYear: 2026, month: 2 }, path: t.world.units.schoolA.path },
    ]);
  });

  it('needs a key, the role and the scope', async () => {
    const { indicators } = await execution.running();
    const path = `/indicators/${indicators['培训人次']}/actuals`;
    const body = { period: '2026-01', value: '1' };
    expect((await t.world.as('unit').post(path, body, { 'idempotency-key': '' })).status).toBe(400);
    expect((await t.world.as('unithead').post(path, body)).status).toBe(403);
    expect((await t.world.as('siblingUnit').post(path, body)).status).toBe(404);
    expect((await t.world.as('siblingUnit').get(path)).status).toBe(404);
    expect((await t.world.as('unit').post(path, { ...body, period: '2026-13' })).status).toBe(400);
    expect((await t.world.as('unit').post(path, { ...body, value: 1 })).status).toBe(400);
    expect((await t.world.as('unit').post(`/indicators/${randomUUID()}/actuals`, body)).status).toBe(404);
  });

  it.each<[string, string, object, [number, string]]>([
    ['another year', '学生受资助人次', { period: '2025-Q1', value: '1' }, [422, 'actual.period-outside-year']],
    ['a month for a quarterly one', '学生受资助人次', { period: '2026-03', value: '1' }, [422, 'actual.period-length']],
    [
      'a quarter that has not begun',
      '学生受资助人次',
      { period: '2026-Q4', value: '1' },
      [422, 'actual.period-in-future'],
    ],
    ['a level for an amount', '学生受资助人次', { period: '2026-Q1', level: 'PARTIAL' }, [422, 'actual.figure-kind']],
    [
      'a ratio for an amount',
      '学生受资助人次',
      { period: '2026-Q1', numerator: '1', denominator: '2' },
      [422, 'actual.figure-kind'],
    ],
    ['two figures', '营养餐覆盖率', { period: '2026-Q1', value: '1', level: 'NOT' }, [422, 'actual.figure-ambiguous']],
    ['half a ratio', '营养餐覆盖率', { period: '2026-Q1', numerator: '1' }, [422, 'actual.figure-ambiguous']],
    ['no figure', '营养餐覆盖率', { period: '2026-Q1' }, [422, 'actual.figure-ambiguous']],
    [
      'a zero denominator',
      '营养餐覆盖率',
      { period: '2026-Q1', numerator: '1', denominator: '0' },
      [422, 'actual.denominator-not-positive'],
    ],
  ])('is refused for %s', async (_, name, body, expected) => {
    const { indicators } = await ruled();
    expect(refusal(await t.world.as('unit').post(`/indicators/${indicators[name]}/actuals`, body))).toEqual(expected);
  });

  it('computes a ratio in the unit of its target', async () => {
    const { indicators } = await ruled();
    const made = await execution.report(indicators['营养餐覆盖率']!, '2026-Q2', { numerator: '2', denominator: '3' });
    expect(made.body).toMatchObject({ value: '66.666667', numerator: '2', denominator: '3' });
  });

  it('is taken only while the goal is in execution', async () => {
    const goal = await execution.story.submitted();
    const { items } = (await t.world.as('unit').get(`/goals/${goal.body.id}/indicators`)).body;
    const early = await t.world
      .as('unit')
      .post(`/indicators/${items[0].id}/actuals`, { period: '2026-Q1', value: '1' });
    expect(refusal(early)).toEqual([409, 'actual.goal-not-in-execution']);
  });

  it('exists once for a period, however often and however parallel it comes', async () => {
    const { indicators } = await execution.running();
    const path = `/indicators/${indicators['培训人次']}/actuals`;
    const unit = t.world.as('unit');
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => unit.post(path, { period: '2026-02', value: '90' }, key)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(49);
    expect(refusal(await unit.post(path, { period: '2026-02', value: '90' }))).toEqual([409, 'actual.exists']);
    expect(refusal(await unit.post(path, { period: '2026-02', value: '91' }, key))).toEqual([
      422,
      'request.idempotency-key-reused',
    ]);
    const rivals = await Promise.all(
      Array.from({ length: 10 }, (_, at) => unit.post(path, { period: '2026-03', value: String(at) })),
    );
    expect(rivals.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
    const { rows } = await t.database.admin.query(
      `select count(*)::int as n from app.audit_entries where action = 'actual.record' and object_id = $1`,
      [answers[0]!.body.id],
    );
    expect(rows[0].n).toBe(1);
  });

  it('dates count from their own month, and once', async () => {
    const dated = {
      ...MONTHLY,
      level2: '时效指标',
      name: '开工日期',
      measureType: 'DATE',
      operator: 'LE',
      targetValue: undefined,
      targetOn: '2026-06-10',
      reportingPeriod: 'YEAR',
    };
    const { indicators } = await execution.running([dated]);
    const path = `/indicators/${indicators['开工日期']}/actuals`;
    const unit = t.world.as('unit');
    expect(refusal(await unit.post(path, { period: '2026', doneOn: '2026-12-01' }))).toEqual([
      422,
      'actual.done-in-future',
    ]);
    expect(refusal(await unit.post(path, { period: '2026-05', doneOn: '2026-06-01' }))).toEqual([
      422,
      'actual.done-after-period',
    ]);
    const made = expectStatus(201, await unit.post(path, { period: '2026', doneOn: '2026-05-20' }));
    expect(made.body).toMatchObject({ period: '2026-05', month: 5, doneOn: '2026-05-20' });
    expect(refusal(await unit.post(path, { period: '2026-06', doneOn: '2026-06-01' }))).toEqual([409, 'actual.exists']);
  });

  let shared: ReturnType<Execution['running']> | null = null;
  /** One goal with the usual indicators for all refusals. */
  const ruled = () => {
    shared ??= execution.running(INDICATORS);
    return shared;
  };
});

describe('the life of an actual', () => {
  it('is confirmed by the head and verified by the department, each once and in order', async () => {
    const { indicators } = await execution.running();
    const made = await execution.report(indicators['培训人次']!, '2026-01', '100');
    const path = `/actuals/${made.body.id}`;
    const department = t.world.as('department');
    expect(refusal(await department.post(`${path}/verify`, {}, ifMatch(made)))).toEqual([409, 'actual.state-forbids']);
    expect((await t.world.as('unit').post(`${path}/confirm`, {}, ifMatch(made))).status).toBe(403);
    expect((await t.world.as('siblingHead').post(`${path}/confirm`, {}, ifMatch(made))).status).toBe(404);
    expect((await t.world.as('unithead').post(`${path}/confirm`, {})).status).toBe(428);
    const confirmed = expectStatus(200, await t.world.as('unithead').post(`${path}/confirm`, {}, ifMatch(made)));
    expect(confirmed.body.state).toBe('CONFIRMED');
    expect((await department.post(`${path}/verify`, {}, ifMatch(made))).status).toBe(412);
    const verified = expectStatus(
      200,
      await department.post(`${path}/verify`, { comment: '与台账一致' }, ifMatch(confirmed)),
    );
    expect(verified.body.state).toBe('VERIFIED');
    const late = await t.world.as('unit').post(`${path}/correct`, { value: '1', reason: '改' }, ifMatch(verified));
    expect(refusal(late)).toEqual([409, 'actual.state-forbids']);
    expect(verified.body.allowedActions.every((action: { allowed: boolean }) => !action.allowed)).toBe(true);
  });

  it('keeps every figure that was corrected, and needs to be confirmed again', async () => {
    const { indicators } = await execution.running();
    const made = await execution.report(indicators['培训人次']!, '2026-01', '100');
    const path = `/actuals/${made.body.id}`;
    const unit = t.world.as('unit');
    await t.world.as('unithead').post(`${path}/confirm`, {}, ifMatch(made));
    const read = await unit.get(path);
    expect((await unit.post(`${path}/correct`, { value: '90' }, ifMatch(read))).status).toBe(400);
    const wrong = await unit.post(`${path}/correct`, { level: 'NOT', reason: 'x' }, ifMatch(read));
    expect(refusal(wrong)).toEqual([422, 'actual.figure-kind']);
    const corrected = expectStatus(
      200,
      await unit.post(`${path}/correct`, { value: '90', reason: '重复计入一期' }, ifMatch(read)),
    );
    expect(corrected.body).toMatchObject({ value: '90', state: 'PRELIMINARY', version: 3 });
    expect(corrected.body.revisions).toMatchObject([
      { version: 2, value: '100', state: 'CONFIRMED', reason: '重复计入一期' },
    ]);
    expect(
      (await t.world.as('siblingUnit').post(`${path}/correct`, { value: '1', reason: 'x' }, ifMatch(corrected))).status,
    ).toBe(404);
    expect((await t.world.as('siblingUnit').get(path)).status).toBe(404);
  });

  it('is not confirmed or verified by whoever wrote it, and not verified by whoever confirmed it', async () => {
    const { indicators } = await execution.running();
    const made = await execution.report(indicators['培训人次']!, '2026-01', '100');
    const path = `/actuals/${made.body.id}`;
    const { schoolA, education } = t.world.units;
    const twin = await t.world.hire([{ role: 'UNIT_HEAD', path: schoolA.path }], {
      personId: t.world.people.unit.personId,
    });
    expect(refusal(await twin.client.post(`${path}/confirm`, {}, ifMatch(made)))).toEqual([403, 'actual.own-figure']);
    const view = await twin.client.get(path);
    expect(view.body.allowedActions).toContainEqual({
      action: 'confirm',
      allowed: false,
      reason: 'actual.own-figure',
    });
    const confirmed = await t.world.as('unithead').post(`${path}/confirm`, {}, ifMatch(made));
    const both = await t.world.hire([{ role: 'DEPT_REVIEWER', path: education.path }], {
      personId: t.world.people.unithead.personId,
    });
    expect(refusal(await both.client.post(`${path}/verify`, {}, ifMatch(confirmed)))).toEqual([
      403,
      'actual.own-confirmation',
    ]);
  });
});

describe('the recomputation', () => {
  it('follows marks: actuals, payments and their reversals, and writes nothing twice', async () => {
    const { indicators, projectId } = await execution.running();
    const id = indicators['培训人次']!;
    await execution.reportMonths(id, ['100', '100', '100', '100', '60', '20']);
    const payment = await execution.pay(projectId, '450000.00', '2026-06-15');
    await t.outbox.deliver();
    const marks = await t.database.admin.query(
      `select distinct from_month from app.dirty_projects where project_id = $1 order by 1`,
      [projectId],
    );
    expect(marks.rows).toEqual([{ from_month: 1 }, { from_month: 6 }]);
    const first = await execution.settle();
    expect(first['changed']).toBeGreaterThan(0);
    expect(await execution.deviation(id, 6)).toMatchObject({
      planned: '600',
      actual: '480',
      ratio: '0.800000',
      light: 'YELLOW',
      status: 'DUE',
    });
    expect(await execution.progress(projectId, 6)).toMatchObject({
      executionRate: '0.450000',
      achievement: '0.400000',
      adjustedBudget: '1000000.00',
      executed: '450000.00',
      light: 'YELLOW',
      gap: '-5.0000',
      mismatchSeverity: 'NONE',
      executionLag: false,
    });
    expect((await execution.settle())['changed']).toBe(0);
    expect((await t.outbox.tick('monitoring.recompute-all'))['changed']).toBe(0);
    await t.world.as('finance').post(`/payments/${payment.body.id}/reverse`, { reason: '退汇' });
    await execution.settle();
    expect(await execution.progress(projectId, 7)).toMatchObject({ executed: '0.00' });
  });

  it('M01–M03: warns below the line and beyond ten points, not on them', async () => {
    const low = await execution.running();
    const even = await execution.running();
    const gap = await execution.running();
    await execution.pay(low.projectId, '399900.00', '2026-06-30');
    await execution.pay(even.projectId, '400000.00', '2026-06-30');
    await execution.pay(gap.projectId, '450000.00', '2026-06-30');
    // 34.9 % of 1200 is 418.8
    const reported = gap.indicators['培训人次']!;
    await execution.reportMonths(reported, ['100', '100', '100', '100', '18.8', '0']);
    await execution.settle();
    expect(await execution.progress(low.projectId, 6)).toMatchObject({ executionRate: '0.399900', executionLag: true });
    expect(await execution.progress(even.projectId, 6)).toMatchObject({
      executionRate: '0.400000',
      executionLag: false,
    });
    expect(await execution.progress(gap.projectId, 6)).toMatchObject({ gap: '-10.1000', mismatchSeverity: 'WARN' });
    const unit = t.world.as('unit');
    const [june] = (await unit.get(`/indicators/${reported}/actuals?month=6`)).body.items;
    const corrected = await unit.post(
      `/actuals/${june.id}/correct`,
      { value: '1.2', reason: '补计' },
      { 'if-match': `"${june.version}"` },
    );
    expectStatus(200, corrected);
    await execution.settle();
    expect(await execution.progress(gap.projectId, 6)).toMatchObject({ gap: '-10.0000', mismatchSeverity: 'NONE' });
  });

  it('M02: each checkpoint has its own line', async () => {
    const spent: readonly (readonly [number, string, boolean])[] = [
      [4, '249900.00', true],
      [4, '250000.00', false],
      [8, '599900.00', true],
      [8, '600000.00', false],
      [10, '799900.00', true],
      [10, '800000.00', false],
    ];
    await t.world.moveClock('2026-11-02 10:00');
    for (const [month, amount, isLate] of spent) {
      const { projectId } = await execution.running();
      await execution.pay(projectId, amount, `2026-${String(month).padStart(2, '0')}-15`);
      await execution.settle();
      expect([month, amount, (await execution.progress(projectId, month))['executionLag']]).toEqual([
        month,
        amount,
        isLate,
      ]);
    }
    await t.world.moveClock('2026-07-10 10:00');
  });

  it('of a whole year is an operation for the performance division', async () => {
    const { projectId } = await execution.running();
    await t.outbox.deliver();
    const finance = t.world.as('finance');
    const started = await finance.post('/monitoring-recomputes', { fiscalYear: 2026 });
    expect([started.status, started.body.status]).toEqual([202, 'QUEUED']);
    expect(offersOf(started)).toEqual({ cancel: null });
    await t.outbox.deliver();
    const operation = await finance.get(String(started.headers['location']));
    expect(offersOf(operation)).toEqual({ cancel: 'request.conflict' });
    expect(operation.body).toMatchObject({ status: 'SUCCEEDED', resultUrl: '/api/v1/progress?fiscalYear=2026' });
    expect(operation.body.progress.done).toBe(operation.body.progress.total);
    expect(await execution.progress(projectId, 7)).toMatchObject({ period: '2026-07' });
    const again = await finance.post('/monitoring-recomputes', { fiscalYear: 2026, month: 6 });
    await t.outbox.deliver();
    expect((await finance.get(String(again.headers['location']))).body.result.changed).toBe(0);
    expect(refusal(await finance.post('/monitoring-recomputes', { fiscalYear: 2027 }))).toEqual([
      422,
      'monitoring.year-in-future',
    ]);
    expect((await t.world.as('unit').post('/monitoring-recomputes', { fiscalYear: 2026 })).status).toBe(403);
  });

  it('takes a cancelled goal out of monitoring', async () => {
    const { goalId, projectId, indicators } = await execution.running();
    await execution.report(indicators['培训人次']!, '2026-01', '1');
    await execution.settle();
    const leader = t.world.as('leader');
    await leader.post(`/goals/${goalId}/cancel`, { reason: '政策取消' }, ifMatch(await leader.get(`/goals/${goalId}`)));
    await execution.settle();
    expect(await execution.deviation(indicators['培训人次']!, 6)).toMatchObject({ status: 'WITHDRAWN', light: null });
    expect(await execution.progress(projectId, 6)).toMatchObject({ light: null, achievement: null });
  });
});

describe('the lists of progress', () => {
  it('show the latest month, a history by subject, and only what is in scope', async () => {
    const { projectId, indicators } = await execution.running();
    await execution.report(indicators['培训人次']!, '2026-01', '1');
    await execution.settle();
    const unit = t.world.as('unit');
    const latest = (await unit.get('/progress?pageSize=200')).body.items;
    expect(new Set(latest.map((item: { period: string }) => item.period))).toEqual(new Set(['2026-07']));
    const history = (await unit.get(`/progress?projectId=${projectId}`)).body.items;
    expect(history.map((item: { month: number }) => item.month)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    const red = await unit.get(`/deviations?projectId=${projectId}&month=1&light=RED`);
    expect(red.body.items).toMatchObject([{ indicatorName: '培训人次', ratio: '0.010000' }]);
    expect((await unit.get('/progress?light=RED&sort=gap')).status).toBe(200);
    expect((await t.world.as('siblingUnit').get(`/progress?projectId=${projectId}`)).body.items).toEqual([]);
    expect((await t.world.as('foreignFinance').get('/deviations?month=1')).body.items).toEqual([]);
    expect((await unit.get('/progress?colour=RED')).body.code).toBe('request.unknown-filter');
    expect((await t.world.as('sysadmin').get('/progress')).status).toBe(403);
  });
});

describe('the monitoring rules', () => {
  it('are chosen by the performance division of the district, and everything is seen through them', async () => {
    const { indicators, projectId } = await execution.running();
    await execution.reportMonths(indicators['培训人次']!, ['100', '100', '100', '100', '60', '20']);
    await execution.settle();
    const finance = t.world.as('finance');
    const shipped = (await finance.get('/monitoring-rule-sets')).body.items;
    expect(shipped.map((set: { code: string }) => set.code)).toEqual([
      'IFMIS-A',
      'IFMIS-A-SX',
      'SC-2025',
      'SL-DEFAULT',
    ]);
    const detail = await finance.get(`/monitoring-rule-sets/${shipped[0].id}`);
    expect(detail.body.rules.lights.basis).toBe('TIME');
    expect(offersOf(detail)).toMatchObject({ select: null });
    expect(offersOf(await t.world.as('unit').get(`/monitoring-rule-sets/${detail.body.id}`))).toMatchObject({
      select: 'request.forbidden',
    });
    expect((await finance.get(`/monitoring-rule-sets/${randomUUID()}`)).status).toBe(404);
    const districtId = t.world.districts.shuangliu.id;
    const path = `/monitoring-rule-sets/selection`;
    const before = await finance.get(`${path}?districtId=${districtId}`);
    expect(before.body).toMatchObject({ code: 'SL-DEFAULT', isDefault: true });
    expect(offersOf(before)).toEqual({ select: null });
    expect(offersOf(await t.world.as('unit').get(`${path}?districtId=${districtId}`))).toEqual({
      select: 'request.forbidden',
    });
    expect((await finance.get(path)).status).toBe(400);
    expect(refusal(await finance.put(path, { districtId, code: 'NONE' }, ifMatch(before)))).toEqual([
      422,
      'monitoring.rule-set-unknown',
    ]);
    expect(
      (await t.world.as('foreignFinance').put(path, { districtId, code: 'IFMIS-A' }, ifMatch(before))).status,
    ).toBe(404);
    expect((await t.world.as('department').put(path, { districtId, code: 'IFMIS-A' }, ifMatch(before))).status).toBe(
      403,
    );
    const chosen = expectStatus(200, await finance.put(path, { districtId, code: 'IFMIS-A' }, ifMatch(before)));
    expect(chosen.body).toMatchObject({ code: 'IFMIS-A', isDefault: false });
    expect((await finance.put(path, { districtId, code: 'SC-2025' }, ifMatch(before))).status).toBe(412);
    await t.outbox.deliver();
    expect(await execution.deviation(indicators['培训人次']!, 6)).toMatchObject({ light: 'GREEN' });
    expect(await execution.progress(projectId, 6)).toMatchObject({ ruleSetId: chosen.body.ruleSetId });
    expectStatus(200, await finance.put(path, { districtId, code: 'SL-DEFAULT' }, ifMatch(chosen)));
  });
});
