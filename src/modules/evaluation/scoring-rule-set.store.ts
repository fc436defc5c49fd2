import { MY_ACCOUNT } from '../../platform/auth/grants.js';
import { type Call, noRows, type Row } from '../../platform/database/call.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { EDITION_STATES, type Edition, type EditionKind } from '../organization/index.js';
import { findRuleSetProblems } from './domain/rule-set-problems.js';
import type { ScoringRuleSet } from './domain/scoring-rule-set.js';
import { evaluationErrors } from './evaluation.errors.js';
import { scoringRuleSetPolicy } from './evaluation.policy.js';

/** A rule set's content; what the row says beside it, code, revision and state, is no part of it. */
export type ScoringRules = Omit<ScoringRuleSet, 'code' | 'version' | 'status'>;

/** A row of app.scoring_rule_sets, with its rules ready to score. */
export interface StoredRuleSet extends Edition {
  readonly code: string;
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
    state: { column: 't.state', type: 'code', values: EDITION_STATES, about: '状态 / state' },
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

/** For the stateless check: the published one of a code, where the caller works. */
export const findMyRuleSet = (code: string): Call<StoredRuleSet | null> => ({
  name: 'scoring_rule_sets.find_mine',
  text: `select ${COLUMNS} from app.scoring_rule_sets t where t.code = $1 and t.state = 'PUBLISHED'
      and (t.district_id is null or t.district_id = ${MY_DISTRICT}) ${OWN_FIRST}`,
  values: [code],
  read: ([row]) => (row ? toRuleSet(row) : null),
});

export const findMyRuleSetCodes = (): Call<readonly string[]> => ({
  name: 'scoring_rule_sets.find_my_codes',
  text: `select distinct t.code from app.scoring_rule_sets t where t.state = 'PUBLISHED'
      and (t.district_id is null or t.district_id = ${MY_DISTRICT}) order by t.code limit 200`,
  values: [],
  read: readCodes,
});

export const findDistrictRuleSetCodes = (districtId: string): Call<readonly string[]> => ({
  name: 'scoring_rule_sets.find_codes_of_district',
  text: `select distinct t.code from app.scoring_rule_sets t where t.state = 'PUBLISHED'
      and (t.district_id is null or t.district_id = $1::uuid) order by t.code limit 200`,
  values: [districtId],
  read: readCodes,
});

/** The first scoring freezes it for good. */
export const markRuleSetUsed = (id: string): Call<void> => ({
  name: 'scoring_rule_sets.mark_used',
  text: `update app.scoring_rule_sets set used_at = now(), version = version + 1, updated_at = now()
    where id = $1::uuid and used_at is null`,
  values: [id],
  read: noRows,
});

function toRuleSet(row: Row): StoredRuleSet {
  const { rules, revision, ...identity } = row as unknown as Omit<StoredRuleSet, 'rules'> & {
    rules: ScoringRules;
    revision: number;
  };
  return { ...identity, rules: { ...rules, code: identity.code, version: revision, status: identity.state } };
}

function readCodes(rows: readonly Row[]): readonly string[] {
  return rows.map((row) => String(row['code']));
}

/** A draft may still have problems; publishing names them. */
export const SCORING_RULE_SETS: EditionKind<StoredRuleSet> = {
  table: 'scoring_rule_sets',
  key: 'code',
  counter: 'revision',
  content: 'rules',
  columns: COLUMNS,
  read: toRuleSet,
  json: RULE_SET_JSON,
  isVisible: 'true',
  noun: 'scoringRuleSet',
  event: 'scoring-rule-set',
  publish: scoringRuleSetPolicy.publish,
  errors: {
    districtUnknown: evaluationErrors.districtNotFound,
    notDraft: evaluationErrors.ruleSetNotDraft,
    own: evaluationErrors.ownRuleSet,
  },
  judge: ({ rules }) => {
    const problems = findRuleSetProblems(rules);
    if (problems.length > 0)
      throw evaluationErrors.ruleSetInvalid({ count: problems.length, problems: problems.join('; ') });
  },
  payload: ({ code }) => ({ code }),
};
