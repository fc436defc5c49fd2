import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';

/** 256 random bits as text; the database keeps only this digest of it. */
export const hashRefreshToken = (token: string): Buffer => createHash('sha256').update(token).digest();

const CIPHER = 'aes-256-gcm';
/** Every token seals one successor in its life, so its key is used once and the nonce may be fixed. */
const NONCE = Buffer.alloc(12);
const TAG_BYTES = 16;

/**
 * The successor, readable only with the token it replaces and only for the same client: the database alone, or a thief
 * elsewhere, can't open it. It lets a client whose answer was lost get the same answer again.
 */
export function sealSuccessor(successor: string, token: string, client: string): Buffer {
  const cipher = createCipheriv(CIPHER, sealKey(token), NONCE).setAAD(Buffer.from(client));
  return Buffer.concat([cipher.update(successor, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** Null: another client, or not this token's seal. */
export function openSuccessor(sealed: Buffer, token: string, client: string): string | null {
  const decipher = createDecipheriv(CIPHER, sealKey(token), NONCE, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(client))
    .setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

const sealKey = (token: string): Buffer => Buffer.from(hkdfSync('sha256', token, '', 'refresh-successor', 32));
