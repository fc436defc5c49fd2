import { type Call, firstRow, noRows } from '../database/call.js';
import type { JsonText } from '../http/json-text.js';

/** Whose session it is, as the access token says it. */
export interface SessionHolder {
  readonly accountId: string;
  readonly personId: string;
  readonly mustChangePassword: boolean;
}

export interface SpentToken {
  readonly id: string;
  readonly sessionId: string;
  /** Since its use; null: unused. */
  readonly usedAgoMs: number | null;
  readonly successorSealed: Buffer | null;
}

/** 等保2.0: an initial password and one older than 90 days must be changed before anything else. */
export const MUST_CHANGE = `(a.must_change_password or coalesce(a.password_changed_at < now() - interval '90 days', false))`;

const HOLDER = `a.id as "accountId", a.person_id as "personId", ${MUST_CHANGE} as "mustChangePassword"`;

/** At most 8 hours, and 30 minutes without a refresh. Nothing when the account or its password has just changed. */
export const insertSession = (id: string, accountId: string, passwordHash: string): Call<SessionHolder | null> => ({
  name: 'sessions.insert',
  text: `with a as (select * from app.accounts where id = $2::uuid and password_hash = $3 and state = 'ACTIVE' for share),
    made as (insert into app.sessions (id, account_id, person_id, kind, expires_at, idle_until)
      select $1::uuid, id, person_id, 'LOGIN', now() + interval '8 hours', now() + interval '30 minutes' from a)
    select ${HOLDER} from a`,
  values: [id, accountId, passwordHash],
  read: firstRow<SessionHolder>(),
});

export const insertRefreshToken = (id: string, sessionId: string, hash: Buffer): Call<void> => ({
  name: 'refresh_tokens.insert',
  text: `insert into app.refresh_tokens (id, session_id, token_hash) values ($1::uuid, $2::uuid, $3::bytea)`,
  values: [id, sessionId, hash],
  read: noRows,
});

/** Locked: of two refreshes with one token the second sees the first. */
export const takeRefreshToken = (hash: Buffer): Call<SpentToken | null> => ({
  name: 'refresh_tokens.take',
  text: `select id, session_id as "sessionId", (extract(epoch from clock_timestamp() - used_at) * 1000)::int as "usedAgoMs",
      successor_sealed as "successorSealed"
    from app.refresh_tokens where token_hash = $1::bytea for update`,
  values: [hash],
  read: firstRow<SpentToken>(),
});

/** Another 30 idle minutes; null: the session has ended. */
export const extendSession = (id: string): Call<SessionHolder | null> => ({
  name: 'sessions.extend',
  text: `update app.sessions s set idle_until = now() + interval '30 minutes' from app.accounts a
    where s.id = $1::uuid and a.id = s.account_id and a.state = 'ACTIVE' and s.kind = 'LOGIN' and s.revoked_at is null
      and s.expires_at > now() and s.idle_until > now() returning ${HOLDER}`,
  values: [id],
  read: firstRow<SessionHolder>(),
});

export const spendRefreshToken = (id: string, successorSealed: Buffer): Call<void> => ({
  name: 'refresh_tokens.spend',
  text: `update app.refresh_tokens set used_at = clock_timestamp(), successor_sealed = $2::bytea where id = $1::uuid`,
  values: [id, successorSealed],
  read: noRows,
});

export const isUnusedToken = (hash: Buffer): Call<boolean> => ({
  name: 'refresh_tokens.is_unused',
  text: `select 1 from app.refresh_tokens where token_hash = $1::bytea and used_at is null`,
  values: [hash],
  read: (rows) => rows.length === 1,
});

export const revokeSession = (id: string, reason: string): Call<void> => ({
  name: 'sessions.revoke',
  text: `update app.sessions set revoked_at = now(), revoked_reason = $2 where id = $1::uuid and revoked_at is null`,
  values: [id, reason],
  read: noRows,
});

/** Every sign-in of the account, except one (null: none is spared). Keys are the business of the account's state. */
export const revokeLogins = (accountId: string, reason: string, spared: string | null): Call<void> => ({
  name: 'sessions.revoke_logins',
  text: `update app.sessions set revoked_at = now(), revoked_reason = $2
    where account_id = $1::uuid and kind = 'LOGIN' and revoked_at is null and id is distinct from $3::uuid`,
  values: [accountId, reason, spared],
  read: noRows,
});

/** Sign-ins and keys: what a disabled account had open stays closed when it is enabled again. */
export const revokeEverything = (accountId: string, reason: string): Call<void> => ({
  name: 'sessions.revoke_everything',
  text: `with keys as (update app.api_keys set revoked_at = now(), version = version + 1, updated_at = now()
      where account_id = $1::uuid and revoked_at is null)
    update app.sessions set revoked_at = now(), revoked_reason = $2 where account_id = $1::uuid and revoked_at is null`,
  values: [accountId, reason],
  read: noRows,
});

/** Only enter() matters: has this session ended? For routes whose answer is not in the database. */
export const requireSession = (): Call<void> => ({
  name: 'sessions.require',
  text: `select 1`,
  values: [],
  read: noRows,
});

/** Who I am. Units and districts are another module's tables: only names of one's own place and scopes are read here. */
export const me = (accountId: string, sessionId: string): Call<JsonText | null> => ({
  name: 'sessions.me',
  text: `select json_build_object(
      'account', json_build_object('id', a.id, 'username', a.username, 'displayName', a.display_name, 'kind', a.kind, 'personId', a.person_id),
      'unit', (select json_build_object('id', u.id, 'code', u.code, 'name', u.name, 'path', u.unit_path::text) from app.units u where u.id = a.unit_id),
      'roles', coalesce((select json_agg(json_build_object('grantId', g.id, 'role', g.role, 'scopePath', g.scope_path::text,
          'scopeName', coalesce((select u.name from app.units u where u.unit_path operator(public.=) g.scope_path),
            (select d.name from app.districts d where d.unit_path operator(public.=) g.scope_path)),
          'subtree', g.subtree, 'projectId', g.project_id, 'validTo', g.valid_to) order by g.role, g.id)
        from app.role_grants g where g.account_id = a.id and g.revoked_at is null and g.valid_from <= now()
          and (g.valid_to is null or g.valid_to > now())), '[]'),
      'mustChangePassword', ${MUST_CHANGE}, 'sessionExpiresAt', s.expires_at)::text as json
    from app.accounts a join app.sessions s on s.id = $2::uuid where a.id = $1::uuid`,
  values: [accountId, sessionId],
  read: firstRow<JsonText>(),
});

/** For the purge, as app_worker: ended sessions with their refresh tokens, and forgotten failures. */
export const purgeEnded = (): Call<number> => ({
  name: 'sessions.purge_ended',
  text: `with failures as (delete from app.login_failures
      where greatest(first_at, locked_until) < now() - interval '2 days'),
    ended as (delete from app.sessions s where s.kind = 'LOGIN'
      and least(s.revoked_at, s.expires_at, s.idle_until) < now() - interval '1 day' returning 1)
    select count(*)::int as ended from ended`,
  values: [],
  read: (rows) => Number(rows[0]?.['ended'] ?? 0),
});
