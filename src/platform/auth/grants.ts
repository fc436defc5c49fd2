/** SQL parts about role grants, for stores that must know what the caller, or somebody else, may do at a place of the tree. */
export const MY_ACCOUNT = `nullif(current_setting('app.account'), '')::uuid`;
export const MY_PERSON = `current_setting('app.person')`;

/** The grant is live, and of a place rather than of a project. */
export const isLiveGrant = (grant: string): string => `${grant}.revoked_at is null and ${grant}.project_id is null
  and ${grant}.valid_from <= now() and (${grant}.valid_to is null or ${grant}.valid_to > now())`;

/** The grant is live and its scope covers the path. */
export const liveGrantCovers = (grant: string, path: string): string => `${isLiveGrant(grant)}
  and (${grant}.scope_path operator(public.=) ${path} or (${grant}.subtree and ${grant}.scope_path operator(public.@>) ${path}))`;

/** The roles that the caller holds over the whole, where accounts and grants lie; as text[], for `allowedActions` only. */
export const rolesOverTheWhole = (): string => heldRoles(`'r'::public.ltree`, 'null::uuid');

/**
 * The roles that the caller holds over a row, as text[]: live grants whose scope covers its path, or its project. For
 * `allowedActions` only; what a route may do is decided by enter() and row-level security.
 */
export const heldRoles = (
  path: string,
  project: string,
): string => `array(select distinct held.role from app.role_grants held
  where held.account_id = ${MY_ACCOUNT} and (${liveGrantCovers('held', path)}
    or (held.project_id = ${project} and held.revoked_at is null and held.valid_from <= now() and (held.valid_to is null or held.valid_to > now()))))`;

/** The row lies where the caller acts, not merely above it: the condition of row security itself, for statements that write. */
export const isInScope = (
  path: string,
): string => `(${path} operator(public.<@) any (string_to_array(nullif(current_setting('app.scopes', true), ''), ',')::public.ltree[])
  or ${path} operator(public.=) any (string_to_array(nullif(current_setting('app.units', true), ''), ',')::public.ltree[]))`;

const setting = (name: string, type: string): string =>
  `string_to_array(nullif(current_setting('app.${name}', true), ''), ',')::${type}[]`;

/** The caller's grants cover the row and all that may lie below it: a grant of a unit alone does not. */
export const isWhollyInScope = (path: string): string =>
  `coalesce(${path} operator(public.<@) any (${setting('scopes', 'public.ltree')}), false)`;

/** A grant of the caller names this very place. */
export const isNamedByGrant = (
  path: string,
): string => `(${path} operator(public.=) any (${setting('scopes', 'public.ltree')})
  or ${path} operator(public.=) any (${setting('units', 'public.ltree')}))`;

/** The caller evaluates this project. */
export const isAssigned = (project: string): string => `${project} = any (${setting('assigned', 'uuid')})`;
