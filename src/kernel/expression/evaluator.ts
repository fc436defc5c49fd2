import { Decimal } from '../rounding.js';
import type { Application, Expression, Operator } from './expression.js';
import { printExpression } from './printer.js';
import type { Value, Values } from './schema.js';

/**
 * The value of the expression; null where it is unknown. Missing is not zero: what is computed from an unknown is unknown,
 * division by zero too, and `and`, `or`, `not` are Kleene's. Numbers are the kernel's decimals inside 10^±60; beyond is
 * unknown. Total: an expression that `checkExpression` accepts gives a value of its type or null, never an error.
 */
export function evaluateExpression(expression: Expression, values: Values): Value {
  return evaluate(expression, values, (_part, value) => value);
}

/** One part of an expression and what it came to. */
export interface TraceStep {
  readonly text: string;
  readonly value: Value;
}

/** Every variable and operation once, in the order of evaluation; the last step is the whole. A branch not taken is absent. */
export function explainExpression(expression: Expression, values: Values): readonly TraceStep[] {
  const steps = new Map<string, Value>();
  evaluate(expression, values, (part, value) => {
    steps.set(printExpression(part), value); // equal parts have equal values
    return value;
  });
  return [...steps].map(([text, value]) => ({ text, value }));
}

type Note = (part: Expression, value: Value) => Value;

function evaluate(expression: Expression, values: Values, note: Note): Value {
  switch (expression.kind) {
    case 'NUMBER':
      return new Decimal(expression.digits);
    case 'TEXT':
      return expression.text;
    case 'BOOLEAN':
      return expression.value;
    case 'NAME':
      return note(expression, readVariable(values, expression.name));
    case 'APPLY':
      return note(
        expression,
        apply(expression, (operand) => evaluate(operand, values, note)),
      );
  }
}

function readVariable(values: Values, name: string): Value {
  const value = Object.hasOwn(values, name) ? values[name]! : null;
  return Decimal.isDecimal(value) ? bounded(value) : value;
}

function apply({ operator, operands }: Application, evaluateOperand: (operand: Expression) => Value): Value {
  if (operator !== 'if') return OPERATIONS[operator](...operands.map(evaluateOperand));
  const [condition, whenTrue, whenFalse] = operands;
  const isTrue = evaluateOperand(condition);
  return typeof isTrue === 'boolean' ? evaluateOperand(isTrue ? whenTrue! : whenFalse!) : null;
}

const MAX_EXPONENT = 60;
const GUARDED_DIGITS = 30;

const OPERATIONS: Readonly<Record<Exclude<Operator, 'if'>, (...operands: Value[]) => Value>> = {
  and: (...operands) => all(operands),
  or: (...operands) => not(all(operands.map(not))),
  not: (operand) => not(operand!),
  '=': (left, right) => equal(left!, right!),
  '!=': (left, right) => not(equal(left!, right!)),
  '<': comparing((order) => order < 0),
  '<=': comparing((order) => order <= 0),
  '>': comparing((order) => order > 0),
  '>=': comparing((order) => order >= 0),
  in: (value, ...entries) => not(all(entries.map((entry) => not(equal(value!, entry))))),
  '+': computing((left, right) => left.plus(right)),
  '-': computing((left, right) => left.minus(right)),
  '*': computing((left, right) => left.times(right)),
  '/': computing((left, right) => left.div(right)),
  negate: computing((operand) => operand.neg()),
  min: computing((...operands) => Decimal.min(...operands)),
  max: computing((...operands) => Decimal.max(...operands)),
  abs: computing((operand) => operand.abs()),
  round: computing((operand, digits) => settle(operand).toDecimalPlaces(digits.toNumber(), Decimal.ROUND_HALF_UP)),
  floor: computing((operand) => settle(operand).floor()),
  ceil: computing((operand) => settle(operand).ceil()),
  coalesce: (...operands) => operands.find((operand) => operand !== null) ?? null,
  isknown: (operand) => operand !== null,
};

/** Kleene: one false decides; otherwise one unknown leaves it open. */
function all(operands: readonly Value[]): Value {
  if (operands.includes(false)) return false;
  return operands.every((operand) => operand === true) ? true : null;
}

function not(operand: Value): Value {
  return typeof operand === 'boolean' ? !operand : null;
}

function equal(left: Value, right: Value): Value {
  if (Decimal.isDecimal(left) && Decimal.isDecimal(right)) return compare(left, right) === 0;
  return left !== null && right !== null && typeof left === typeof right ? left === right : null;
}

function comparing(holds: (order: number) => boolean): (...operands: Value[]) => Value {
  return (left, right) => (Decimal.isDecimal(left) && Decimal.isDecimal(right) ? holds(compare(left, right)) : null);
}

function computing(compute: (...operands: Decimal[]) => Decimal): (...operands: Value[]) => Value {
  return (...operands) => {
    const numbers = operands.filter((operand) => Decimal.isDecimal(operand));
    return numbers.length < operands.length ? null : bounded(compute(...numbers));
  };
}

const compare = (left: Decimal, right: Decimal): number => settle(left).cmp(settle(right));

/** Drops the last ten of the 40 digits before a number is cut or compared, so that 1 / 3 * 3 = 1. */
const settle = (number: Decimal): Decimal => number.toSignificantDigits(GUARDED_DIGITS);

/** Adding 0 rounds to the kernel's precision and makes -0 a 0. */
function bounded(number: Decimal): Value {
  const rounded = Decimal.add(number, 0);
  return rounded.isFinite() && Math.abs(rounded.e) < MAX_EXPONENT ? rounded : null;
}
