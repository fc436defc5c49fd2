import { type Application, BINDING, type Expression, isFunctionName, type Operands } from './expression.js';

/** The canonical text, with no bracket more than needed. `parseExpression` reads the same expression back. */
export function printExpression(expression: Expression): string {
  return print(expression, 0);
}

/** `floor` is the loosest binding that may stand here without brackets. */
function print(expression: Expression, floor: number): string {
  switch (expression.kind) {
    case 'NUMBER':
      return expression.digits;
    case 'TEXT':
      return `'${expression.text.replaceAll("'", "''")}'`;
    case 'BOOLEAN':
      return String(expression.value);
    case 'NAME':
      return expression.name;
    case 'APPLY':
      return printApplication(expression, floor);
  }
}

function printApplication({ operator, operands }: Application, floor: number): string {
  if (isFunctionName(operator)) return `${operator}(${printAll(operands)})`;
  const [first, ...rest] = operands;
  const binding = BINDING[operator];
  switch (operator) {
    case 'negate':
      return `-${print(first, binding)}`;
    case 'not':
      if (first.kind === 'APPLY' && first.operator === 'in')
        return bracket(printIn(first, 'not in'), BINDING.in, floor);
      return bracket(`not ${print(first, binding)}`, binding, floor);
    case 'in':
      return bracket(printIn({ operands }, 'in'), binding, floor);
    default: {
      // Operators of one level go from left to right; comparisons stand alone.
      const left = print(first, binding === BINDING['='] ? binding + 1 : binding);
      return bracket(`${left} ${operator} ${rest.map((right) => print(right, binding + 1)).join('')}`, binding, floor);
    }
  }
}

function printIn({ operands: [value, ...entries] }: { readonly operands: Operands }, words: string): string {
  return `${print(value, BINDING.in + 1)} ${words} [${printAll(entries)}]`;
}

const printAll = (expressions: readonly Expression[]): string => expressions.map(printExpression).join(', ');

const bracket = (text: string, binding: number, floor: number): string => (binding < floor ? `(${text})` : text);
