import { startTestApp, type TestApp } from '../support/app.js';
import type { Client } from '../support/client.js';
import { refusedSheets } from '../support/hostile-sheets.js';
import { finish, postImport, type TestCell, validate, workbookOf } from '../support/spreadsheets.js';
import { Story } from '../support/story.js';

let t: TestApp;
let unit: Client;
let code = '';
beforeAll(async () => {
  t = await startTestApp();
  unit = t.world.as('unit');
  const story = new Story(t.world);
  const project = await story.project();
  await story.draft(project.body.id, []);
  code = project.body.code;
});
afterAll(() => t.close());

const HEADER = [
  '项目代码',
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
const ROW: TestCell[] = [
  'P',
  { number: '2026' },
  '产出指标',
  '数量指标',
  '人次',
  '累计',
  '≥',
  '正向',
  { number: '7' },
  '人',
  { number: '30' },
  '按季',
];
const rowWith = (column: number, cell: TestCell): TestCell[] =>
  ROW.map((own, index) => (index === column ? cell : index === 0 ? code : own));

describe('A hostile spreadsheet', () => {
  it.each(Object.entries(refusedSheets(HEADER, ROW)))(
    'with %s is refused with its reason',
    async (_, { bytes, code: expected }) => {
      const answer = await postImport(unit, { kind: 'indicators', mode: 'VALIDATE' }, bytes);
      if (answer.status !== 202) {
        expect(answer.body.code).toBe(expected);
        return;
      }
      const { body } = await finish(t, unit, answer);
      expect([body.status, body.problem?.code]).toEqual(['FAILED', expected]);
    },
  );

  it.each<[string, () => TestCell[], [string, string][]]>([
    [
      'a formula',
      () => rowWith(10, { xml: '<c r="{at}"><f>WEBSERVICE("http://x")</f><v>30</v></c>' }),
      [['K', 'FORMULA']],
    ],
    ['words in a numeric cell', () => rowWith(8, '完成'), [['I', 'NOT_A_NUMBER']]],
    ['full-width digits', () => rowWith(10, '３０'), [['K', 'NORMALISED']]],
    ['spaces behind a name', () => rowWith(4, '人次  '), [['E', 'TRIMMED']]],
    ['an error value', () => rowWith(8, { xml: '<c r="{at}" t="e"><v>#DIV/0!</v></c>' }), [['I', 'CELL_ERROR']]],
  ])('with %s is reported at its cell', async (_, row, expected) => {
    const { body } = await validate(t, unit, workbookOf([HEADER, row()]));
    expect(body.issues.map((issue: { column: string; code: string }) => [issue.column, issue.code])).toEqual(expected);
  });

  it('may claim a million rows in its dimension: what counts is what is there', async () => {
    const dimension = '<dimension ref="A1:XFD1048576"/>';
    const { body } = await validate(t, unit, workbookOf([HEADER, rowWith(4, '人次')], { dimension }));
    expect(body).toMatchObject({ state: 'VALID', stats: { rows: 1 } });
  });

  it('with merged cells is reported once, where they begin', async () => {
    const tail = '<mergeCells><mergeCell ref="C2:C3"/></mergeCells>';
    const { body } = await validate(t, unit, workbookOf([HEADER, rowWith(4, '一'), rowWith(2, null)], { tail }));
    expect(body.issues.map(({ row, column, code: kind }: never) => [row, column, kind])).toEqual([[2, 'C', 'MERGED']]);
    expect(body.confirmToken).toBeNull();
  });

  it('in another kind, another format or with unknown fields is refused at the door', async () => {
    const sheet = workbookOf([HEADER, ROW]);
    const ask = { kind: 'indicators', mode: 'VALIDATE' } as const;
    expect((await postImport(unit, { ...ask, kind: 'secrets' }, sheet)).body.code).toBe('import.unknown-kind');
    expect((await postImport(unit, ask, '%PDF-1.7\n', 'a.pdf')).body.code).toBe('import.format-not-accepted');
    expect((await postImport(unit, { ...ask, strategy: 'DELETE' }, sheet)).status).toBe(400);
    expect((await postImport(unit, { ...ask, ['accountId' as 'atomic']: 'x' }, sheet)).status).toBe(400);
  });
});
