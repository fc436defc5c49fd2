import { Decimal } from '../rounding.js';
import {
  type Expression,
  evaluateExpression,
  explainExpression,
  type Fact,
  parseExpression,
  readValues,
  type Schema,
  type Value,
  type Values,
} from './index.js';

const parse = (text: string): Expression => {
  const parsed = parseExpression(text);
  if ('problem' in parsed) throw new Error(`${text}: ${parsed.problem.en}`);
  return parsed.expression;
};
const plain = (value: Value) => (Decimal.isDecimal(value) ? value.toJSON() : value);
const evaluate = (text: string, values: Values = {}) => plain(evaluateExpression(parse(text), values));
const number = (text: string) => new Decimal(text);

describe('the value of an expression', () => {
  it.each([
    ['0.1 + 0.2', '0.3'],
    ['2 + 3 * 4 - 6 / 4', '12.5'],
    ['10 - 4 - 3', '3'],
    ['-2 * -3', '6'],
    ['0 * -1', '0'],
    ['round(7.695, 2)', '7.7'],
    ['round(-0.005, 2)', '-0.01'],
    ['round(2.5, 0)', '3'],
    ['floor(-1.5)', '-2'],
    ['ceil(-1.5)', '-1'],
    ['abs(-3)', '3'],
    ['min(3, -1, 2)', '-1'],
    ['max(3, -1, 2)', '3'],
    ['1 / 3', '0.3333333333333333333333333333333333333333'],
    ['1 / 3 * 3 = 1', true],
    ['floor(1 / 3 * 3)', '1'],
    ['1 / 3 * 3 < 1', false],
    ['1.50 = 1.5', true],
    ['3 in [1, 2, 3.0]', true],
    ['3 not in [1, 2]', true],
    ["'a' = 'a' and 'a' != 'A'", true],
    ['true = false', false],
    ["if(1 < 2, 'yes', 'no')", 'yes'],
    ['1 / 0', null],
    ['0 / 0', null],
    ['if(1 / 0 > 1, 1, 2)', null],
  ])('%s is %j', (text, value) => expect(evaluate(text)).toBe(value));

  it.each([
    ['=', [false, true, false]],
    ['!=', [true, false, true]],
    ['<', [true, false, false]],
    ['<=', [true, true, false]],
    ['>', [false, false, true]],
    ['>=', [false, true, true]],
  ])('compares 1, 2 and 3 %s 2: %j', (sign, holds) => {
    expect([1, 2, 3].map((n) => evaluate(`${n} ${sign} 2`))).toEqual(holds);
  });

  it('decides by the facts of the case', () => {
    const text = "amount >= 5000000 and projectKind in ['NEW', 'ONGOING'] and not unit.isBureau";
    const values = { amount: number('5000000.00'), projectKind: 'NEW', 'unit.isBureau': false };
    expect(evaluate(text, values)).toBe(true);
    expect(evaluate(text, { ...values, amount: number('4999999.99') })).toBe(false);
    expect(evaluate(text, { ...values, projectKind: 'ENDED' })).toBe(false);
    expect(evaluate(text, { ...values, 'unit.isBureau': true })).toBe(false);
    expect(evaluate('round(served / planned * 100, 2)', { served: number('2'), planned: number('3') })).toBe('66.67');
  });
});

describe('an unknown', () => {
  it.each(['u + 1', '1 - u', 'u * 0', '0 / u', '-u', 'abs(u)', 'round(u, 2)', 'min(1, u)', 'u = u', 'u != 1', 'u < 1'])(
    'makes %s unknown',
    (text) => {
      expect(evaluate(text, { u: null })).toBeNull();
      expect(evaluate(text)).toBeNull();
    },
  );

  it.each([
    ['1 in [1, u]', true],
    ['1 in [2, u]', null],
    ['1 not in [1, u]', false],
    ['u in [1]', null],
    ['isknown(u)', false],
    ['isknown(0)', true],
    ['isknown(1 / 0)', false],
    ['coalesce(u, 1 / 0, 3, 4)', '3'],
    ['coalesce(u, false, true)', false],
    ['coalesce(u, u)', null],
    ['if(u, 1, 2)', null],
    ['if(true, 1, u)', '1'],
    ['if(false, 1, u)', null],
  ])('in %s gives %j', (text, value) => expect(evaluate(text)).toBe(value));

  const truths = { T: true, F: false, U: null } as const;
  type Truth = keyof typeof truths;
  it.each([
    ['TT', 'T', 'T'],
    ['TF', 'F', 'T'],
    ['TU', 'U', 'T'],
    ['FT', 'F', 'T'],
    ['FF', 'F', 'F'],
    ['FU', 'F', 'U'],
    ['UT', 'U', 'T'],
    ['UF', 'F', 'U'],
    ['UU', 'U', 'U'],
  ])('%s: "and" gives %s, "or" gives %s (Kleene)', (pair, both, either) => {
    const [a, b] = [...pair].map((letter) => truths[letter as Truth]) as [Value, Value];
    expect(evaluate('a and b', { a, b })).toBe(truths[both as Truth]);
    expect(evaluate('a or b', { a, b })).toBe(truths[either as Truth]);
    expect(evaluate('not a', { a })).toBe(a === null ? null : !a);
  });

  it('is what a value of another type counts as, so that nothing throws', () => {
    const values = { text: 'x', yes: true, n: number('1'), nan: number('NaN'), infinite: number('Infinity') };
    for (const text of ['text + 1', 'yes < 1', 'not n', 'n = text', 'yes = text', 'if(n, 1, 2)', 'nan', 'infinite - 1'])
      expect(evaluate(text, values)).toBeNull();
    expect(evaluate('toString = 1 or constructor', {})).toBeNull();
  });
});

describe('the bounds of a value', () => {
  it('are 10^±60: beyond is unknown', () => {
    const values = {
      huge: number('1e59'),
      tiny: number('1e-59'),
      giant: number('1e9000000'),
      dust: number('1e-9000000'),
    };
    expect(evaluate('huge * 9', values)).toBe(`9${'0'.repeat(59)}`);
    expect(evaluate('huge * 10', values)).toBeNull();
    expect(evaluate('huge * huge', values)).toBeNull();
    expect(evaluate('tiny / 10', values)).toBeNull();
    expect(evaluate('tiny - tiny', values)).toBe('0');
    expect(evaluate('giant', values)).toBeNull();
    expect(evaluate('dust', values)).toBeNull();
  });

  it('are 40 digits, whatever was put in', () => {
    const long = number(`0.${'7'.repeat(100_000)}`);
    expect(evaluate('long', { long })).toBe(`0.${'7'.repeat(39)}8`);
    expect(evaluate(Array(60).fill('long').join('*'), { long })).toMatch(/^0\.0+\d{40}$/);
  });
});

describe('a trace', () => {
  const trace = (text: string, values: Values = {}) =>
    explainExpression(parse(text), values).map((step) => [step.text, plain(step.value)]);

  it('shows every variable and operation once, as evaluated, the whole last', () => {
    expect(
      trace("amount >= 100 and kind in ['NEW'] or amount / 0 > 1", { amount: number('150'), kind: 'OLD' }),
    ).toEqual([
      ['amount', '150'],
      ['amount >= 100', true],
      ['kind', 'OLD'],
      ["kind in ['NEW']", false],
      ["amount >= 100 and kind in ['NEW']", false],
      ['amount / 0', null],
      ['amount / 0 > 1', null],
      ["amount >= 100 and kind in ['NEW'] or amount / 0 > 1", null],
    ]);
  });

  it('shows only the branch that was taken', () => {
    expect(trace('if(n = 0, 0, 1 / n)', { n: number('0') })).toEqual([
      ['n', '0'],
      ['n = 0', true],
      ['if(n = 0, 0, 1 / n)', '0'],
    ]);
  });

  it('of a literal is empty', () => expect(trace('1')).toEqual([]));
});

describe('the facts of a case', () => {
  const schema: Schema = {
    amount: { kind: 'NUMBER', unit: '元' },
    count: { kind: 'NUMBER' },
    districtCode: { kind: 'TEXT' },
    isUrgent: { kind: 'BOOLEAN' },
  };
  const read = (facts: Record<string, Fact>) => readValues(schema, facts);

  it('become values of the types of the schema', () => {
    const values = read({ amount: '1.50', count: 3, districtCode: '0440', isUrgent: false, other: 'x' });
    expect(values).toEqual({ amount: number('1.5'), count: number('3'), districtCode: '0440', isUrgent: false });
    expect(evaluate("amount = 1.5 and count = 3 and districtCode = '0440'", values)).toBe(true);
  });

  it('are unknown where absent', () => {
    expect(readValues({ toString: { kind: 'TEXT' } as const }, {})).toEqual({ toString: null });
    expect(read({ amount: null, count: undefined })).toEqual({
      amount: null,
      count: null,
      districtCode: null,
      isUrgent: null,
    });
  });

  it.each([
    { amount: '1e3' },
    { amount: '' },
    { amount: '1,000' },
    { count: 0.5 },
    { districtCode: 440 },
    { isUrgent: 'true' },
  ])('of another type are a defect: %j', (facts) =>
    expect(() => read(facts as Record<string, Fact>)).toThrow(/is not a/),
  );
});
