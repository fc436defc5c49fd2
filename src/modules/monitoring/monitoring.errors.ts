import { defineErrors } from '../../kernel/domain-error.js';
import { constraintErrors } from '../../platform/http/problem.js';

export const actualErrors = defineErrors('actual', {
  exists: {
    kind: 'CONFLICT',
    zh: '该指标本期已报送实际值;如需修改请使用 POST /actuals/{id}/correct',
    en: 'The figure of this period has been reported; to change it, POST /actuals/{id}/correct',
  },
  goalNotInExecution: {
    kind: 'CONFLICT',
    zh: '绩效目标不在执行或调整中,不能报送实际值',
    en: 'The goal is neither in execution nor being adjusted: no figures are taken',
  },
  fiscalYearClosed: {
    kind: 'CONFLICT',
    zh: '该预算年度已关闭,不能再报送或更正',
    en: 'The fiscal year is closed: no more figures or corrections',
  },
  periodUnknown: {
    kind: 'MALFORMED',
    zh: '期间应写作 2026、2026-H1、2026-Q3 或 2026-07',
    en: 'A period is written 2026, 2026-H1, 2026-Q3 or 2026-07',
  },
  periodOutsideYear: {
    kind: 'RULE_BROKEN',
    zh: '期间不在该指标的预算年度内',
    en: 'The period lies outside the fiscal year of the indicator',
  },
  periodLength: {
    kind: 'RULE_BROKEN',
    zh: '期间与该指标的报送周期不一致(如按季报送应写 2026-Q1)',
    en: 'The period does not fit the reporting period of the indicator (quarterly: 2026-Q1)',
  },
  periodInFuture: { kind: 'RULE_BROKEN', zh: '该期间尚未开始', en: 'The period has not begun yet' },
  figureAmbiguous: {
    kind: 'RULE_BROKEN',
    zh: '请恰好填写一种数值:value、numerator 与 denominator、level 或 doneOn',
    en: 'Give exactly one figure: value, numerator with denominator, level, or doneOn',
  },
  figureKind: {
    kind: 'RULE_BROKEN',
    zh: '数值种类与指标类型不符:定性填 level,时限填 doneOn,比率可填分子分母,其余填 value',
    en: 'The figure does not fit the measure type: QUAL takes level, DATE takes doneOn, RATE may take numerator and denominator, others take value',
  },
  denominatorNotPositive: { kind: 'RULE_BROKEN', zh: '分母必须大于零', en: 'The denominator must be above zero' },
  doneInFuture: { kind: 'RULE_BROKEN', zh: '完成日期不能晚于今天', en: 'The day of completion lies in the future' },
  doneAfterPeriod: {
    kind: 'RULE_BROKEN',
    zh: '完成日期不能晚于所报期间',
    en: 'The day of completion lies after the period',
  },
  unknownFile: {
    kind: 'RULE_BROKEN',
    zh: '附件不存在,或不是您上传的',
    en: 'A file is unknown, or was not uploaded by you',
  },
  stateForbids: {
    kind: 'CONFLICT',
    zh: '实际值当前为“{state}”,不能{action}',
    en: 'The figure is {state}; it cannot {action} now',
  },
  ownFigure: {
    kind: 'FORBIDDEN',
    zh: '本人填报或更正过的数值须由他人确认、核实',
    en: 'Whoever reported or corrected a figure cannot confirm or verify it',
  },
  ownConfirmation: {
    kind: 'FORBIDDEN',
    zh: '确认与核实须由不同的人进行',
    en: 'Confirmation and verification need two different people',
  },
});

export const planErrors = defineErrors('plan', {
  curveInvalid: {
    kind: 'RULE_BROKEN',
    zh: '分时段计划有 {count} 处不符合要求,见 errors',
    en: '{count} points of the plan are not acceptable; see errors',
  },
  goalForbids: {
    kind: 'CONFLICT',
    zh: '绩效目标当前为“{state}”,不能修改分时段计划',
    en: 'The goal is {state}; its plan cannot be changed now',
  },
  monthOver: {
    kind: 'CONFLICT',
    zh: '执行中不能修改已结束月份({months})的计划值',
    en: 'In execution the plan of months that are over ({months}) cannot be changed',
  },
  pointsOrTemplate: {
    kind: 'RULE_BROKEN',
    zh: '请填写分时段计划 points 或模板 template 之一',
    en: 'Give either points or a template',
  },
  templateForbids: {
    kind: 'RULE_BROKEN',
    zh: '指标类型{measureType}的计划值不随月份累积,不能套用模板',
    en: 'The plan of a {measureType} indicator does not grow over the months: it takes no template',
  },
  lastYearUnknown: {
    kind: 'RULE_BROKEN',
    zh: '没有上年各月数据,不能套用“上年同期”',
    en: 'Nothing is known of last year month by month: its course cannot be taken',
  },
  budgetUnknown: {
    kind: 'RULE_BROKEN',
    zh: '项目该年度没有预算,不能编制支出计划',
    en: 'The project has no budget in that year: there is nothing to plan',
  },
});

export const monitoringErrors = defineErrors('monitoring', {
  ruleSetUnknown: {
    kind: 'RULE_BROKEN',
    zh: '没有已发布的监控规则“{code}”',
    en: 'There is no published monitoring rule set {code}',
  },
  ruleSetInvalid: {
    kind: 'RULE_BROKEN',
    zh: '监控规则有 {count} 处问题,不能发布,见 errors',
    en: 'The rule set has {count} problems and cannot be published; see errors',
  },
  ruleSetNotDraft: {
    kind: 'CONFLICT',
    zh: '只有区划的草稿可以修改或发布;已发布的监控规则不再修改,请新建下一版',
    en: 'Only a draft of a district is edited or published; what is published never changes: draft the next edition',
  },
  ruleSetPublishedMeanwhile: {
    kind: 'CONFLICT',
    zh: '该监控规则的另一版刚刚发布,请刷新后重试',
    en: 'Another edition of this rule set has just been published; reload and try again',
  },
  ownRuleSet: {
    kind: 'FORBIDDEN',
    zh: '监控规则的起草人与发布人必须是不同的人',
    en: 'A rule set is published by another person than its author',
  },
  ruleSetNotAuthor: {
    kind: 'FORBIDDEN',
    zh: '草稿只能由起草人修改',
    en: 'A draft is edited by its author only',
  },
  ruleSetElsewhere: {
    kind: 'RULE_BROKEN',
    zh: '该监控规则属于另一区划',
    en: 'The rule set belongs to another district',
  },
  districtNotFound: {
    kind: 'RULE_BROKEN',
    zh: '区划不存在,或不在您的数据范围内',
    en: 'The district is unknown, or outside your scope',
  },
  yearInFuture: { kind: 'RULE_BROKEN', zh: '该预算年度尚未开始', en: 'The fiscal year has not begun yet' },
});

/** What actual.statement.ts refuses inside its statements, by the name it gives. */
export const ACTUAL_REFUSALS = {
  'actual.exists': actualErrors.exists,
  'actual.goal-not-in-execution': actualErrors.goalNotInExecution,
  'actual.fiscal-year-closed': actualErrors.fiscalYearClosed,
  'actual.period-outside-year': actualErrors.periodOutsideYear,
  'actual.period-length': actualErrors.periodLength,
  'actual.period-in-future': actualErrors.periodInFuture,
  'actual.unknown-file': actualErrors.unknownFile,
  'actual.figure-ambiguous': actualErrors.figureAmbiguous,
  'actual.figure-kind': actualErrors.figureKind,
  'actual.denominator-not-positive': actualErrors.denominatorNotPositive,
  'actual.done-in-future': actualErrors.doneInFuture,
  'actual.done-after-period': actualErrors.doneAfterPeriod,
} as const;
export type ActualRefusal = keyof typeof ACTUAL_REFUSALS;

for (const [name, error] of Object.entries(ACTUAL_REFUSALS)) constraintErrors.set(name, error);
constraintErrors.set('uq_monitoring_rule_sets_published', monitoringErrors.ruleSetPublishedMeanwhile);
constraintErrors.set('ck_monitoring_rule_sets_publisher', monitoringErrors.ownRuleSet);
constraintErrors.set('uq_actuals_indicator_month', actualErrors.exists);
constraintErrors.set('uq_actuals_done_on', actualErrors.exists);
