import { type ActionFacts, allowedActions } from '../../platform/auth/allowed-actions.js';
import { allRows, type Call, type Row } from '../../platform/database/call.js';
import type { AllowedAction } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { EDITION_STATES, type Edition, type EditionKind } from '../organization/index.js';
import { findRuleSetProblems, type MonitoringRules } from './domain/monitoring-rule-set.js';
import { monitoringErrors } from './monitoring.errors.js';
import { monitoringRuleSetPolicy } from './monitoring.policy.js';

/** The name of the district's choice among its settings. */
export const RULE_SET_SETTING = 'monitoringRuleSet';

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
    state: { column: 't.state', type: 'code', values: EDITION_STATES, about: '状态 / state' },
  },
  sorts: { code: { column: 'code', type: 'text' }, edition: { column: 'edition', type: 'int' } },
  defaultSort: 'code,-edition',
  item: `json_build_object(${FIELDS})`,
};

export const findPublishedRuleSets = (): Call<readonly PublishedRuleSet[]> => ({
  name: 'monitoring_rule_sets.find_published',
  text: `select id, code, edition, district_id as "districtId", rules from app.monitoring_rule_sets
    where state = 'PUBLISHED' order by code, edition, id`,
  values: [],
  read: allRows<PublishedRuleSet>(),
});

/** A row of app.monitoring_rule_sets. */
export interface MonitoringRuleSet extends Edition, PublishedRuleSet {
  readonly districtId: string | null;
}

/** A draft may still have problems; publishing names them. */
export const MONITORING_RULE_SETS = {
  table: 'monitoring_rule_sets',
  key: 'code',
  counter: 'edition',
  content: 'rules',
  columns: `t.id, t.version, t.code, t.edition, t.district_id as "districtId", t.state, t.author_id as "authorId", t.rules`,
  read: (row: Row) => row as unknown as MonitoringRuleSet,
  json: `json_build_object(${FIELDS}, 'rules', t.rules)`,
  isVisible: 'true',
  noun: 'monitoringRuleSet',
  event: 'monitoring-rule-set',
  publish: monitoringRuleSetPolicy.publish,
  update: { policy: monitoringRuleSetPolicy.update, notAuthor: monitoringErrors.ruleSetNotAuthor },
  offers: offersOf,
  errors: {
    districtUnknown: monitoringErrors.districtNotFound,
    notDraft: monitoringErrors.ruleSetNotDraft,
    own: monitoringErrors.ownRuleSet,
  },
  judge: ({ rules }: MonitoringRuleSet) => {
    const problems = findRuleSetProblems(rules);
    if (problems.length > 0)
      throw monitoringErrors.ruleSetInvalid(
        { count: problems.length },
        problems.map((found) => ({ ...found, pointer: `/rules${found.pointer}` })),
      );
  },
  payload: ({ code }: MonitoringRuleSet) => ({ code }),
} as const satisfies EditionKind<MonitoringRuleSet>;

/** What has been published can be chosen. */
export function offersOf(facts: ActionFacts): readonly AllowedAction[] {
  return allowedActions([monitoringRuleSetPolicy.select], facts, monitoringErrors.ruleSetUnknown({ code: '' }).code);
}
