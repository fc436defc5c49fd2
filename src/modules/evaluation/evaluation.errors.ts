import { defineErrors } from '../../kernel/domain-error.js';
import { constraintErrors } from '../../platform/http/problem.js';

export const evaluationErrors = defineErrors('evaluation', {
  unknownRuleSet: {
    kind: 'RULE_BROKEN',
    zh: '没有已发布的评分规则“{code}”,可用:{allowed}',
    en: 'There is no published rule set {code}; allowed: {allowed}',
  },
  ruleSetExecutionWeight: {
    kind: 'RULE_BROKEN',
    zh: '评分规则“{code}”的预算执行率为 {ruleSet} 分,绩效目标为 {goal} 分;请选用分值一致的评分规则',
    en: 'Rule set {code} gives budget execution {ruleSet} points and the goal {goal}: choose one that agrees',
  },
  ruleSetInvalid: {
    kind: 'RULE_BROKEN',
    zh: '评分规则有 {count} 处问题,不能发布:{problems}',
    en: 'The rule set has {count} problems and cannot be published: {problems}',
  },
  ruleSetNotDraft: { kind: 'CONFLICT', zh: '只有草稿评分规则可以发布', en: 'Only a draft rule set can be published' },
  ruleSetPublishedMeanwhile: {
    kind: 'CONFLICT',
    zh: '该评分规则的另一版本刚刚发布,请刷新后重试',
    en: 'Another revision of this rule set has just been published; reload and try again',
  },
  ownRuleSet: {
    kind: 'FORBIDDEN',
    zh: '评分规则的编制人与发布人必须是不同的人',
    en: 'A rule set is published by another person than its author',
  },
  ruleSetFrozen: {
    kind: 'CONFLICT',
    zh: '评分规则已发布或已使用,不能修改;请新建下一版',
    en: 'The rule set is published or in use and never changes: draft the next revision',
  },
  districtNotFound: {
    kind: 'RULE_BROKEN',
    zh: '区划不存在,或不在您的数据范围内',
    en: 'The district is unknown, or outside your scope',
  },
  goalNotFound: {
    kind: 'RULE_BROKEN',
    zh: '绩效目标不存在,或不在您的数据范围内',
    en: 'The goal is unknown, or outside your scope',
  },
  goalState: {
    kind: 'CONFLICT',
    zh: '绩效目标当前为“{state}”,执行中或已关闭的目标才能自评',
    en: 'The goal is {state}; only a goal in execution or closed can be evaluated',
  },
  alreadyExists: {
    kind: 'CONFLICT',
    zh: '该绩效目标已有自评',
    en: 'This goal has a self-evaluation already',
  },
  stateForbids: {
    kind: 'CONFLICT',
    zh: '自评当前为“{state}”,不能{action}',
    en: 'The self-evaluation is {state}; it cannot {action} now',
  },
  frozen: {
    kind: 'CONFLICT',
    zh: '自评已提交,退回后才能修改',
    en: 'The self-evaluation is submitted; it changes only after it is returned',
  },
  checksFailed: {
    kind: 'RULE_BROKEN',
    zh: '自评有 {count} 处必须修正,见 errors',
    en: '{count} things must be put right; see errors',
  },
  unknownIndicator: {
    kind: 'RULE_BROKEN',
    zh: '指标 {id} 不属于该自评',
    en: 'Indicator {id} does not belong to this self-evaluation',
  },
  actualReason: {
    kind: 'RULE_BROKEN',
    zh: '填报完成值必须说明依据(actualReason)',
    en: 'A reported actual needs its reason (actualReason)',
  },
  ownEvaluation: {
    kind: 'FORBIDDEN',
    zh: '不能审核本人参与填报的自评',
    en: 'You cannot review what you wrote yourself',
  },
  reviewedBefore: {
    kind: 'FORBIDDEN',
    zh: '同一人不能先后代表主管部门和财政部门审核同一自评',
    en: 'You have reviewed this for the other side already: two stages need two people',
  },
  notYourStage: {
    kind: 'FORBIDDEN',
    zh: '当前环节不由您的岗位办理',
    en: 'This stage does not belong to your role',
  },
});

constraintErrors.set('uq_self_evaluations_goal', evaluationErrors.alreadyExists);
constraintErrors.set('ck_self_evaluations_frozen', evaluationErrors.frozen);
constraintErrors.set('ck_self_evaluation_acts_own', evaluationErrors.ownEvaluation);
constraintErrors.set('ck_self_evaluation_acts_two_reviewers', evaluationErrors.reviewedBefore);
constraintErrors.set('ck_scoring_rule_sets_publisher', evaluationErrors.ownRuleSet);
constraintErrors.set('uq_scoring_rule_sets_published', evaluationErrors.ruleSetPublishedMeanwhile);
constraintErrors.set('ck_scoring_rule_sets_frozen', evaluationErrors.ruleSetFrozen);
