import { defineErrors } from '../../kernel/domain-error.js';
import { constraintErrors } from '../../platform/http/problem.js';

export const projectErrors = defineErrors('project', {
  codeTaken: { kind: 'CONFLICT', zh: '本区划内项目代码已存在', en: 'A project with this code exists in the district' },
  unitNotFound: {
    kind: 'RULE_BROKEN',
    zh: '实施单位不存在,或不在您的数据范围内',
    en: 'The unit is unknown, or outside your scope',
  },
  periodReversed: {
    kind: 'RULE_BROKEN',
    zh: '项目开始日期不能晚于结束日期',
    en: 'The period must not end before it begins',
  },
  closed: { kind: 'CONFLICT', zh: '项目已关闭,不能再修改', en: 'The project is closed and cannot be changed' },
});

export const budgetErrors = defineErrors('budget', {
  fiscalYearUnknown: {
    kind: 'RULE_BROKEN',
    zh: '{year} 预算年度尚未建立',
    en: 'Fiscal year {year} has not been created',
  },
  fiscalYearClosed: { kind: 'CONFLICT', zh: '{year} 预算年度已关闭', en: 'Fiscal year {year} is closed' },
  sourceTwice: {
    kind: 'RULE_BROKEN',
    zh: '同一资金来源只能有一行:{sources}',
    en: 'One line for each source of funds: {sources}',
  },
  amountNegative: {
    kind: 'RULE_BROKEN',
    zh: '预算金额不能为负:{sources}',
    en: 'Budget amounts must not be negative: {sources}',
  },
  adjustmentReason: {
    kind: 'RULE_BROKEN',
    zh: '调整后预算数与年初预算数不一致时须填写调整原因:{sources}',
    en: 'Give the reason where the adjusted amount differs from the initial one: {sources}',
  },
  lineExecuted: {
    kind: 'RULE_BROKEN',
    zh: '已有支出的资金来源不能去掉:{sources}',
    en: 'Money has been spent from these sources, so their lines must stay: {sources}',
  },
  lineInExecution: {
    kind: 'CONFLICT',
    zh: '已开始执行的资金来源只能通过预算调整变更:{sources}',
    en: 'These sources are in execution: their amounts change by a budget adjustment only: {sources}',
  },
  insufficient: {
    kind: 'CONFLICT',
    zh: '可用额度不足',
    en: 'There is less available on the line than this would take',
  },
});

export const paymentErrors = defineErrors('payment', {
  projectReference: {
    kind: 'MALFORMED',
    zh: '请在 projectId 与 projectCode 中恰好填写一个',
    en: 'Name the project by exactly one of projectId and projectCode',
  },
  projectNotFound: {
    kind: 'RULE_BROKEN',
    zh: '项目不存在,或不在您的数据范围内',
    en: 'The project is unknown, or outside your scope',
  },
  projectAmbiguous: {
    kind: 'RULE_BROKEN',
    zh: '您的数据范围内有多个区划使用该项目代码,请改用 projectId',
    en: 'Several districts in your scope have this project code; use projectId',
  },
  fiscalYearUnknown: { kind: 'RULE_BROKEN', zh: '该预算年度尚未建立', en: 'The fiscal year has not been created' },
  fiscalYearClosed: {
    kind: 'CONFLICT',
    zh: '该预算年度已关闭,不能再登记支付',
    en: 'The fiscal year is closed: no more payments',
  },
  lineUnknown: {
    kind: 'RULE_BROKEN',
    zh: '该项目本年度没有此资金来源的预算',
    en: 'The project has no budget from this source in this year',
  },
  amountNotPositive: {
    kind: 'RULE_BROKEN',
    zh: '支付金额须大于零;冲销请使用 POST /payments/{id}/reverse',
    en: 'The amount must be above zero; to take a payment back, POST /payments/{id}/reverse',
  },
  paidOnOutsideYear: {
    kind: 'RULE_BROKEN',
    zh: '支付日期不在该预算年度内',
    en: 'The day of payment lies outside the fiscal year',
  },
  sourceIdReused: {
    kind: 'CONFLICT',
    zh: '该来源系统的凭证号已登记为另一笔支付',
    en: 'This source id has been recorded with another content',
  },
  twiceInBatch: {
    kind: 'CONFLICT',
    zh: '同一批次中凭证号重复',
    en: 'The source id stands twice in the batch',
  },
  isReversal: { kind: 'CONFLICT', zh: '冲销记录不能再冲销', en: 'A reversal cannot be reversed' },
  alreadyReversed: { kind: 'CONFLICT', zh: '该支付已冲销', en: 'The payment has been reversed already' },
});

export const paymentBatchErrors = defineErrors('payment-batch', {
  totalsDiffer: {
    kind: 'RULE_BROKEN',
    zh: '控制合计不符:声明 {count} 笔 {amount} 元,实为 {actualCount} 笔 {actualAmount} 元;整批未登记',
    en: 'Control totals differ: {count} rows of {amount} yuan were announced, {actualCount} of {actualAmount} came; nothing was recorded',
  },
  districtUnknown: {
    kind: 'RULE_BROKEN',
    zh: '区划不存在,或不在您的数据范围内',
    en: 'The district is unknown, or outside your scope',
  },
});

/** What payment.store.ts refuses inside its statement, by the name it gives. */
export const PAYMENT_REFUSALS = {
  'payment.amount-not-positive': paymentErrors.amountNotPositive,
  'payment.paid-on-outside-year': paymentErrors.paidOnOutsideYear,
  'payment.project-not-found': paymentErrors.projectNotFound,
  'payment.project-ambiguous': paymentErrors.projectAmbiguous,
  'payment.fiscal-year-unknown': paymentErrors.fiscalYearUnknown,
  'payment.fiscal-year-closed': paymentErrors.fiscalYearClosed,
  'payment.line-unknown': paymentErrors.lineUnknown,
  'payment.source-id-reused': paymentErrors.sourceIdReused,
} as const;
export type PaymentRefusal = keyof typeof PAYMENT_REFUSALS;

for (const [name, error] of Object.entries(PAYMENT_REFUSALS)) constraintErrors.set(name, error);
constraintErrors.set('ck_budget_lines_available', budgetErrors.insufficient);
constraintErrors.set('uq_projects_code_district', projectErrors.codeTaken);
constraintErrors.set('ck_projects_period', projectErrors.periodReversed);
constraintErrors.set('uq_payments_reversal_of', paymentErrors.alreadyReversed);
