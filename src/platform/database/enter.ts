import { type Call, firstRow, noRows } from './call.js';
import type { Actor, AnyActor, SystemActor } from './transactions.js';

/** The settings that row-level security reads. They live exactly as long as the transaction. */
export interface EnteredSession {
  readonly scopes: string;
  readonly units: string;
  readonly assigned: string;
}

/**
 * The first statement of every transaction: no valid session, no transaction. The scope is filled only from grants of
 * roles that the route accepts: a head of one unit who also supervises the district acts there as head of his unit only.
 */
export function enter(actor: AnyActor): Call<void> {
  return 'system' in actor ? enterSystem(actor) : enterSession(actor);
}

/** For reads within a second of the look-up: the same settings without the look-up. */
export function enterKnown(actor: Actor, session: EnteredSession): Call<void> {
  return {
    name: 'tx.enter_known',
    text: `select set_config('app.account', $1, true), set_config('app.person', $2, true),
      set_config('app.scopes', $3, true), set_config('app.units', $4, true), set_config('app.assigned', $5, true)`,
    values: [actor.accountId, actor.personId, session.scopes, session.units, session.assigned],
    read: noRows,
  };
}

/** The session's settings for the roles that this route accepts; null: refused. */
export function findSession(actor: Actor): Call<EnteredSession | null> {
  return {
    name: 'tx.find_session',
    text: `select g.scopes, g.units, g.assigned ${SESSION} where s.id is not null and (g.n > 0 or $3::text[] = '{}')`,
    values: [actor.sessionId, actor.accountId, actor.roles],
    read: firstRow<EnteredSession>(),
  };
}

const SESSION = `from (select 1) as always
  left join app.sessions s on s.id = $1::uuid and s.account_id = $2::uuid and s.revoked_at is null and s.expires_at > now()
  left join lateral (
    select count(*) as n,
      coalesce(string_agg(r.scope_path::text, ',') filter (where r.project_id is null and r.subtree), '') as scopes,
      coalesce(string_agg(r.scope_path::text, ',') filter (where r.project_id is null and not r.subtree), '') as units,
      coalesce(string_agg(r.project_id::text, ',') filter (where r.project_id is not null), '') as assigned
    from app.role_grants r
    where r.account_id = s.account_id and r.role = any($3::text[]) and r.revoked_at is null
      and r.valid_from <= now() and (r.valid_to is null or r.valid_to > now())
  ) g on true`;

function enterSession(actor: Actor): Call<void> {
  return {
    name: 'tx.enter',
    text: `select set_config('app.account', coalesce(s.account_id::text, app.refuse('BP401', 'session')), true),
      set_config('app.person', s.person_id::text, true),
      case when g.n = 0 and $3::text[] <> '{}' then app.refuse('BP403', 'role') end,
      set_config('app.scopes', g.scopes, true), set_config('app.units', g.units, true),
      set_config('app.assigned', g.assigned, true)
      ${SESSION}`,
    values: [actor.sessionId, actor.accountId, actor.roles],
    read: noRows,
  };
}

function enterSystem(actor: SystemActor): Call<void> {
  return {
    name: 'tx.enter_system',
    text: `select set_config('app.account', '', true), set_config('app.person', 'system:' || $2, true),
      set_config('app.scopes', $1, true), set_config('app.units', '', true), set_config('app.assigned', '', true)`,
    values: [actor.scopes.join(','), actor.system],
    read: noRows,
  };
}
