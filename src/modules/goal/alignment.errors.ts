import { defineErrors } from '../../kernel/domain-error.js';
import { constraintErrors } from '../../platform/http/problem.js';

export const objectiveErrors = defineErrors('objective', {
  codeTaken: {
    kind: 'CONFLICT',
    zh: '本区划同一规划期已有该编码的战略目标',
    en: 'The district has an objective with this code in the period',
  },
  districtNotFound: {
    kind: 'RULE_BROKEN',
    zh: '区划不存在,或不在您的数据范围内',
    en: 'The district is unknown, or outside your scope',
  },
  parentNotFound: {
    kind: 'RULE_BROKEN',
    zh: '上级目标不存在、已停用,或不属于该区划',
    en: 'The parent is unknown, retired, or of another district',
  },
  twoLevels: { kind: 'RULE_BROKEN', zh: '战略目标只有两级', en: 'Objectives have two levels and no more' },
  unitNotFound: {
    kind: 'RULE_BROKEN',
    zh: '责任单位 {id} 不存在,或不属于该区划',
    en: 'Responsible unit {id} is unknown, or of another district',
  },
  periodReversed: {
    kind: 'RULE_BROKEN',
    zh: '规划期起始年度不能晚于结束年度',
    en: 'The period must not end before it begins',
  },
  outsideParent: {
    kind: 'RULE_BROKEN',
    zh: '规划期须在上级目标的规划期之内',
    en: 'The period must lie within that of the parent',
  },
  childrenOutside: {
    kind: 'RULE_BROKEN',
    zh: '规划期须包含下级目标的规划期',
    en: 'The period must include those of its children',
  },
  retired: { kind: 'CONFLICT', zh: '该战略目标已停用', en: 'The objective is retired' },
  childrenActive: {
    kind: 'CONFLICT',
    zh: '还有 {count} 个下级目标有效,请先停用',
    en: '{count} of its children are still active: retire them first',
  },
});

export const alignmentErrors = defineErrors('alignment', {
  goalFrozen: {
    kind: 'CONFLICT',
    zh: '绩效目标已提交,对应关系由绩效科调整',
    en: 'The goal is submitted: the performance division changes its alignment',
  },
  stateForbids: {
    kind: 'CONFLICT',
    zh: '绩效目标已终止,不能再调整对应关系',
    en: 'The goal has come to an end: its alignment stands',
  },
  objectiveOrDuty: {
    kind: 'RULE_BROKEN',
    zh: '每条对应关系须在 objectiveId 与 dutyId 中恰好填写一个',
    en: 'A link names exactly one of objectiveId and dutyId',
  },
  linkedTwice: { kind: 'RULE_BROKEN', zh: '同一目标或职责只能对应一次', en: 'An objective or duty is linked once' },
  sentenceNotFound: {
    kind: 'RULE_BROKEN',
    zh: '所引语句不在绩效目标原文中',
    en: 'The sentence does not stand in the goal',
  },
  sharesAbove: {
    kind: 'RULE_BROKEN',
    zh: '对战略目标或对职责的资金占比合计超过 100%',
    en: 'The shares to objectives, or those to duties, exceed the whole',
  },
  unknownObjective: {
    kind: 'RULE_BROKEN',
    zh: '战略目标不存在、已停用,或不适用于该绩效目标的区划和年度',
    en: 'The objective is unknown, retired, or of another district or period',
  },
  unknownDuty: {
    kind: 'RULE_BROKEN',
    zh: '职责不存在、已停用,或不是本单位及其上级单位的职责',
    en: 'The duty is unknown, retired, or not one of the unit or of a unit above it',
  },
});

constraintErrors.set('uq_strategic_objectives_code', objectiveErrors.codeTaken);
constraintErrors.set('fk_strategic_objectives_parent', objectiveErrors.twoLevels);
