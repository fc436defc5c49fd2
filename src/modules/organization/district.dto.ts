import { IsNotEmpty, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';

/** 新建财政区划 / a new district */
export class CreateDistrictRequest {
  /** 财政区划代码 / MOF division code @example "510116000" */
  @IsString()
  @Matches(/^\d{2,9}$/)
  code: string;

  /** 名称 / name @example "成都市双流区" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  /** 上级区划 / parent */
  @Optional()
  @IsUUID()
  parentId?: string;
}

/** 财政区划 / a district */
export class DistrictResponse {
  /** @format uuid */
  id: string;
  /** 财政区划代码 / MOF division code */
  code: string;
  /** 名称 / name */
  name: string;
  /** 上级区划 / parent @format uuid */
  parentId: string | null;
  /** 树路径 / path in the tree @example "r.d510116000" */
  path: string;
  /** 版本 / version */
  version: number;
  /** @format date-time */
  updatedAt: string;
}
