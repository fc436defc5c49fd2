import { createHmac } from 'node:crypto';

let key = Buffer.alloc(0);

/** Set once at start, from the signing key: what is sealed cannot be forged, and its content cannot be guessed from it. */
export function setSealingKey(signingKey: string): void {
  key = createHmac('sha256', 'sealing').update(signingKey).digest();
}

/** A keyed digest; `purpose` keeps the seals of different things apart. */
export const seal = (purpose: string, text: string): string =>
  createHmac('sha256', key).update(`${purpose}\n${text}`).digest('base64url');
