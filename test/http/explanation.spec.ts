import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, ifMatch } from '../support/client.js';
import { Execution, MONTHLY, type Running } from '../support/execution.js';
import { expectStatus } from '../support/story.js';

let t: TestApp;
let execution: Execution;
beforeAll(async () => {
  t = await startTestApp();
  execution = new Execution(t);
  await t.world.moveClock('2026-11-20 10:00');
});
afterAll(() => t.close());

const HUNDRED = { ...MONTHLY, targetValue: '100', weight: '10' };
const period = (month: number): string => `2026-${String(month).padStart(2, '0')}`;

async function choose(code: string): Promise<void> {
  const districtId = t.world.districts.shuangliu.id;
  const finance = t.world.as('finance');
  const standing = await finance.get(`/monitoring-rule-sets/selection?districtId=${districtId}`);
  expectStatus(200, await finance.put('/monitoring-rule-sets/selection', { districtId, code }, ifMatch(standing)));
}

const explain = async (indicatorId: string, month: number): Promise<Answer> =>
  expectStatus(200, await t.world.as('unit').get(`/deviations/${indicatorId}/explanation?period=${period(month)}`));
const detail = async (projectId: string, month: number): Promise<Answer> =>
  expectStatus(200, await t.world.as('unit').get(`/progress/${projectId}?period=${period(month)}`));

/** All of it in January, nothing after it: adds up to exactly that. */
const reportSum = (id: string, value: string, months: number): Promise<void> =>
  execution.reportMonths(id, [value, ...Array.from({ length: months - 1 }, () => '0')]);

describe('the explanation of a deviation', () => {
  it('M04, M13: IFMIS-A against time, with its numbers and the band that gave the light', async () => {
    await choose('IFMIS-A');
    const cases: readonly (readonly [string, number, string, string, string | null, string | null])[] = [
      ['34', 7, '0.582857', 'RED', null, '0.60'],
      ['35', 7, '0.600000', 'YELLOW', '0.60', '0.80'],
      ['46', 7, '0.788571', 'YELLOW', '0.60', '0.80'],
      ['47', 7, '0.805714', 'GREEN', '0.80', '1.20'],
      ['69', 7, '1.182857', 'GREEN', '0.80', '1.20'],
      ['70', 7, '1.200000', 'BLUE', '1.20', null],
      ['10', 2, '0.600000', 'YELLOW', '0.60', '0.80'],
      ['20', 2, '1.200000', 'BLUE', '1.20', null],
      ['25', 5, '0.600000', 'YELLOW', '0.60', '0.80'],
      ['55', 11, '0.600000', 'YELLOW', '0.60', '0.80'],
    ];
    const { indicators } = await execution.running(
      cases.map(([actual, month]) => ({ ...HUNDRED, name: `${actual} 于 ${month} 月`, weight: '9' })),
    );
    for (const [actual, month] of cases) await reportSum(indicators[`${actual} 于 ${month} 月`]!, actual, month);
    await execution.settle();
    for (const [actual, month, ratio, light, from, below] of cases) {
      const { body } = await explain(indicators[`${actual} 于 ${month} 月`]!, month);
      expect(body).toMatchObject({ agrees: true, result: { ratio, light }, recomputed: { ratio, light } });
      expect(body.band).toEqual({ light, from, below });
      expect(body.ratio.zh).toBe(`max(0, A ÷ (T × m ÷ 12)) = ${actual} ÷ (100 × ${month} ÷ 12),r = ${ratio}`);
      expect(body.ruleSet).toMatchObject({ code: 'IFMIS-A', edition: 1 });
    }
    await choose('SL-DEFAULT');
  });

  it('M06: the same satisfaction under two rule sets', async () => {
    const rate = { ...HUNDRED, measureType: 'RATE', targetValue: '90', unitOfMeasure: '%' };
    const satisfied = { ...rate, name: '满意度', level1: '满意度指标', level2: '服务对象满意度指标' };
    await choose('IFMIS-A-SX');
    const { indicators } = await execution.running([satisfied]);
    await execution.report(indicators['满意度']!, '2026-06', '50');
    await execution.settle();
    expect((await explain(indicators['满意度']!, 6)).body).toMatchObject({
      result: { ratio: '1.111111', light: 'GREEN' },
      agrees: true,
    });
    await choose('SL-DEFAULT');
    await t.outbox.deliver();
    const { body } = await explain(indicators['满意度']!, 6);
    expect(body).toMatchObject({ result: { ratio: '0.555556', light: 'RED' }, agrees: true });
    expect(body.ratio.zh).toBe('A ÷ P = 50 ÷ 90,r = 0.555556');
  });

  it('M14, M15: what should be low', async () => {
    const low = { ...HUNDRED, operator: 'LE', direction: 'NEGATIVE' };
    const rate = { ...low, measureType: 'RATE', targetValue: '5', unitOfMeasure: '%' };
    const { indicators } = await execution.running([
      ...['60', '40'].map((actual) => ({ ...low, measureType: 'COST', name: `成本 ${actual}` })),
      ...['4', '5', '8', '0'].map((actual) => ({ ...rate, name: `比率 ${actual}` })),
    ]);
    for (const actual of ['60', '40']) await reportSum(indicators[`成本 ${actual}`]!, actual, 6);
    for (const actual of ['4', '5', '8', '0']) await execution.report(indicators[`比率 ${actual}`]!, '2026-06', actual);
    await execution.settle();
    const wanted: readonly (readonly [string, string, string, string])[] = [
      ['成本 60', '0.833333', 'YELLOW', 'P ÷ A = 50 ÷ 60'],
      ['成本 40', '1.250000', 'GREEN', 'P ÷ A = 50 ÷ 40'],
      ['比率 4', '1.250000', 'GREEN', 'P ÷ A = 5 ÷ 4'],
      ['比率 5', '1.000000', 'GREEN', 'P ÷ A = 5 ÷ 5'],
      ['比率 8', '0.625000', 'ORANGE', 'P ÷ A = 5 ÷ 8'],
      ['比率 0', '1.000000', 'GREEN', 'A = 0,计 1'],
    ];
    for (const [name, ratio, light, formula] of wanted) {
      const { body } = await explain(indicators[name]!, 6);
      expect([body.result.ratio, body.result.light, body.ratio.zh]).toEqual([ratio, light, `${formula},r = ${ratio}`]);
      if (light === 'GREEN') expect(body.band).toEqual({ light, from: '0.95', below: null });
    }
  });

  it('lists what was used, by version and state, and says when something has changed since', async () => {
    const { indicators } = await execution.running();
    const id = indicators['培训人次']!;
    await execution.reportMonths(id, ['100', '80']);
    await execution.settle();
    const before = await explain(id, 2);
    expect(before.body.inputs).toMatchObject({
      target: '1200',
      dueMonth: 2,
      planPoint: null,
      reportingPeriod: 'MONTH',
    });
    expect(before.body.inputs.actuals).toMatchObject([
      { month: 1, value: '100', version: 1, state: 'PRELIMINARY' },
      { month: 2, value: '80', version: 1, state: 'PRELIMINARY' },
    ]);
    expect(before.body.deviation.zh).toBe('(A − P) ÷ |P| = (180 − 200) ÷ |200| = -0.1');
    const [, { id: actualId }] = before.body.inputs.actuals;
    const corrected = { value: '100', reason: '补计' };
    expectStatus(200, await t.world.as('unit').post(`/actuals/${actualId}/correct`, corrected, { 'if-match': '"1"' }));
    const during = await explain(id, 2);
    expect(during.body).toMatchObject({
      agrees: false,
      result: { actual: '180' },
      recomputed: { actual: '200', light: 'GREEN' },
      inputs: { actuals: [{ version: 1 }, { version: 2 }] },
    });
    await execution.settle();
    expect((await explain(id, 2)).body).toMatchObject({ agrees: true, result: { actual: '200' } });
    expect((await t.world.as('siblingUnit').get(`/deviations/${id}/explanation`)).status).toBe(404);
    expect((await t.world.as('unit').get(`/deviations/${id}/explanation?period=2026-Q1`)).status).toBe(400);
    expect((await t.world.as('unit').get(`/deviations/${id}/explanation?period=2026-12`)).status).toBe(404);
  });

  it('of a closed year still agrees', async () => {
    const { indicators, goalId, projectId } = await execution.running();
    const id = indicators['培训人次']!;
    await execution.reportMonths(id, ['100', '80']);
    await execution.settle();
    await t.database.admin.query(`update app.goals set state = 'CLOSED', version = version + 1 where id = $1`, [
      goalId,
    ]);
    expect((await explain(id, 2)).body).toMatchObject({ agrees: true, result: { light: 'YELLOW' } });
    const progress = await t.world.as('unit').get(`/progress/${projectId}/explanation?period=2026-02`);
    expect(progress.body).toMatchObject({ agrees: true, result: { light: 'YELLOW' } });
  });
});

describe('the explanation of a project', () => {
  it('shows the shares by weight, the money, the line, the gap and the quadrant', async () => {
    const { projectId, indicators } = await execution.running([
      { ...HUNDRED, name: '甲', weight: '30' },
      { ...HUNDRED, name: '乙', weight: '60' },
      { ...HUNDRED, name: '丙', measureType: 'SCORE', weight: '10', unitOfMeasure: '分' },
    ]);
    await reportSum(indicators['甲']!, '40', 6);
    await reportSum(indicators['乙']!, '10', 6);
    await execution.pay(projectId, '390000.00', '2026-06-20');
    await execution.settle();
    const path = `/progress/${projectId}/explanation?period=2026-06`;
    const { body } = expectStatus(200, await t.world.as('unit').get(path));
    expect(body).toMatchObject({ agrees: true, inputs: { base: 'ADJUSTED', baseAmount: '1000000.00', line: '40' } });
    expect(body.inputs.shouldRate).toBe('0.500000');
    expect(body.formulas).toMatchObject({
      achievement: { zh: '(30.00 × 0.400000 + 60.00 × 0.100000) ÷ (30.00 + 60.00) = 0.200000' },
      coverage: { zh: '(30.00 + 60.00) ÷ (30.00 + 60.00 + 10.00) = 0.900000' },
      execution: { zh: '执行数 ÷ 全年预算数 = 390000.00 ÷ 1000000.00 = 0.390000' },
      checkpoint: { zh: '1至6月核查线 40%:执行 0.390000 × 100 < 40;目标 0.200000 × 100 < 40' },
      quadrant: { zh: '执行 0.390000 < 0.95 × 0.500000;目标 0.200000 < 0.95 × 0.500000:LAGGING' },
    });
    expect(body.formulas.mismatch.zh).toMatch(/^\(0\.200000 − 0\.390000\) × 100 = -19\.0000 个百分点.*WARN$/);
    expect((await t.world.as('siblingUnit').get(path)).status).toBe(404);
  });

  it('M05: IFMIS-A lights the money against time', async () => {
    await choose('IFMIS-A');
    for (const [spent, light] of [
      ['34.90', 'RED'],
      ['35.00', 'YELLOW'],
      ['46.60', 'YELLOW'],
      ['46.70', 'GREEN'],
    ] as const) {
      const { projectId } = await execution.running([HUNDRED], '100.00');
      await execution.pay(projectId, spent, '2026-07-15');
      await execution.settle();
      expect((await detail(projectId, 7)).body).toMatchObject({ executed: spent, executionLight: light });
    }
    await choose('SL-DEFAULT');
    await t.outbox.deliver();
  });
});

describe('the detail of a project', () => {
  const arranged = async (budget: string, goal: string, spent: string, months: number): Promise<Running> => {
    const running = await execution.running([HUNDRED], budget);
    await reportSum(running.indicators['培训人次']!, goal, months);
    if (Number(spent) > 0) await execution.pay(running.projectId, spent, `${period(months)}-15`);
    await execution.settle();
    return running;
  };

  it('M07, M08: earned value by an even plan', async () => {
    const seventh = await arranged('1000.00', '30', '800.00', 7);
    expect((await detail(seventh.projectId, 7)).body.earnedValue).toMatchObject({
      budgetAtCompletion: '1000.00',
      plannedValue: '583.33',
      earnedValue: '300.00',
      actualCost: '800.00',
      schedulePerformanceIndex: '0.5143',
      costPerformanceIndex: '0.3750',
      estimateAtTrend: '2666.67',
      estimateAtPlanRate: '1500.00',
      toCompletePerformanceIndex: '3.5000',
      notDefined: [],
    });
    const even = await arranged('1000.00', '50', '500.00', 6);
    expect((await detail(even.projectId, 6)).body.earnedValue).toMatchObject({
      schedulePerformanceIndex: '1.0000',
      costPerformanceIndex: '1.0000',
      estimateAtTrend: '1000.00',
      toCompletePerformanceIndex: '1.0000',
    });
  });

  it('M09: earned value by the spending plan of the project', async () => {
    const { projectId } = await arranged('500.00', '45', '300.00', 6);
    const points = ['100', '300', '400', '500'].map((planned, at) => ({ period: `2026-Q${at + 1}`, planned }));
    const put = { fiscalYear: 2026, points };
    expectStatus(200, await t.world.as('unit').put(`/projects/${projectId}/spending-plan`, put, { 'if-match': '"0"' }));
    expect((await detail(projectId, 6)).body.earnedValue).toMatchObject({
      plannedShare: '0.600000',
      plannedValue: '300.00',
      earnedValue: '225.00',
      scheduleVariance: '-75.00',
      costVariance: '-75.00',
      schedulePerformanceIndex: '0.7500',
      costPerformanceIndex: '0.7500',
      estimateAtTrend: '666.67',
      estimateAtPlanRate: '575.00',
      toCompletePerformanceIndex: '1.3750',
    });
  });

  it('says why an index is undefined, and has none without budget or achievement', async () => {
    const idle = await arranged('1000.00', '0', '0', 6);
    const { earnedValue } = (await detail(idle.projectId, 6)).body;
    expect(earnedValue).toMatchObject({
      costPerformanceIndex: null,
      estimateAtTrend: null,
      schedulePerformanceIndex: '0.0000',
    });
    expect(earnedValue.notDefined).toContainEqual({ name: 'costPerformanceIndex', reason: 'NOTHING_SPENT' });
    const silent = await execution.running();
    await execution.settle();
    expect((await detail(silent.projectId, 6)).body.earnedValue).toBeNull();
  });

  it('puts the forecasts side by side, each with its likelihood or the reason why there is none', async () => {
    const { projectId, indicators } = await execution.running();
    await execution.reportMonths(indicators['培训人次']!, ['80', '80', '80', '80', '80', '80', '80', '100']);
    await execution.settle();
    const [august] = (await detail(projectId, 8)).body.indicators;
    expect(august.forecasts).toEqual([
      { method: 'RUN_RATE', value: '990', likelihood: 'POSSIBLE', reason: null },
      // 660 + 4 × (80 + 80 + 100) ÷ 3
      { method: 'LAST3', value: '1006.666667', likelihood: 'POSSIBLE', reason: null },
      { method: 'SEASONAL', value: null, likelihood: null, reason: 'NO_HISTORY' },
      { method: 'MANUAL', value: null, likelihood: null, reason: 'NOT_GIVEN' },
    ]);
    expect([august.suggestedLikelihood, august.needsReason]).toEqual(['POSSIBLE', false]);
    const [march] = (await detail(projectId, 3)).body.indicators;
    expect(march.forecasts[1]).toMatchObject({ value: null, reason: 'BEFORE_JULY' });
    await precede(indicators['培训人次']!, [2025, 2024]);
    const [seasoned] = (await detail(projectId, 8)).body.indicators;
    // By August of last year three quarters of it stood: 660 ÷ 0.75.
    expect(seasoned.forecasts[2]).toMatchObject({ value: '880', likelihood: 'IMPOSSIBLE' });
    expect(seasoned.suggestedLikelihood).toBe('IMPOSSIBLE');
    expect((await t.world.as('siblingUnit').get(`/progress/${projectId}`)).status).toBe(404);
  });
});

/** The indicator continued one of each of these years, of which three quarters were reached by August. */
async function precede(indicatorId: string, years: readonly number[]): Promise<void> {
  const { admin } = t.database;
  await admin.query(`set session_replication_role = replica`);
  let successor = indicatorId;
  for (const year of years) {
    const { rows } = await admin.query(
      `insert into app.indicators (id, goal_id, project_id, district_id, unit_path, fiscal_year, position, level1, level2, name, measure_type, operator,
          direction, target_value, weight, reporting_period)
        select gen_random_uuid(), gen_random_uuid(), project_id, district_id, unit_path, $2, position, level1, level2, name, measure_type, operator,
          direction, target_value, weight, reporting_period from app.indicators where id = $1 returning id`,
      [indicatorId, year],
    );
    await admin.query(`update app.indicators set predecessor_id = $2 where id = $1`, [successor, rows[0].id]);
    successor = rows[0].id;
    for (const [month, value] of [
      [4, '600'],
      [8, '300'],
      [12, '300'],
    ])
      await admin.query(
        `insert into app.actuals (id, indicator_id, fiscal_year, month, value, project_id, district_id, unit_path)
          select gen_random_uuid(), id, fiscal_year, $2, $3, project_id, district_id, unit_path from app.indicators where id = $1`,
        [successor, month, value],
      );
  }
  await admin.query(`set session_replication_role = origin`);
}
