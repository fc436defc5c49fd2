/** One difference between two contents; what is absent counts as null. */
export interface ContentChange {
  /** JSON pointer into the current content; of what is gone, into the earlier one. */
  readonly pointer: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface ContentDiff {
  readonly changes: readonly ContentChange[];
  /** There are more changes than are listed. */
  readonly isTruncated: boolean;
}

export const MAX_CHANGES = 500;

/** By which of its fields an element of a list is recognised, in this order. */
const KEYS = ['id', 'code'] as const;

type Fields = Readonly<Record<string, unknown>>;

/**
 * What a reviewer has to read again: the differences of two JSON contents, leaf by leaf. A row of a list is recognised by
 * its id or code, so that one inserted row is one change; rows that only moved are none. A list of plain values is one leaf.
 */
export function diffContents(before: unknown, after: unknown): ContentDiff {
  const changes: ContentChange[] = [];
  for (const change of differences('', before ?? null, after ?? null)) {
    if (changes.length === MAX_CHANGES) return { changes, isTruncated: true };
    changes.push(change);
  }
  return { changes, isTruncated: false };
}

function* differences(pointer: string, before: unknown, after: unknown): Generator<ContentChange> {
  if (isFields(before) && isFields(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
      yield* differences(`${pointer}/${toPointer(name)}`, fieldOf(before, name), fieldOf(after, name));
  } else if (areRows(before) && areRows(after)) yield* rowDifferences(pointer, before, after);
  else if (!isSame(before, after)) yield { pointer, before, after };
}

function* rowDifferences(
  pointer: string,
  before: readonly Fields[],
  after: readonly Fields[],
): Generator<ContentChange> {
  const key = KEYS.find((name) => isKeyOf(name, before) && isKeyOf(name, after));
  const nameOf = (row: Fields, index: number): unknown => (key ? row[key] : index);
  const earlier = new Map(before.map((row, index) => [nameOf(row, index), { row, index }]));
  for (const [index, row] of after.entries()) {
    const name = nameOf(row, index);
    yield* differences(`${pointer}/${index}`, earlier.get(name)?.row ?? null, row);
    earlier.delete(name);
  }
  for (const { row, index } of earlier.values()) yield { pointer: `${pointer}/${index}`, before: row, after: null };
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const areRows = (value: unknown): value is readonly Fields[] => Array.isArray(value) && value.every(isFields);

/** Every row has it, and no two the same. */
const isKeyOf = (name: string, rows: readonly Fields[]): boolean =>
  rows.every((row) => typeof row[name] === 'string') && new Set(rows.map((row) => row[name])).size === rows.length;

/** Own fields only: a content may have a field named `constructor`. */
const fieldOf = (fields: Fields, name: string): unknown =>
  Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;

function isSame(before: unknown, after: unknown): boolean {
  if (Array.isArray(before) && Array.isArray(after))
    return before.length === after.length && before.every((value, index) => isSame(value, after[index]));
  if (isFields(before) && isFields(after)) return differences('', before, after).next().done === true;
  return before === after;
}

/** RFC 6901. */
const toPointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
