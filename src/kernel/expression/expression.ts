/**
 * A small language for rules that are data: conditions of approval flows (`amount >= 5000000 and not unit.isBureau`) and
 * formulas of indicators (`round(served / planned * 100, 2)`). No loops, no definitions, no powers: the work of an expression
 * is bounded by its nodes. An expression is plain data, but only the parser makes it: store the text.
 */
export type Expression =
  | { readonly kind: 'NUMBER'; readonly digits: string }
  | { readonly kind: 'TEXT'; readonly text: string }
  | { readonly kind: 'BOOLEAN'; readonly value: boolean }
  /** A variable. A dotted name is one plain name: `unit.kind`. */
  | { readonly kind: 'NAME'; readonly name: string }
  | Application;

/** An operator or function with its operands. `in` has the value first, then the entries of its list. */
export interface Application {
  readonly kind: 'APPLY';
  readonly operator: Operator;
  readonly operands: Operands;
}

export type Operands = readonly [Expression, ...Expression[]];
export type Operator = keyof typeof BINDING | FunctionName;
export type FunctionName = keyof typeof FUNCTIONS;

/** Most entries of a list, and most arguments of a function. */
export const MAX_ENTRIES = 50;

/** How tightly the operators bind; those of one number stand on one level. */
export const BINDING = {
  or: 1,
  and: 2,
  not: 3,
  '=': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  in: 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  negate: 7,
} as const;

/** The functions, with their fewest and most arguments. */
export const FUNCTIONS = {
  min: [2, MAX_ENTRIES],
  max: [2, MAX_ENTRIES],
  abs: [1, 1],
  round: [2, 2],
  floor: [1, 1],
  ceil: [1, 1],
  if: [3, 3],
  coalesce: [2, MAX_ENTRIES],
  isknown: [1, 1],
} as const;

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTIONS, name);
}

/** The variables that the expression reads, in order of appearance. */
export function namesIn(expression: Expression): readonly string[] {
  if (expression.kind === 'NAME') return [expression.name];
  if (expression.kind !== 'APPLY') return [];
  return [...new Set(expression.operands.flatMap(namesIn))];
}
