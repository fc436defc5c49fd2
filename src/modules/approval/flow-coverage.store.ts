import { liveGrantCovers } from '../../platform/auth/grants.js';
import { allRows, type Call } from '../../platform/database/call.js';
import type { StepScope } from './domain/flow-definition.js';
import { mayActAt } from './people.statement.js';

/** A rule of a definition, as far as the people of a district can be counted before anything is submitted. */
export interface CountedRule {
  readonly stepKey: string;
  /** `0`, `1` …: the assignees in order; `superior`; `copy-0` …. */
  readonly rule: string;
  readonly role: string | null;
  readonly scope: StepScope | null;
  readonly accountIds: readonly string[];
}

/** A rule that finds nobody now. */
export interface Gap {
  readonly stepKey: string;
  readonly rule: string;
  readonly role: string | null;
  /** For how many units of the district, and the first of them. */
  readonly units: number;
  readonly examples: string[];
}

const IS_ACTIVE = `c.state = 'ACTIVE' and c.kind = 'PERSON'`;

/** Rules that find nobody for some unit that the caller sees: of the flow's district, or of any where the flow is for all. */
export const findGaps = (rules: readonly CountedRule[], districtId: string | null): Call<readonly Gap[]> => ({
  name: 'approval_flows.find_gaps',
  text: `select r."stepKey", r.rule, r.role, count(*)::int as units,
      to_jsonb((array_agg(u.name order by u.unit_path))[1:3]) as examples
    from jsonb_to_recordset($1::jsonb) as r(n int, "stepKey" text, rule text, role text, scope text, "accountIds" uuid[])
    join app.units u on u.state = 'ACTIVE' and ($2::uuid is null or u.district_id = $2::uuid)
    join app.units d on d.id = u.department_id join app.districts x on x.id = u.district_id
    cross join lateral (select case r.scope when 'DISTRICT' then x.unit_path when 'DEPARTMENT' then d.unit_path else u.unit_path end as path) place
    where not exists (select 1 from app.role_grants g join app.accounts c on c.id = g.account_id and ${IS_ACTIVE}
        where r.role is not null and g.role = r.role and ${liveGrantCovers('g', 'place.path')})
      and not exists (select 1 from app.accounts c where c.id = any (r."accountIds") and ${IS_ACTIVE} and ${mayActAt('c.id', 'u.unit_path')})
    group by r.n, r."stepKey", r.rule, r.role order by r.n`,
  values: [JSON.stringify(rules.map((rule, n) => ({ n, ...rule }))), districtId],
  read: allRows<Gap>(),
});
