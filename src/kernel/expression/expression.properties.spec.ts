import fc from 'fast-check';
import { Decimal } from '../rounding.js';
import type { Application, FunctionName, Operands, Operator } from './expression.js';
import { FUNCTIONS } from './expression.js';
import {
  checkExpression,
  type Expression,
  evaluateExpression,
  explainExpression,
  namesIn,
  parseExpression,
  printExpression,
  type Schema,
  type Value,
  type Values,
} from './index.js';

const apply = (operator: Operator, ...operands: Expression[]): Application => ({
  kind: 'APPLY',
  operator,
  operands: operands as unknown as Operands,
});
const literal = (digits: string | number): Expression => ({ kind: 'NUMBER', digits: String(digits) });
const variable = (name: string): Expression => ({ kind: 'NAME', name });
const read = (text: string): Expression | null => {
  const parsed = parseExpression(text);
  return 'expression' in parsed ? parsed.expression : null;
};

/** Any tree that the grammar can spell, whether or not its types make sense. */
const { tree: anyTree } = fc.letrec<{ tree: Expression }>((tie) => {
  const leaf: fc.Arbitrary<Expression> = fc.oneof(
    fc.stringMatching(/^\d{1,9}(\.\d{1,3})?$/).map(literal),
    fc
      .oneof(fc.string({ maxLength: 6 }), fc.stringMatching(/^['‘’（≥ 新]{0,5}$/))
      .map((text) => ({ kind: 'TEXT', text }) as const),
    fc.boolean().map((value) => ({ kind: 'BOOLEAN', value }) as const),
    fc.constantFrom('a', 'b', 'unit.kind', '金额', 'min', 'android', 'in.x', '_1', 'x.2', 'toString').map(variable),
  );
  const two = (operator: Operator) => fc.tuple(tie('tree'), tie('tree')).map(([l, r]) => apply(operator, l, r));
  const infix = fc.constantFrom<Operator>('or', 'and', '=', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/').chain(two);
  const prefix = fc.constantFrom<Operator>('not', 'negate').chain((o) => tie('tree').map((x) => apply(o, x)));
  const within = fc.array(tie('tree'), { minLength: 2, maxLength: 4 }).map((operands) => apply('in', ...operands));
  const round = fc.tuple(tie('tree'), fc.nat(6)).map(([x, digits]) => apply('round', x, literal(digits)));
  const call = fc.constantFrom(...(Object.keys(FUNCTIONS) as FunctionName[])).chain((name) => {
    if (name === 'round') return round;
    const [minLength, most] = FUNCTIONS[name];
    return fc
      .array(tie('tree'), { minLength, maxLength: Math.min(most, minLength + 2) })
      .map((operands) => apply(name, ...operands));
  });
  return { tree: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, infix, prefix, within, call) };
});

const SCHEMA = {
  amount: { kind: 'NUMBER', unit: '元' },
  budget: { kind: 'NUMBER', unit: '元' },
  people: { kind: 'NUMBER', unit: '人' },
  perHead: { kind: 'NUMBER', unit: '元/人' },
  score: { kind: 'NUMBER' },
  projectKind: { kind: 'TEXT', allowed: ['NEW', 'ONGOING'] },
  title: { kind: 'TEXT' },
  isUrgent: { kind: 'BOOLEAN' },
  isBureau: { kind: 'BOOLEAN' },
} as const satisfies Schema;
const MEASURED = { 元: ['amount', 'budget'], 人: ['people'], '元/人': ['perHead'], '': ['score'] } as const;
type Unit = keyof typeof MEASURED;

/** Trees that the checker must accept: a number of each unit, text, truth. */
const typed = fc.letrec<Record<Unit | 'text' | 'truth', Expression>>((tie) => {
  const of = (operator: Operator, ...types: (Unit | 'text' | 'truth')[]): fc.Arbitrary<Expression> =>
    fc.tuple(...types.map((type) => tie(type))).map((operands) => apply(operator, ...(operands as Expression[])));
  const named = (unit: Unit) => fc.constantFrom(...MEASURED[unit]).map(variable);
  const joined = (operator: '*' | '/', left: Unit, right: Unit) =>
    fc.tuple(named(left), named(right)).map(([l, r]) => apply(operator, l, r));
  const measured = (unit: Unit, ...products: fc.Arbitrary<Expression>[]) =>
    fc.oneof(
      { depthSize: 'small' },
      named(unit),
      fc.constantFrom(0, 1, 2, 30, '0.5', '0.25', '1.125').map(literal),
      ...products,
      ...(['+', '-', 'min', 'max', 'coalesce'] as const).map((operator) => of(operator, unit, unit)),
      ...(['negate', 'abs', 'floor', 'ceil'] as const).map((operator) => of(operator, unit)),
      of('if', 'truth', unit, unit),
      fc.tuple(tie(unit), fc.nat(6)).map(([x, digits]) => apply('round', x as Expression, literal(digits))),
      fc
        .tuple(tie(unit), fc.constantFrom('2', '8', '5', '0.1'))
        .map(([x, n]) => apply('*', x as Expression, literal(n))),
      fc.tuple(tie(unit), fc.constantFrom('2', '8', '5', '0')).map(([x, n]) => apply('/', x as Expression, literal(n))),
    );
  const compared = (['', '元', '人', '元/人'] as const).flatMap((unit) =>
    (['=', '!=', '<', '<=', '>', '>=', 'in'] as const).map((operator) => of(operator, unit, unit)),
  );
  return {
    元: measured('元', joined('*', '元/人', '人'), joined('*', '元', '')),
    人: measured('人', joined('/', '元', '元/人')),
    '元/人': measured('元/人', joined('/', '元', '人')),
    '': measured('', joined('/', '元', '元')),
    text: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('title', 'projectKind').map(variable),
      of('coalesce', 'text', 'text'),
      of('if', 'truth', 'text', 'text'),
    ),
    truth: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('isUrgent', 'isBureau').map(variable),
      fc.oneof(...compared),
      fc.constantFrom('NEW', 'ONGOING').map((text) => apply('=', variable('projectKind'), { kind: 'TEXT', text })),
      of('=', 'text', 'text'),
      of('not', 'truth'),
      ...(['and', 'or', '=', 'coalesce'] as const).map((operator) => of(operator, 'truth', 'truth')),
      ...(['元', 'text', 'truth'] as const).map((type) => of('isknown', type)),
    ),
  };
});
const KIND = { 元: 'NUMBER', 人: 'NUMBER', '元/人': 'NUMBER', '': 'NUMBER', text: 'TEXT', truth: 'BOOLEAN' } as const;
const anyTyped = fc
  .constantFrom(...(Object.keys(KIND) as (keyof typeof KIND)[]))
  .chain((type) => typed[type].map((expression) => ({ type, expression })));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 5 });
const anyNumber = fc
  .oneof(
    fc.constantFrom(0, 1, 2),
    fc.integer({ min: -200, max: 200 }).map((n) => n / 4),
  )
  .map((n) => new Decimal(n));
const anyValues: fc.Arbitrary<Values> = fc.record({
  amount: maybe(anyNumber),
  budget: maybe(anyNumber),
  people: maybe(anyNumber),
  perHead: maybe(anyNumber),
  score: maybe(anyNumber),
  projectKind: maybe(fc.constantFrom('NEW', 'ONGOING')),
  title: maybe(fc.constantFrom('NEW', '道路')),
  isUrgent: maybe(fc.boolean()),
  isBureau: maybe(fc.boolean()),
});

/** The same language once more, with fractions of whole numbers; a number is n / d with d > 0. */
class Fraction {
  readonly n: bigint;
  readonly d: bigint;
  constructor(n: bigint, d: bigint) {
    const [divisor, sign] = [gcd(n < 0n ? -n : n, d < 0n ? -d : d), d < 0n ? -1n : 1n];
    this.n = (sign * n) / divisor;
    this.d = (sign * d) / divisor;
    if (`${this.n}${this.d}`.length > 25 || !/^1?$/.test(strip(this.d))) throw new NoFiniteDecimal();
  }
  cut(scale: bigint, shift: bigint): Fraction {
    const [n, d] = [this.n * scale * 2n + shift * this.d, this.d * 2n]; // ⌊x · scale + shift / 2⌋ / scale
    return new Fraction(n / d - (n % d < 0n ? 1n : 0n), scale);
  }
}
class NoFiniteDecimal extends Error {}
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
function strip(d: bigint): string {
  let rest = d;
  for (const prime of [2n, 5n]) while (rest % prime === 0n) rest /= prime;
  return rest === 1n ? '' : String(rest);
}
function fractionOf(decimal: Decimal | string): Fraction {
  const [whole, decimals = ''] = new Decimal(decimal).toFixed().split('.');
  return new Fraction(BigInt(`${whole}${decimals}`), 10n ** BigInt(decimals.length));
}
type Naive = Fraction | string | boolean | null;

function naive(expression: Expression, values: Values): Naive {
  switch (expression.kind) {
    case 'NUMBER':
      return fractionOf(expression.digits);
    case 'TEXT':
      return expression.text;
    case 'BOOLEAN':
      return expression.value;
    case 'NAME': {
      const value = values[expression.name] ?? null;
      return Decimal.isDecimal(value) ? fractionOf(value) : value;
    }
    case 'APPLY':
      return naiveResult(
        expression.operator,
        expression.operands.map((operand) => naive(operand, values)),
      );
  }
}

function naiveResult(operator: Operator, operands: Naive[]): Naive {
  if (operator === 'isknown') return operands[0] !== null;
  if (operator === 'coalesce') return operands.filter((operand) => operand !== null)[0] ?? null;
  if (operator === 'if') return operands[0] === null ? null : operands[operands[0] ? 1 : 2]!;
  if (operator === 'and') return operands.includes(false) ? false : operands.includes(null) ? null : true;
  if (operator === 'or') return operands.includes(true) ? true : operands.includes(null) ? null : false;
  if (operator === 'in') {
    const found = operands.slice(1).map((entry) => naiveResult('=', [operands[0]!, entry]));
    return found.includes(true) ? true : found.includes(null) ? null : false;
  }
  if (operands.includes(null)) return null;
  const [a, b] = operands;
  if (operator === 'not') return !a;
  if (!(a instanceof Fraction)) return operator === '=' ? a === b : a !== b;
  return naiveNumber(operator, a, (b ?? a) as Fraction);
}

function naiveNumber(operator: Operator, a: Fraction, b: Fraction): Naive {
  const order = a.n * b.d - b.n * a.d;
  const results: Partial<Record<Operator, () => Naive>> = {
    '=': () => order === 0n,
    '!=': () => order !== 0n,
    '<': () => order < 0n,
    '<=': () => order <= 0n,
    '>': () => order > 0n,
    '>=': () => order >= 0n,
    '+': () => new Fraction(a.n * b.d + b.n * a.d, a.d * b.d),
    '-': () => new Fraction(order, a.d * b.d),
    '*': () => new Fraction(a.n * b.n, a.d * b.d),
    '/': () => (b.n === 0n ? null : new Fraction(a.n * b.d, a.d * b.n)),
    negate: () => new Fraction(-a.n, a.d),
    abs: () => (a.n < 0n ? new Fraction(-a.n, a.d) : a),
    min: () => (order < 0n ? a : b),
    max: () => (order > 0n ? a : b),
    floor: () => a.cut(1n, 0n),
    ceil: () => naiveNumber('negate', new Fraction(-a.n, a.d).cut(1n, 0n), b),
    round: () =>
      a.n < 0n ? naiveNumber('negate', new Fraction(-a.n, a.d).cut(10n ** b.n, 1n), b) : a.cut(10n ** b.n, 1n), // half up is away from zero
  };
  return results[operator]!();
}

const comparable = (value: Value): Naive => (Decimal.isDecimal(value) ? fractionOf(value) : value);
const sizeOf = (expression: Expression): number =>
  expression.kind === 'APPLY' ? expression.operands.reduce((sum, operand) => sum + sizeOf(operand), 1) : 1;

/** Longer or larger ones are refused by the parser, so nobody can have entered them. */
const canBeRead = (expression: Expression): boolean =>
  printExpression(expression).length <= 1000 && sizeOf(expression) <= 200;

describe('any expression', () => {
  it('is read back from its canonical text', () => {
    fc.assert(
      fc.property(anyTree, (expression) => {
        fc.pre(canBeRead(expression));
        expect(read(printExpression(expression))).toEqual(expression);
      }),
      { numRuns: 1000 },
    );
  });

  it('has no bracket that could be left out', () => {
    fc.assert(
      fc.property(anyTree, (expression) => {
        const text = printExpression(expression);
        fc.pre(text.length <= 200);
        for (const match of text.matchAll(/(?<![\w.])\(/g)) {
          for (let end = text.indexOf(')', match.index); end >= 0; end = text.indexOf(')', end + 1)) {
            const shorter = `${text.slice(0, match.index)} ${text.slice(match.index + 1, end)} ${text.slice(end + 1)}`;
            expect(read(shorter)).not.toEqual(expression);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('evaluates to something, whatever its variables hold', () => {
    const value = fc.oneof(fc.constant(null), fc.boolean(), fc.string(), anyNumber);
    fc.assert(
      fc.property(
        anyTree,
        fc.dictionary(fc.constantFrom('a', 'b', 'unit.kind', '金额'), value),
        (expression, values) => {
          const result = evaluateExpression(expression, values);
          expect(result === null || Decimal.isDecimal(result) || ['string', 'boolean'].includes(typeof result)).toBe(
            true,
          );
          checkExpression(expression, SCHEMA);
        },
      ),
    );
  });
});

describe('a text that may be no expression', () => {
  const pieces = fc.constantFrom(
    ...['(', ')', '[', ']', ',', '+', '-', '*', '/', '=', '<', '>=', 'and', 'or', 'not', 'in', 'a', 'b.c', '1', '2.5'],
    ...["'x'", "'", '‘', '’', '（', '≥', 'round(', 'min(', 'if(', ' ', '金额', '\ud83d', '\u0000', 'not in'],
  );
  it('is read or refused at a place in it, and what is read is stable', () => {
    const damaged = fc
      .tuple(anyTree.map(printExpression), fc.nat(), fc.nat(3), pieces)
      .map(([text, at, count, piece]) => {
        const from = at % (text.length + 1);
        return text.slice(0, from) + piece + text.slice(from + count);
      });
    const pile = fc.array(pieces, { maxLength: 60 }).map((list) => list.join(' '));
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), pile, damaged);
    fc.assert(
      fc.property(text, (source) => {
        const parsed = parseExpression(source);
        if ('expression' in parsed) expect(read(printExpression(parsed.expression))).toEqual(parsed.expression);
        else {
          expect(parsed.problem.position).toBeGreaterThanOrEqual(1);
          expect(parsed.problem.position).toBeLessThanOrEqual(source.length + 1);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('an expression whose types are sound', () => {
  it('is accepted with its type and unit', () => {
    fc.assert(
      fc.property(anyTyped, ({ type, expression }) => {
        const checked = checkExpression(expression, SCHEMA);
        if ('problems' in checked) throw new Error(`${printExpression(expression)}: ${checked.problems[0].en}`);
        expect(checked.type.kind).toBe(KIND[type]);
        if (checked.type.kind === 'NUMBER' && checked.type.unit) expect(checked.type.unit).toBe(type);
      }),
      { numRuns: 500 },
    );
  });

  it('gives a value of its type, or is unknown', () => {
    fc.assert(
      fc.property(anyTyped, anyValues, ({ type, expression }, values) => {
        const value = evaluateExpression(expression, values);
        const kind = Decimal.isDecimal(value) ? 'NUMBER' : typeof value === 'string' ? 'TEXT' : 'BOOLEAN';
        if (value !== null) expect(kind).toBe(KIND[type]);
        if (value === null && !/[/]/.test(printExpression(expression)))
          expect(namesIn(expression).some((name) => values[name] === null)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('has the value that arithmetic with fractions gives', () => {
    fc.assert(
      fc.property(anyTyped, anyValues, ({ expression }, values) => {
        let expected: Naive = null;
        try {
          expected = naive(expression, values);
        } catch (error) {
          if (!(error instanceof NoFiniteDecimal)) throw error;
          fc.pre(false);
        }
        expect(comparable(evaluateExpression(expression, values))).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('has a trace whose steps are true and whose last step is the whole', () => {
    fc.assert(
      fc.property(anyTyped, anyValues, ({ expression }, values) => {
        fc.pre(canBeRead(expression));
        const steps = explainExpression(expression, values);
        expect(steps.length).toBeLessThanOrEqual(sizeOf(expression));
        for (const { text, value } of steps) expect(evaluateExpression(read(text)!, values)).toEqual(value);
        if (expression.kind === 'APPLY') expect(steps.at(-1)?.text).toBe(printExpression(expression));
      }),
      { numRuns: 300 },
    );
  });
});
