import type { Param } from '../database/call.js';
import { httpErrors } from './http.errors.js';

export type FilterType = 'text' | 'code' | 'dotted' | 'uuid' | 'decimal' | 'integer' | 'date' | 'timestamp' | 'boolean';

/** A column that clients may filter by. `values` makes it an enumeration. */
export interface FilterColumn {
  /** SQL expression over `t`. */
  readonly column: string;
  readonly type: FilterType;
  readonly values?: readonly string[];
  /** Meaning, for the API reference. */
  readonly about?: string;
  /** Where it is no comparison with a column: what must hold of the one value at this place of the statement. */
  readonly condition?: (place: string) => string;
}

/** Values of one `[in]`. */
const MAX_ITEMS = 200;

type Operator = 'eq' | 'in' | 'gte' | 'lte' | 'contains' | 'prefix';

const SHAPES: Readonly<Record<FilterType, { pattern: RegExp; cast: string; operators: readonly Operator[] }>> = {
  text: { pattern: /^[\s\S]{1,200}$/, cast: 'text', operators: ['eq', 'contains'] },
  code: { pattern: /^[\p{L}\p{N}_.:-]{1,100}$/u, cast: 'text', operators: ['eq', 'in'] },
  // Names with dots, such as actions and event types: `goal.` as a prefix means everything about goals.
  dotted: { pattern: /^[\w.-]{1,100}$/, cast: 'text', operators: ['eq', 'in', 'prefix'] },
  uuid: { pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, cast: 'uuid', operators: ['eq', 'in'] },
  decimal: { pattern: /^-?\d{1,18}(\.\d{1,6})?$/, cast: 'numeric', operators: ['eq', 'gte', 'lte'] },
  integer: { pattern: /^-?\d{1,9}$/, cast: 'int', operators: ['eq', 'in', 'gte', 'lte'] },
  date: { pattern: /^\d{4}-\d{2}-\d{2}$/, cast: 'date', operators: ['eq', 'gte', 'lte'] },
  timestamp: {
    pattern: /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/,
    cast: 'timestamptz',
    operators: ['gte', 'lte'],
  },
  boolean: { pattern: /^(true|false)$/, cast: 'boolean', operators: ['eq'] },
};

export const operatorsOf = (filter: FilterColumn): readonly Operator[] =>
  filter.condition ? ['eq'] : filter.values ? ['eq', 'in'] : SHAPES[filter.type].operators;

/** The shape of one value, for the API reference. */
export const patternOf = (type: FilterType): string => SHAPES[type].pattern.source;

/**
 * Conditions of the filters in the query; the values go into `values`. Never any text of the client in SQL. In the order
 * of names: however a client orders its parameters, the statement that the server prepares is the same.
 */
export function addFilters(
  filters: Readonly<Record<string, FilterColumn>>,
  parameters: ReadonlyMap<string, string>,
  values: Param[],
): readonly string[] {
  const conditions: string[] = [];
  for (const [name, text] of [...parameters].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [, field = '', operator = 'eq'] = /^(\w+?)(?:\[(\w+)\])?$/.exec(name) ?? [];
    const filter = Object.hasOwn(filters, field) ? filters[field] : undefined;
    if (filter) conditions.push(toCondition(name, filter, operator as Operator, text, values));
  }
  return conditions;
}

function toCondition(name: string, filter: FilterColumn, operator: Operator, text: string, values: Param[]): string {
  const { pattern, cast } = SHAPES[filter.type];
  if (!operatorsOf(filter).includes(operator)) {
    throw httpErrors.invalidFilter({ name, expected: operatorsOf(filter).join(' | ') });
  }
  const items = operator === 'in' ? text.split(',') : [text];
  if (items.length > MAX_ITEMS) throw httpErrors.invalidFilter({ name, expected: `≤ ${MAX_ITEMS}` });
  for (const item of items) {
    const isValid = filter.values ? filter.values.includes(item) : pattern.test(item);
    if (!isValid) throw httpErrors.invalidFilter({ name, expected: filter.values?.join(' | ') ?? filter.type });
  }
  values.push(operator === 'in' ? items : text);
  const place = `$${values.length}`;
  if (filter.condition) return filter.condition(place);
  switch (operator) {
    case 'eq':
      return `${filter.column} = ${place}::${cast}`;
    case 'in':
      return `${filter.column} = any (${place}::${cast}[])`;
    case 'gte':
      return `${filter.column} >= ${place}::${cast}`;
    case 'lte':
      return `${filter.column} <= ${place}::${cast}`;
    case 'prefix':
      return `starts_with(${filter.column}, ${place}::${cast})`;
    case 'contains':
      return `position(lower(${place}::text) in lower(${filter.column})) > 0`;
  }
}
