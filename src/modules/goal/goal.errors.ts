import { defineErrors } from '../../kernel/domain-error.js';
import { constraintErrors } from '../../platform/http/problem.js';

export const goalErrors = defineErrors('goal', {
  stateForbids: {
    kind: 'CONFLICT',
    zh: '绩效目标当前为“{state}”,不能{action}',
    en: 'The goal is {state}; it cannot {action} now',
  },
  alreadyExists: {
    kind: 'CONFLICT',
    zh: '该项目本年度已有绩效目标',
    en: 'The project has a goal for this fiscal year already',
  },
  departmentHasWhole: {
    kind: 'CONFLICT',
    zh: '该部门本年度已有整体支出绩效目标',
    en: 'The department has a goal of its whole expenditure for this fiscal year already',
  },
  notOnForm: {
    kind: 'RULE_BROKEN',
    zh: '该栏不在本绩效目标的申报表上',
    en: 'The declaration form of this goal has no such field',
  },
  lineTwice: { kind: 'RULE_BROKEN', zh: '同一 id 出现两次', en: 'Two lines have the same id' },
  frozen: {
    kind: 'CONFLICT',
    zh: '绩效目标已冻结,只能通过目标调整修改',
    en: 'The goal is frozen; it changes only by an adjustment',
  },
  projectNotFound: {
    kind: 'RULE_BROKEN',
    zh: '项目不存在,或不在您的数据范围内',
    en: 'The project is unknown, or outside your scope',
  },
  checksFailed: {
    kind: 'RULE_BROKEN',
    zh: '绩效目标有 {count} 处必须修正,见 errors',
    en: '{count} things must be put right; see errors',
  },
  unknownIndicator: {
    kind: 'RULE_BROKEN',
    zh: '指标 {id} 不属于该绩效目标',
    en: 'Indicator {id} does not belong to this goal',
  },
  libraryMismatch: {
    kind: 'RULE_BROKEN',
    zh: '有 {count} 处与所引用的指标库不一致，见 errors',
    en: '{count} things disagree with the definitions in the library; see errors',
  },
  duplicateIndicator: { kind: 'RULE_BROKEN', zh: '三级指标名称重复', en: 'Two indicators have the same name' },
  notPassed: {
    kind: 'CONFLICT',
    zh: '有 {count} 个绩效目标未审核通过,不能批复',
    en: '{count} of the goals have not passed review and cannot be released',
  },
  releaseNumberTaken: { kind: 'CONFLICT', zh: '批复文号已使用', en: 'This release number is taken' },
  unknownTemplate: { kind: 'RULE_BROKEN', zh: '没有权重模板“{code}”', en: 'There is no weight template {code}' },
});

constraintErrors.set('uq_goals_project_year', goalErrors.alreadyExists);
constraintErrors.set('uq_goals_department_whole', goalErrors.departmentHasWhole);
for (const table of ['funding_lines', 'milestones', 'cost_estimates', 'tasks'])
  constraintErrors.set(`pk_goal_${table}`, goalErrors.lineTwice);
constraintErrors.set('ck_goals_frozen', goalErrors.frozen);
constraintErrors.set('uq_indicators_name', goalErrors.duplicateIndicator);
constraintErrors.set('uq_goal_releases_number', goalErrors.releaseNumberTaken);
