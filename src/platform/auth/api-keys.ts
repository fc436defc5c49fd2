import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Call, firstRow } from '../database/call.js';
import { Transactions } from '../database/transactions.js';

/** A live key: the account it acts for, and what it may do. */
export interface ApiKey {
  readonly accountId: string;
  readonly personId: string;
  readonly sessionId: string;
  readonly scopes: readonly string[];
}

const PATTERN = /^bpk_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;
const TRUST_MS = 1000;
const KEYS_KEPT = 1000;

export const isApiKey = (token: string): boolean => token.startsWith('bpk_');
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Service accounts: `bpk_<id>_<secret>`, hash at rest, bound to networks and to scopes; a look-up is trusted for a second. */
@Injectable()
export class ApiKeys {
  private readonly known = new Map<string, { key: ApiKey; until: number }>();

  constructor(private readonly transactions: Transactions) {}

  async find(token: string, ip: string): Promise<ApiKey | null> {
    const cacheKey = `${token}|${ip}`;
    const known = this.known.get(cacheKey);
    if (known && known.until > performance.now()) return known.key;
    const parts = PATTERN.exec(token);
    if (!parts?.[1] || !parts[2]) return null;
    const key = await this.transactions.read(
      { system: 'api-key', scopes: [] },
      findKey(parts[1], hashSecret(parts[2]), ip),
    );
    if (!key) return null;
    if (this.known.size >= KEYS_KEPT) this.known.clear();
    this.known.set(cacheKey, { key, until: performance.now() + TRUST_MS });
    return key;
  }
}

const findKey = (id: string, secretHash: Buffer, ip: string): Call<ApiKey | null> => ({
  name: 'api_keys.find',
  text: `select k.account_id as "accountId", a.person_id as "personId", k.session_id as "sessionId", k.scopes
    from app.api_keys k join app.accounts a on a.id = k.account_id
    where k.id = $1::uuid and k.secret_hash = $2::bytea and k.revoked_at is null and k.expires_at > now()
      and a.state = 'ACTIVE' and $3::inet <<= any (k.cidrs)`,
  values: [id, secretHash, ip],
  read: firstRow<ApiKey>(),
});
