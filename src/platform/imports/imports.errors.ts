import { defineErrors } from '../../kernel/domain-error.js';

/** What makes a whole file unreadable, before any row is judged. */
export const importsErrors = defineErrors('imports', {
  notAPackage: {
    kind: 'RULE_BROKEN',
    zh: '文件已损坏，或不是 XLSX 工作簿',
    en: 'The file is damaged, or not an XLSX workbook',
  },
  encrypted: {
    kind: 'RULE_BROKEN',
    zh: '工作簿已加密，请去除密码后上传',
    en: 'The workbook is encrypted; remove the password',
  },
  tooManyParts: {
    kind: 'RULE_BROKEN',
    zh: '工作簿内有 {count} 个部件，超过 {max} 个，不像正常的表格',
    en: 'The workbook has {count} parts, more than {max}: not an ordinary spreadsheet',
  },
  unpacksTooLarge: {
    kind: 'TOO_LARGE',
    zh: '工作簿解压后超过 {max} MB，或压缩比异常',
    en: 'The workbook unpacks to more than {max} MB, or is compressed beyond reason',
  },
  datesFrom1904: {
    kind: 'RULE_BROKEN',
    zh: '工作簿使用 1904 日期系统，请在“选项 → 高级”中取消后另存',
    en: 'The workbook counts days from 1904; turn that off in its options and save it again',
  },
  doctype: {
    kind: 'RULE_BROKEN',
    zh: '工作簿含有 DOCTYPE 声明，不予读取',
    en: 'The workbook has a DOCTYPE; it is not read',
  },
  tooManyRows: {
    kind: 'RULE_BROKEN',
    zh: '表格超过 {max} 行（见第 {row} 行），请分次导入，或删除下方多余的行',
    en: 'The sheet goes beyond {max} rows (row {row}); import it in parts, or delete the rows below the data',
  },
  rowTooLong: { kind: 'RULE_BROKEN', zh: '第 {row} 行过长，无法读取', en: 'Row {row} is too long to be read' },
  headerMissing: {
    kind: 'RULE_BROKEN',
    zh: '没有找到表头：缺少列 {columns}，请使用系统导出的模板',
    en: 'No header row: the columns {columns} are missing; use the exported template',
  },
  noRows: { kind: 'RULE_BROKEN', zh: '表头之下没有数据', en: 'There are no rows below the header' },
  tookTooLong: {
    kind: 'RULE_BROKEN',
    zh: '文件读取超时，请拆分后重试',
    en: 'Reading the file took too long; split it',
  },
  tooLarge: { kind: 'TOO_LARGE', zh: '文件内容过大，无法读取', en: 'The content of the file is too large' },
});
