import { IsIn, IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import type { ImportStrategy } from '../../platform/imports/import-schema.js';

/** 导入表格:与文件一起提交的字段 / the fields that come with the file */
export class CreateImportRequest {
  /** 表格种类 / kind of spreadsheet @example "indicators" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  @Matches(/^[a-z][a-z-]*$/)
  kind: string;

  /** 校验,或凭令牌提交 / dry run, or commit with its token */
  @IsIn(['VALIDATE', 'COMMIT'])
  mode: 'VALIDATE' | 'COMMIT';

  /** 按编码新增、更新,或两者 / by code: create, update, or both; UPSERT by default */
  @Optional()
  @IsIn(['CREATE', 'UPDATE', 'UPSERT'])
  strategy?: ImportStrategy;

  /** 全部成功才写入,或逐行写入 / all or nothing, or row by row; ALL by default */
  @Optional()
  @IsIn(['ALL', 'ROW'])
  atomic?: 'ALL' | 'ROW';

  /** 校验所得的确认令牌(提交时必填)/ the token of the dry run, for COMMIT */
  @Optional()
  @IsString()
  @MaxLength(60)
  @Matches(/^[\w-]{20,60}$/)
  confirmToken?: string;
}

/** 数量 / what was counted */
export class ImportStats {
  /** 数据行 / rows with data */
  rows: number;
  /** 无误可写入的行 / rows that can be written */
  valid: number;
  /** 模板预填而未填写的行 / prefilled rows that nobody touched */
  untouched: number;
  errors: number;
  warnings: number;
  /** 未列出的问题数 / issues beyond those listed */
  issuesOmitted: number;
  /** 新增行 / rows that made something new */
  created: number;
  /** 更新行 / rows that changed something */
  updated: number;
}

/** 控制合计:与纸质表核对 / a sum to compare with the paper */
export class ImportControlTotal {
  /** 列 / column key @example "weight" */
  key: string;
  /** 表头 / header @example "权重" */
  header: string;
  /** 合计 / sum as decimal text @example "900" */
  sum: string;
}

/** 一个问题 / one issue */
export class ImportIssueResponse {
  /** 工作表 / sheet; null for CSV and NDJSON */
  sheet: string | null;
  /** 行号 / row @minimum 1 @maximum 9999999 */
  row: number;
  /** 列(字母或字段名)/ column letter, or key in NDJSON @example "H" */
  column: string | null;
  /** 行与字段 / row and key @example "/7/weight" */
  pointer: string;
  /** 代码 / code @example "NOT_A_NUMBER" */
  code: string;
  severity: 'ERROR' | 'WARN';
  /** 原值 / the value in the file @example "完成" */
  value: string | null;
  /** 问题 / what is wrong @example "“权重”应为数字" */
  message: string;
  /** 如何改正 / what would make it right @example "只填数字,如 12.5" */
  hint: string;
}

/** 导入及其报告 / an import with its report */
export class ImportResponse {
  /** @format uuid */
  id: string;
  /** @example "indicators" */
  kind: string;
  mode: 'VALIDATE' | 'COMMIT';
  strategy: 'CREATE' | 'UPDATE' | 'UPSERT';
  atomic: 'ALL' | 'ROW';
  format: 'XLSX' | 'CSV' | 'NDJSON';
  /** 状态:已接收、可提交、有错误、无法读取、已写入 / state */
  state: 'RECEIVED' | 'VALID' | 'INVALID' | 'REFUSED' | 'COMMITTED';
  /** 文件名 / file name */
  fileName: string;
  /** 文件摘要 / digest of the bytes */
  fileDigest: string;
  /** 有效数据行的摘要 / digest of the rows that can be written */
  rowDigest: string | null;
  stats: ImportStats | null;
  controlTotals: ImportControlTotal[];
  issues: ImportIssueResponse[];
  /** 标注问题的副本 / the user's own file with the issues marked */
  annotatedFileUrl: string | null;
  /** 提交凭据,只能用一次 / use it once to commit */
  confirmToken: string | null;
  /** 令牌失效时间 / until when @format date-time */
  confirmUntil: string | null;
  version: number;
  /** @format date-time */
  createdAt: string;
  /** @format date-time */
  updatedAt: string;
}
