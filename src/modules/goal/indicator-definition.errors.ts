import { defineErrors } from '../../kernel/domain-error.js';
import { constraintErrors } from '../../platform/http/problem.js';

export const indicatorDefinitionErrors = defineErrors('indicator-definition', {
  stateForbids: {
    kind: 'CONFLICT',
    zh: '指标定义当前为“{state}”，不能{action}',
    en: 'The definition is {state}; it cannot {action} now',
  },
  frozen: {
    kind: 'CONFLICT',
    zh: '只有草稿可以修改；已发布的指标请修订（revise）',
    en: 'Only a draft can be changed; revise what is published',
  },
  notYours: {
    kind: 'FORBIDDEN',
    zh: '您只能引用该指标：共性和行业指标由绩效科维护，个性指标由所属单位经办维护',
    en: 'You may only use it: the performance division keeps common and sector indicators, a unit’s clerk the unit’s own',
  },
  placeUnknown: {
    kind: 'RULE_BROKEN',
    zh: '个性指标须指明数据范围内的单位（unitId），共性和行业指标须指明区划（districtId）',
    en: 'An own indicator needs a unit within your scope (unitId), a common or sector one a district (districtId)',
  },
  codeTaken: { kind: 'CONFLICT', zh: '指标编码已使用', en: 'This code is taken' },
  unknownUnit: { kind: 'RULE_BROKEN', zh: '度量单位字典中没有该单位', en: 'The unit dictionary has no such unit' },
  invalid: {
    kind: 'RULE_BROKEN',
    zh: '指标定义有 {count} 处必须修正，见 errors',
    en: '{count} things must be put right; see errors',
  },
  revisionOpen: {
    kind: 'CONFLICT',
    zh: '该指标有一个版次正在起草或审核，请先办结',
    en: 'A revision is being drafted or reviewed: finish it first',
  },
  survivorNotFound: {
    kind: 'RULE_BROKEN',
    zh: '并入的指标不存在，或不在您的数据范围内',
    en: 'The definition to merge into is unknown, or outside your scope',
  },
  sameDefinition: { kind: 'RULE_BROKEN', zh: '不能并入自身', en: 'A definition cannot be merged into itself' },
  notPublished: {
    kind: 'CONFLICT',
    zh: '只能并入已发布的指标',
    en: 'Only a published definition can take over',
  },
  narrower: {
    kind: 'RULE_BROKEN',
    zh: '并入的指标适用范围较小，原引用单位将无法使用',
    en: 'The definition to merge into is not in force everywhere where this one is',
  },
  different: {
    kind: 'RULE_BROKEN',
    zh: '两个指标的类型、度量单位或位置不同，不能合并',
    en: 'Measure type, unit or position differ: they are not the same indicator',
  },
  ownMerge: {
    kind: 'FORBIDDEN',
    zh: '编制人不能合并自己编制的指标',
    en: 'Whoever wrote one of the two cannot merge them',
  },
});

constraintErrors.set('uq_indicator_definitions_code', indicatorDefinitionErrors.codeTaken);
constraintErrors.set('uq_indicator_definitions_open', indicatorDefinitionErrors.revisionOpen);
constraintErrors.set('uq_indicator_definitions_revision', indicatorDefinitionErrors.revisionOpen);
constraintErrors.set('fk_indicator_definitions_unit_of_measure', indicatorDefinitionErrors.unknownUnit);
constraintErrors.set('ck_indicator_definitions_frozen', indicatorDefinitionErrors.frozen);
constraintErrors.set('ck_indicator_definitions_merger', indicatorDefinitionErrors.ownMerge);
