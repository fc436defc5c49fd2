import { type ErrorParams, fillText } from '../../kernel/domain-error.js';
import type { ImportColumn, IssueSeverity, RowIssue } from './import-schema.js';

/** Everything that the reading of cells can find: what is wrong, and what would make it right. */
export const CELL_ISSUES = {
  REQUIRED: { severity: 'ERROR', message: '“{header}”不能为空', hint: '请填写:{rule}' },
  TOO_LONG: { severity: 'ERROR', message: '“{header}”共 {length} 字,超过 {max} 字', hint: '请缩短到 {max} 字以内' },
  BAD_CODE: {
    severity: 'ERROR',
    message: '“{header}”含有编码不允许的字符',
    hint: '编码只含文字、数字和 _ . -,且以文字或数字开头',
  },
  CODE_AS_NUMBER: {
    severity: 'ERROR',
    message: '“{header}”被存成了数字,超过 15 位的数字已失真',
    hint: '请将单元格格式设为“文本”后重新录入编码',
  },
  NOT_A_NUMBER: { severity: 'ERROR', message: '“{header}”应为数字', hint: '只填数字,如 12.5;不带单位、百分号和文字' },
  NUMBER_NOT_TEXT: {
    severity: 'ERROR',
    message: '“{header}”是 JSON 数字,可能失去精度',
    hint: '请写成十进制文本,如 "12.50"',
  },
  TOO_MANY_PLACES: { severity: 'ERROR', message: '“{header}”小数超过 {places} 位', hint: '最多保留 {places} 位小数' },
  NOT_AN_INTEGER: { severity: 'ERROR', message: '“{header}”应为整数', hint: '请填写整数,不带小数' },
  OUT_OF_RANGE: { severity: 'ERROR', message: '“{header}”超出范围', hint: '应在 {min} 至 {max} 之间' },
  NO_SUCH_DATE: {
    severity: 'ERROR',
    message: '“{header}”不是有效日期',
    hint: '请按 2026-06-30 的格式填写真实存在的日期',
  },
  NOT_A_CHOICE: { severity: 'ERROR', message: '“{header}”不在可选范围内', hint: '可选:{allowed}' },
  NOT_YES_NO: { severity: 'ERROR', message: '“{header}”应填“是”或“否”', hint: '请填写“是”或“否”' },
  FORMULA: { severity: 'ERROR', message: '“{header}”是公式', hint: '请复制后用“选择性粘贴 → 数值”粘贴为值' },
  CELL_ERROR: { severity: 'ERROR', message: '“{header}”是错误值', hint: '请改正产生错误值的内容后填写结果' },
  CONTROL_CHARACTER: { severity: 'ERROR', message: '“{header}”含有不可见的控制字符', hint: '请删除后重新录入' },
  NOT_TEXT: { severity: 'ERROR', message: '“{header}”应为文本', hint: '请填写文本' },
  MERGED: { severity: 'ERROR', message: '“{header}”所在的 {range} 是合并单元格', hint: '请取消合并,每一行都填写完整' },
  DUPLICATE_KEY: { severity: 'ERROR', message: '与第 {other} 行重复({key})', hint: '请删除其中一行,或更正使两行不同' },
  PERIOD_REVERSED: { severity: 'ERROR', message: '“{from}”晚于“{header}”', hint: '请使“{from}”不晚于“{header}”' },
  TRIMMED: { severity: 'WARN', message: '“{header}”首尾有空格,已去除', hint: '无需处理;如要消除提示,请删除首尾空格' },
  NORMALISED: {
    severity: 'WARN',
    message: '“{header}”已按“{read}”读取',
    hint: '无需处理;如要消除提示,请用半角字符填写“{read}”',
  },
  UNKNOWN_COLUMN: { severity: 'WARN', message: '不认识列“{header}”,该列未读取', hint: '无需处理,或按模板更正表头' },
  MALFORMED_LINE: { severity: 'ERROR', message: '该行不是一个 JSON 对象', hint: '每行一个 JSON 对象,如 {"code":"…"}' },
} as const satisfies Record<string, { severity: IssueSeverity; message: string; hint: string }>;

export type CellIssueCode = keyof typeof CELL_ISSUES;

/** What was found in one cell, before its row is known. */
export interface CellFinding {
  readonly code: CellIssueCode;
  readonly params?: ErrorParams;
}

export function toRowIssue(
  row: number,
  column: (Pick<ImportColumn, 'header' | 'hint'> & { readonly key: string | null }) | null,
  { code, params }: CellFinding,
  value: string | null,
): RowIssue {
  const { severity, message, hint } = CELL_ISSUES[code];
  const all = { header: column?.header ?? '', rule: column?.hint ?? '', ...params };
  return {
    row,
    key: column?.key ?? null,
    code,
    severity,
    message: fillText(message, all),
    hint: fillText(hint, all),
    value,
  };
}
