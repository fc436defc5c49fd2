import { httpErrors } from './http.errors.js';

/** `?expand=project,indicators` against the resource's whitelist. */
export function readExpand<T extends string>(text: string | undefined, allowed: readonly T[]): ReadonlySet<T> {
  const names = text ? text.split(',', 20) : [];
  const unknown = names.find((name) => !allowed.includes(name as T));
  if (unknown !== undefined)
    throw httpErrors.unknownFilter({ name: `expand=${unknown.slice(0, 60)}`, allowed: allowed.join(', ') });
  return new Set(names as T[]);
}
