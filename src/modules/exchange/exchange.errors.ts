import { defineErrors } from '../../kernel/domain-error.js';

export const importErrors = defineErrors('import', {
  unknownKind: {
    kind: 'RULE_BROKEN',
    zh: '没有“{kind}”这种表格，可用：{allowed}',
    en: 'No such kind: {kind}; there are {allowed}',
  },
  formatNotAccepted: {
    kind: 'RULE_BROKEN',
    zh: '导入文件须为 XLSX、CSV（UTF-8）或 NDJSON',
    en: 'An import is an XLSX, CSV (UTF-8) or NDJSON file',
  },
  tokenMissing: {
    kind: 'RULE_BROKEN',
    zh: '请先校验（mode=VALIDATE），再凭其 confirmToken 提交',
    en: 'Validate first (mode=VALIDATE), then commit with its confirmToken',
  },
  tokenUnknown: {
    kind: 'RULE_BROKEN',
    zh: '确认令牌无效、已使用或已过期，请重新校验',
    en: 'The confirm token is unknown, used or expired; validate again',
  },
  bytesDiffer: {
    kind: 'RULE_BROKEN',
    zh: '文件或选项与校验时不同，请对现在的文件重新校验',
    en: 'The file or the options differ from what was validated; validate this file',
  },
});

export const exportErrors = defineErrors('export', {
  tooManyRows: {
    kind: 'RULE_BROKEN',
    zh: '超过 {max} 行，请按预算年度缩小范围',
    en: 'More than {max} rows; narrow it by fiscal year',
  },
});
