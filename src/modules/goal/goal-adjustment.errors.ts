import { defineErrors } from '../../kernel/domain-error.js';
import { constraintErrors } from '../../platform/http/problem.js';

export const goalAdjustmentErrors = defineErrors('goal-adjustment', {
  stateForbids: {
    kind: 'CONFLICT',
    zh: '目标调整当前为“{state}”,不能{action}',
    en: 'The adjustment is {state}; it cannot {action} now',
  },
  frozen: {
    kind: 'CONFLICT',
    zh: '目标调整已提交或已办结,不能修改',
    en: 'The adjustment is under review or has ended; it cannot be edited',
  },
  alreadyOpen: {
    kind: 'CONFLICT',
    zh: '该绩效目标已有未办结的调整',
    en: 'The goal has an open adjustment already',
  },
  stale: {
    kind: 'CONFLICT',
    zh: '绩效目标已变化(现为第 {revision} 版,状态“{state}”),本次调整以第 {beforeRevision} 版为基础,请撤销后重新申请',
    en: 'The goal has moved on (revision {revision}, {state}); this adjustment was written against revision {beforeRevision}: cancel it and begin anew',
  },
  indicatorsRefused: {
    kind: 'RULE_BROKEN',
    zh: '有 {count} 项指标不能这样调整,见 errors',
    en: '{count} indicators cannot be adjusted like this; see errors',
  },
  incomplete: {
    kind: 'RULE_BROKEN',
    zh: '目标调整有 {count} 处必须补正,见 errors',
    en: '{count} things must be put right; see errors',
  },
  unknownFile: {
    kind: 'RULE_BROKEN',
    zh: '附件不存在,或不是您上传的',
    en: 'A file is unknown, or was not uploaded by you',
  },
});

constraintErrors.set('uq_goal_adjustments_open', goalAdjustmentErrors.alreadyOpen);
constraintErrors.set('ck_goal_adjustments_frozen', goalAdjustmentErrors.frozen);
