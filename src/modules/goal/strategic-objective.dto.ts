import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { IsCode } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';

/** 修改战略目标:未给出的字段不变 / changes of an objective; what is absent stays */
export class UpdateStrategicObjectiveRequest {
  /** 目标 / the objective */
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  title?: string;

  /** 说明,null 清除 / description; null takes it away */
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  description?: string | null;

  /** 规划期起始年度 / first fiscal year @example 2026 */
  @Optional()
  @IsInt()
  @Min(2000)
  @Max(2100)
  yearFrom?: number;

  /** 规划期结束年度 / last fiscal year @example 2030 */
  @Optional()
  @IsInt()
  @Min(2000)
  @Max(2100)
  yearTo?: number;

  /** 责任单位 / responsible units */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  responsibleUnitIds?: string[];
}

/** 新建战略目标 / a new objective of a district */
export class CreateStrategicObjectiveRequest {
  /** 区划 / district */
  @IsUUID()
  districtId: string;

  /** 上级目标,缺省为一级目标 / parent; absent: an objective of the first level */
  @Optional()
  @IsUUID()
  parentId?: string;

  /** 编码,同一规划期内唯一 / code, unique in the period @example "1.2" */
  @IsCode()
  code: string;

  /** 目标 / the objective @example "建成优质均衡的基本公共教育服务体系" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  title: string;

  /** 说明 / description */
  @Optional()
  @IsString()
  @MaxLength(4000)
  description?: string;

  /** 规划期起始年度 / first fiscal year @example 2026 */
  @IsInt()
  @Min(2000)
  @Max(2100)
  yearFrom: number;

  /** 规划期结束年度 / last fiscal year @example 2030 */
  @IsInt()
  @Min(2000)
  @Max(2100)
  yearTo: number;

  /** 责任单位 / responsible units */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  responsibleUnitIds?: string[];
}

/** 战略目标(列表)/ an objective in a list */
export class StrategicObjectiveItem {
  /** @format uuid */
  id: string;
  /** @format uuid */
  districtId: string;
  /** 上级目标 / parent @format uuid */
  parentId: string | null;
  /** 级次:1、2 / level */
  level: number;
  /** 编码 / code */
  code: string;
  /** 目标 / the objective */
  title: string;
  /** 说明 / description */
  description: string | null;
  /** 规划期起始年度 / first fiscal year */
  yearFrom: number;
  /** 规划期结束年度 / last fiscal year */
  yearTo: number;
  /** 责任单位 / responsible units @format uuid */
  responsibleUnitIds: string[];
  /** 状态:有效、停用 / state */
  state: 'ACTIVE' | 'RETIRED';
  version: number;
  /** @format date-time */
  updatedAt: string;
}

/** 战略目标 / an objective of a district */
export class StrategicObjectiveResponse extends StrategicObjectiveItem {
  /** 可执行的操作 / allowed actions */
  allowedActions: AllowedActionResponse[];
}
