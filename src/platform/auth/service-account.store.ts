import { type Call, firstRow, noRows } from '../database/call.js';
import type { JsonText } from '../http/json-text.js';
import type { ListDefinition } from '../http/list.js';
import { accountList } from './account.store.js';

export interface KeyState {
  readonly id: string;
  readonly version: number;
  readonly sessionId: string;
  readonly name: string;
  readonly revokedAt: string | null;
}

export interface NewKey {
  readonly id: string;
  readonly accountId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly secretHash: Buffer;
  readonly scopes: readonly string[];
  readonly cidrs: readonly string[];
  readonly expiresAt: string;
}

const KEY_JSON = `json_build_object('id', t.id, 'accountId', t.account_id, 'name', t.name, 'scopes', t.scopes, 'cidrs', t.cidrs,
  'expiresAt', t.expires_at, 'revokedAt', t.revoked_at, 'version', t.version, 'createdAt', t.created_at)`;

const KEY_COLUMNS = `id, version, session_id as "sessionId", name, revoked_at::text as "revokedAt"`;

const { kind: _, ...filters } = accountList.filters;

export const serviceAccountList: ListDefinition = {
  ...accountList,
  name: 'service_accounts.list',
  where: `t.kind = 'SERVICE'`,
  filters,
};

/** Newest first; a service account has few: two live ones and those before them. */
export const keysOf = (accountId: string): Call<JsonText | null> => ({
  name: 'api_keys.of_account',
  text: `select '{"items":[' || coalesce((select string_agg((${KEY_JSON})::text, ',' order by t.created_at desc, t.id) from (
      select * from app.api_keys where account_id = a.id order by created_at desc, id limit 200) t), '') || ']}' as json
    from app.accounts a where a.id = $1::uuid and a.kind = 'SERVICE'`,
  values: [accountId],
  read: firstRow<JsonText>(),
});

export const keyDetail = (accountId: string, id: string): Call<JsonText | null> => ({
  name: 'api_keys.detail',
  text: `select (${KEY_JSON})::text as json, t.version from app.api_keys t where t.account_id = $1::uuid and t.id = $2::uuid`,
  values: [accountId, id],
  read: firstRow<JsonText>(),
});

export const countLiveKeys = (accountId: string): Call<number> => ({
  name: 'api_keys.count_live',
  text: `select count(*)::int as live from app.api_keys where account_id = $1::uuid and revoked_at is null and expires_at > now()`,
  values: [accountId],
  read: (rows) => Number(rows[0]?.['live']),
});

/** The key and the session that it acts in; null: its end is past, or more than a year away. */
export const insertKey = (key: NewKey): Call<KeyState | null> => ({
  name: 'api_keys.insert',
  text: `with session as (
      insert into app.sessions (id, account_id, person_id, kind, expires_at)
      select $3::uuid, a.id, a.person_id, 'API_KEY', $8::timestamptz from app.accounts a
      where a.id = $2::uuid and $8::timestamptz > now() and $8::timestamptz <= now() + interval '1 year' returning id)
    insert into app.api_keys (id, account_id, session_id, name, secret_hash, scopes, cidrs, expires_at)
    select $1::uuid, $2::uuid, session.id, $4, $5::bytea, $6::text[], $7::cidr[], $8::timestamptz from session
    returning ${KEY_COLUMNS}`,
  values: [key.id, key.accountId, key.sessionId, key.name, key.secretHash, key.scopes, key.cidrs, key.expiresAt],
  read: firstRow<KeyState>(),
});

export const findKeyForUpdate = (accountId: string, id: string): Call<KeyState | null> => ({
  name: 'api_keys.find_for_update',
  text: `select ${KEY_COLUMNS} from app.api_keys where account_id = $1::uuid and id = $2::uuid for update`,
  values: [accountId, id],
  read: firstRow<KeyState>(),
});

export const revokeKey = (id: string, version: number): Call<KeyState | null> => ({
  name: 'api_keys.revoke',
  text: `update app.api_keys set revoked_at = now(), version = version + 1, updated_at = now()
    where id = $1::uuid and version = $2::int and revoked_at is null returning ${KEY_COLUMNS}`,
  values: [id, version],
  read: firstRow<KeyState>(),
});

export const endKeySession = (sessionId: string): Call<void> => ({
  name: 'api_keys.end_session',
  text: `update app.sessions set revoked_at = now(), revoked_reason = 'key-revoked' where id = $1::uuid and revoked_at is null`,
  values: [sessionId],
  read: noRows,
});
