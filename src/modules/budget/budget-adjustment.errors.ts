import { defineErrors } from '../../kernel/domain-error.js';
import { constraintErrors } from '../../platform/http/problem.js';

export const budgetAdjustmentErrors = defineErrors('budget-adjustment', {
  stateForbids: {
    kind: 'CONFLICT',
    zh: '预算调整当前为“{state}”,不能{action}',
    en: 'The adjustment is {state}; it cannot {action} now',
  },
  frozen: {
    kind: 'CONFLICT',
    zh: '预算调整已提交或已办结,不能修改;有误时请另行办理一笔调整',
    en: 'The adjustment is under review or has ended; it cannot be edited. Put it right by another',
  },
  legsRefused: {
    kind: 'RULE_BROKEN',
    zh: '有 {count} 处不能这样调整,见 errors',
    en: '{count} things cannot be adjusted like this; see errors',
  },
  insufficient: {
    kind: 'CONFLICT',
    zh: '有 {count} 个资金来源的额度不足,见 errors',
    en: '{count} lines do not have what would be taken from them; see errors',
  },
  beyondScope: {
    kind: 'RULE_BROKEN',
    zh: '涉及多个单位的调整由财政部门办理',
    en: 'An adjustment between units is made by the finance bureau',
  },
  unknownFile: {
    kind: 'RULE_BROKEN',
    zh: '附件不存在,或不是您上传的',
    en: 'A file is unknown, or was not uploaded by you',
  },
});

constraintErrors.set('ck_budget_adjustments_frozen', budgetAdjustmentErrors.frozen);
