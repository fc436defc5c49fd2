import type { ImportColumn, ImportSchema } from '../../platform/imports/import-schema.js';

const number = (key: string, header: string, hint: string): ImportColumn => ({
  key,
  header,
  type: 'DECIMAL',
  places: 6,
  hint,
});

/** 实际值 / figures of indicators, as a spreadsheet carries them. */
export const ACTUAL_SCHEMA: ImportSchema = {
  kind: 'actuals',
  sheet: '实际值',
  key: ['indicatorId', 'projectCode', 'fiscalYear', 'level2', 'name', 'period'],
  group: [],
  prefilled: ['indicatorId', 'projectCode', 'fiscalYear', 'level2', 'name', 'period'],
  totals: ['value'],
  columns: [
    {
      key: 'indicatorId',
      header: '指标标识',
      type: 'CODE',
      maxLength: 36,
      hint: '模板自带,请勿改动;也可不填,改填项目代码、预算年度、二级指标和三级指标',
    },
    { key: 'projectCode', header: '项目代码', type: 'CODE', maxLength: 40, hint: '从下拉列表选择项目代码' },
    { key: 'fiscalYear', header: '预算年度', type: 'INTEGER', min: '2000', max: '2100', hint: '四位年份,如 2026' },
    { key: 'level2', header: '二级指标', type: 'TEXT', maxLength: 50, hint: '与绩效目标一致' },
    { key: 'name', header: '三级指标', type: 'TEXT', maxLength: 200, hint: '与绩效目标一致' },
    {
      key: 'period',
      header: '期间',
      type: 'TEXT',
      required: true,
      maxLength: 8,
      hint: '与报送周期一致:2026、2026-H1、2026-Q3 或 2026-07(单元格格式设为“文本”)',
    },
    number('value', '实际值', '累计、成本、事件数填本期发生额,其余填期末值;不带单位和百分号'),
    number('numerator', '分子', '比率可填分子、分母,代替实际值'),
    number('denominator', '分母', '大于零,与分子一同填写'),
    {
      key: 'level',
      header: '达成情况',
      type: 'CHOICE',
      hint: '定性指标填写:达成、部分达成或未达成',
      choices: [
        { code: 'ACHIEVED', label: '达成', also: ['已达成'] },
        { code: 'PARTIAL', label: '部分达成' },
        { code: 'NOT', label: '未达成' },
      ],
    },
    { key: 'doneOn', header: '完成日期', type: 'DATE', hint: '时限类指标填写,如 2026-06-30' },
    { key: 'note', header: '说明', type: 'TEXT', maxLength: 1000, hint: '1000 字以内' },
    { key: 'reason', header: '更正原因', type: 'TEXT', maxLength: 1000, hint: '改动已报送的数值时必填' },
  ],
};
