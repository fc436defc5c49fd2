import { defineErrors } from '../../kernel/domain-error.js';
import { constraintErrors } from '../../platform/http/problem.js';

export const goalCheckErrors = defineErrors('goal-check', {
  stateForbids: {
    kind: 'CONFLICT',
    zh: '目标已提交,答复随之固定;退回后可再修改',
    en: 'The goal has been submitted, and the answers with it; they can change once it is returned',
  },
  nothingToAnswer: {
    kind: 'RULE_BROKEN',
    zh: '有 {count} 条答复没有对应的检查结果;错误只能修正,不能说明',
    en: '{count} answers match no finding; an error is put right, not explained',
  },
});

export const goalCheckRuleSetErrors = defineErrors('goal-check-rule-set', {
  districtUnknown: {
    kind: 'RULE_BROKEN',
    zh: '区划不存在,或不在您的数据范围内',
    en: 'The district is unknown, or outside your scope',
  },
  notDraft: {
    kind: 'CONFLICT',
    zh: '只有区划的草稿可以修改或发布;已发布的规则不再修改,请起草下一版',
    en: 'Only a draft of a district is edited or published; what is published never changes: draft the next edition',
  },
  notAuthor: { kind: 'FORBIDDEN', zh: '草稿只能由起草人修改', en: 'A draft is edited by its author only' },
  own: {
    kind: 'FORBIDDEN',
    zh: '检查规则的起草人与发布人必须是不同的人',
    en: 'Check rules are published by another person than their author',
  },
  invalid: {
    kind: 'RULE_BROKEN',
    zh: '检查规则有 {count} 处问题,不能发布,见 errors',
    en: 'The check rules have {count} problems and cannot be published; see errors',
  },
  publishedMeanwhile: {
    kind: 'CONFLICT',
    zh: '另一版检查规则刚刚发布,请刷新后重试',
    en: 'Another edition of the check rules has just been published; reload and try again',
  },
});

constraintErrors.set('uq_goal_check_rule_sets_published', goalCheckRuleSetErrors.publishedMeanwhile);
constraintErrors.set('ck_goal_check_rule_sets_publisher', goalCheckRuleSetErrors.own);
