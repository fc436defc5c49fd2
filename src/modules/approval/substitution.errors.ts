import { defineErrors } from '../../kernel/domain-error.js';
import { constraintErrors } from '../../platform/http/problem.js';
import { MAX_CHAIN } from './domain/substitution.js';

export const substitutionErrors = defineErrors('approval', {
  substituteSelf: {
    kind: 'RULE_BROKEN',
    zh: '代理人必须是另一个人',
    en: 'A substitute is somebody else',
  },
  substituteLacksScope: {
    kind: 'RULE_BROKEN',
    zh: '代理人不存在、已停用,或未在被代理人有审批岗位的每个单位都有审批岗位',
    en: 'The substitute is unknown, disabled, or does not hold a deciding role wherever the absent person holds one',
  },
  substitutionDates: {
    kind: 'RULE_BROKEN',
    zh: '代理须从今天或以后开始,且终止日不早于起始日',
    en: 'A substitution begins today or later, and does not end before it begins',
  },
  substitutionOverlaps: {
    kind: 'CONFLICT',
    zh: '该人员在此期间已有代理人',
    en: 'Somebody stands in for this person already during these days',
  },
  substitutionCycle: {
    kind: 'CONFLICT',
    zh: '代理关系成环:代理人在此期间由被代理人代理',
    en: 'The substitutions would go round in a circle',
  },
  substitutionChain: {
    kind: 'CONFLICT',
    zh: `代理人最多逐级代理 ${MAX_CHAIN} 次`,
    en: `At most ${MAX_CHAIN} substitutes stand in for one another`,
  },
  substitutionOver: {
    kind: 'CONFLICT',
    zh: '该代理已取消或已到期',
    en: 'This substitution has been cancelled or is over',
  },
});

constraintErrors.set('ck_approval_substitutions_self', substitutionErrors.substituteSelf);
constraintErrors.set('ck_approval_substitutions_dates', substitutionErrors.substitutionDates);
