import type { Schema } from './types.js';

const MAX_TEXT = 10_000;
const INT32 = 2_147_483_647;
const FORMAT_LENGTHS: Readonly<Record<string, number>> = {
  uuid: 36,
  date: 10,
  'date-time': 40,
  binary: 10_485_760,
};
/** What a doc comment may say besides prose: `@format uuid`, `@maxLength 40`, `@pattern ^\d+$`. */
const TAG = /@(format|pattern|maxLength|minLength|minimum|maximum|maxItems)\s+(\S+)/g;

/** Every schema as OpenAPI 3.1, with a bound on everything: what a comment says wins over what is usual. */
export function completeSchema(schema: Schema): Schema {
  if (schema.$ref) return { $ref: schema.$ref };
  const { nullable, ...rest } = withTags(schema);
  const inner = completeParts(rest);
  const whole = unwrapReference(inner);
  if (whole.$ref) return nullable ? { anyOf: [{ $ref: whole.$ref }, { type: 'null' }] } : { $ref: whole.$ref };
  const bounded = withBounds(withExamples(whole));
  return nullable ? asNullable(bounded) : bounded;
}

function withTags(schema: Schema): Schema {
  const told: Record<string, string | number> = {};
  const strip = (text: string): string =>
    text
      .replace(TAG, (_, name: string, value: string) => {
        told[name] = /^-?\d+$/.test(value) && name !== 'pattern' ? Number(value) : value;
        return '';
      })
      .trim();
  const { description: about, example: shown, ...rest } = schema;
  const description = strip(about ?? '');
  // A tag after `@example "…"` was taken for a part of the example.
  const example = typeof shown === 'string' ? strip(shown).replace(/^"(.*)"$/, '$1') : shown;
  return {
    ...rest,
    ...told,
    ...(description === '' ? {} : { description }),
    ...(example === undefined ? {} : { example }),
  };
}

function completeParts(schema: Schema): Schema {
  const complete = { ...schema };
  if (schema.items) complete.items = completeSchema(schema.items);
  if (schema.properties) {
    complete.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => [name, completeSchema(property)]),
    );
  }
  for (const name of ['allOf', 'anyOf', 'oneOf'] as const) {
    if (schema[name]) complete[name] = schema[name].map(completeSchema);
  }
  if (typeof schema.additionalProperties === 'object') {
    complete.additionalProperties =
      Object.keys(schema.additionalProperties).length === 0 ? true : completeSchema(schema.additionalProperties);
  }
  return complete;
}

/** `allOf` with one reference is how 3.0 put a comment beside a reference. */
function unwrapReference(schema: Schema): Schema {
  const [only, ...others] = schema.allOf ?? [];
  return only?.$ref && others.length === 0 && !schema.properties ? { $ref: only.$ref } : schema;
}

function withExamples({ example, ...schema }: Schema): Schema {
  return example === undefined ? schema : { ...schema, examples: [example] };
}

function withBounds(schema: Schema): Schema {
  // The order in which TypeScript knows the members of a union is an accident of the whole program.
  if (schema.enum) return { ...schema, enum: [...schema.enum].sort() };
  switch (schema.type) {
    case 'string':
      return withTextBounds(schema);
    case 'integer':
    case 'number': // the house's JSON numbers are counts; decimals are texts
      return withIntegerBounds(schema);
    case 'array':
      return { maxItems: 1000, ...schema };
    case 'object':
      return schema.properties ? schema : { maxProperties: 500, additionalProperties: true, ...schema };
    default:
      return schema;
  }
}

function withTextBounds(schema: Schema): Schema {
  const bounded: Schema = { maxLength: FORMAT_LENGTHS[schema.format ?? ''] ?? MAX_TEXT, ...schema };
  if (schema.format || schema.pattern) return bounded;
  // Without an example, readers of the reference would see letters thrown at random.
  return { examples: ['…'], ...bounded, pattern: '^[\\s\\S]*$' };
}

function withIntegerBounds(schema: Schema): Schema {
  const { minimum = 0, maximum = INT32 } = schema;
  const format = maximum > INT32 ? 'int64' : 'int32';
  const examples = minimum <= 1 && maximum >= 1 ? { examples: [1] } : {};
  return { ...examples, ...schema, type: 'integer', format, minimum, maximum };
}

/** 3.0's `nullable` as 3.1's list of types. */
function asNullable(schema: Schema): Schema {
  if (schema.enum) {
    const type = schema.type ?? 'string';
    return { ...schema, type: [type, 'null'].flat(), enum: [...new Set([...schema.enum, null])] };
  }
  if (schema.type === undefined) return schema;
  return { ...schema, type: [schema.type, 'null'].flat() };
}
