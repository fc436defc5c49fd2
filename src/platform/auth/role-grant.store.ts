import { type Call, firstRow, type Row } from '../database/call.js';
import type { JsonText } from '../http/json-text.js';
import type { ListDefinition } from '../http/list.js';
import type { Place } from './account.store.js';
import { rolesOverTheWhole } from './grants.js';
import { ROLES, type Role } from './policy.js';

/** A grant as services see it. */
export interface RoleGrant {
  readonly id: string;
  readonly version: number;
  readonly accountId: string;
  readonly role: Role;
  readonly unitId: string | null;
  readonly districtId: string | null;
  readonly scopePath: string;
  readonly subtree: boolean;
  readonly projectId: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly revokedAt: string | null;
}

export interface NewGrant {
  readonly id: string;
  readonly accountId: string;
  readonly role: Role;
  readonly place: Place;
  readonly subtree: boolean;
  readonly projectId: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly grantedBy: string | null;
}

const GRANT_JSON = `json_build_object('id', t.id, 'accountId', t.account_id, 'username', a.username, 'displayName', a.display_name,
  'role', t.role, 'unitId', t.unit_id, 'districtId', t.district_id, 'scopePath', t.scope_path::text, 'subtree', t.subtree,
  'projectId', t.project_id, 'validFrom', t.valid_from, 'validTo', t.valid_to, 'revokedAt', t.revoked_at,
  'grantedBy', t.granted_by, 'version', t.version, 'createdAt', t.created_at)`;

const ACCOUNT = 'join app.accounts a on a.id = t.account_id';

/** Times as text: equal states must have equal digests. */
const GRANT_COLUMNS = `id, version, account_id as "accountId", role, unit_id as "unitId", district_id as "districtId",
  scope_path::text as "scopePath", subtree, project_id as "projectId", valid_from::text as "validFrom",
  valid_to::text as "validTo", revoked_at::text as "revokedAt"`;

export const roleGrantList: ListDefinition = {
  name: 'role_grants.list',
  from: `(select g.*, g.revoked_at is null and (g.valid_to is null or g.valid_to > now()) as is_live from app.role_grants g) t`,
  joins: ACCOUNT,
  filters: {
    accountId: { column: 't.account_id', type: 'uuid', about: '账户 / account' },
    role: { column: 't.role', type: 'code', values: ROLES, about: '角色 / role' },
    unitId: { column: 't.unit_id', type: 'uuid', about: '单位 / unit' },
    districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
    projectId: { column: 't.project_id', type: 'uuid', about: '项目 / project' },
    isLive: { column: 't.is_live', type: 'boolean', about: '未撤销且未到期 / neither revoked nor expired' },
  },
  sorts: { createdAt: { column: 'created_at', type: 'timestamptz' }, role: { column: 'role', type: 'text' } },
  defaultSort: '-createdAt',
  item: GRANT_JSON,
};

export interface RoleGrantDetail extends JsonText {
  readonly version: number;
  readonly state: 'GRANTED' | 'REVOKED';
  readonly roles: readonly string[];
}

export const roleGrantDetail = (id: string): Call<RoleGrantDetail | null> => ({
  name: 'role_grants.detail',
  text: `select (${GRANT_JSON})::text as json, t.version, case when t.revoked_at is null then 'GRANTED' else 'REVOKED' end as state,
      ${rolesOverTheWhole()} as roles
    from app.role_grants t ${ACCOUNT} where t.id = $1::uuid`,
  values: [id],
  read: firstRow<RoleGrantDetail>(),
});

export const findRoleGrantForUpdate = (id: string): Call<RoleGrant | null> => ({
  name: 'role_grants.find_for_update',
  text: `select ${GRANT_COLUMNS} from app.role_grants where id = $1::uuid for update`,
  values: [id],
  read: firstRow<RoleGrant>(),
});

/** Whether the account holds the same already, now or later. The account is locked, so the answer stays true. */
export const hasEqualGrant = ({ accountId, role, place, subtree, projectId }: NewGrant): Call<boolean> => ({
  name: 'role_grants.has_equal',
  text: `select 1 from app.role_grants where account_id = $1::uuid and role = $2 and scope_path operator(public.=) $3::public.ltree
    and subtree = $4::boolean and project_id is not distinct from $5::uuid and revoked_at is null
    and (valid_to is null or valid_to > now()) limit 1`,
  values: [accountId, role, place.path, subtree, projectId],
  read: (rows: readonly Row[]) => rows.length === 1,
});

/** Null: its period is over before it begins, or already. */
export const insertRoleGrant = (grant: NewGrant): Call<RoleGrant | null> => ({
  name: 'role_grants.insert',
  text: `insert into app.role_grants (id, account_id, role, unit_id, district_id, scope_path, subtree, project_id, valid_from, valid_to, granted_by)
    select $1::uuid, $2::uuid, $3, $4::uuid, case when $4::uuid is null then $5::uuid end, $6::public.ltree, $7::boolean, $8::uuid,
      coalesce($9::timestamptz, now()), $10::timestamptz, $11::uuid
    where $10::timestamptz is null or $10::timestamptz > greatest(now(), $9::timestamptz)
    returning ${GRANT_COLUMNS}`,
  values: [
    grant.id,
    grant.accountId,
    grant.role,
    grant.place.unitId,
    grant.place.districtId,
    grant.place.path,
    grant.subtree,
    grant.projectId,
    grant.validFrom,
    grant.validTo,
    grant.grantedBy,
  ],
  read: firstRow<RoleGrant>(),
});

export const revokeRoleGrant = (id: string, version: number, accountId: string): Call<RoleGrant | null> => ({
  name: 'role_grants.revoke',
  text: `update app.role_grants set revoked_at = now(), revoked_by = $3::uuid, version = version + 1, updated_at = now()
    where id = $1::uuid and version = $2::int and revoked_at is null returning ${GRANT_COLUMNS}`,
  values: [id, version, accountId],
  read: firstRow<RoleGrant>(),
});
