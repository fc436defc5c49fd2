import type { ImportSchema } from '../../platform/imports/import-schema.js';
import type { FundingSource } from './domain/budget-plan.js';

const SOURCES: readonly { readonly code: FundingSource; readonly label: string; readonly also?: readonly string[] }[] =
  [
    { code: 'FISCAL', label: '财政资金', also: ['财政拨款', '本年财政拨款'] },
    { code: 'CARRY_OVER', label: '上年结转资金', also: ['上年结转'] },
    { code: 'SPECIAL_ACCOUNT', label: '财政专户管理资金' },
    { code: 'OWN', label: '单位资金', also: ['自有资金'] },
    { code: 'OTHER', label: '其他资金' },
  ];

/** 支付明细 / what a finance system tells of a payment. */
export const PAYMENT_SCHEMA: ImportSchema = {
  kind: 'payments',
  sheet: '支付明细',
  key: ['sourceSystem', 'sourceId'],
  group: [],
  totals: ['amount'],
  columns: [
    {
      key: 'sourceSystem',
      header: '来源系统',
      type: 'CODE',
      required: true,
      maxLength: 40,
      hint: '来源系统代码,如 TREASURY',
    },
    {
      key: 'sourceId',
      header: '凭证号',
      type: 'CODE',
      required: true,
      maxLength: 100,
      hint: '来源系统中的凭证号,区划与系统内唯一',
    },
    {
      key: 'projectCode',
      header: '项目代码',
      type: 'CODE',
      required: true,
      maxLength: 40,
      hint: '从下拉列表选择项目代码',
    },
    {
      key: 'fiscalYear',
      header: '预算年度',
      type: 'INTEGER',
      required: true,
      min: '2000',
      max: '2100',
      hint: '四位年份,如 2026',
    },
    {
      key: 'source',
      header: '资金来源',
      type: 'CHOICE',
      required: true,
      hint: '与该项目预算中的资金来源一致',
      choices: SOURCES,
    },
    { key: 'paidOn', header: '支付日期', type: 'DATE', required: true, hint: '如 2026-06-30,在预算年度之内' },
    {
      key: 'amount',
      header: '金额',
      type: 'DECIMAL',
      required: true,
      places: 2,
      min: '0.01',
      max: '99999999999999.99',
      hint: '单位元,大于零,最多两位小数',
    },
    { key: 'payee', header: '收款人', type: 'TEXT', maxLength: 180, hint: '180 字以内' },
    { key: 'memo', header: '摘要', type: 'TEXT', maxLength: 500, hint: '500 字以内' },
  ],
};
