import type { Call } from '../database/call.js';

export type SecretState = 'UNKNOWN' | 'FRESH' | 'USED';

export const findSecret = (hash: Buffer): Call<SecretState> => ({
  name: 'bootstrap.find_secret',
  text: `select used_at is not null as used from app.bootstrap_secrets where secret_hash = $1::bytea`,
  values: [hash],
  read: ([row]) => (row === undefined ? 'UNKNOWN' : row['used'] ? 'USED' : 'FRESH'),
});

/** Of any number at once, one gets true. */
export const useSecret = (hash: Buffer): Call<boolean> => ({
  name: 'bootstrap.use_secret',
  text: `update app.bootstrap_secrets set used_at = now() where secret_hash = $1::bytea and used_at is null returning 1`,
  values: [hash],
  read: (rows) => rows.length === 1,
});
