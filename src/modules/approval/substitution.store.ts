import { liveGrantCovers, MY_ACCOUNT } from '../../platform/auth/grants.js';
import { allRows, type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { DECIDING_ROLES } from './approval.policy.js';
import type { Standing } from './domain/substitution.js';

const DECIDING = `(${DECIDING_ROLES.map((role) => `'${role}'`).join(', ')})`;

/** Grants that cover all of what grant `g` covers. */
const coversGrant = (grant: string): string =>
  `${liveGrantCovers(grant, 'g.scope_path')} and (${grant}.subtree or not g.subtree)`;

const decidingGrantsOf = (account: string): string => `app.role_grants g where g.account_id = ${account}
  and g.role in ${DECIDING} and ${liveGrantCovers('g', 'g.scope_path')}`;

/** The caller is a performance division to whose scope every deciding role of the account belongs. */
const isManagerOf = (account: string): string => `(exists (select 1 from ${decidingGrantsOf(account)})
  and not exists (select 1 from ${decidingGrantsOf(account)} and not exists (
    select 1 from app.role_grants m where m.account_id = ${MY_ACCOUNT} and m.role = 'FIN_PERF' and ${coversGrant('m')})))`;

const STATE = `case when s.cancelled_at is not null then 'CANCELLED' when s.valid_to < app.app_today() then 'OVER'
  when s.valid_from > app.app_today() then 'PLANNED' else 'ACTIVE' end`;

const SUBSTITUTION_JSON = `json_build_object('id', t.id, 'absent', json_build_object('id', t.absent_id, 'name', a.display_name),
  'substitute', json_build_object('id', t.substitute_id, 'name', b.display_name), 'validFrom', t.valid_from, 'validTo', t.valid_to,
  'reason', t.reason, 'state', t.state, 'createdBy', t.created_by, 'cancelledAt', t.cancelled_at, 'version', t.version)`;

const ROWS = `(select s.*, ${STATE} as state from app.approval_substitutions s) t`;
const NAMES = 'join app.accounts a on a.id = t.absent_id join app.accounts b on b.id = t.substitute_id';
/** Both of them see it, and whoever may arrange it. */
const VISIBLE = `(${MY_ACCOUNT} in (t.absent_id, t.substitute_id) or ${isManagerOf('t.absent_id')})`;

export const substitutionList: ListDefinition = {
  name: 'approval_substitutions.list',
  from: ROWS,
  where: VISIBLE,
  filters: {
    absentId: { column: 't.absent_id', type: 'uuid', about: '被代理人 / absent person' },
    substituteId: { column: 't.substitute_id', type: 'uuid', about: '代理人 / substitute' },
    state: {
      column: 't.state',
      type: 'code',
      values: ['PLANNED', 'ACTIVE', 'OVER', 'CANCELLED'],
      about: '状态 / state',
    },
  },
  sorts: { validFrom: { column: 'valid_from', type: 'date' } },
  defaultSort: '-validFrom',
  joins: NAMES,
  item: SUBSTITUTION_JSON,
};

export const substitutionDetail = (id: string): Call<JsonText | null> => ({
  name: 'approval_substitutions.detail',
  text: `select (${SUBSTITUTION_JSON})::text as json, t.version from ${ROWS} ${NAMES} where t.id = $1::uuid and ${VISIBLE}`,
  values: [id],
  read: firstRow<JsonText>(),
});

/**
 * Arrangements are made one at a time. The rows of the two accounts alone would not do: two of them with four different
 * people can close a circle between them.
 */
export const lockSubstitutions = (): Call<void> => ({
  name: 'approval_substitutions.lock',
  text: `select pg_advisory_xact_lock(hashtextextended('approval.substitutions', 0))`,
  values: [],
  read: noRows,
});

/** The two of a substitution, and where the absent one decides. */
export interface Pair {
  readonly isOnePerson: boolean;
  /** The substitute exists, works here still, and decides wherever the absent one does. */
  readonly isCovered: boolean;
  readonly mayArrange: boolean;
  readonly districtId: string | null;
  readonly unitPath: string | null;
}

/** Their rows in order of id, so that neither is disabled meanwhile. */
export const lockAccounts = (absentId: string, substituteId: string): Call<void> => ({
  name: 'accounts.lock_pair',
  text: `select 1 from app.accounts where id in ($1::uuid, $2::uuid) order by id for share`,
  values: [absentId, substituteId],
  read: noRows,
});

export const findPair = (absentId: string, substituteId: string): Call<Pair> => ({
  name: 'approval_substitutions.find_pair',
  text: `select coalesce(a.id = b.id or a.person_id = b.person_id, false) as "isOnePerson",
      coalesce(b.state = 'ACTIVE' and b.kind = 'PERSON', false) and not exists (select 1 from ${decidingGrantsOf('a.id')}
        and not exists (select 1 from app.role_grants c where c.account_id = b.id and c.role in ${DECIDING} and ${coversGrant('c')})) as "isCovered",
      (a.id = ${MY_ACCOUNT} or ${isManagerOf('a.id')}) as "mayArrange", a.district_id as "districtId",
      (select g.scope_path::text from ${decidingGrantsOf('a.id')} order by public.nlevel(g.scope_path), g.id limit 1) as "unitPath"
    from (select $1::uuid as absent_id, $2::uuid as substitute_id) w
    left join app.accounts a on a.id = w.absent_id left join app.accounts b on b.id = w.substitute_id`,
  values: [absentId, substituteId],
  read: ([row]) => row as unknown as Pair,
});

/** Whatever holds on some day of the period. */
export const findStandings = (from: string, to: string): Call<readonly Standing[]> => ({
  name: 'approval_substitutions.find_in_period',
  text: `select absent_id as "absentId", substitute_id as "substituteId", valid_from::text as "validFrom", valid_to::text as "validTo"
    from app.approval_substitutions where cancelled_at is null and valid_to >= $1::date and valid_from <= $2::date order by id`,
  values: [from, to],
  read: allRows<Standing>(),
});

export interface NewSubstitution extends Standing {
  readonly id: string;
  readonly reason: string;
}

export const insertSubstitution = (substitution: NewSubstitution): Call<void> => ({
  name: 'approval_substitutions.insert',
  text: `insert into app.approval_substitutions (id, absent_id, substitute_id, valid_from, valid_to, reason, created_by)
    values ($1::uuid, $2::uuid, $3::uuid, $4::date, $5::date, $6, ${MY_ACCOUNT})`,
  values: [
    substitution.id,
    substitution.absentId,
    substitution.substituteId,
    substitution.validFrom,
    substitution.validTo,
    substitution.reason,
  ],
  read: noRows,
});

export interface Substitution extends NewSubstitution {
  readonly version: number;
  readonly state: string;
}

export const lockSubstitution = (id: string): Call<Substitution | null> => ({
  name: 'approval_substitutions.lock_one',
  text: `select s.id, s.version, s.absent_id as "absentId", s.substitute_id as "substituteId", s.valid_from::text as "validFrom",
      s.valid_to::text as "validTo", s.reason, ${STATE} as state
    from app.approval_substitutions s where s.id = $1::uuid for update`,
  values: [id],
  read: firstRow<Substitution>(),
});

export const cancelSubstitution = (id: string): Call<void> => ({
  name: 'approval_substitutions.cancel',
  text: `update app.approval_substitutions set version = version + 1, updated_at = now(), cancelled_at = app.app_now() where id = $1::uuid`,
  values: [id],
  read: noRows,
});
