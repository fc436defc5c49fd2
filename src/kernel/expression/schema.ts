import { Decimal } from '../rounding.js';

export type ExpressionType =
  /** Without a unit it is a bare number. Compound units are written `元/人`, `千瓦·时`. */
  | { readonly kind: 'NUMBER'; readonly unit?: string }
  /** With its closed list, a misspelt literal is found. */
  | { readonly kind: 'TEXT'; readonly allowed?: readonly string[] }
  | { readonly kind: 'BOOLEAN' };

/** The variables that an expression may read. */
export type Schema = Readonly<Record<string, ExpressionType>>;

/** Null is unknown: missing is not zero. */
export type Value = Decimal | string | boolean | null;
export type Values = Readonly<Record<string, Value>>;

/** A value as rows and requests carry it: numbers as decimal text or whole numbers. */
export type Fact = Value | number | undefined;

/** The facts as the schema types them; what is absent is unknown. A fact of another type is a defect of the caller. */
export function readValues(schema: Schema, facts: Readonly<Record<string, Fact>>): Values {
  return Object.fromEntries(
    Object.entries(schema).map(([name, { kind }]) => {
      const fact = Object.hasOwn(facts, name) ? (facts[name] ?? null) : null;
      const value = fact === null ? null : READERS[kind](fact);
      if (value === undefined) throw new Error(`the value of ${name} is not a ${kind}`);
      return [name, value];
    }),
  );
}

const READERS: Readonly<Record<ExpressionType['kind'], (fact: NonNullable<Fact>) => Value | undefined>> = {
  NUMBER: (fact) => {
    if (Decimal.isDecimal(fact)) return fact;
    const isNumber = typeof fact === 'string' ? /^-?\d{1,30}(\.\d{1,30})?$/.test(fact) : Number.isSafeInteger(fact);
    return isNumber ? new Decimal(fact as string | number) : undefined;
  },
  TEXT: (fact) => (typeof fact === 'string' ? fact : undefined),
  BOOLEAN: (fact) => (typeof fact === 'boolean' ? fact : undefined),
};
