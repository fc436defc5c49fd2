import { type Expression, namesIn, parseExpression, printExpression } from './index.js';

const parse = (text: string): Expression => {
  const parsed = parseExpression(text);
  if ('problem' in parsed) throw new Error(`${text}: ${parsed.problem.en} (column ${parsed.problem.position})`);
  return parsed.expression;
};
const canonical = (text: string): string => printExpression(parse(text));
const problemIn = (text: string) => {
  const parsed = parseExpression(text);
  if ('expression' in parsed) throw new Error(`${text} is read as ${printExpression(parsed.expression)}`);
  return parsed.problem;
};

describe('reading an expression', () => {
  it('gives plain data', () => {
    expect(parse("amount >= 5000000 and not unit.isBureau or 类别 in ['NEW']")).toEqual({
      kind: 'APPLY',
      operator: 'or',
      operands: [
        {
          kind: 'APPLY',
          operator: 'and',
          operands: [
            {
              kind: 'APPLY',
              operator: '>=',
              operands: [
                { kind: 'NAME', name: 'amount' },
                { kind: 'NUMBER', digits: '5000000' },
              ],
            },
            { kind: 'APPLY', operator: 'not', operands: [{ kind: 'NAME', name: 'unit.isBureau' }] },
          ],
        },
        {
          kind: 'APPLY',
          operator: 'in',
          operands: [
            { kind: 'NAME', name: '类别' },
            { kind: 'TEXT', text: 'NEW' },
          ],
        },
      ],
    });
  });

  it.each([
    ['a or b and not c = d + e * -f', 'a or b and not c = d + e * -f'],
    ['((a or b)) and c', '(a or b) and c'],
    ['(a and b) or c', 'a and b or c'],
    ['a or (b or c)', 'a or (b or c)'],
    ['not (a = b)', 'not a = b'],
    ['not (a and b)', 'not (a and b)'],
    ['(not a) = b', '(not a) = b'],
    ['a - (b - c) - d', 'a - (b - c) - d'],
    ['(a / b) * c', 'a / b * c'],
    ['a / (b * c)', 'a / (b * c)'],
    ['-(a + b) * -c', '-(a + b) * -c'],
    ['- - a', '--a'],
    ['(a < b) = (c < d)', '(a < b) = (c < d)'],
    ['not a in [1,2]', 'a not in [1, 2]'],
    ["not   a not\n in ['x']", "not a not in ['x']"],
    ['(a not in [b or c]) = d', '(a not in [b or c]) = d'],
    ['if(a,b,min(c , (d)))', 'if(a, b, min(c, d))'],
    ["a = ''", "a = ''"],
    ["a='it''s'", "a = 'it''s'"],
    ['a==1 and b<>2', 'a = 1 and b != 2'],
    ['true = not_a and notin = in.x', 'true = not_a and notin = in.x'],
    ['min + if', 'min + if'],
    ['007.50', '007.50'],
  ])('%s is printed as %s', (text, printed) => {
    expect(canonical(text)).toBe(printed);
    expect(parse(printed)).toEqual(parse(text));
  });

  it.each([
    ['（金额 ≥ ５０００）　and 类别 ≠ ‘新增’', "金额 >= 5000 and 类别 != '新增'"],
    ['round（served ÷ planned × 100，2） ≤ 80', 'round(served / planned * 100, 2) <= 80'],
    ['类别 in 【‘新增’，“延续”】', "类别 in ['新增', '延续']"],
    ['ａ＋ｂ＞＝１', 'a + b >= 1'],
  ])('takes what a Chinese input method types: %s', (text, printed) => expect(canonical(text)).toBe(printed));

  it('leaves the inside of a text alone', () => {
    expect(parse("'（≥，）‘’１'")).toEqual({ kind: 'TEXT', text: '（≥，）‘’１' });
    expect(parse("'a and  (b'")).toEqual({ kind: 'TEXT', text: 'a and  (b' });
  });

  it('names its variables once, in order of appearance', () => {
    expect(namesIn(parse("b + min(a, b) > 1 and unit.kind = 'a' and true"))).toEqual(['b', 'a', 'unit.kind']);
    expect(namesIn(parse('1'))).toEqual([]);
  });
});

describe('what is no expression', () => {
  it.each([
    ['', 'UNFINISHED', 1],
    ['   ', 'UNFINISHED', 4],
    ['a +', 'UNFINISHED', 4],
    ['a b', 'UNEXPECTED', 3],
    ['a @ b', 'UNEXPECTED', 3],
    ['a = "x"', 'UNEXPECTED', 5],
    ['a = “x', 'TEXT_NOT_CLOSED', 5],
    ['1.', 'UNEXPECTED', 2],
    ['500万', 'UNEXPECTED', 4],
    ['a AND b', 'UNEXPECTED', 3],
    ['a = not b', 'UNEXPECTED', 5],
    ['a not b', 'UNEXPECTED', 3],
    ['a ^ 2', 'UNEXPECTED', 3],
    ['a in [1] + 2', 'UNEXPECTED', 10],
    ['c and a in [1] * 2', 'UNEXPECTED', 16],
    ['a.b.c()', 'UNKNOWN_FUNCTION', 1],
    ['a in []', 'UNEXPECTED', 7],
    ['min()', 'UNEXPECTED', 5],
    ['a in b', 'MISSING', 6],
    ['(a', 'MISSING', 3],
    ['max(a, b]', 'MISSING', 9],
    ["a = 'x", 'TEXT_NOT_CLOSED', 5],
    ['a = ‘x', 'TEXT_NOT_CLOSED', 5],
    ['1 < a < 5', 'COMPARISON_CHAINED', 7],
    ['a = b in [c]', 'COMPARISON_CHAINED', 7],
    ['1 + pow(a, 2)', 'UNKNOWN_FUNCTION', 5],
    ['constructor(a)', 'UNKNOWN_FUNCTION', 1],
    ['1 + abs(a, b)', 'ARGUMENT_COUNT', 5],
    ['coalesce(a)', 'ARGUMENT_COUNT', 1],
    ['round(a, 7)', 'ROUND_DIGITS', 1],
    ['round(a, b)', 'ROUND_DIGITS', 1],
    ['round(a, -1)', 'ROUND_DIGITS', 1],
  ])('%j: %s at column %i', (text, code, position) => expect(problemIn(text)).toMatchObject({ code, position }));

  it('is explained in both languages', () => {
    expect(problemIn('a = b = c')).toEqual({
      code: 'COMPARISON_CHAINED',
      position: 7,
      params: {},
      zh: '比较不能连写；请用 and 连接。',
      en: 'Comparisons cannot be chained; join them with "and".',
    });
    expect(problemIn('(a').en).toBe('")" is required here.');
    expect(problemIn('sum(a)').zh).toContain('没有函数“sum”；可用：min,max,');
    expect(problemIn(`a ${'b'.repeat(100)}`).en.length).toBeLessThan(120);
  });
});

describe('the bounds of an expression', () => {
  const times = (text: string, count: number, separator = ''): string => Array(count).fill(text).join(separator);
  it.each([
    ['1,000 characters', 'a'.repeat(1000), 'a'.repeat(1001), 'TEXT_TOO_LONG'],
    ['20 levels of brackets', `${times('(', 20)}a${times(')', 20)}`, `${times('(', 21)}a${times(')', 21)}`, 'TOO_DEEP'],
    ['20 levels of signs', `${times('-', 20)}a`, `${times('-', 21)}a`, 'TOO_DEEP'],
    ['200 parts', `-${times('a', 100, '+')}`, `--${times('a', 100, '+')}`, 'TOO_MANY_PARTS'],
    ['50 entries', `a in [${times('1', 50, ',')}]`, `a in [${times('1', 51, ',')}]`, 'TOO_MANY_ENTRIES'],
    ['30 digits', `${times('9', 28)}.12`, `${times('9', 28)}.123`, 'NUMBER_TOO_LONG'],
  ])('are %s', (_what, within, beyond, code) => {
    expect(canonical(within).length).toBeGreaterThan(0);
    expect(problemIn(beyond).code).toBe(code);
  });

  it('hold for the canonical text too, so that it can always be read back', () => {
    const name = 'n'.repeat(18);
    expect(problemIn(times(name, 52, '+')).code).toBe('TEXT_TOO_LONG');
    expect(canonical(times(name, 47, '+')).length).toBeLessThanOrEqual(1000);
  });

  it.each([
    '(',
    "'",
    '‘',
    '-',
    'not ',
    'a.',
    '1+',
    'min(',
    'a in [',
    '[',
    ',',
    '1',
    '（',
    "''",
    "'‘",
    'not in ',
    '\ud800',
  ])('hold for 1,000 characters of %j', (piece) =>
    expect(parseExpression(piece.repeat(1000).slice(0, 1000))).toBeDefined(),
  );
});
