import { type Call, firstRow, type Row } from '../database/call.js';
import type { JsonText } from '../http/json-text.js';
import type { ListDefinition } from '../http/list.js';
import { ACCOUNT_KINDS, ACCOUNT_STATES, type AccountKind, type AccountState } from './account.dto.js';
import type { AccountStanding } from './account-refusal.js';
import { MY_PERSON, rolesOverTheWhole } from './grants.js';

/** An account as services see it; the password's hash is nobody's business here. */
export interface Account {
  readonly id: string;
  readonly version: number;
  readonly username: string;
  readonly displayName: string;
  readonly kind: AccountKind;
  readonly personId: string;
  readonly state: AccountState;
  readonly unitId: string | null;
  readonly districtId: string | null;
}

/** Where somebody works, or what a grant opens. */
export interface Place {
  readonly unitId: string | null;
  readonly districtId: string | null;
  readonly path: string;
}

const ACCOUNT_JSON = `json_build_object('id', t.id, 'username', t.username, 'displayName', t.display_name, 'kind', t.kind,
  'personId', t.person_id, 'state', t.state, 'unitId', t.unit_id, 'districtId', t.district_id,
  'mustChangePassword', t.must_change_password, 'lockedUntil', case when f.locked_until > now() then f.locked_until end,
  'version', t.version, 'createdAt', t.created_at, 'updatedAt', t.updated_at)`;

const FAILURES = `left join app.login_failures f on f.subject = 'account:' || t.username`;

const ACCOUNT_COLUMNS = `id, version, username, display_name as "displayName", kind, person_id as "personId", state,
  unit_id as "unitId", district_id as "districtId"`;

export const accountList: ListDefinition = {
  name: 'accounts.list',
  from: 'app.accounts t',
  joins: FAILURES,
  filters: {
    username: { column: 't.username', type: 'text', about: '用户名 / username' },
    displayName: { column: 't.display_name', type: 'text', about: '显示名 / display name' },
    kind: { column: 't.kind', type: 'code', values: ACCOUNT_KINDS, about: '种类 / kind' },
    state: { column: 't.state', type: 'code', values: ACCOUNT_STATES, about: '状态 / state' },
    unitId: { column: 't.unit_id', type: 'uuid', about: '单位 / unit' },
    personId: { column: 't.person_id', type: 'uuid', about: '自然人 / natural person' },
  },
  sorts: {
    username: { column: 'username', type: 'text' },
    displayName: { column: 'display_name', type: 'text' },
    createdAt: { column: 'created_at', type: 'timestamptz' },
  },
  defaultSort: 'username',
  item: ACCOUNT_JSON,
};

export interface AccountDetail extends JsonText, AccountStanding {
  readonly version: number;
  readonly state: AccountState;
  readonly roles: readonly string[];
}

/** The administrator roles that an account holds now. */
const administratorRoles = (account: string): string => `select distinct role from app.role_grants
  where account_id = ${account} and role in ('SYS_ADMIN', 'SEC_ADMIN', 'AUDIT_ADMIN')
    and revoked_at is null and (valid_to is null or valid_to > now())`;

export const accountDetail = (id: string): Call<AccountDetail | null> => ({
  name: 'accounts.detail',
  text: `select (${ACCOUNT_JSON})::text as json, t.version, t.state, t.kind, t.person_id::text = ${MY_PERSON} as "isOwn",
      exists (${administratorRoles('t.id')}) as "isAdministrator", ${rolesOverTheWhole()} as roles
    from app.accounts t ${FAILURES} where t.id = $1::uuid`,
  values: [id],
  read: firstRow<AccountDetail>(),
});

export const findAccountForUpdate = (id: string): Call<Account | null> => ({
  name: 'accounts.find_for_update',
  text: `select ${ACCOUNT_COLUMNS} from app.accounts where id = $1::uuid for update`,
  values: [id],
  read: firstRow<Account>(),
});

export const isKnownPerson = (personId: string): Call<boolean> => ({
  name: 'accounts.is_known_person',
  text: `select 1 from app.accounts where person_id = $1::uuid limit 1`,
  values: [personId],
  read: (rows) => rows.length === 1,
});

/** With its first password; without one (a service account) nothing goes into the history. */
export const insertAccount = (
  account: Omit<Account, 'version' | 'state'> & {
    readonly passwordHash: string | null;
    readonly mustChangePassword: boolean;
    readonly historyId: string;
  },
): Call<Account> => ({
  name: 'accounts.insert',
  text: `with made as (
      insert into app.accounts (id, username, display_name, kind, person_id, unit_id, district_id, password_hash, must_change_password, password_changed_at)
      values ($1::uuid, $2, $3, $4, $5::uuid, $6::uuid, $7::uuid, $8, $9::boolean, case when $8::text is not null then now() end)
      returning ${ACCOUNT_COLUMNS}),
    kept as (insert into app.password_history (id, account_id, password_hash)
      select $10::uuid, id, $8 from made where $8::text is not null)
    select * from made`,
  values: [
    account.id,
    account.username,
    account.displayName,
    account.kind,
    account.personId,
    account.unitId,
    account.districtId,
    account.passwordHash,
    account.mustChangePassword,
    account.historyId,
  ],
  read: (rows) => rows[0] as unknown as Account,
});

export const updateAccount = (
  id: string,
  version: number,
  to: Omit<Account, 'id' | 'version'>,
): Call<Account | null> => ({
  name: 'accounts.update',
  text: `update app.accounts set display_name = $3, state = $4, unit_id = $5::uuid, district_id = $6::uuid,
      version = version + 1, updated_at = now()
    where id = $1::uuid and version = $2::int returning ${ACCOUNT_COLUMNS}`,
  values: [id, version, to.displayName, to.state, to.unitId, to.districtId],
  read: firstRow<Account>(),
});

export const resetPassword = (
  id: string,
  version: number,
  passwordHash: string,
  historyId: string,
): Call<Account | null> => ({
  name: 'accounts.reset_password',
  text: `with changed as (
      update app.accounts set password_hash = $3, password_changed_at = now(), must_change_password = true,
        version = version + 1, updated_at = now()
      where id = $1::uuid and version = $2::int returning ${ACCOUNT_COLUMNS}),
    kept as (insert into app.password_history (id, account_id, password_hash) select $4::uuid, id, $3 from changed)
    select * from changed`,
  values: [id, version, passwordHash, historyId],
  read: firstRow<Account>(),
});

export const findAdministratorRoles = (accountId: string): Call<readonly string[]> => ({
  name: 'accounts.find_administrator_roles',
  text: `${administratorRoles('$1::uuid')} order by role`,
  values: [accountId],
  read: (rows: readonly Row[]) => rows.map((row) => String(row['role'])),
});

/**
 * Of the administrator roles that the account holds, one that no other active account holds for good. The lock makes
 * two such questions wait for each other: else two administrators could dismiss each other at once.
 */
export const findRoleOnlyHeldBy = (accountId: string): Call<string | null> => ({
  name: 'accounts.find_role_only_held_by',
  text: `with held as (${administratorRoles('$1::uuid')})
    select held.role from held where not exists (
      select 1 from app.role_grants g join app.accounts a on a.id = g.account_id
      where g.role = held.role and g.account_id <> $1::uuid and a.state = 'ACTIVE' and g.revoked_at is null
        and g.valid_from <= now() and g.valid_to is null)
    order by held.role limit 1`,
  values: [accountId],
  read: (rows) => (rows[0]?.['role'] as string | undefined) ?? null,
});

/** To be taken before findRoleOnlyHeldBy, in a statement of its own: the answer must be newer than the lock. */
export const lockAdministrators = (): Call<void> => ({
  name: 'accounts.lock_administrators',
  text: `select pg_advisory_xact_lock(hashtextextended('administrators', 0))`,
  values: [],
  read: () => undefined,
});

/**
 * Units and districts belong to module organization, which platform must not import; accounts and grants keep a copy of
 * what these two statements read. Row-level security applies: administrators are of the whole.
 */
export const findUnitPlace = (unitId: string): Call<Place | null> => ({
  name: 'accounts.find_unit_place',
  text: `select id as "unitId", district_id as "districtId", unit_path::text as path from app.units where id = $1::uuid`,
  values: [unitId],
  read: firstRow<Place>(),
});

export const findDistrictPlace = (districtId: string): Call<Place | null> => ({
  name: 'accounts.find_district_place',
  text: `select null as "unitId", id as "districtId", unit_path::text as path from app.districts where id = $1::uuid`,
  values: [districtId],
  read: firstRow<Place>(),
});
