import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { securityEntry } from '../audit/record-refusal.js';
import { type Call, firstRow } from '../database/call.js';
import { type SystemActor, Transactions } from '../database/transactions.js';

/** A live key: the account it acts for, and what it may do. */
export interface ApiKey {
  readonly accountId: string;
  readonly personId: string;
  readonly sessionId: string;
  readonly scopes: readonly string[];
}

type FoundKey = ApiKey & { readonly isInNetwork: boolean };

const LOOK_UP: SystemActor = { system: 'api-key', scopes: [] };
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

  async find(token: string, address: string, requestId: string): Promise<ApiKey | null> {
    const ip = address.replace(/^::ffff:(?=\d+\.)/i, ''); // an IPv4 client of an IPv6 socket
    const cacheKey = `${token}|${ip}`;
    const known = this.known.get(cacheKey);
    if (known && known.until > performance.now()) return known.key;
    const parts = PATTERN.exec(token);
    if (!parts?.[1] || !parts[2]) return null;
    const key = await this.transactions.read(LOOK_UP, findKey(parts[1], hashSecret(parts[2]), ip));
    if (key?.isInNetwork === false) await this.tellOfStranger(key, ip, requestId);
    if (!key?.isInNetwork) return null;
    if (this.known.size >= KEYS_KEPT) this.known.clear();
    this.known.set(cacheKey, { key, until: performance.now() + TRUST_MS });
    return key;
  }

  /** The right secret from the wrong network: most likely it has leaked. Answered like any wrong key. */
  private async tellOfStranger({ accountId, sessionId }: ApiKey, ip: string, requestId: string): Promise<void> {
    const reason = `session ${sessionId} outside its networks`;
    const entry = { action: 'security.key-network', accountId, ip, requestId, result: 'REFUSED', reason } as const;
    await this.transactions.once(LOOK_UP, securityEntry(entry));
  }
}

const findKey = (id: string, secretHash: Buffer, ip: string): Call<FoundKey | null> => ({
  name: 'api_keys.find',
  text: `select k.account_id as "accountId", a.person_id as "personId", k.session_id as "sessionId", k.scopes,
      $3::inet <<= any (k.cidrs) as "isInNetwork"
    from app.api_keys k join app.accounts a on a.id = k.account_id
    where k.id = $1::uuid and k.secret_hash = $2::bytea and k.revoked_at is null and k.expires_at > now()
      and a.state = 'ACTIVE'`,
  values: [id, secretHash, ip],
  read: firstRow<FoundKey>(),
});

/** Of a key's session, whether the key has that scope; a person's session needs none. */
export const holdsKeyScope = (sessionId: string, scope: string): Call<boolean> => ({
  name: 'api_keys.holds_scope',
  text: `select coalesce(bool_and($2 = any (scopes)), true) as holds from app.api_keys where session_id = $1::uuid and revoked_at is null`,
  values: [sessionId, scope],
  read: ([row]) => row?.['holds'] === true,
});
