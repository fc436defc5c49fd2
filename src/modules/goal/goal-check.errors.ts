import { defineErrors } from '../../kernel/domain-error.js';

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
