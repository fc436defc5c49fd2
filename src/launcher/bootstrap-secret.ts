import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { v7 } from 'uuid';

/**
 * A one-time secret with which the three administrators (三员) are created, while there is no account yet. A new start
 * before that makes a new secret and forgets the old one. Null: the accounts exist.
 */
export async function issueBootstrapSecret(ownerUrl: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from app.accounts limit 1');
    if (rowCount) return null;
    const secret = randomBytes(18).toString('base64url');
    await client.query('delete from app.bootstrap_secrets');
    await client.query('insert into app.bootstrap_secrets (id, secret_hash) values ($1, $2)', [
      v7(),
      createHash('sha256').update(secret).digest(),
    ]);
    return secret;
  } finally {
    await client.end();
  }
}
