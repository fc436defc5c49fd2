import { IsIn, IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';
import { IsCode } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';

export const UNIT_KINDS = ['FINANCE', 'ADMINISTRATIVE', 'INSTITUTION', 'ENTERPRISE', 'OTHER'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** 新建单位 / a new unit */
export class CreateUnitRequest {
  /** 所属区划 / district */
  @IsUUID()
  districtId: string;

  /** 预算单位编码 / unit code @example "219001" */
  @IsString()
  @IsCode()
  code: string;

  /** 单位名称 / name @example "双流区教育局" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(180)
  name: string;

  /** 单位性质:财政、行政机关、事业单位、国有企业、其他 / kind */
  @IsIn(UNIT_KINDS)
  kind: UnitKind;

  /** 行业领域代码 / industry @example "EDUCATION" */
  @Optional()
  @IsString()
  @IsCode()
  industry?: string;

  /** 上级单位,缺省为主管部门 / parent; absent: a department of its own */
  @Optional()
  @IsUUID()
  parentId?: string;
}

/** 修改单位 / changes of a unit */
export class UpdateUnitRequest {
  /** 单位名称,旧名称按日期保留 / name; the old one is kept with its dates */
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(180)
  name?: string;

  /** 行业领域代码 / industry */
  @Optional()
  @IsString()
  @IsCode()
  industry?: string;
}

/** 单位 / a unit */
export class UnitResponse {
  /** @format uuid */
  id: string;
  /** @format uuid */
  districtId: string;
  /** 预算单位编码 / unit code */
  code: string;
  /** 单位名称 / name */
  name: string;
  /** 单位性质 / kind */
  kind: 'FINANCE' | 'ADMINISTRATIVE' | 'INSTITUTION' | 'ENTERPRISE' | 'OTHER';
  /** 行业领域代码 / industry */
  industry: string | null;
  /** 上级单位 / parent @format uuid */
  parentId: string | null;
  /** 主管部门 / department @format uuid */
  departmentId: string;
  /** 树路径 / path in the tree @example "r.d510116.u3.u7" */
  path: string;
  /** 状态 / state */
  state: 'ACTIVE' | 'CLOSED';
  /** 版本 / version */
  version: number;
  /** @format date-time */
  updatedAt: string;
}
