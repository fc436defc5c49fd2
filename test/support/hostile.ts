import type { Answer } from './client.js';
import type { Route, Schema } from './routes.js';
import { resolved, sampleOf, typeOf } from './sample.js';

/** Texts that have broken somebody's server before. */
export const TEXTS: readonly string[] = [
  `' or '1'='1`,
  `'; drop table app.goals; --`,
  `1); select pg_sleep(5); --`,
  `$1`,
  `\${7*7}{{7*7}}`,
  `a\u0000b`,
  `\ud800`,
  `\udc00\ud800`,
  `\u202e\u200b\ufeff`,
  `\r\n{"level":60,"msg":"forged"}`,
  `<script>alert(1)</script>`,
  `../../../../etc/passwd`,
  `%00%0d%0a`,
  `=HYPERLINK("http://evil.example")`,
  `__proto__`,
  `toString`,
  `NaN`,
  `-0`,
  `1e400`,
  `99999999999999999999999999999999`,
  `0x10`,
  `２０２６`,
  `2026-02-30`,
  `9999-99-99`,
  `{"a":1}`,
  `${'('.repeat(2000)}a+${')+'.repeat(2000)}`,
  'a'.repeat(50_000),
];

/** Values of every wrong type. */
export const VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  [],
  {},
  [[]],
  [null],
  { length: 1 },
];

/** Names that a client has no business to set; those that the shape knows are left out. */
export const OWNED: readonly string[] = [
  'id',
  'state',
  'status',
  'version',
  'unitPath',
  'departmentId',
  'authors',
  'authorIds',
  'author_ids',
  'approvedBy',
  'revision',
  'score',
  'createdAt',
  'accountId',
  'personId',
  'isAdministrator',
  'constructor',
  'toString',
];

/** Bodies that are no JSON of the route, as they go over the wire: [content type, bytes, expected status or 0]. */
export const RAW: readonly (readonly [string, string, number])[] = [
  ['application/json', '{', 400],
  ['application/json', '', 400],
  ['application/json', 'null', 400],
  ['application/json', '[]', 400],
  ['application/json', '"text"', 400],
  ['application/json', '1e999', 400],
  ['application/json', '{"a":1,}', 400],
  ['application/json', '\ufeff{}', 0],
  ['application/json', '{"a":1,"a":2}', 0],
  ['application/json', '{"toString":1}', 400],
  ['application/json', '{"a\\u0000b":1}', 400],
  ['application/json', '{"__proto__":{"admin":true}}', 400],
  ['application/json', '{"constructor":{"prototype":{"admin":true}}}', 400],
  ['application/json', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 400],
  ['application/json', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 400],
  ['application/json; charset=utf-16', '{}', 0],
  ['text/plain', '{}', 400],
  ['application/xml', '<a/>', 400],
  ['application/x-www-form-urlencoded', 'a=b', 400],
  ['multipart/form-data', 'x', 0],
  ['nonsense', '{}', 400],
];

/** Query strings for every route that is read. */
export const QUERIES: readonly string[] = [
  'page=0',
  'page=-1',
  'page=1e9',
  'page=99999999999999999999',
  'pageSize=1000000000',
  'sort=;drop',
  'sort=id;select 1',
  `sort=${'id,'.repeat(500)}id`,
  'sort=__proto__',
  'after=forged.cursor',
  'after=',
  'after=a&after=b',
  'limit=1e9',
  'limit=-5',
  'expand=secrets',
  'expand=__proto__',
  'withTotal=maybe',
  '__proto__[x]=1',
  'constructor=1',
  'toString[eq]=1',
  'unitId=%27%20or%201%3D1',
  'unitId[in]=a,b',
  'unitId[__proto__]=1',
  'name[contains]=%00',
  'name[contains]=%ED%A0%80',
  'fiscalYear=99999999999',
  'fiscalYear[gte]=%27',
  'amount[gte]=1e400',
  'paidOn=2026-02-30',
  'dueOn[lte]=9999-99-99',
  'submittedAt[gte]=2026-13-45T99:99:99Z',
  '%E0%A4%A=1',
  'x=%',
  `q=${'a'.repeat(5000)}`,
];

/** Words that only our own insides would use. */
const INSIDES = [
  /node_modules/,
  /QueryFailedError/,
  /\bat \w+.*\(.*:\d+:\d+\)/,
  /syntax error at/,
  /violates \w+(-\w+)? (key )?constraint/,
  /relation "/,
  /column "/,
  /invalid (input|byte)/,
  /current_setting|security policy/,
  /TypeError|ReferenceError|RangeError/,
];

/** What is wrong with an answer, whatever was sent; null: nothing. `sent` may be quoted, so it is taken out first. */
export function faultOf({ status, headers, text, body }: Answer, sent = ''): string | null {
  if (status >= 500) return `${status} ${text.slice(0, 200)}`;
  if (status < 400) return null;
  if (!String(headers['content-type']).startsWith('application/problem+json'))
    return `${status} as ${headers['content-type']}`;
  if (!/^[\w-]+\.[\w-]+$/i.test(body?.code ?? '')) return `${status} without a code`;
  const own = sent ? text.replaceAll(JSON.stringify(sent).slice(1, -1), '') : text;
  const told = INSIDES.find((pattern) => pattern.test(own));
  return told ? `${status} tells ${told}: ${text.slice(0, 200)}` : null;
}

/** Every field of a shape down to the third level, as [path, shape]; fields of list items are those of the first item. */
export function fieldsOf(
  schema: Schema,
  path: readonly string[] = [],
): readonly (readonly [readonly string[], Schema])[] {
  if (path.length >= 5) return [];
  const whole = resolved(schema);
  if (typeOf(whole) === 'array' && whole.items) return fieldsOf(whole.items, [...path, '0']);
  return Object.entries(whole.properties ?? {}).flatMap(([name, inner]) => [
    [[...path, name], resolved(inner)] as const,
    ...fieldsOf(inner, [...path, name]),
  ]);
}

/** A valid body with one field replaced; objects on the way to it are made as their shape wants them. */
export function bodyWith(route: Route, base: object, path: readonly string[], value: unknown): object {
  const body = structuredClone(base) as Record<string, unknown>;
  let at = body;
  let schema = resolved(route.body ?? {});
  for (const [depth, name] of path.entries()) {
    const inner = name === '0' ? schema.items : schema.properties?.[name];
    if (depth === path.length - 1) {
      // Not by assignment: `__proto__` must become a field like any other.
      Object.defineProperty(at, name, { value, enumerable: true, configurable: true, writable: true });
      break;
    }
    at[name] ??= sampleOf(inner ?? {});
    at = at[name] as Record<string, unknown>;
    schema = resolved(inner ?? {});
  }
  return body;
}
