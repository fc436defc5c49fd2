import { startTestApp, type TestApp } from '../support/app.js';
import type { Client } from '../support/client.js';
import { Execution, MONTHLY } from '../support/execution.js';
import { fiscal, ProjectDesk } from '../support/project-desk.js';
import { commit, exported, importOf, postImport, validate, workbookOf } from '../support/spreadsheets.js';

let t: TestApp;
let unit: Client;
let business: Client;
let execution: Execution;
let desk: ProjectDesk;
beforeAll(async () => {
  t = await startTestApp();
  unit = t.world.as('unit');
  business = t.world.as('business');
  execution = new Execution(t);
  desk = new ProjectDesk(t);
  await t.world.moveClock('2026-07-10 10:00');
});
afterAll(() => t.close());

const csvOf = (headers: readonly string[], rows: readonly (readonly string[])[]): string =>
  [headers, ...rows].map((row) => row.join(',')).join('\r\n');

const told = ({ body }: { body: { issues: { row: number; code: string }[] } }): string[] =>
  body.issues.map(({ row, code }) => `${row} ${code}`);

const count = async (sql: string, ...values: unknown[]): Promise<number> => {
  const { rows } = await t.database.admin.query(`select count(*)::int as n from ${sql}`, values);
  return rows[0].n;
};

describe('An import of actuals', () => {
  const ACTUALS = { kind: 'actuals' } as const;
  const MIXED = [
    MONTHLY,
    {
      ...MONTHLY,
      level2: '质量指标',
      name: '合格率',
      measureType: 'RATE',
      unitOfMeasure: '%',
      targetValue: '95',
      weight: '5',
    },
    {
      ...MONTHLY,
      level2: '时效指标',
      name: '验收',
      measureType: 'DATE',
      operator: 'LE',
      direction: 'NEGATIVE',
      targetValue: undefined,
      unitOfMeasure: undefined,
      targetOn: '2026-10-31',
      weight: '5',
    },
  ];
  const ids = async (indicators: object[] = MIXED) => {
    const running = await execution.running(indicators);
    const { body } = await unit.get(`/projects/${running.projectId}`);
    return { ...running, code: body.code as string };
  };
  const actualsOf = async (indicatorId: string) => (await unit.get(`/indicators/${indicatorId}/actuals`)).body.items;

  it('takes figures of every kind, by id and by name, marks what must be computed again, and tells once per project', async () => {
    const { indicators, code, projectId } = await ids();
    const file = csvOf(
      [
        '指标标识',
        '项目代码',
        '预算年度',
        '二级指标',
        '三级指标',
        '期间',
        '实际值',
        '分子',
        '分母',
        '完成日期',
        '说明',
      ],
      [
        [indicators['培训人次'] ?? '', '', '', '', '', '2026-01', '120', '', '', '', '第一期'],
        ['', code, '2026', '数量指标', '培训人次', '2026-02', '"1,080"', '', '', '', ''],
        ['', code, '2026', '质量指标', '合格率', '2026-02', '', '9', '12', '', ''],
        ['', code, '2026', '时效指标', '验收', '2026-06', '', '', '', '2026-05-20', ''],
      ],
    );
    const marks = await count('app.dirty_indicators');
    const done = await commit(t, unit, file, ACTUALS, 'a.csv');
    expect(done.body).toMatchObject({ state: 'COMMITTED', stats: { created: 4, updated: 0 } });
    expect(done.body.controlTotals).toEqual([{ key: 'value', header: '实际值', sum: '1200' }]);
    expect(await actualsOf(indicators['培训人次'] ?? '')).toMatchObject([
      { period: '2026-01', value: '120', note: '第一期', state: 'PRELIMINARY', version: 1 },
      { period: '2026-02', value: '1080', note: null },
    ]);
    expect(await actualsOf(indicators['合格率'] ?? '')).toMatchObject([
      { value: '75', numerator: '9', denominator: '12', month: 2 },
    ]);
    expect(await actualsOf(indicators['验收'] ?? '')).toMatchObject([{ doneOn: '2026-05-20', month: 5 }]);
    expect(await count('app.dirty_indicators')).toBe(marks + 3);
    expect(await count(`app.events where type = 'actuals.imported' and project_id = $1`, projectId)).toBe(1);
    expect(await count(`app.audit_entries where action = 'import.commit' and object_id = $1`, done.body.id)).toBe(1);
    const { rows } = await t.database.admin.query(`select authors from app.actuals where indicator_id = $1`, [
      indicators['验收'],
    ]);
    expect(rows[0].authors).toHaveLength(1);
  });

  it('refuses a row as the single act would, and says in which cell', async () => {
    const { indicators, code } = await ids();
    const { code: other } = (await desk.project()).body;
    const [people, rate, day] = ['培训人次', '合格率', '验收'].map((name) => indicators[name] ?? '');
    const file = csvOf(
      [
        '指标标识',
        '项目代码',
        '预算年度',
        '二级指标',
        '三级指标',
        '期间',
        '实际值',
        '分子',
        '分母',
        '达成情况',
        '完成日期',
      ],
      [
        ['', code, '2026', '数量指标', '没有的', '2026-01', '1', '', '', '', ''],
        ['', other, '2026', '数量指标', '培训人次', '2026-01', '1', '', '', '', ''],
        ['no-id', '', '', '', '', '2026-01', '1', '', '', '', ''],
        ['', '', '', '', '', '2026-01', '1', '', '', '', ''],
        [people ?? '', '', '', '', '', '2026-13', '1', '', '', '', ''],
        [people ?? '', '', '', '', '', '2026-Q1', '1', '', '', '', ''],
        [people ?? '', '', '', '', '', '2025-01', '1', '', '', '', ''],
        [people ?? '', '', '', '', '', '2026-08', '1', '', '', '', ''],
        [people ?? '', '', '', '', '', '2026-01', '', '', '', '达成', ''],
        [people ?? '', '', '', '', '', '2026-02', '1', '', '', '达成', ''],
        [rate ?? '', '', '', '', '', '2026-01', '', '1', '0', '', ''],
        [day ?? '', '', '', '', '', '2026-07', '', '', '', '', '2026-07-11'],
        [people ?? '', '', '', '', '', '2026-03', '1', '', '', '', ''],
        [people ?? '', '', '', '', '', '2026-03', '2', '', '', '', ''],
        ['', code, '2026', '数量指标', '培训人次', '2026-03', '3', '', '', '', ''],
      ],
    );
    const { body } = await validate(t, unit, file, ACTUALS, 'a.csv');
    expect(told({ body })).toEqual([
      '2 UNKNOWN_INDICATOR',
      '3 UNKNOWN_INDICATOR',
      '4 UNKNOWN_INDICATOR',
      '5 UNKNOWN_INDICATOR',
      '6 UNKNOWN_PERIOD',
      '7 actual.period-length',
      '8 actual.period-outside-year',
      '9 actual.period-in-future',
      '10 actual.figure-kind',
      '11 actual.figure-ambiguous',
      '12 actual.denominator-not-positive',
      '13 actual.done-in-future',
      '15 DUPLICATE_KEY',
      '16 TWICE_IN_FILE',
    ]);
    expect(body.issues[5]).toMatchObject({ column: 'F', value: '2026-Q1', pointer: '/7/period' });
    const foreign = await validate(t, t.world.as('siblingUnit'), file, ACTUALS, 'a.csv');
    expect(told(foreign).filter((each) => each.endsWith('UNKNOWN_INDICATOR'))).toHaveLength(14);
    expect((await postImport(business, { ...ACTUALS, mode: 'VALIDATE' }, file, 'a.csv')).status).toBe(403);
  });

  it('corrects a figure with a reason, keeps the one before, leaves the same alone, and never touches what was verified', async () => {
    const { indicators } = await ids();
    const id = indicators['培训人次'] ?? '';
    for (const [period, value] of [
      ['2026-01', '100'],
      ['2026-02', '200'],
      ['2026-03', '300'],
    ] as const)
      await execution.report(id, period, value);
    await t.database.admin.query(
      `update app.actuals set state = 'VERIFIED', version = version + 1 where indicator_id = $1 and month = 3`,
      [id],
    );
    const headers = ['指标标识', '期间', '实际值', '更正原因'];
    const rows = [
      [id, '2026-01', '100', ''],
      [id, '2026-02', '250', '漏报'],
      [id, '2026-04', '400', ''],
    ];
    const bad = csvOf(headers, [
      [id, '2026-02', '250', ''],
      [id, '2026-03', '301', '想改'],
      [id, '2026-03', '300', ''],
    ]);
    expect(told(await validate(t, unit, bad, ACTUALS, 'a.csv'))).toEqual([
      '2 REASON_MISSING',
      '3 VERIFIED',
      '4 DUPLICATE_KEY',
    ]);
    const file = csvOf(headers, rows);
    expect(told(await validate(t, unit, file, { ...ACTUALS, strategy: 'CREATE' }, 'a.csv'))).toEqual([
      '2 ALREADY_EXISTS',
      '3 ALREADY_EXISTS',
    ]);
    expect(told(await validate(t, unit, file, { ...ACTUALS, strategy: 'UPDATE' }, 'a.csv'))).toEqual([
      '4 DOES_NOT_EXIST',
    ]);
    const done = await commit(t, unit, file, ACTUALS, 'a.csv');
    expect(done.body.stats).toMatchObject({ rows: 3, created: 1, updated: 1 });
    const [first, second] = await actualsOf(id);
    expect(first).toMatchObject({ value: '100', version: 1 });
    expect((await unit.get(`/actuals/${second.id}`)).body).toMatchObject({
      value: '250',
      version: 2,
      state: 'PRELIMINARY',
      revisions: [{ version: 1, value: '200', reason: '漏报' }],
    });
    const again = await commit(t, unit, file, { ...ACTUALS, atomic: 'ROW' }, 'a.csv');
    expect(again.body).toMatchObject({ state: 'COMMITTED', issues: [], stats: { created: 0, updated: 0 } });
  });

  it('leaves what has changed since the dry run: with ALL everything, with ROW the row', async () => {
    const { indicators } = await ids();
    const id = indicators['培训人次'] ?? '';
    const file = csvOf(
      ['指标标识', '期间', '实际值'],
      [
        [id, '2026-01', '1'],
        [id, '2026-02', '2'],
      ],
    );
    const tokens: string[] = [];
    for (const atomic of ['ALL', 'ROW'])
      tokens.push((await validate(t, unit, file, { ...ACTUALS, atomic }, 'a.csv')).body.confirmToken);
    await execution.report(id, '2026-01', '7');
    const [all, row] = tokens.map((confirmToken, at) =>
      postImport(unit, { ...ACTUALS, mode: 'COMMIT', atomic: at ? 'ROW' : 'ALL', confirmToken }, file, 'a.csv'),
    );
    const refused = await importOf(t, unit, await all!);
    expect(refused.body).toMatchObject({ state: 'INVALID', stats: { created: 0 } });
    expect(told(refused)).toEqual(['2 CHANGED_SINCE']);
    const partly = await importOf(t, unit, await row!);
    expect(partly.body).toMatchObject({ state: 'COMMITTED', stats: { created: 1 } });
    expect(told(partly)).toEqual(['2 CHANGED_SINCE']);
    expect(await actualsOf(id)).toMatchObject([
      { period: '2026-02', value: '2' },
      { period: '2026-01', value: '7' },
    ]);
  });

  it('comes as a template of what is open, and goes out as it came in', async () => {
    const { indicators } = await ids();
    const template = await exported(t, unit, {
      kind: 'actuals',
      content: 'TEMPLATE',
      format: 'NDJSON',
      fiscalYear: 2026,
    });
    const open = template
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(open.find(({ indicatorId }) => indicatorId === indicators['合格率'])).toMatchObject({ period: '2026-07' });
    const sheet = await exported(t, unit, { kind: 'actuals', content: 'TEMPLATE', format: 'XLSX', fiscalYear: 2026 });
    const untouched = await validate(t, unit, sheet, ACTUALS);
    expect(untouched.body.stats).toMatchObject({ rows: 0, untouched: open.length });
    const source = { kind: 'actuals', content: 'DATA', fiscalYear: 2026 } as const;
    for (const format of ['XLSX', 'CSV', 'NDJSON'] as const) {
      const file = await exported(t, unit, { ...source, format });
      const done = await commit(t, unit, file, ACTUALS, `a.${format.toLowerCase()}`);
      expect(done.body.stats).toMatchObject({ created: 0, updated: 0 });
      expect(done.body.stats.rows).toBeGreaterThan(3);
    }
  });
});

describe('An import of payments', () => {
  const PAYMENTS = { kind: 'payments' } as const;
  const HEADERS = ['来源系统', '凭证号', '项目代码', '预算年度', '资金来源', '支付日期', '金额', '收款人', '摘要'];
  const row = (code: string, sourceId: string, amount = '10.00', over: Record<number, string> = {}): string[] =>
    ['TREASURY', sourceId, code, '2026', '财政资金', '2026-03-31', amount, '', ''].map((cell, at) => over[at] ?? cell);
  const executed = async (id: string) =>
    (await desk.budgetOf(id)).body.lines.map((line: { executed: string }) => line.executed);

  it('records what is new as batches by district and system, and takes what is on record for done', async () => {
    const project = await desk.funded([fiscal, { ...fiscal, source: 'OWN' }]);
    const file = csvOf(HEADERS, [
      row(project.code, `A-${project.code}`),
      row(project.code, `B-${project.code}`, '20.5', { 4: '单位资金', 7: '某公司' }),
      row(project.code, `A-${project.code}`, '30.00', { 0: 'LOCAL' }),
    ]);
    const done = await commit(t, business, file, PAYMENTS, 'a.csv');
    expect(done.body).toMatchObject({ state: 'COMMITTED', stats: { created: 3, updated: 0 } });
    expect(done.body.controlTotals).toEqual([{ key: 'amount', header: '金额', sum: '60.5' }]);
    expect(await executed(project.id)).toEqual(['40.00', '20.50']);
    const batches = (await business.get('/payment-batches')).body.items.slice(0, 2);
    expect(batches.map(({ recordedCount }: { recordedCount: number }) => recordedCount).sort()).toEqual([1, 2]);
    const again = await commit(t, business, file, { ...PAYMENTS, atomic: 'ROW' }, 'a.csv');
    expect(again.body).toMatchObject({ issues: [], stats: { created: 0, updated: 0 } });
    expect(await executed(project.id)).toEqual(['40.00', '20.50']);
    const { body } = await t.world.as('sysadmin').get('/ops/invariants');
    expect(body.items.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
    const data = await exported(t, business, { kind: 'payments', content: 'DATA', format: 'CSV', fiscalYear: 2026 });
    const back = await commit(t, business, data, PAYMENTS, 'a.csv');
    expect(back.body.stats).toMatchObject({ created: 0, updated: 0 });
  });

  it('refuses a row as the single act would, also in a workbook', async () => {
    const project = await desk.funded();
    await desk.pay(project, { sourceSystem: 'TREASURY', sourceId: `X-${project.code}`, amount: '1.00' });
    const { code } = project;
    const bad = workbookOf(
      [
        HEADERS,
        row(code, 'P1', '0'),
        row(code, 'P2', '1.005'),
        row('NOBODY', 'P3'),
        row(code, 'P4', '1', { 4: '其他资金' }),
        row(code, 'P5', '1', { 5: '2025-12-31' }),
        row(code, 'P6', '1', { 3: '2031', 5: '2031-01-01' }),
        row(code, `X-${code}`, '2.00'),
        row(code, 'P8', '1', { 0: 'REVERSAL' }),
        row(code, 'P9'),
        row(code, 'P9'),
      ],
      { sheetName: '支付明细' },
    );
    expect(told(await validate(t, business, bad, PAYMENTS))).toEqual([
      '2 OUT_OF_RANGE',
      '3 TOO_MANY_PLACES',
      '4 payment.project-not-found',
      '5 payment.line-unknown',
      '6 payment.paid-on-outside-year',
      '7 payment.fiscal-year-unknown',
      '8 payment.source-id-reused',
      '9 RESERVED',
      '11 DUPLICATE_KEY',
    ]);
    const partly = await commit(t, business, bad, { ...PAYMENTS, atomic: 'ROW' });
    expect(partly.body.stats).toMatchObject({ created: 1 });
    const some = csvOf(HEADERS, [row(code, 'P9'), row(code, `N-${code}`)]);
    expect(told(await validate(t, business, some, { ...PAYMENTS, strategy: 'CREATE' }, 'a.csv'))).toEqual([
      '2 ALREADY_EXISTS',
    ]);
    expect(told(await validate(t, business, some, { ...PAYMENTS, strategy: 'UPDATE' }, 'a.csv'))).toEqual([
      '3 DOES_NOT_EXIST',
    ]);
    expect((await postImport(unit, { ...PAYMENTS, mode: 'VALIDATE' }, some, 'a.csv')).status).toBe(403);
  });
});
