import { createHash } from 'node:crypto';
import type { Call, Param } from '../database/call.js';
import { openCursor, sealCursor } from './cursor.js';
import { addFilters, type FilterColumn } from './filter.js';
import { httpErrors } from './http.errors.js';
import type { JsonText } from './json-text.js';

/** What a client may ask of a table: only what is named here. Every sort column is NOT NULL; the order ends in id. */
export interface ListDefinition {
  /** Unique; begins the statement's name and ties the cursor. */
  readonly name: string;
  /** The table, under the alias `t`. */
  readonly from: string;
  /** A condition that always holds, without parameters. */
  readonly where?: string;
  /**
   * A set under the alias `s`, of which conditions may speak: the page is cut for each of its rows and then from all of
   * them, a merge of short walks along an index. What belongs to several rows is listed once.
   */
  readonly each?: string;
  readonly filters: Readonly<Record<string, FilterColumn>>;
  /** Public name → column of `t` with its SQL type. */
  readonly sorts: Readonly<Record<string, { readonly column: string; readonly type: string }>>;
  readonly defaultSort: string;
  /** Joins that are made after the page is cut: a join before the cut would read the whole table. */
  readonly joins?: string;
  /** JSON expression of one item over `t` and the joins. */
  readonly item: string;
}

/** The raw query of a list route. An export may be longer than a page. */
export interface ListRequest {
  readonly parameters: Readonly<Record<string, string | string[]>>;
  readonly asExport: boolean;
}

interface SortKey {
  readonly column: string;
  readonly type: string;
  readonly descending: boolean;
}

const MAX_PAGE_SIZE = 200;
const MAX_EXPORT = 10_000;
const MAX_DEPTH = 10_000;
const MAX_SORT_KEYS = 4;
const RESERVED = ['page', 'pageSize', 'after', 'sort', 'withTotal'];

/** One page as JSON text: `{ items, page, pageSize, nextAfter }`, and `total` on request. */
export function listCall(definition: ListDefinition, request: ListRequest): Call<JsonText> {
  const parameters = readParameters(definition, request.parameters);
  const sort = readSort(definition, parameters.get('sort') ?? definition.defaultSort);
  const size = readInteger(
    parameters,
    'pageSize',
    request.asExport ? MAX_EXPORT : 20,
    request.asExport ? MAX_EXPORT : MAX_PAGE_SIZE,
  );
  const page = readInteger(parameters, 'page', 1, Number.MAX_SAFE_INTEGER);
  if (page * size > MAX_DEPTH && page > 1) throw httpErrors.pageTooDeep();
  const values: Param[] = [];
  const conditions = [definition.where ?? 'true', ...addFilters(definition.filters, parameters, values)];
  const context = contextOf(definition, parameters);
  const total = readBoolean(parameters, 'withTotal') ? countText(definition, conditions) : 'null';
  const after = parameters.get('after');
  const kept = after ? [...conditions, keysetCondition(sort, openCursor(context, after), values)] : conditions;
  values.push(size + 1, after ? 0 : (page - 1) * size);
  const text = pageText(definition, kept, sort, total, values.length);
  return {
    name: `${definition.name}.${createHash('sha1').update(text).digest('base64url').slice(0, 12)}`,
    text,
    values,
    read: ([row]) => toPage(row as unknown as PageRow, { page, size, context, isKeyset: after !== undefined }),
  };
}

interface PageRow {
  readonly items: string;
  readonly found: number;
  readonly last_key: string | null;
  readonly total: number | null;
}

function toPage(row: PageRow, at: { page: number; size: number; context: string; isKeyset: boolean }): JsonText {
  const hasMore = row.found > at.size && row.last_key !== null;
  const nextAfter = hasMore ? JSON.stringify(sealCursor(at.context, row.last_key ?? '')) : 'null';
  const page = at.isKeyset ? 'null' : String(at.page);
  const total =
    row.total === null ? '' : `,"total":${Math.min(row.total, MAX_DEPTH)},"totalCapped":${row.total > MAX_DEPTH}`;
  return { json: `{"items":[${row.items}],"page":${page},"pageSize":${at.size},"nextAfter":${nextAfter}${total}}` };
}

function pageText(
  definition: ListDefinition,
  conditions: readonly string[],
  sort: readonly SortKey[],
  total: string,
  last: number,
): string {
  const order = sort.map((key) => `t.${key.column}${key.descending ? ' desc' : ''}`).join(', ');
  const keys = sort.map((key) => `t.${key.column}`).join(', ');
  return `select coalesce(string_agg(r.item, ',' order by r.position) filter (where r.position < $${last - 1}::int), '') as items,
    count(*)::int as found, (array_agg(r.key order by r.position))[$${last - 1}::int - 1] as last_key, ${total} as total
    from (
      select row_number() over (order by ${order}) as position, (${definition.item})::text as item, json_build_array(${keys})::text as key
      from (${cutText(definition, conditions, { order, keys, size: `$${last - 1}::int`, offset: `$${last}::int` })}) t ${definition.joins ?? ''}
    ) r`;
}

/** The rows of the page, before anything is joined to them. */
function cutText(
  { from, each }: ListDefinition,
  conditions: readonly string[],
  { order, keys, size, offset }: Readonly<Record<'order' | 'keys' | 'size' | 'offset', string>>,
): string {
  const cut = (bounds: string): string =>
    `select t.* from ${from} where ${conditions.join(' and ')} order by ${order} ${bounds}`;
  if (!each) return cut(`limit ${size} offset ${offset}`);
  return `select distinct on (${keys}) t.* from ${each} cross join lateral (${cut(`limit ${size} + ${offset}`)}) t
    order by ${order} limit ${size} offset ${offset}`;
}

/** Counting stops at 10,001: an exact count costs a hundred pages. */
function countText({ from, each }: ListDefinition, conditions: readonly string[]): string {
  const rows = each ? `select distinct t.id from ${each} join ${from} on true` : `select 1 from ${from}`;
  return `(select count(*)::int from (${rows} where ${conditions.join(' and ')} limit ${MAX_DEPTH + 1}) c)`;
}

/** A number as `total` and `totalCapped` say it: JSON in SQL. */
export const cappedJson = (count: string): string =>
  `json_build_object('total', least(${count}, ${MAX_DEPTH}), 'totalCapped', ${count} > ${MAX_DEPTH})`;

/** How many rows a list has, for several lists in one statement. */
export const countJson = (definition: ListDefinition, condition = 'true'): string =>
  `(select ${cappedJson('n')} from (select ${countText(definition, [definition.where ?? 'true', condition])} as n) c)`;

function keysetCondition(sort: readonly SortKey[], keys: readonly (string | number | null)[], values: Param[]): string {
  if (keys.length !== sort.length) throw httpErrors.badCursor();
  const placeholders = sort.map((key, index) => {
    values.push(keys[index] ?? null);
    return `$${values.length}::${key.type}`;
  });
  if (sort.every((key) => key.descending === sort[0]?.descending)) {
    const columns = sort.map((key) => `t.${key.column}`).join(', ');
    return `(${columns}) ${sort[0]?.descending ? '<' : '>'} (${placeholders.join(', ')})`;
  }
  const steps = sort.map((key, index) => {
    const equal = sort.slice(0, index).map((previous, at) => `t.${previous.column} = ${placeholders[at]}`);
    return `(${[...equal, `t.${key.column} ${key.descending ? '<' : '>'} ${placeholders[index]}`].join(' and ')})`;
  });
  return `(${steps.join(' or ')})`;
}

function readParameters(definition: ListDefinition, query: ListRequest['parameters']): Map<string, string> {
  const allowed = new Set([...RESERVED, ...Object.keys(definition.filters)]);
  const parameters = new Map<string, string>();
  for (const [name, value] of Object.entries(query)) {
    const field = name.replace(/\[\w+\]$/, '');
    if (!allowed.has(field) || typeof value !== 'string') {
      throw httpErrors.unknownFilter({ name: name.slice(0, 60), allowed: [...allowed].join(', ') });
    }
    if (value.length > 2000) throw httpErrors.invalidFilter({ name, expected: '≤ 2000' });
    parameters.set(name, value);
  }
  return parameters;
}

function readSort(definition: ListDefinition, text: string): readonly SortKey[] {
  const parts = text.split(',');
  if (parts.length > MAX_SORT_KEYS) throw httpErrors.invalidFilter({ name: 'sort', expected: `≤ ${MAX_SORT_KEYS}` });
  const keys = parts.map((part) => {
    const descending = part.startsWith('-');
    const name = descending ? part.slice(1) : part;
    const sort = Object.hasOwn(definition.sorts, name) ? definition.sorts[name] : undefined;
    if (!sort)
      throw httpErrors.unknownSort({ name: name.slice(0, 60), allowed: Object.keys(definition.sorts).join(', ') });
    return { ...sort, descending };
  });
  if (new Set(keys.map(({ column }) => column)).size < keys.length)
    throw httpErrors.invalidFilter({ name: 'sort', expected: '每项一次 / each name once' });
  const last = keys.at(-1);
  return last?.column === 'id'
    ? keys
    : [...keys, { column: 'id', type: 'uuid', descending: last?.descending ?? false }];
}

function readBoolean(parameters: Map<string, string>, name: string): boolean {
  const text = parameters.get(name) ?? 'false';
  if (text !== 'true' && text !== 'false') throw httpErrors.invalidFilter({ name, expected: 'true | false' });
  return text === 'true';
}

function readInteger(parameters: Map<string, string>, name: string, fallback: number, max: number): number {
  const text = parameters.get(name);
  if (text === undefined) return fallback;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > max) throw httpErrors.invalidFilter({ name, expected: `1–${max}` });
  return value;
}

/** Everything that decides which rows stand where: a cursor is good only for the same list, sort and filters. */
const contextOf = (definition: ListDefinition, parameters: Map<string, string>): string =>
  [
    definition.name,
    ...[...parameters]
      .filter(([name]) => !['after', 'page', 'pageSize', 'withTotal'].includes(name))
      .sort()
      .flat(),
  ].join('\n');
