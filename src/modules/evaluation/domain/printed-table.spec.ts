import { plainText } from '../../../kernel/rounding.js';
import { type Cell, cleanText, quote, readCell, readLevel, readOperator } from './printed-table.js';

/** What a cell was read as, in one line: operator, number, unit, and `!` for something that was ignored. */
function read(raw: unknown): string {
  const cell: Cell = readCell(raw);
  switch (cell.kind) {
    case 'NUMBER':
      return `${cell.operator ?? ''} ${plainText(cell.value)} ${cell.unit.text}${cell.isIrregular ? '!' : ''}`.trim();
    case 'DATE':
      return `${cell.operator ?? ''} ${cell.day}${cell.isIrregular ? '!' : ''}`.trim();
    default:
      return cell.kind;
  }
}

describe('a printed cell', () => {
  it.each([
    ['735', '735'],
    ['29.5亩', '29.5 亩'],
    ['75元', '75 元'],
    ['100%', '100 %'],
    ['９８．５％', '98.5 %'],
    ['1,234,567.89', '1234567.89'],
    ['１，２３４ 元', '1234 元'],
    [' 20 万元 ', '20 万元'],
    ['-3%', '-3 %'],
    ['−3', '-3'],
    ['.5', '0.5'],
    ['00012', '12'],
    ['100百分比', '100 %'],
    ['29㎡', '29 平方米'],
    ['29m²', '29 平方米'],
    ['3个/年', '3 个/年'],
    [97.3, '97.3'],
    [0.1 + 0.2, '0.3'],
    [0, '0'],
  ])('reads the number of %j', (raw, expected) => {
    expect(read(raw)).toBe(expected);
  });

  it('V62 reads ≥266米 as an operator, 266 and 米', () => {
    expect(read('≥266米')).toBe('GE 266 米');
    expect(read('＞= 5')).toBe('GE 5');
    expect(read('≦90万元')).toBe('LE 90 万元');
    expect(read('＜3')).toBe('LT 3');
  });

  it('notes what it ignored around a number', () => {
    expect(read('90%以上')).toBe('90 %!');
    expect(read('20万元(含税)')).toBe('20 万元!');
    expect(read('5个。')).toBe('5 个!');
  });

  it.each([
    '完成',
    '--5',
    '1e999',
    '1e5',
    'NaN',
    'Infinity',
    '3/4',
    '10-20',
    '≥≥5',
    '≥5≤10',
    '约500',
    '1,23',
    '1,2345',
    '😀',
    '５😀6',
    '12月31日',
    '9'.repeat(16),
    '≥',
    '1'.repeat(100_000),
  ])('does not guess a number from %.20s', (raw) => {
    expect(read(raw)).toBe('TEXT');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e300, true])('does not take %s for a number', (raw) => {
    expect(read(raw)).toBe('TEXT');
  });

  it.each([null, undefined, '', '  ', '—', '--', '/', '－', {}, []])('takes %j for empty', (raw) => {
    expect(read(raw)).toBe('EMPTY');
  });

  it.each(['（填写数值）', '请填写完成值', 'XX', '××个', '……', '指标1：', '例如：100%', '***'])(
    'knows %s as an instruction of the form',
    (raw) => {
      expect(read(raw)).toBe('TEMPLATE');
    },
  );

  it('reads days, and months as their last day', () => {
    expect(read('2025-12-31')).toBe('2025-12-31');
    expect(read('≤2025年6月3日')).toBe('LE 2025-06-03');
    expect(read('2025/1/2')).toBe('2025-01-02');
    expect(read('2024年2月底前')).toBe('2024-02-29!');
    expect(read('2025-02-30')).toBe('TEXT');
    expect(read('2025.12')).toBe('2025.12');
  });
});

describe('words of a table', () => {
  it.each([
    ['≥', 'GE'],
    ['≧', 'GE'],
    ['>=', 'GE'],
    ['GE', 'GE'],
    ['>', 'GT'],
    ['＞', 'GT'],
    ['=', 'EQ'],
    ['═', 'EQ'],
    ['＝', 'EQ'],
    ['EQ', 'EQ'],
    ['≤', 'LE'],
    ['≦', 'LE'],
    ['<=', 'LE'],
    ['le', 'LE'],
    ['<', 'LT'],
    ['＜', 'LT'],
    ['定性', 'QUAL'],
    ['QUAL', 'QUAL'],
    ['', null],
    ['toString', null],
    [null, null],
  ])('reads the operator %s as %s', (raw, expected) => {
    expect(readOperator(raw)).toBe(expected);
  });

  it('reads the level that a qualitative actual names', () => {
    for (const words of ['达成', '达成目标', '达成预期指标', '达成年度指标', '有效'])
      expect(readLevel(words, '有效')).toBe('ACHIEVED');
    expect(readLevel('部分达成年度指标并具有一定效果', '有效')).toBe('PARTIAL');
    expect(readLevel('未达成年度指标且效果较差', '有效')).toBe('NOT_ACHIEVED');
    expect(readLevel('完成', '有效')).toBeNull();
    expect(readLevel('', '')).toBeNull();
  });

  it('quotes at most 60 characters and no half ones, and nothing that a database refuses', () => {
    expect(quote('长'.repeat(5000))).toHaveLength(60);
    expect(quote(`${'😀'.repeat(59)}x😀`)).toBe(`${'😀'.repeat(59)}…`);
    expect(cleanText('a\u0000b\ud800c\u200b\ufeff d')).toBe('abcd');
    expect(cleanText('ﷺ'.repeat(2000)).length).toBeLessThanOrEqual(2000);
  });
});
