import { defineErrors } from '../../kernel/domain-error.js';

export const filesErrors = defineErrors('files', {
  missing: {
    kind: 'MALFORMED',
    zh: '请以 multipart/form-data 上传，文件字段名为 file',
    en: 'Upload as multipart/form-data with the file in the field "file"',
  },
  empty: { kind: 'RULE_BROKEN', zh: '文件是空的', en: 'The file is empty' },
  activeContent: {
    kind: 'RULE_BROKEN',
    zh: '不接受网页、SVG 或脚本：内容以标记或脚本开头',
    en: 'Web pages, SVG and scripts are not accepted: the content begins with markup or a script line',
  },
  executable: { kind: 'RULE_BROKEN', zh: '不接受可执行程序', en: 'Programs are not accepted' },
  macros: {
    kind: 'RULE_BROKEN',
    zh: '不接受含宏的 Office 文件，请另存为不含宏的格式',
    en: 'Office files with macros are not accepted; save it without them',
  },
  notUtf8: {
    kind: 'RULE_BROKEN',
    zh: '文本文件须为 UTF-8 编码，请另存为“CSV UTF-8”后再上传',
    en: 'Text files must be UTF-8; save it as “CSV UTF-8” first',
  },
  typeNotAccepted: {
    kind: 'RULE_BROKEN',
    zh: '不支持此文件类型，可上传：{allowed}',
    en: 'This type of file is not accepted; allowed: {allowed}',
  },
  nameDoesNotFit: {
    kind: 'RULE_BROKEN',
    zh: '文件扩展名与内容不符：内容是 {mediaType},扩展名应为 {allowed}',
    en: 'The extension does not fit: the content is {mediaType}, so the name must end in {allowed}',
  },
  dailyQuota: {
    kind: 'TOO_MANY',
    zh: '24 小时内上传的文件已达到上限，请稍后再传',
    en: 'The daily limit of uploaded files is reached; try again later',
  },
});
