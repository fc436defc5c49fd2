import type { ImportSchema } from '../../src/platform/imports/import-schema.js';
import type { TestCell } from './spreadsheets.js';

/** A kind with a column of every type, for the reading alone. */
export const SAMPLE_SCHEMA: ImportSchema = {
  kind: 'sample',
  sheet: '样表',
  key: ['code', 'year'],
  group: ['code'],
  totals: ['amount'],
  periods: [['from', 'to']],
  columns: [
    { key: 'code', header: '编码', type: 'CODE', required: true, maxLength: 20, hint: '编码' },
    { key: 'year', header: '年度', type: 'INTEGER', required: true, min: '2000', max: '2100', hint: '年份' },
    { key: 'name', header: '名称', type: 'TEXT', required: true, maxLength: 20, hint: '名称' },
    {
      key: 'amount',
      header: '金额',
      type: 'DECIMAL',
      required: true,
      places: 2,
      min: '0',
      max: '999999',
      hint: '金额',
    },
    {
      key: 'kind',
      header: '类型',
      type: 'CHOICE',
      required: true,
      hint: '类型',
      choices: [
        { code: 'A', label: '甲' },
        { code: 'B', label: '乙', also: ['第二'] },
      ],
    },
    { key: 'from', header: '起', type: 'DATE', required: true, hint: '日期' },
    { key: 'to', header: '止', type: 'DATE', required: true, hint: '日期' },
    { key: 'core', header: '核心', type: 'YES_NO', hint: '是否' },
  ],
};

/** mulberry32: the same seed, the same sheet. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A mistake: which cell it spoils, how, and how the report must call it. */
interface Mistake {
  readonly column: number;
  readonly code: string;
  readonly cell: (row: TestCell[]) => TestCell;
}

const xml = (text: string): TestCell => ({ xml: text });
const TEXT = (text: string): string => `<c r="{at}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;

/** What people do to sheets. */
export const MISTAKES: readonly Mistake[] = [
  { column: 2, code: 'REQUIRED', cell: () => null },
  { column: 2, code: 'REQUIRED', cell: () => ' \u3000\u00a0 ' },
  { column: 2, code: 'TOO_LONG', cell: () => '长'.repeat(21) },
  { column: 0, code: 'BAD_CODE', cell: (row) => `${row[0]}/×` },
  { column: 0, code: 'CODE_AS_NUMBER', cell: () => ({ number: '5.1011626000000003E+20' }) },
  { column: 3, code: 'NOT_A_NUMBER', cell: () => '完成' },
  { column: 3, code: 'NOT_A_NUMBER', cell: () => '12.5万元' },
  { column: 3, code: 'TOO_MANY_PLACES', cell: () => ({ number: '12.345' }) },
  { column: 3, code: 'OUT_OF_RANGE', cell: () => ({ number: '-1' }) },
  { column: 1, code: 'NOT_AN_INTEGER', cell: () => ({ number: '2026.5' }) },
  { column: 1, code: 'OUT_OF_RANGE', cell: () => '1999' },
  { column: 5, code: 'NO_SUCH_DATE', cell: () => '2026-02-30' },
  { column: 6, code: 'NO_SUCH_DATE', cell: () => '年底前' },
  { column: 4, code: 'NOT_A_CHOICE', cell: () => '丙' },
  { column: 7, code: 'NOT_YES_NO', cell: () => '大概' },
  { column: 3, code: 'FORMULA', cell: () => xml('<c r="{at}"><f>SUM(A1:A3)</f><v>12</v></c>') },
  { column: 2, code: 'FORMULA', cell: () => '=HYPERLINK("http://x")' },
  { column: 3, code: 'CELL_ERROR', cell: () => xml('<c r="{at}" t="e"><v>#REF!</v></c>') },
  { column: 2, code: 'CONTROL_CHARACTER', cell: () => xml(TEXT('a_x0007_b')) },
  { column: 2, code: 'NOT_TEXT', cell: () => xml('<c r="{at}" t="b"><v>1</v></c>') },
  { column: 6, code: 'PERIOD_REVERSED', cell: () => '2019-12-31' },
  { column: 2, code: 'TRIMMED', cell: (row) => `${row[2]}  ` },
  { column: 3, code: 'NORMALISED', cell: () => '１２．５' },
];

export interface SeededSheet {
  readonly rows: readonly (readonly TestCell[])[];
  /** `row|column|code` of every mistake. */
  readonly expected: readonly string[];
  /** Of all amounts that can be read. */
  readonly sum: string;
}

/** So many rows with a header, and so many mistakes strewn over them: no two in one row, so that each is its own. */
export function seededSheet(seed: number, rowCount: number, mistakes: number): SeededSheet {
  const random = randomFrom(seed);
  const pick = (below: number): number => Math.floor(random() * below);
  const rows: TestCell[][] = Array.from({ length: rowCount }, (_, at) => cleanRow(at, pick));
  const places = Array.from({ length: rowCount }, (_, at) => at);
  for (let at = places.length - 1; at > 0; at -= 1) {
    const other = pick(at + 1);
    [places[at], places[other]] = [places[other] ?? 0, places[at] ?? 0];
  }
  const expected = places.slice(0, mistakes).map((at, index) => {
    const mistake = MISTAKES[index % MISTAKES.length] as Mistake;
    const row = rows[at] as TestCell[];
    row[mistake.column] = mistake.cell([...row]);
    return `${at + 2}|${String.fromCharCode(65 + mistake.column)}|${mistake.code}`;
  });
  const cents = rows.reduce((sum, row) => sum + centsOf(row[3] ?? null), 0);
  return {
    rows: [SAMPLE_SCHEMA.columns.map(({ header }) => header), ...rows],
    expected,
    sum: (cents / 100).toFixed(2),
  };
}

function cleanRow(at: number, pick: (below: number) => number): TestCell[] {
  const day = (pick(28) + 1).toString().padStart(2, '0');
  const amount = `${pick(9000) + 1}.${pick(10)}`;
  return [
    `P${String(at).padStart(5, '0')}`,
    pick(2) ? { number: '2026' } : '2026',
    `项目${pick(1000)}`,
    pick(2) ? { number: amount } : amount,
    ['甲', '乙', 'A', '第二'][pick(4)] ?? '甲',
    [`2026-01-${day}`, `2026/1/${day}`, `2026年1月${Number(day)}日`, { number: String(46022 + Number(day)) }][
      pick(4)
    ] ?? null,
    `2026.12.${day}`,
    ['是', '否', null, '√'][pick(4)] ?? null,
  ];
}

/** Of the cells that hold a number which the column takes. */
function centsOf(cell: TestCell): number {
  const text = typeof cell === 'string' ? cell.normalize('NFKC') : cell && 'number' in cell ? cell.number : '';
  return /^\d+(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : 0;
}
