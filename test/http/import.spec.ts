import { startTestApp, type TestApp } from '../support/app.js';
import type { Client } from '../support/client.js';
import {
  commit,
  download,
  exported,
  finish,
  importOf,
  partOf,
  postImport,
  type TestCell,
  validate,
  workbookOf,
} from '../support/spreadsheets.js';
import { expectStatus, Story } from '../support/story.js';

let t: TestApp;
let story: Story;
let unit: Client;
beforeAll(async () => {
  t = await startTestApp();
  story = new Story(t.world);
  unit = t.world.as('unit');
});
afterAll(() => t.close());

const HEADERS = [
  '项目代码*',
  '预算年度',
  '一级指标',
  '二级指标',
  '三级指标',
  '指标类型',
  '指标性质',
  '指标方向性',
  '指标值',
  '度量单位',
  '权重',
  '报送周期',
];
const rowOf = (code: string, name: string, overrides: Readonly<Record<number, TestCell>> = {}): TestCell[] => {
  const row: TestCell[] = [
    code,
    { number: '2026' },
    '产出指标',
    '数量指标',
    name,
    '累计',
    '≥',
    '正向',
    { number: '735' },
    '人次',
    { number: '30' },
    '按季',
  ];
  return row.map((cell, index) => (index in overrides ? (overrides[index] ?? null) : cell));
};

async function emptyDraft(): Promise<{ goalId: string; code: string }> {
  const project = await story.project();
  const goal = await story.draft(project.body.id, []);
  return { goalId: goal.body.id, code: project.body.code };
}

const indicatorsOf = async (goalId: string) => (await unit.get(`/goals/${goalId}/indicators`)).body.items;

describe('An import', () => {
  it('is a dry run first: it says what would be written, adds up, and writes nothing', async () => {
    const { goalId, code } = await emptyDraft();
    const sheet = workbookOf([
      HEADERS,
      rowOf(code, '受资助人次'),
      rowOf(code, '营养餐份数', { 10: { number: '12.5' } }),
    ]);
    const { body } = await validate(t, unit, sheet);
    expect(body).toMatchObject({ state: 'VALID', mode: 'VALIDATE', issues: [], annotatedFileUrl: null });
    expect(body.stats).toMatchObject({ rows: 2, valid: 2, errors: 0, warnings: 0 });
    expect(body.controlTotals).toEqual([{ key: 'weight', header: '权重', sum: '42.5' }]);
    expect(await indicatorsOf(goalId)).toEqual([]);
  });

  it('is committed with its token: the same rows, through the rules of the goal, with one audit entry for the batch', async () => {
    const { goalId, code } = await emptyDraft();
    const sheet = workbookOf([HEADERS, rowOf(code, '受资助人次'), rowOf(code, '营养餐份数')]);
    const committed = await commit(t, unit, sheet);
    expect(committed.body).toMatchObject({ state: 'COMMITTED', stats: { created: 2, updated: 0 }, confirmToken: null });
    expect(await indicatorsOf(goalId)).toMatchObject([
      { name: '受资助人次', targetValue: '735', weight: '30.00', reportingPeriod: 'QUARTER' },
      { name: '营养餐份数' },
    ]);
    const { rows } = await t.database.admin.query(
      `select count(*)::int as n from app.audit_entries where action = 'import.commit' and object_id = $1`,
      [committed.body.id],
    );
    expect(rows[0].n).toBe(1);
    const { rows: events } = await t.database.admin.query(
      `select count(*)::int as n from app.events where type = 'goal.updated' and subject_id = $1`,
      [goalId],
    );
    expect(events[0].n).toBe(2);
  });

  it('tells each cell that is wrong: sheet, row, column, value, and what would make it right', async () => {
    const { code } = await emptyDraft();
    const sheet = workbookOf([
      HEADERS,
      rowOf(code, '受资助人次', { 8: '完成', 10: '１２' }),
      rowOf(`${code} `, '', { 7: '向上' }),
    ]);
    const { body } = await validate(t, unit, sheet);
    expect(body.state).toBe('INVALID');
    expect(body.confirmToken).toBeNull();
    expect(body.issues.map(({ row, column, code: kind, value }: never) => [row, column, kind, value])).toEqual([
      [2, 'I', 'NOT_A_NUMBER', '完成'],
      [2, 'K', 'NORMALISED', '１２'],
      [3, 'A', 'TRIMMED', `${code} `],
      [3, 'E', 'REQUIRED', ''],
      [3, 'H', 'NOT_A_CHOICE', '向上'],
    ]);
    expect(body.issues[0]).toMatchObject({
      sheet: '绩效指标',
      pointer: '/2/targetValue',
      message: '“指标值”应为数字',
      hint: '只填数字,如 12.5;不带单位、百分号和文字',
    });
  });

  it('hands the file back with the cells marked, and takes the corrected copy', async () => {
    const { code } = await emptyDraft();
    const sheet = workbookOf([HEADERS, rowOf(code, '受资助人次', { 8: '完成' })]);
    const { body } = await validate(t, unit, sheet);
    const copy = await download(t, unit, body.annotatedFileUrl);
    const xml = await partOf(copy, 'xl/worksheets/sheet1.xml');
    expect(xml).toContain('<c r="M1" t="inlineStr"><is><t xml:space="preserve">校验结果</t>');
    expect(xml).toMatch(/<c r="M2".*【错误】“指标值”应为数字;只填数字/);
    const again = await validate(t, unit, copy);
    expect(again.body.issues).toEqual(body.issues);
  });

  it('refuses a token for other bytes, for other options, and a second time', async () => {
    const { code } = await emptyDraft();
    const sheet = workbookOf([HEADERS, rowOf(code, '受资助人次')]);
    const other = workbookOf([HEADERS, rowOf(code, '受资助人数')]);
    const { confirmToken } = (await validate(t, unit, sheet)).body;
    const ask = { kind: 'indicators', mode: 'COMMIT', confirmToken } as const;
    expect((await postImport(unit, ask, other)).body.code).toBe('import.bytes-differ');
    expect((await postImport(unit, { ...ask, atomic: 'ROW' }, sheet)).body.code).toBe('import.bytes-differ');
    expect((await postImport(unit, { kind: 'indicators', mode: 'COMMIT' }, sheet)).body.code).toBe(
      'import.token-missing',
    );
    expect((await postImport(t.world.as('siblingUnit'), ask, sheet)).body.code).toBe('import.token-unknown');
    expect((await importOf(t, unit, await postImport(unit, ask, sheet))).body.state).toBe('COMMITTED');
    expect((await postImport(unit, ask, sheet)).body.code).toBe('import.token-unknown');
  });

  it("reaches no other unit's project, and nobody without the role imports at all", async () => {
    const { code, goalId } = await emptyDraft();
    const sheet = workbookOf([HEADERS, rowOf(code, '受资助人次')]);
    const foreign = await validate(t, t.world.as('siblingUnit'), sheet);
    expect(foreign.body.issues).toMatchObject([{ row: 2, column: 'A', code: 'UNKNOWN_PROJECT' }]);
    expect(foreign.body.confirmToken).toBeNull();
    const ask = { kind: 'indicators', mode: 'VALIDATE' } as const;
    expect((await postImport(t.world.as('unithead'), ask, sheet)).status).toBe(403);
    expect((await postImport(t.world.as('sysadmin'), ask, sheet)).status).toBe(403);
    const mine = await validate(t, unit, sheet);
    expect((await t.world.as('siblingUnit').get(`/imports/${mine.body.id}`)).status).toBe(404);
    expect(await indicatorsOf(goalId)).toEqual([]);
  });

  it('writes into drafts and returned goals only, also when the state changes after the dry run', async () => {
    const project = await story.project();
    const goal = await story.draft(project.body.id);
    const sheet = workbookOf([HEADERS, rowOf(project.body.code, '另一指标')]);
    const { confirmToken } = (await validate(t, unit, sheet)).body;
    expectStatus(200, await unit.post(`/goals/${goal.body.id}/submit`, {}, { 'if-match': goal.etag }));
    const late = await importOf(
      t,
      unit,
      await postImport(unit, { kind: 'indicators', mode: 'COMMIT', confirmToken }, sheet),
    );
    expect(late.body).toMatchObject({
      state: 'INVALID',
      stats: { created: 0 },
      issues: [{ row: 2, code: 'CHANGED_SINCE' }],
    });
    expect((await validate(t, unit, sheet)).body.issues).toMatchObject([{ code: 'GOAL_FROZEN', column: 'A' }]);
    expect(await indicatorsOf(goal.body.id)).toHaveLength(5);
  });

  it('with ROW writes the rows that are right, with ALL none of them', async () => {
    const { goalId, code } = await emptyDraft();
    const sheet = workbookOf([HEADERS, rowOf(code, '受资助人次'), rowOf(code, '坏行', { 10: '很多' })]);
    expect((await validate(t, unit, sheet, { atomic: 'ALL' })).body.confirmToken).toBeNull();
    const committed = await commit(t, unit, sheet, { atomic: 'ROW' });
    expect(committed.body.stats).toMatchObject({ created: 1, rows: 2 });
    expect(await indicatorsOf(goalId)).toMatchObject([{ name: '受资助人次' }]);
  });

  it.each([
    ['CREATE', 'ALREADY_EXISTS', 'DOES_NOT_EXIST'],
    ['UPDATE', 'DOES_NOT_EXIST', 'ALREADY_EXISTS'],
  ])('with %s refuses the rows of the other strategy', async (strategy, expected) => {
    const { code } = await emptyDraft();
    await commit(t, unit, workbookOf([HEADERS, rowOf(code, '已有')]));
    const name = strategy === 'CREATE' ? '已有' : '新的';
    const { body } = await validate(t, unit, workbookOf([HEADERS, rowOf(code, name)]), { strategy });
    expect(body.issues).toMatchObject([{ code: expected, column: 'E', row: 2 }]);
  });

  it('leaves alone what the file has no column for, and clears what it leaves empty', async () => {
    const { goalId, code } = await emptyDraft();
    const wide = [...HEADERS, '指标解释', '取值来源'];
    await commit(t, unit, workbookOf([wide, [...rowOf(code, '受资助人次'), '按学期统计', '学籍系统']]));
    await commit(
      t,
      unit,
      workbookOf([
        [...HEADERS, '取值来源'],
        [...rowOf(code, '受资助人次', { 8: { number: '800' } }), null],
      ]),
    );
    expect(await indicatorsOf(goalId)).toMatchObject([
      { targetValue: '800', definition: '按学期统计', dataSource: null },
    ]);
  });

  it('reads CSV and NDJSON by the same rules', async () => {
    const { goalId, code } = await emptyDraft();
    const csv = `\ufeff${HEADERS.join(',')}\r\n${code},2026,产出指标,数量指标,"含""引号"",和逗号",累计,≥,正向,"1,234.5",人次,30,按季\r\n`;
    expect((await commit(t, unit, csv, {}, 'a.csv')).body.stats).toMatchObject({ created: 1 });
    const line = {
      projectCode: code,
      fiscalYear: 2026,
      level1: '产出指标',
      level2: '数量指标',
      name: '第二项',
      measureType: 'CUMULATIVE',
    };
    const rest = {
      operator: 'GE',
      direction: 'POSITIVE',
      targetValue: '12.5',
      unitOfMeasure: '人',
      weight: '10',
      reportingPeriod: 'YEAR',
    };
    const ndjson = `${JSON.stringify({ ...line, ...rest })}\n`;
    expect((await commit(t, unit, ndjson, {}, 'a.ndjson')).body.stats).toMatchObject({ created: 1 });
    expect(await indicatorsOf(goalId)).toMatchObject([
      { name: '含"引号",和逗号', targetValue: '1234.5' },
      { name: '第二项' },
    ]);
    const number = await validate(
      t,
      unit,
      `${JSON.stringify({ ...line, ...rest, weight: 10 })}\n[1]\n`,
      {},
      'a.ndjson',
    );
    expect(number.body.issues).toMatchObject([
      { row: 1, column: 'weight', code: 'NUMBER_NOT_TEXT', pointer: '/1/weight' },
      { row: 2, column: null, code: 'MALFORMED_LINE' },
    ]);
  });

  it('can be cancelled before it is read', async () => {
    const { code } = await emptyDraft();
    const accepted = await postImport(
      unit,
      { kind: 'indicators', mode: 'VALIDATE' },
      workbookOf([HEADERS, rowOf(code, '一')]),
    );
    const at = `/operations/${accepted.body.id}`;
    expectStatus(200, await unit.post(`${at}/cancel`, {}, { 'if-match': accepted.etag }));
    const ended = await finish(t, unit, accepted);
    expect(ended.body).toMatchObject({ status: 'CANCELLED', resultUrl: null });
  });

  it('brings projects by their code into the units of the caller', async () => {
    const headers = [
      '项目代码',
      '项目名称',
      '实施单位编码',
      '项目类型',
      '项目属性',
      '项目期起',
      '项目期止',
      '立项依据',
    ];
    const row = (code: string, unitCode: string, to = '2026年12月31日'): TestCell[] => [
      code,
      '校舍维修',
      unitCode,
      '项目',
      '新增',
      { number: '46023' },
      to,
      '=文号',
    ];
    const bad = workbookOf([headers, row('X-1', '201002', '2025-12-31'), row('X-2', '201001')], {
      sheetName: '项目库',
    });
    const { body } = await validate(t, unit, bad, { kind: 'projects' });
    expect(body.issues.map(({ row: at, column, code }: never) => [at, column, code])).toEqual([
      [2, 'C', 'UNKNOWN_UNIT'],
      [2, 'G', 'PERIOD_REVERSED'],
      [2, 'H', 'FORMULA'],
      [3, 'H', 'FORMULA'],
    ]);
    const good = workbookOf([headers, row('X-2', '201001').map((cell) => (cell === '=文号' ? "'=文号" : cell))], {
      sheetName: '项目库',
    });
    expect((await commit(t, unit, good, { kind: 'projects' })).body.stats).toMatchObject({ created: 1 });
    const [project] = (await unit.get('/projects?code=X-2')).body.items;
    expect(project).toMatchObject({
      name: '校舍维修',
      periodFrom: '2026-01-01',
      periodTo: '2026-12-31',
      basis: '=文号',
    });
    expect((await commit(t, unit, good, { kind: 'projects' })).body.stats).toMatchObject({ created: 0, updated: 1 });
  });
});

describe('A template', () => {
  it('is filled in, validated, committed, and exported equal', async () => {
    const { code } = await emptyDraft();
    const template = await exported(t, unit, {
      kind: 'indicators',
      content: 'TEMPLATE',
      format: 'XLSX',
      fiscalYear: 2026,
    });
    const codes = await partOf(template, 'xl/worksheets/sheet3.xml');
    expect(codes).toContain(code);
    const sheet = await partOf(template, 'xl/worksheets/sheet1.xml');
    expect(sheet).toMatch(/<dataValidation type="list"[^>]*sqref="A2:A\d+"><formula1>代码表!\$A\$2/);
    const untouched = await validate(t, unit, template);
    expect(untouched.body.stats.untouched).toBeGreaterThan(0);

    const source = { kind: 'indicators', content: 'DATA', fiscalYear: 2026 } as const;
    const before = await exported(t, unit, { ...source, format: 'NDJSON' });
    for (const format of ['XLSX', 'CSV', 'NDJSON'] as const) {
      const file = await exported(t, unit, { ...source, format });
      const name = `a.${format.toLowerCase()}`;
      const done = await commit(t, unit, file, { atomic: 'ROW', strategy: 'UPDATE' }, name);
      // The submitted goal of a test above is in the data, too, and may not be written.
      expect(done.body.stats.updated).toBe(done.body.stats.rows - 5);
      expect((await exported(t, unit, { ...source, format: 'NDJSON' })).toString()).toBe(before.toString());
    }
  });
});
