import { createHash } from 'node:crypto';
import type { Call, Param } from '../database/call.js';
import { openCursor, sealCursor } from './cursor.js';
import { addFilters, type FilterColumn } from './filter.js';
import { httpErrors } from './http.errors.js';
import type { JsonText } from './json-text.js';

/** An append-only list that is followed, not paged: `?after=<cursor>&limit=` → `{ items, nextAfter }`. */
export interface FeedDefinition {
  readonly name: string;
  /** Table under the alias `t`, with the conditions that always hold; `$1…` are `values`. */
  readonly from: string;
  readonly where: string;
  readonly values: readonly Param[];
  /** Key columns with their types, in order; the last is unique. */
  readonly keys: readonly { readonly column: string; readonly type: string }[];
  readonly direction: 'ASC' | 'DESC';
  readonly item: string;
  /** What a client may narrow the feed by. A cursor stays good under other filters: it is a place in the order. */
  readonly filters?: Readonly<Record<string, FilterColumn>>;
}

export interface FeedRequest {
  readonly after?: string | undefined;
  readonly limit?: string | undefined;
  /** The query besides `after` and `limit`. */
  readonly filters?: ReadonlyMap<string, string>;
}

export function feedCall(definition: FeedDefinition, { after, limit, filters }: FeedRequest): Call<JsonText> {
  const size = limit === undefined ? 50 : Number(/^\d{1,3}$/.exec(limit)?.[0]);
  if (!(size >= 1 && size <= 200)) throw httpErrors.invalidFilter({ name: 'limit', expected: '1–200' });
  const values: Param[] = [...definition.values];
  const narrowed = narrow(definition, filters ?? new Map(), values);
  const columns = definition.keys.map((key) => `t.${key.column}`).join(', ');
  const order = definition.keys
    .map((key) => `t.${key.column}${definition.direction === 'DESC' ? ' desc' : ''}`)
    .join(', ');
  const beyond = after ? keyset(definition, after, values) : 'true';
  values.push(size);
  const texts = definition.keys.map((key) => `t.${key.column}::text`).join(', ');
  return {
    name: `${definition.name}.${narrowed.name}${after ? 'after' : 'first'}`,
    text: `select coalesce(string_agg(r.item, ',' order by r.position), '') as items,
        (array_agg(r.key order by r.position desc))[1] as last_key
      from (select row_number() over (order by ${order}) as position, (${definition.item})::text as item, json_build_array(${texts})::text as key
        from (select t.* from ${definition.from} where ${definition.where}${narrowed.conditions} and ${beyond} order by ${order} limit $${values.length}::int) t) r`,
    values,
    read: ([row]) => {
      const { items, last_key } = row as { items: string; last_key: string | null };
      // At the end of an ascending feed the cursor stays where it is: the next poll goes on from there.
      const next = last_key === null ? after || null : sealCursor(definition.name, last_key);
      return { json: `{"items":[${items}],"nextAfter":${JSON.stringify(next)}}` };
    },
  };

  function keyset(feed: FeedDefinition, cursor: string, into: Param[]): string {
    const keys = openCursor(feed.name, cursor);
    const places = feed.keys.map((key, index) => {
      into.push(keys[index] ?? null);
      return `$${into.length}::${key.type}`;
    });
    return `(${columns}) ${feed.direction === 'DESC' ? '<' : '>'} (${places.join(', ')})`;
  }
}

/** The filters as conditions, and a mark for the statement's name: one name, one text. */
function narrow(
  { filters = {} }: FeedDefinition,
  given: ReadonlyMap<string, string>,
  values: Param[],
): { conditions: string; name: string } {
  for (const name of given.keys()) {
    if (Object.hasOwn(filters, name.replace(/\[\w+\]$/, ''))) continue;
    const allowed = ['after', 'limit', ...Object.keys(filters)].join(', ');
    throw httpErrors.unknownFilter({ name: name.slice(0, 60), allowed });
  }
  const conditions = addFilters(filters, given, values)
    .map((condition) => ` and ${condition}`)
    .join('');
  const name = conditions && `${createHash('sha1').update(conditions).digest('base64url').slice(0, 12)}.`;
  return { conditions, name };
}
