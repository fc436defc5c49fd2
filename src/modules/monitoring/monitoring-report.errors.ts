import { defineErrors } from '../../kernel/domain-error.js';
import { constraintErrors } from '../../platform/http/problem.js';

export const monitoringReportErrors = defineErrors('monitoring-report', {
  stateForbids: {
    kind: 'CONFLICT',
    zh: '监控表当前为“{state}”,不能{action}',
    en: 'The report is {state}; it cannot {action} now',
  },
  frozen: {
    kind: 'CONFLICT',
    zh: '监控表已提交或已办结,不能修改',
    en: 'The report is under review or has been seen; it cannot be edited',
  },
  roundClosed: {
    kind: 'CONFLICT',
    zh: '监控任务已关闭,不能再填报',
    en: 'The round is closed: no more reports are taken',
  },
  unknownLine: {
    kind: 'RULE_BROKEN',
    zh: '有 {count} 行不属于该项目的资金来源或指标,见 errors',
    en: '{count} lines are no source of funds or indicator of the project; see errors',
  },
  notComputed: {
    kind: 'CONFLICT',
    zh: '该月监控数据尚未计算完成,请稍后提交',
    en: 'The figures of the month have not been computed yet: submit in a moment',
  },
  incomplete: {
    kind: 'RULE_BROKEN',
    zh: '监控表有 {count} 处必须补正,见 errors',
    en: '{count} things must be put right; see errors',
  },
});

constraintErrors.set('ck_monitoring_reports_frozen', monitoringReportErrors.frozen);
