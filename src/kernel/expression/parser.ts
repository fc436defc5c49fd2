import {
  type Application,
  BINDING,
  type Expression,
  FUNCTIONS,
  isFunctionName,
  MAX_ENTRIES,
  type Operands,
  type Operator,
} from './expression.js';
import { printExpression } from './printer.js';
import { type ProblemCode, quote, type SyntaxProblem } from './problem.js';
import { Refused, readTokens, type Token } from './tokens.js';

export type ParsedExpression = { readonly expression: Expression } | { readonly problem: SyntaxProblem };

/** Reads an expression, or says what is wrong and where. Total: any text gives one or the other, with bounded work. */
export function parseExpression(text: string): ParsedExpression {
  try {
    requireShort(text);
    const expression = new Parser(readTokens(text)).read();
    requireShort(printExpression(expression)); // so that the canonical text of an expression is one, too
    return { expression };
  } catch (error) {
    if (error instanceof Refused) return { problem: error.problem };
    throw error;
  }
}

const MAX_CHARACTERS = 1000;
const MAX_DEPTH = 20;
const MAX_NODES = 200;

function requireShort(text: string): void {
  if (text.length > MAX_CHARACTERS) throw new Refused('TEXT_TOO_LONG', 1, { limit: MAX_CHARACTERS });
}

type Infix = Exclude<keyof typeof BINDING, 'not' | 'negate'>;

/** Precedence climbing: `floor` is the loosest binding that may still be read. */
class Parser {
  private index = 0;
  private depth = 0;
  private nodes = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  read(): Expression {
    const expression = this.readExpression(0);
    if (this.ahead().kind !== 'END') this.refuse(this.ahead());
    return expression;
  }

  private readExpression(floor: number): Expression {
    let left = this.readOperand(floor);
    let isCompared = false;
    for (let infix = this.infixAhead(); infix && BINDING[infix] >= floor; infix = this.infixAhead()) {
      if (isCompared && BINDING[infix] > BINDING['=']) this.refuse(this.ahead()); // `a in [1] + 2`
      const isComparison = BINDING[infix] === BINDING['='];
      if (isCompared && isComparison) throw new Refused('COMPARISON_CHAINED', this.ahead().position);
      isCompared = isComparison;
      left = this.readInfix(left, infix);
    }
    return left;
  }

  private readInfix(left: Expression, infix: Infix): Expression {
    const isNegated = this.next().text === 'not in';
    const right = infix === 'in' ? this.readList('[', ']') : [this.readExpression(BINDING[infix] + 1)];
    const applied = this.apply(infix, [left, ...right]);
    return isNegated ? this.apply('not', [applied]) : applied;
  }

  private readOperand(floor: number): Expression {
    const token = this.next();
    switch (token.kind) {
      case 'NUMBER':
        return this.node({ kind: 'NUMBER', digits: token.text });
      case 'TEXT':
        return this.node({ kind: 'TEXT', text: token.text });
      case 'NAME':
        return this.isAhead('(') ? this.readCall(token) : this.node({ kind: 'NAME', name: token.text });
      case 'SYMBOL':
        return this.readSymbol(token, floor);
      case 'END':
        return this.refuse(token);
    }
  }

  private readSymbol(token: Token, floor: number): Expression {
    switch (token.text) {
      case 'true':
      case 'false':
        return this.node({ kind: 'BOOLEAN', value: token.text === 'true' });
      case '(':
        return this.nest(() => {
          const inner = this.readExpression(0);
          this.expect(')');
          return inner;
        });
      case '-':
        return this.apply('negate', [this.nest(() => this.readExpression(BINDING.negate))]);
      case 'not':
        // `a = not b` would read as nobody means it; `a = (not b)` is fine.
        if (floor <= BINDING.not) return this.apply('not', [this.nest(() => this.readExpression(BINDING.not))]);
    }
    return this.refuse(token);
  }

  private readCall({ text: name, position }: Token): Expression {
    if (!isFunctionName(name))
      throw new Refused('UNKNOWN_FUNCTION', position, { name: quote(name), known: Object.keys(FUNCTIONS) });
    const operands = this.readList('(', ')');
    const [[fewest, most], count] = [FUNCTIONS[name], operands.length];
    if (count < fewest || count > most) throw new Refused('ARGUMENT_COUNT', position, { name, fewest, most, count });
    const [, digits] = operands;
    if (name === 'round' && !(digits?.kind === 'NUMBER' && /^[0-6]$/.test(digits.digits)))
      throw new Refused('ROUND_DIGITS', position);
    return this.apply(name, operands);
  }

  private readList(open: string, close: string): Operands {
    this.expect(open);
    return this.nest(() => {
      const entries: [Expression, ...Expression[]] = [this.readExpression(0)];
      while (this.isAhead(',')) {
        this.bound('TOO_MANY_ENTRIES', entries.length + 1, MAX_ENTRIES);
        this.index += 1;
        entries.push(this.readExpression(0));
      }
      this.expect(close);
      return entries;
    });
  }

  private apply(operator: Operator, operands: Operands): Application {
    return this.node({ kind: 'APPLY', operator, operands });
  }

  private node<T extends Expression>(node: T): T {
    this.nodes += 1;
    this.bound('TOO_MANY_PARTS', this.nodes, MAX_NODES);
    return node;
  }

  private nest<T>(read: () => T): T {
    this.depth += 1;
    this.bound('TOO_DEEP', this.depth, MAX_DEPTH);
    const result = read();
    this.depth -= 1;
    return result;
  }

  private infixAhead(): Infix | null {
    const { kind, text } = this.ahead();
    const operator = text === 'not in' ? 'in' : text;
    return kind === 'SYMBOL' && text !== 'not' && Object.hasOwn(BINDING, operator) ? (operator as Infix) : null;
  }

  private ahead(): Token {
    return this.tokens[this.index]!; // END is refused wherever it is read
  }

  private next(): Token {
    const token = this.ahead();
    this.index += 1;
    return token;
  }

  private isAhead(symbol: string): boolean {
    return this.ahead().kind === 'SYMBOL' && this.ahead().text === symbol;
  }

  private expect(symbol: string): void {
    if (!this.isAhead(symbol)) throw new Refused('MISSING', this.ahead().position, { symbol });
    this.index += 1;
  }

  private refuse({ kind, text, position }: Token): never {
    throw kind === 'END'
      ? new Refused('UNFINISHED', position)
      : new Refused('UNEXPECTED', position, { found: quote(text) });
  }

  private bound(code: ProblemCode, count: number, limit: number): void {
    if (count > limit) throw new Refused(code, this.tokens[Math.max(0, this.index - 1)]!.position, { limit });
  }
}
