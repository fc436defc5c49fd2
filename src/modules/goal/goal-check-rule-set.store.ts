import type { Row } from '../../platform/database/call.js';
import type { Edition, EditionKind } from '../organization/index.js';
import { findCheckRulesProblems, type GoalCheckRules } from './domain/checks/check-rules.js';
import { goalCheckRuleSetPolicy } from './goal.policy.js';
import { goalCheckRuleSetErrors } from './goal-check.errors.js';

/** A district has one set of check rules: its own newest published edition, else the general one. */
export const CHECK_RULES_CODE = 'GC-DEFAULT';

/** A row of app.goal_check_rule_sets. */
export interface GoalCheckRuleSet extends Edition {
  readonly code: string;
  readonly edition: number;
  readonly rules: GoalCheckRules;
}

/** 目标检查规则. A draft may still have problems; publishing names them. */
export const GOAL_CHECK_RULE_SETS = {
  table: 'goal_check_rule_sets',
  key: 'code',
  counter: 'edition',
  content: 'rules',
  columns: `t.id, t.version, t.code, t.edition, t.district_id as "districtId", t.state, t.author_id as "authorId", t.rules`,
  read: (row: Row) => row as unknown as GoalCheckRuleSet,
  json: `json_build_object('id', t.id, 'code', t.code, 'edition', t.edition, 'districtId', t.district_id, 'nameZh', t.name_zh, 'nameEn', t.name_en,
    'rules', t.rules, 'publishedAt', t.published_at, 'state', t.state, 'version', t.version)`,
  isVisible: 'true',
  noun: 'goalCheckRuleSet',
  event: 'goal-check-rule-set',
  publish: goalCheckRuleSetPolicy.publish,
  update: { policy: goalCheckRuleSetPolicy.update, notAuthor: goalCheckRuleSetErrors.notAuthor },
  errors: {
    districtUnknown: goalCheckRuleSetErrors.districtUnknown,
    notDraft: goalCheckRuleSetErrors.notDraft,
    own: goalCheckRuleSetErrors.own,
  },
  judge: ({ rules }: GoalCheckRuleSet) => {
    const problems = findCheckRulesProblems(rules);
    if (problems.length > 0)
      throw goalCheckRuleSetErrors.invalid(
        { count: problems.length },
        problems.map((problem) => ({ ...problem, pointer: `/rules${problem.pointer}` })),
      );
  },
  payload: ({ code }: GoalCheckRuleSet) => ({ code }),
} as const satisfies EditionKind<GoalCheckRuleSet>;
