import { allRows, type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { rolesInDistrict } from '../organization/index.js';
import type { MonitoringRules } from './domain/monitoring-rule-set.js';

/** The name of the district's choice among its settings. */
export const RULE_SET_SETTING = 'monitoringRuleSet';

const RULE_SET_STATES = ['DRAFT', 'PUBLISHED', 'RETIRED'] as const;
type RuleSetState = (typeof RULE_SET_STATES)[number];

export interface PublishedRuleSet {
  readonly id: string;
  readonly code: string;
  readonly edition: number;
  readonly districtId: string | null;
  readonly rules: MonitoringRules;
}

const FIELDS = `'id', t.id, 'code', t.code, 'edition', t.edition, 'districtId', t.district_id, 'nameZh', t.name_zh, 'nameEn', t.name_en,
  'state', t.state, 'publishedAt', t.published_at, 'version', t.version`;

export const monitoringRuleSetList: ListDefinition = {
  name: 'monitoring_rule_sets.list',
  from: 'app.monitoring_rule_sets t',
  filters: {
    code: { column: 't.code', type: 'code', about: '代码 / code' },
    districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
    state: { column: 't.state', type: 'code', values: RULE_SET_STATES, about: '状态 / state' },
  },
  sorts: { code: { column: 'code', type: 'text' }, edition: { column: 'edition', type: 'int' } },
  defaultSort: 'code,-edition',
  item: `json_build_object(${FIELDS})`,
};

export interface MonitoringRuleSetDetail extends JsonText {
  readonly version: number;
  readonly state: RuleSetState;
  readonly roles: readonly string[];
}

export const monitoringRuleSetDetail = (id: string): Call<MonitoringRuleSetDetail | null> => ({
  name: 'monitoring_rule_sets.detail',
  text: `select json_build_object(${FIELDS}, 'rules', t.rules)::text as json, t.version, t.state, ${rolesInDistrict('t.district_id')} as roles
    from app.monitoring_rule_sets t where t.id = $1::uuid`,
  values: [id],
  read: firstRow<MonitoringRuleSetDetail>(),
});

export const findPublishedRuleSets = (): Call<readonly PublishedRuleSet[]> => ({
  name: 'monitoring_rule_sets.find_published',
  text: `select id, code, edition, district_id as "districtId", rules from app.monitoring_rule_sets
    where state = 'PUBLISHED' order by code, edition, id`,
  values: [],
  read: allRows<PublishedRuleSet>(),
});
