import { httpErrors } from './http.errors.js';

/** How much JSON a route takes. It is in the route's Fastify config where it is not the usual. */
export interface BodyBounds {
  readonly maxBytes: number;
  readonly maxValues: number;
}

export const USUAL_BODY: BodyBounds = { maxBytes: 256 * 1024, maxValues: 20_000 };
/** Thousands of small items: 5,000 decisions of some 250 bytes, a fifth of them with a long reason or a review sheet. */
export const LARGE_BODY: BodyBounds = { maxBytes: 4 * 1024 * 1024, maxValues: 150_000 };

/** What a route's config says, else the usual. */
export const boundsOf = (config: object | undefined): BodyBounds =>
  config && 'maxBytes' in config ? (config as BodyBounds) : USUAL_BODY;

const MAX_DEPTH = 20;
/** With the flag `u` a surrogate is one that has lost its other half. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/**
 * A JSON body before anybody walks through it: an object, not too deep, not too many values, texts that the database can
 * keep, and no names that every object has (class-validator's whitelist would take `constructor` for a known one).
 */
export function requireBoundedBody(body: unknown, { maxValues }: BodyBounds): void {
  if (body === undefined) return;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw refused('应为 JSON 对象 / a JSON object');
  let level: readonly unknown[] = [body];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length;
    if (depth > MAX_DEPTH) throw refused(`嵌套超过 ${MAX_DEPTH} 层 / nested too deep`);
    if (values > maxValues) throw refused(`超过 ${maxValues} 个值 / too many values`);
    level = level.flatMap(innerValues);
  }
}

function innerValues(value: unknown): readonly unknown[] {
  if (typeof value === 'string') requireStorableText(value);
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value;
  for (const name of Object.keys(value)) {
    requireStorableText(name);
    if (name in Object.prototype) throw refused(`不接受的字段名 / a name that is not accepted: ${name}`);
  }
  return Object.values(value);
}

/** PostgreSQL's text has no NUL, and half a surrogate pair would be replaced in silence. */
function requireStorableText(text: string): void {
  if (UNSTORABLE.test(text)) throw refused('文本含无效字符 / a text with NUL or half a character');
}

const refused = (reason: string): Error => httpErrors.malformed({ reason });
