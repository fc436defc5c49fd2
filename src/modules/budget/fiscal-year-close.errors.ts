import { defineErrors } from '../../kernel/domain-error.js';

export const fiscalYearCloseErrors = defineErrors('fiscal-year', {
  stateForbids: {
    kind: 'CONFLICT',
    zh: '预算年度处于 {state} 状态,不能 {action}',
    en: 'A fiscal year in state {state} does not allow {action}',
  },
  notReady: {
    kind: 'RULE_BROKEN',
    zh: '尚有 {count} 项未完成事项,不能结账',
    en: '{count} things stand in the way of the closing',
  },
  samePerson: {
    kind: 'FORBIDDEN',
    zh: '提出人不能确认自己提出的结账或重开',
    en: 'Whoever proposed a closing or a reopening cannot confirm it',
  },
  carriedMoneySpent: {
    kind: 'CONFLICT',
    zh: '{count} 个项目的结转资金在下年度已动用,不能重开',
    en: 'Carried-over money of {count} projects has been used in the next year: the year cannot be reopened',
  },
  nextYearClosed: {
    kind: 'CONFLICT',
    zh: '下一预算年度已结账,须先重开下一年度',
    en: 'The next fiscal year is closed: reopen that first',
  },
});
