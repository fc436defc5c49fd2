import { randomUUID } from 'node:crypto';
import { document, type Schema } from './routes.js';

/** Texts for the patterns of the house: the first that fits is taken. */
const TEXTS = [
  'sample',
  '示例',
  'SAMPLE-1',
  '2026',
  '1',
  '0.5',
  '12.50',
  '50',
  '510199',
  '2026-06-30',
  '2026-06',
  '2026-Q2',
  'Harvest-moon-42',
  'goal',
  'read',
  '192.0.2.0/24',
  'c'.repeat(43),
  'c'.repeat(64),
];

const FORMATS: Readonly<Record<string, () => string>> = {
  uuid: () => randomUUID(),
  date: () => '2026-06-30',
  'date-time': () => '2026-12-31T00:00:00+08:00',
  uri: () => 'https://example.org/',
};

export function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  if (name) return resolved(document.components.schemas[name] as Schema);
  const whole = schema.allOf ? Object.assign({}, schema, ...schema.allOf.map(resolved)) : schema;
  const [choice] = [...(whole.oneOf ?? []), ...(whole.anyOf ?? [])];
  return choice ? resolved(choice) : whole;
}

export const typeOf = ({ type, properties }: Schema): string => {
  const types = [type ?? (properties ? 'object' : 'string')].flat();
  return types.find((name) => name !== 'null') ?? 'null';
};

/** The smallest value of the shape: required properties only, and every array with one item. */
export function sampleOf(schema: Schema): unknown {
  const whole = resolved(schema);
  if (whole.const !== undefined) return whole.const;
  if (whole.enum) return whole.enum[0];
  switch (typeOf(whole)) {
    case 'object':
      return Object.fromEntries((whole.required ?? []).map((name) => [name, sampleOf(whole.properties?.[name] ?? {})]));
    case 'array':
      return whole.items
        ? Array.from({ length: Math.max(1, whole.minItems ?? 0) }, () => sampleOf(whole.items ?? {}))
        : [];
    case 'integer':
    case 'number':
      return numberOf(whole);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return textOf(whole);
  }
}

function numberOf({ examples, minimum = 1, maximum = Number.MAX_SAFE_INTEGER }: Schema): number {
  const [example] = examples ?? [];
  if (typeof example === 'number') return example;
  return 2026 >= minimum && 2026 <= maximum ? 2026 : minimum;
}

function textOf({ examples, format, pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Schema): string {
  const made = format ? FORMATS[format] : undefined;
  if (made) return made();
  const shape = new RegExp(pattern ?? '', 'u');
  const fits = (text: unknown): text is string =>
    typeof text === 'string' && text.length >= minLength && text.length <= maxLength && shape.test(text);
  const found = [...(examples ?? []), ...TEXTS].find(fits);
  if (found === undefined) throw new Error(`no sample for ${pattern} (${minLength}–${maxLength}): add one to TEXTS`);
  return found as string;
}
