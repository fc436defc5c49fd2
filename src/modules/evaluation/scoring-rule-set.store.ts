import { MY_ACCOUNT, MY_PERSON } from '../../platform/auth/grants.js';
import { type Call, firstRow, noRows, type Row } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { rolesInDistrict } from '../organization/index.js';
import type { ScoringRuleSet } from './domain/scoring-rule-set.js';

export const RULE_SET_STATES = ['DRAFT', 'PUBLISHED', 'RETIRED'] as const;

/** A rule set's content; what the row says beside it, code, revision and state, is no part of it. */
export type ScoringRules = Omit<ScoringRuleSet, 'code' | 'version' | 'status'>;

/** A row of app.scoring_rule_sets, with its rules ready to score. */
export interface StoredRuleSet {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly districtId: string | null;
  readonly state: (typeof RULE_SET_STATES)[number];
  readonly authorId: string | null;
  readonly rules: ScoringRuleSet;
}

const COLUMNS = `t.id, t.version, t.code, t.revision, t.district_id as "districtId", t.state, t.author_id as "authorId", t.rules`;

const RULE_SET_JSON = `json_build_object('id', t.id, 'code', t.code, 'revision', t.revision, 'districtId', t.district_id, 'state', t.state,
  'rules', t.rules, 'publishedAt', t.published_at, 'usedAt', t.used_at, 'version', t.version, 'updatedAt', t.updated_at)`;

/** At most one is published for all districts and one for this: its own comes first. */
const OWN_FIRST = `order by t.district_id is null limit 1`;
/** Where the caller works: a check needs no role, and so opens no rows that could tell. */
const MY_DISTRICT = `(select c.district_id from app.accounts c where c.id = ${MY_ACCOUNT})`;

export const ruleSetList: ListDefinition = {
  name: 'scoring_rule_sets.list',
  from: 'app.scoring_rule_sets t',
  filters: {
    code: { column: 't.code', type: 'code', about: '规则代码 / code' },
    state: { column: 't.state', type: 'code', values: RULE_SET_STATES, about: '状态 / state' },
    districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
  },
  sorts: {
    code: { column: 'code', type: 'text' },
    revision: { column: 'revision', type: 'int' },
    updatedAt: { column: 'updated_at', type: 'timestamptz' },
  },
  defaultSort: 'code',
  item: RULE_SET_JSON,
};

export interface RuleSetDetail extends JsonText {
  readonly version: number;
  readonly state: StoredRuleSet['state'];
  readonly isOwn: boolean;
  readonly roles: readonly string[];
}

export const ruleSetDetail = (id: string): Call<RuleSetDetail | null> => ({
  name: 'scoring_rule_sets.detail',
  text: `select (${RULE_SET_JSON})::text as json, t.version, t.state, coalesce(t.author_id::text = ${MY_PERSON}, false) as "isOwn",
      ${rolesInDistrict('t.district_id')} as roles
    from app.scoring_rule_sets t where t.id = $1::uuid`,
  values: [id],
  read: firstRow<RuleSetDetail>(),
});

/** For the stateless check: the published one of a code, where the caller works. */
export const findMyRuleSet = (code: string): Call<StoredRuleSet | null> => ({
  name: 'scoring_rule_sets.find_mine',
  text: `select ${COLUMNS} from app.scoring_rule_sets t where t.code = $1 and t.state = 'PUBLISHED'
      and (t.district_id is null or t.district_id = ${MY_DISTRICT}) ${OWN_FIRST}`,
  values: [code],
  read: firstRuleSet,
});

export const findMyRuleSetCodes = (): Call<readonly string[]> => ({
  name: 'scoring_rule_sets.find_my_codes',
  text: `select distinct t.code from app.scoring_rule_sets t where t.state = 'PUBLISHED'
      and (t.district_id is null or t.district_id = ${MY_DISTRICT}) order by t.code limit 200`,
  values: [],
  read: readCodes,
});

export const findDistrictRuleSet = (code: string, districtId: string): Call<StoredRuleSet | null> => ({
  name: 'scoring_rule_sets.find_of_district',
  text: `select ${COLUMNS} from app.scoring_rule_sets t where t.code = $1 and t.state = 'PUBLISHED'
      and (t.district_id is null or t.district_id = $2::uuid) ${OWN_FIRST}`,
  values: [code, districtId],
  read: firstRuleSet,
});

export const findDistrictRuleSetCodes = (districtId: string): Call<readonly string[]> => ({
  name: 'scoring_rule_sets.find_codes_of_district',
  text: `select distinct t.code from app.scoring_rule_sets t where t.state = 'PUBLISHED'
      and (t.district_id is null or t.district_id = $1::uuid) order by t.code limit 200`,
  values: [districtId],
  read: readCodes,
});

export const findRuleSet = (id: string): Call<StoredRuleSet | null> => ({
  name: 'scoring_rule_sets.find',
  text: `select ${COLUMNS} from app.scoring_rule_sets t where t.id = $1::uuid`,
  values: [id],
  read: firstRuleSet,
});

export const findRuleSetForUpdate = (id: string): Call<StoredRuleSet | null> => ({
  name: 'scoring_rule_sets.find_for_update',
  text: `select ${COLUMNS} from app.scoring_rule_sets t where t.id = $1::uuid for update`,
  values: [id],
  read: firstRuleSet,
});

export interface NewRuleSet {
  readonly id: string;
  readonly code: string;
  readonly districtId: string;
  readonly rules: ScoringRules;
  readonly authorId: string;
}

/** A draft under the next revision of its code. */
export const insertRuleSet = (ruleSet: NewRuleSet): Call<void> => ({
  name: 'scoring_rule_sets.insert',
  text: `insert into app.scoring_rule_sets (id, code, revision, district_id, rules, author_id)
    select $1::uuid, $2, coalesce(max(s.revision), 0) + 1, $3::uuid, $4::jsonb, $5::uuid
    from app.scoring_rule_sets s where s.code = $2 and s.district_id = $3::uuid`,
  values: [ruleSet.id, ruleSet.code, ruleSet.districtId, JSON.stringify(ruleSet.rules), ruleSet.authorId],
  read: noRows,
});

/** The published revision gives way. What was scored keeps the rules it was scored by. */
export const retirePublished = (ruleSet: StoredRuleSet): Call<void> => ({
  name: 'scoring_rule_sets.retire_published',
  text: `update app.scoring_rule_sets set version = version + 1, updated_at = now(), state = 'RETIRED'
    where code = $1 and district_id is not distinct from $2::uuid and state = 'PUBLISHED'`,
  values: [ruleSet.code, ruleSet.districtId],
  read: noRows,
});

/** After retirePublished(), as a statement of its own: one revision is published at a time. */
export const publishRuleSet = (ruleSet: StoredRuleSet, publisherId: string): Call<boolean> => ({
  name: 'scoring_rule_sets.publish',
  text: `update app.scoring_rule_sets set version = version + 1, updated_at = now(), state = 'PUBLISHED', publisher_id = $3::uuid, published_at = now()
    where id = $1::uuid and version = $2::int and state = 'DRAFT' returning 1`,
  values: [ruleSet.id, ruleSet.version, publisherId],
  read: (rows) => rows.length === 1,
});

/** The first scoring freezes it for good. */
export const markRuleSetUsed = (id: string): Call<void> => ({
  name: 'scoring_rule_sets.mark_used',
  text: `update app.scoring_rule_sets set used_at = now(), version = version + 1, updated_at = now()
    where id = $1::uuid and used_at is null`,
  values: [id],
  read: noRows,
});

function firstRuleSet([row]: readonly Row[]): StoredRuleSet | null {
  if (!row) return null;
  const { rules, revision, ...identity } = row as unknown as Omit<StoredRuleSet, 'rules'> & {
    rules: ScoringRules;
    revision: number;
  };
  return { ...identity, rules: { ...rules, code: identity.code, version: revision, status: identity.state } };
}

function readCodes(rows: readonly Row[]): readonly string[] {
  return rows.map((row) => String(row['code']));
}
