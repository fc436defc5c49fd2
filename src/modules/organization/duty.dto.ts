import { IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { IsCode } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';

/** 新建部门职责 / a new duty of a unit */
export class CreateDutyRequest {
  /** 单位 / unit */
  @IsUUID()
  unitId: string;

  /** 编码,单位内唯一 / code, unique in the unit @example "ZZ-01" */
  @IsCode()
  code: string;

  /** 职责 / the duty @example "组织实施义务教育学校标准化建设" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  title: string;

  /** 说明 / description */
  @Optional()
  @IsString()
  @MaxLength(4000)
  description?: string;

  /** 依据,如三定规定 / basis @example "双委编〔2024〕12号" */
  @Optional()
  @IsString()
  @MaxLength(500)
  basis?: string;
}

/** 修改部门职责:未给出的字段不变,null 清除 / what is absent stays, null takes away */
export class UpdateDutyRequest {
  /** 职责 / the duty */
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  title?: string;

  /** 说明 / description */
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  description?: string | null;

  /** 依据 / basis */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  basis?: string | null;
}

/** 部门职责(列表)/ a duty in a list */
export class DutyItem {
  /** @format uuid */
  id: string;
  /** @format uuid */
  districtId: string;
  /** 单位 / unit @format uuid */
  unitId: string;
  /** 编码 / code */
  code: string;
  /** 职责 / the duty */
  title: string;
  /** 说明 / description */
  description: string | null;
  /** 依据 / basis */
  basis: string | null;
  /** 状态:有效、停用 / state */
  state: 'ACTIVE' | 'RETIRED';
  version: number;
  /** @format date-time */
  updatedAt: string;
}

/** 部门职责 / a duty of a unit */
export class DutyResponse extends DutyItem {
  /** 可执行的操作 / allowed actions */
  allowedActions: AllowedActionResponse[];
}
