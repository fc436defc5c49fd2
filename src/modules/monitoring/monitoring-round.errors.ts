import { defineErrors } from '../../kernel/domain-error.js';
import { constraintErrors } from '../../platform/http/problem.js';

export const monitoringRoundErrors = defineErrors('monitoring-round', {
  stateForbids: {
    kind: 'CONFLICT',
    zh: '监控任务当前为“{state}”,不能{action}',
    en: 'The round is {state}; it cannot {action} now',
  },
  exists: {
    kind: 'CONFLICT',
    zh: '该区划 {fiscalYear} 年 1–{month} 月已有自行监控任务',
    en: 'The district has a round of all projects for months 1–{month} of {fiscalYear}',
  },
  districtUnknown: { kind: 'RULE_BROKEN', zh: '区划不存在', en: 'The district is unknown' },
  yearNotOpen: {
    kind: 'RULE_BROKEN',
    zh: '{fiscalYear} 预算年度未建立或已关闭',
    en: 'The fiscal year {fiscalYear} has not been opened, or is closed',
  },
  monthInFuture: { kind: 'RULE_BROKEN', zh: '监控期间尚未开始', en: 'The last month of the period has not begun' },
  selectionMissing: {
    kind: 'RULE_BROKEN',
    zh: '重点监控须至少有一项选择条件:滞后、执行率、金额或关注项目',
    en: 'A focused round chooses by something: lag, execution rate, amount or attention',
  },
  selectionForbidden: {
    kind: 'RULE_BROKEN',
    zh: '自行监控覆盖全部项目,不设选择条件',
    en: 'A round of the units’ own covers every project and chooses by nothing',
  },
  attentionUnknown: {
    kind: 'RULE_BROKEN',
    zh: '有 {count} 个关注项目在该区划本年度没有执行中的绩效目标',
    en: '{count} of the named projects run under no goal of this year in the district',
  },
  calendarMissing: {
    kind: 'RULE_BROKEN',
    zh: '工作日历未覆盖到报送截止日期,请先导入',
    en: 'The working-day calendar does not reach the day by which units report',
  },
  unfinished: {
    kind: 'RULE_BROKEN',
    zh: '还有 {count} 张监控表未办结,关闭须说明理由',
    en: '{count} reports are not finished: closing needs a reason',
  },
});

export const monitoringRoundPlanErrors = defineErrors('monitoring-round-plan', {
  exists: {
    kind: 'CONFLICT',
    zh: '该区划本年度已有监控计划,请修改原计划',
    en: 'The district has a plan for this year: change that one',
  },
});

constraintErrors.set('uq_monitoring_round_plans_year', monitoringRoundPlanErrors.exists);
