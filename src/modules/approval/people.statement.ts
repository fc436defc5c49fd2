import { liveGrantCovers } from '../../platform/auth/grants.js';
import { DECIDING_ROLES } from './approval.policy.js';

const MAX_PEOPLE = 50;

/** Somebody who is named may act only where he can see: with a deciding role over the subject's unit. */
export const mayActAt = (account: string, path: string): string => `exists (select 1 from app.role_grants g
  where g.account_id = ${account} and g.role in (${DECIDING_ROLES.map((role) => `'${role}'`).join(', ')}) and ${liveGrantCovers('g', path)})`;

const ACCOUNT_ID = `'^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'`;

/**
 * Who could be asked, for every rule of a definition, as one JSON object by `peopleKey()`. `source` selects one row:
 * definition, paths, context, choices. All in one statement, so that the engine itself needs no database.
 */
export const peopleOf = (source: string): string => `with source as (${source}),
  steps as (select jsonb_path_query(s.definition, 'strict $.** ? (@.kind == "STEP")') as step from source s),
  rules as (
    select step ->> 'key' as key, (n - 1)::text as n, rule from steps, jsonb_array_elements(step -> 'assignees') with ordinality as e(rule, n)
    union all select step ->> 'key', 'superior', step -> 'superior' from steps where jsonb_typeof(step -> 'superior') = 'object'
    union all select step ->> 'key', 'copy-' || (n - 1), rule
      from steps, jsonb_array_elements(coalesce(step -> 'copies', '[]')) with ordinality as e(rule, n)),
  asked as (
    select r.key, r.n, r.rule, r.rule ->> 'by' as by, (s.paths ->> (r.rule ->> 'scope'))::public.ltree as path,
      (s.paths ->> 'UNIT')::public.ltree as unit_path,
      case r.rule ->> 'by' when 'ACCOUNTS' then r.rule -> 'accountIds' when 'CHOSEN' then s.choices -> r.key
        when 'FIELD' then jsonb_build_array(s.context -> (r.rule ->> 'field')) end as named
    from rules r, source s)
  select coalesce(jsonb_object_agg(q.key || '/' || q.n, jsonb_build_object('path', q.path::text, 'people', coalesce(p.people, '[]'))), '{}') as people
  from asked q left join lateral (
    select jsonb_agg(jsonb_build_object('accountId', c.id, 'personId', c.person_id, 'name', c.display_name) order by h.place, c.display_name, c.id) as people
    from (
      select account_id, min(place) as place from (
        select g.account_id, 0 as place, public.nlevel(g.scope_path) as depth, max(public.nlevel(g.scope_path)) over () as deepest
        from app.role_grants g where q.by = 'ROLE' and g.role = q.rule ->> 'role' and g.scope_path = any (app.path_upwards(q.path))
          and ${liveGrantCovers('g', 'q.path')}
      ) holders where coalesce((q.rule ->> 'nearest')::boolean, false) = false or depth = deepest group by account_id
      union all
      select value::uuid, n from jsonb_array_elements_text(case when jsonb_typeof(q.named) = 'array' then q.named else '[]' end)
        with ordinality as e(value, n) where value ~ ${ACCOUNT_ID} and ${mayActAt('value::uuid', 'q.unit_path')}
        and (q.by <> 'CHOSEN' or exists (select 1 from app.role_grants g where g.account_id = value::uuid and g.role = q.rule ->> 'role'
          and ${liveGrantCovers('g', 'q.path')}))
      limit ${MAX_PEOPLE}
    ) h join app.accounts c on c.id = h.account_id and c.state = 'ACTIVE' and c.kind = 'PERSON'
  ) p on true`;

const isAtWork = (account: string): string => `${account}.state = 'ACTIVE' and ${account}.kind = 'PERSON'`;

/**
 * Nobody can act at task `t`: it fell to nobody, or those it fell to are disabled or have lost every deciding role there,
 * or one of those has claimed it. A superior whom an escalation has asked is somebody.
 */
export const hasNobody = (t: string): string => `(case
    when ${t}.claimed_by is not null then not exists (select 1 from app.accounts c
      where c.id = ${t}.claimed_by and ${isAtWork('c')} and ${mayActAt('c.id', `${t}.unit_path`)})
    else ${t}.origin = 'VACANT' and ${t}.assignee_id is null or not exists (select 1 from app.role_grants g join app.accounts c on c.id = g.account_id
      where ${t}.assignee_id is null and g.role = ${t}.role and ${isAtWork('c')} and ${liveGrantCovers('g', `${t}.scope_path`)}) end
  and not exists (select 1 from app.accounts c
    where c.id = any (array_append(${t}.candidate_ids || ${t}.escalated_to, ${t}.assignee_id)) and ${t}.claimed_by is null
      and ${isAtWork('c')} and ${mayActAt('c.id', `${t}.unit_path`)}))`;
