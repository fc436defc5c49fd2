import { timingSafeEqual } from 'node:crypto';
import { httpErrors } from './http.errors.js';
import { seal } from './sealing.js';

/** `context` ties a cursor to its list, sort and filters: one list's cursor is another's nonsense. */
export function sealCursor(context: string, keys: string): string {
  return `${Buffer.from(keys).toString('base64url')}.${macOf(context, keys)}`;
}

export function openCursor(context: string, cursor: string): readonly (string | number | null)[] {
  const [body = '', mac = ''] = cursor.slice(0, 2000).split('.');
  const keys = Buffer.from(body, 'base64url').toString('utf8');
  const expected = Buffer.from(macOf(context, keys));
  const given = Buffer.from(mac);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) throw httpErrors.badCursor();
  return JSON.parse(keys) as (string | number | null)[];
}

const macOf = (context: string, keys: string): string => seal('cursor', `${context}\n${keys}`).slice(0, 16);
