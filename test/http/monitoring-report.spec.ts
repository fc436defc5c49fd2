import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, ifMatch } from '../support/client.js';
import { MONTHLY, type Running } from '../support/execution.js';
import { MonitoringDesk } from '../support/monitoring-desk.js';
import { expectStatus } from '../support/story.js';

let t: TestApp;
let desk: MonitoringDesk;
let running: Running;
let round: Answer;

const MONTHS = ['80', '80', '80', '80', '80', '80', '80'];
const QUALITY = {
  ...MONTHLY,
  level2: '质量指标',
  name: '培训合格率',
  measureType: 'RATE',
  targetValue: '90',
  unitOfMeasure: '%',
  weight: '30',
};

beforeAll(async () => {
  t = await startTestApp();
  desk = new MonitoringDesk(t);
  await t.world.moveClock('2026-08-03 10:00');
  running = await desk.execution.running([{ ...MONTHLY, weight: '60' }, QUALITY], '1000000.00');
  await desk.execution.pay(running.projectId, '399900.00', '2026-07-31');
  await desk.execution.pay(running.projectId, '50000.00', '2026-08-01');
  await desk.execution.reportMonths(running.indicators['培训人次'] ?? '', MONTHS);
  await desk.execution.reportMonths(running.indicators['培训合格率'] ?? '', ['90', '90', '90', '90', '90', '90', '92']);
  await desk.execution.settle();
  round = await desk.opened();
});
afterAll(() => t.close());

const codesOf = (answer: Answer): string[] => answer.body.errors.map(({ code }: { code: string }) => code);

describe('a monitoring report', () => {
  let report: Answer;

  it('is there with everything that is known: money by source to the end of July, indicators, what it lacks', async () => {
    report = await desk.report(round, running.projectId);
    expect(report.body).toMatchObject({
      state: 'TASK_OPEN',
      stage: 'TASK_OPEN',
      standing: 'DUE',
      month: 7,
      goalRevision: 1,
      executionBase: 'ADJUSTED',
      isLate: false,
      progress: { executed: '399900.00', executionRate: '0.399900' },
      funds: [
        {
          source: 'FISCAL',
          initial: '1000000.00',
          adjusted: '1000000.00',
          executed: '399900.00',
          executionRate: '0.399900',
          forecastExecution: null,
        },
      ],
    });
    expect(report.body.indicators).toMatchObject([
      {
        name: '培训人次',
        targetValue: '1200',
        planned: '700',
        actual: '560',
        ratio: '0.800000',
        light: 'YELLOW',
        computedForecast: { method: 'LAST3', value: '960.000000' },
        suggestedLikelihood: 'POSSIBLE',
        likelihood: null,
      },
      { name: '培训合格率', actual: '92', light: 'GREEN', computedForecast: null, suggestedLikelihood: null },
    ]);
    expect(report.body.gaps.map(({ code }: { code: string }) => code)).toEqual([
      'FORECAST_EXECUTION_MISSING',
      'FORECAST_MISSING',
      'REASONS_MISSING',
      'LIKELIHOOD_MISSING',
      'FORECAST_MISSING',
      'LIKELIHOOD_MISSING',
    ]);
  });

  it('is not submitted untouched, nor with anything missing, told all at once', async () => {
    const untouched = await desk.submit(report);
    expect([untouched.status, untouched.body.code]).toEqual([409, 'monitoring-report.state-forbids']);
    const [first] = report.body.indicators;
    const line = {
      indicatorId: first.indicatorId,
      forecastLevel: 'PARTIAL',
      reasons: ['FUNDING'],
      likelihood: 'CERTAIN',
    };
    const funds = [{ source: 'FISCAL', forecastExecution: '399899.99' }];
    report = expectStatus(200, await desk.fill(report, { funds, indicators: [line] }));
    expect(report.body).toMatchObject({ state: 'UNIT_FILLING', forecastExecution: '399899.99' });
    const refused = await desk.submit(report);
    expect([refused.status, refused.body.code]).toEqual([422, 'monitoring-report.incomplete']);
    expect(codesOf(refused)).toEqual([
      'FORECAST_BELOW_EXECUTED',
      'FORECAST_MISSING',
      'FORECAST_KIND',
      'REASON_TEXT_MISSING',
      'LIKELIHOOD_REASON_MISSING',
      'FORECAST_MISSING',
      'LIKELIHOOD_MISSING',
    ]);
    expect(refused.body.errors[0]).toMatchObject({ pointer: '/funds/0/forecastExecution' });
  });

  it('takes only lines of its project, and only from its own clerk', async () => {
    const strange = await desk.fill(report, {
      funds: [{ source: 'OWN', forecastExecution: '1.00' }],
      indicators: [{ indicatorId: report.body.goalId }],
    });
    expect([strange.status, strange.body.code]).toEqual([422, 'monitoring-report.unknown-line']);
    expect(strange.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/funds/0/source',
      '/indicators/0/indicatorId',
    ]);
    const url = `/monitoring-reports/${report.body.id}`;
    expect((await t.world.as('unithead').patch(url, { remark: '代填' }, ifMatch(report))).status).toBe(403);
    const sibling = t.world.as('siblingUnit');
    expect((await sibling.get(url)).status).toBe(404);
    expect((await sibling.patch(url, { remark: '代填' }, ifMatch(report))).status).toBe(404);
    expect((await sibling.get('/monitoring-reports')).body.items).toEqual([]);
    expect((await sibling.get(`/monitoring-rounds/${round.body.id}/reports`)).body.items).toEqual([]);
    expect((await sibling.get('/monitoring-matrix?fiscalYear=2026')).body.items).toEqual([]);
    expect((await t.world.as('foreignFinance').get(`/monitoring-rounds/${round.body.id}`)).status).toBe(404);
  });

  it('is refreshed until it is submitted, frozen then, returned, and seen by finance at last', async () => {
    await desk.execution.pay(running.projectId, '100.00', '2026-07-30');
    await desk.execution.settle();
    report = await desk.filled(await desk.read(report));
    expect(report.body.funds[0]).toMatchObject({ executed: '400000.00', executionRate: '0.400000' });
    expect(report.body.gaps).toEqual([]);
    let submitted = expectStatus(200, await desk.submit(report));
    expect(submitted.body).toMatchObject({ state: 'IN_REVIEW', stage: 'UNIT_SUBMITTED', standing: 'IN_REVIEW' });
    await desk.execution.pay(running.projectId, '200000.00', '2026-07-29');
    await desk.execution.settle();
    submitted = await desk.read(report);
    expect(submitted.body.funds[0].executed).toBe('400000.00');
    expect((await desk.fill(submitted, { remark: '改' })).body.code).toBe('monitoring-report.frozen');
    expect((await desk.decide('unithead', report)).body).toMatchObject({ state: 'IN_REVIEW', stage: 'UNIT_CONFIRMED' });
    expect((await desk.submit(await desk.read(report))).body.code).toBe('monitoring-report.state-forbids');
    let returned = await desk.decide('department', report, 'RETURN', '原因说明过于简单');
    expect(returned.body).toMatchObject({
      state: 'UNIT_FILLING',
      stage: 'UNIT_FILLING',
      standing: 'DUE',
      returnedCount: 1,
    });
    expect(returned.body.funds[0].executed).toBe('600000.00');
    returned = expectStatus(200, await desk.submit(await desk.filled(returned)));
    await desk.decide('unithead', report);
    expect((await desk.decide('department', report)).body.stage).toBe('DEPT_CHECKED');
    const task = await desk.execution.story.task('finance', report.body.id);
    expect(task.body.subject.title).toContain('1–7 月绩效运行监控表');
    const seen = await desk.decide('finance', report);
    expect(seen.body).toMatchObject({ state: 'FINANCE_SEEN', stage: 'FINANCE_SEEN', standing: 'DONE' });
    expect(seen.body.funds[0].executed).toBe('600000.00');
    expect(seen.body.ruleSetId).toBe((await desk.execution.progress(running.projectId, 7))['ruleSetId']);
    await expect(
      t.database.admin.query(`update app.monitoring_reports set content = '{}', version = version + 1 where id = $1`, [
        report.body.id,
      ]),
    ).rejects.toThrow('frozen');
    const { rows } = await t.database.admin.query(
      `select forecast_value::text as value, likelihood, month from app.monitoring_forecast_v where indicator_id = $1`,
      [running.indicators['培训人次']],
    );
    expect(rows).toEqual([{ value: '960.000000', likelihood: 'POSSIBLE', month: 7 }]);
  });

  it('is taken back while nobody has acted, and not confirmed by the clerk who filled it in', async () => {
    const other = await desk.execution.running([MONTHLY], '500000.00');
    await desk.execution.reportMonths(other.indicators['培训人次'] ?? '', MONTHS, 1);
    await desk.execution.settle();
    const focused = await desk.opened({
      kind: 'FOCUSED',
      selection: { attentionProjectIds: [other.projectId] },
    });
    const mine = await desk.filled(await desk.report(focused, other.projectId));
    expect(mine.body.selectedFor).toEqual(['ATTENTION']);
    const submitted = expectStatus(200, await desk.submit(mine));
    const withdrawn = await t.world
      .as('unit')
      .post(`/monitoring-reports/${mine.body.id}/withdraw`, { reason: '补充原因' }, ifMatch(submitted));
    expect(withdrawn.body).toMatchObject({ state: 'UNIT_FILLING', submittedAt: null, returnedCount: 0 });
    expectStatus(200, await desk.submit(withdrawn));
    const author = await t.world.hire([{ role: 'UNIT_HEAD', path: t.world.units.schoolA.path }], {
      personId: t.world.people.unit.personId,
    });
    const task = await desk.execution.story.task('unithead', mine.body.id);
    const { version: subjectVersion, contentHash } = task.body.subject;
    const decision = { outcome: 'APPROVE', subjectVersion, contentHash };
    const own = await author.client.post(`/approval-tasks/${task.body.id}/decisions`, decision, ifMatch(task));
    expect(own.body.code).toBe('approval.own-submission');
  });
});

describe('units × periods', () => {
  it('shows what is due, overdue, in review and done as counted from the tables, and leads to these reports', async () => {
    const finance = t.world.as('finance');
    await desk.opened({ month: 6, dueWorkingDays: 3 });
    const june = await desk.opened({ month: 4, dueWorkingDays: 60 });
    expect(june.body.dueOn > '2026-08-31').toBe(true);
    await t.world.moveClock('2026-08-31 09:00');
    const { body } = await finance.get('/monitoring-matrix?fiscalYear=2026');
    const { rows } = await t.database.admin.query(
      `select unit_id, round_id, count(*)::int as total, count(*) filter (where state in ('TASK_OPEN', 'UNIT_FILLING') and due_on >= '2026-08-31')::int as due,
          count(*) filter (where state in ('TASK_OPEN', 'UNIT_FILLING') and due_on < '2026-08-31')::int as overdue,
          count(*) filter (where state = 'IN_REVIEW')::int as "inReview", count(*) filter (where state = 'FINANCE_SEEN')::int as done
        from app.monitoring_reports where fiscal_year = 2026 group by unit_id, round_id`,
    );
    const counted = body.items.flatMap((row: { unitId: string; cells: { roundId: string; reports: object }[] }) =>
      row.cells.map(({ roundId, reports }) => ({ unit_id: row.unitId, round_id: roundId, ...reports })),
    );
    const key = (row: object): string => JSON.stringify(row);
    const order = (found: Record<string, unknown>[]) =>
      found.map((row) => key(Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))).sort();
    expect(order(counted)).toEqual(order(rows));
    const cells = body.items[0].cells;
    expect(cells.map(({ month, kind }: { month: number; kind: string }) => [month, kind])).toEqual([
      [4, 'SELF'],
      [6, 'SELF'],
      [7, 'SELF'],
      [7, 'FOCUSED'],
    ]);
    expect(cells[1].reports).toMatchObject({ overdue: 2, due: 0 });
    const overdue = await finance.get(`${cells[1].url.replace('/api/v1', '')}&standing=OVERDUE`);
    expect(overdue.body.items).toHaveLength(2);
    expect(overdue.body.items[0]).toMatchObject({ standing: 'OVERDUE', month: 6 });
    expect((await finance.get(`/monitoring-rounds/${cells[1].roundId}`)).body.reports).toMatchObject({ overdue: 2 });
    expect((await finance.get('/monitoring-matrix?fiscalYear=2025')).body.items).toEqual([]);
  });
});
