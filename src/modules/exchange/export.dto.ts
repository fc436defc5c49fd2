import { IsIn, IsInt, IsNotEmpty, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import type { ImportFormat } from '../../platform/imports/import-schema.js';

/** 导出表格 / a form to be written */
export class CreateExportRequest {
  /** 表格种类 / kind of spreadsheet @example "indicators" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  @Matches(/^[a-z][a-z-]*$/)
  kind: string;

  /** 可填写的模板(预填编码),或范围内的数据 / the form to fill in, or the data in your scope */
  @IsIn(['TEMPLATE', 'DATA'])
  content: 'TEMPLATE' | 'DATA';

  /** 格式 / format */
  @IsIn(['XLSX', 'CSV', 'NDJSON'])
  format: ImportFormat;

  /** 预算年度 / fiscal year @example 2026 */
  @Optional()
  @IsInt()
  @Min(2000)
  @Max(2100)
  fiscalYear?: number;
}
