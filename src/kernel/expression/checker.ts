import type { Application, Expression } from './expression.js';
import { printExpression } from './printer.js';
import { type ExpressionProblem, problemOf, quote } from './problem.js';
import type { ExpressionType, Schema } from './schema.js';
import { canonicalUnit, divideUnits, multiplyUnits } from './unit.js';

export type CheckedExpression =
  | { readonly type: ExpressionType }
  | { readonly problems: readonly [ExpressionProblem, ...ExpressionProblem[]] };

/**
 * The type of the expression under a schema, or everything that is wrong with it. Sums and comparisons need one unit, which
 * a literal takes on from the other side; products and quotients compute theirs, so that 元 / 人 is 元/人.
 */
export function checkExpression(expression: Expression, schema: Schema): CheckedExpression {
  const checker = new Checker(schema);
  const inferred = checker.infer(expression);
  const [first, ...others] = checker.problems;
  return first ? { problems: [first, ...others] } : { type: publish(inferred) };
}

/** What is known of a type. */
interface Typing {
  /** Null after a problem, so that one mistake is reported once. */
  readonly kind: ExpressionType['kind'] | null;
  /** Null: a number made of literals, which fits every unit. */
  readonly unit: string | null;
  /** Null: any text. */
  readonly allowed: readonly string[] | null;
}

type Part = Typing & { readonly expression: Expression };

const MAX_LISTED = 50;

class Checker {
  readonly problems: ExpressionProblem[] = [];

  constructor(private readonly schema: Schema) {}

  infer(expression: Expression): Typing {
    switch (expression.kind) {
      case 'NUMBER':
      case 'BOOLEAN':
        return typing(expression.kind);
      case 'TEXT':
        return typing('TEXT', { allowed: [expression.text] });
      case 'NAME':
        return this.inferVariable(expression.name);
      case 'APPLY':
        return this.inferApplication(expression);
    }
  }

  private inferVariable(name: string): Typing {
    if (!Object.hasOwn(this.schema, name)) {
      this.report('UNKNOWN_NAME', { name: quote(name), known: Object.keys(this.schema).slice(0, MAX_LISTED) });
      return typing(null);
    }
    const type = this.schema[name]!;
    if (type.kind === 'NUMBER') return typing('NUMBER', { unit: canonicalUnit(type.unit ?? '') });
    return typing(type.kind, { allowed: type.kind === 'TEXT' ? (type.allowed ?? null) : null });
  }

  private inferApplication({ operator, operands }: Application): Typing {
    const parts = operands.map((operand) => ({ ...this.infer(operand), expression: operand }));
    switch (operator) {
      case 'and':
      case 'or':
      case 'not':
        this.only('BOOLEAN', parts);
        return typing('BOOLEAN');
      case '=':
      case '!=':
      case 'in':
        this.unite(parts);
        this.findStrangers(parts);
        return typing('BOOLEAN');
      case '<':
      case '<=':
      case '>':
      case '>=':
        this.unite(this.only('NUMBER', parts));
        return typing('BOOLEAN');
      case '*':
      case '/':
        return typing('NUMBER', { unit: combine(operator, this.only('NUMBER', parts)) });
      case 'if':
        this.only('BOOLEAN', parts.slice(0, 1));
        return this.unite(parts.slice(1));
      case 'coalesce':
        return this.unite(parts);
      case 'isknown':
        return typing('BOOLEAN');
      default:
        return this.unite(this.only('NUMBER', parts)); // the decimals of `round` are a literal and fit every unit
    }
  }

  /** Those of the kind; the others are reported. */
  private only(expected: ExpressionType['kind'], parts: readonly Part[]): readonly Part[] {
    for (const { expression, kind } of parts) {
      if (kind && kind !== expected) this.report('WRONG_KIND', { text: textOf(expression), kind, expected });
    }
    return parts.filter(({ kind }) => kind === expected);
  }

  /** The one type that all parts have. */
  private unite(parts: readonly Part[]): Typing {
    const [first, ...others] = parts.filter(({ kind }) => kind !== null);
    const odd = others.find(({ kind }) => kind !== first?.kind);
    if (first && odd) {
      const kinds = { leftKind: first.kind, rightKind: odd.kind };
      this.report('KINDS_DIFFER', { left: textOf(first.expression), right: textOf(odd.expression), ...kinds });
    }
    const [measured, ...more] = parts.filter(({ unit }) => unit !== null);
    const strange = more.find(({ unit }) => unit !== measured?.unit);
    if (measured && strange) {
      const units = { leftUnit: measured.unit || '1', rightUnit: strange.unit || '1' };
      this.report('UNITS_DIFFER', { left: textOf(measured.expression), right: textOf(strange.expression), ...units });
    }
    if (!first || odd) return typing(null);
    const isOpen = parts.some(({ allowed }) => allowed === null);
    const allowed = isOpen ? null : [...new Set(parts.flatMap((part) => part.allowed ?? []))];
    return { kind: first.kind, unit: strange ? null : (measured?.unit ?? null), allowed };
  }

  /** Finds the misspelt literal: two closed lists that share no text. */
  private findStrangers([first, ...others]: readonly Part[]): void {
    for (const other of others) {
      if (!first?.allowed || !other.allowed || first.allowed.some((text) => other.allowed?.includes(text))) continue;
      const [left, right] = first.expression.kind === 'TEXT' ? [other, first] : [first, other];
      const allowed = left.allowed?.slice(0, MAX_LISTED) ?? [];
      this.report('NEVER_EQUAL', { left: textOf(left.expression), right: textOf(right.expression), allowed });
    }
  }

  private report(...problem: Parameters<typeof problemOf>): void {
    this.problems.push(problemOf(...problem));
  }
}

const typing = (kind: Typing['kind'], known: Partial<Omit<Typing, 'kind'>> = {}): Typing => ({
  kind,
  unit: known.unit ?? null,
  allowed: known.allowed ?? null,
});

const textOf = (expression: Expression): string => quote(printExpression(expression));

/** Beside a unit, a literal counts as a bare number. */
function combine(operator: '*' | '/', [left, right]: readonly Part[]): string | null {
  if (!left || !right || (left.unit === null && right.unit === null)) return null;
  return (operator === '*' ? multiplyUnits : divideUnits)(left.unit ?? '', right.unit ?? '');
}

function publish({ kind, unit, allowed }: Typing): ExpressionType {
  if (kind === 'NUMBER') return unit ? { kind, unit } : { kind };
  if (kind === 'TEXT') return allowed ? { kind, allowed } : { kind };
  return { kind: 'BOOLEAN' };
}
