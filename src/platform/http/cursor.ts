import { createHmac, timingSafeEqual } from 'node:crypto';
import { httpErrors } from './http.errors.js';

let secret = Buffer.alloc(0);

/** Set once at start, from the signing key: cursors are opaque to clients and cannot be forged. */
export function setCursorSecret(signingKey: string): void {
  secret = createHmac('sha256', 'cursor').update(signingKey).digest();
}

/** `context` ties a cursor to its list, sort and filters: one list's cursor is another's nonsense. */
export function sealCursor(context: string, keys: string): string {
  return `${Buffer.from(keys).toString('base64url')}.${seal(context, keys)}`;
}

export function openCursor(context: string, cursor: string): readonly (string | number | null)[] {
  const [body = '', mac = ''] = cursor.slice(0, 2000).split('.');
  const keys = Buffer.from(body, 'base64url').toString('utf8');
  const expected = Buffer.from(seal(context, keys));
  const given = Buffer.from(mac);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) throw httpErrors.badCursor();
  return JSON.parse(keys) as (string | number | null)[];
}

const seal = (context: string, keys: string): string =>
  createHmac('sha256', secret).update(`${context}\n${keys}`).digest('base64url').slice(0, 16);
