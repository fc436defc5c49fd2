import { liveGrantCovers } from '../../platform/auth/grants.js';
import type { Role } from '../../platform/auth/policy.js';

/** Who is told: named accounts, or all who hold a role over a place. */
export type Recipients = { readonly accountIds: readonly string[] } | { readonly role: Role; readonly path: string };

/**
 * SQL: account ids of the recipients, each once, only of people who can still sign in. `recipients` is jsonb with
 * `role` or `accountIds`; the role's holders are those with a live grant whose scope covers `path`.
 */
export const recipientAccounts = (recipients: string, path: string): string => `select a.id from app.accounts a
  where a.state = 'ACTIVE' and a.kind = 'PERSON' and a.id in (
    select account_id::uuid from jsonb_array_elements_text(${recipients} -> 'accountIds') as account_id
    union
    select g.account_id from app.role_grants g
    where g.role = ${recipients} ->> 'role' and ${liveGrantCovers('g', path)})`;
