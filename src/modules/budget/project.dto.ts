import { IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { IsCivilDate, IsCode } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';

export const PROJECT_KINDS = ['PROJECT', 'POLICY', 'DEPARTMENT_WHOLE'] as const;
export type ProjectKind = (typeof PROJECT_KINDS)[number];
export const PROJECT_ATTRIBUTES = ['NEW', 'CONTINUING', 'ONE_OFF'] as const;
export type ProjectAttribute = (typeof PROJECT_ATTRIBUTES)[number];

/** 新建项目 / a new project */
export class CreateProjectRequest {
  /** 实施单位 / the unit that carries it out */
  @IsUUID()
  unitId: string;

  /** 项目代码 / project code @example "51011626T000000000101" */
  @IsString()
  @IsCode()
  code: string;

  /** 项目名称 / name @example "校舍维修" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(180)
  name: string;

  /** 类型:项目、政策、部门整体 / kind */
  @IsIn(PROJECT_KINDS)
  kind: ProjectKind;

  /** 项目属性:新增、延续、一次性 / attribute */
  @IsIn(PROJECT_ATTRIBUTES)
  attribute: ProjectAttribute;

  /** 项目负责人 / leader */
  @Optional()
  @IsString()
  @MaxLength(60)
  leaderName?: string;

  /** 项目期起 / first day */
  @IsCivilDate()
  periodFrom: string;

  /** 项目期止 / last day */
  @IsCivilDate()
  periodTo: string;

  /** 立项依据 / legal and policy basis */
  @Optional()
  @IsString()
  @MaxLength(4000)
  basis?: string;

  /** 必要性 / necessity */
  @Optional()
  @IsString()
  @MaxLength(4000)
  necessity?: string;

  /** 可行性 / feasibility */
  @Optional()
  @IsString()
  @MaxLength(4000)
  feasibility?: string;
}

/** 修改项目:未给出的字段不变 / changes of a project; what is absent stays */
export class UpdateProjectRequest {
  /** 项目名称 / name */
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(180)
  name?: string;

  /** 项目属性 / attribute */
  @Optional()
  @IsIn(PROJECT_ATTRIBUTES)
  attribute?: ProjectAttribute;

  /** 项目负责人 / leader */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  leaderName?: string | null;

  /** 项目期起 / first day */
  @Optional()
  @IsCivilDate()
  periodFrom?: string;

  /** 项目期止 / last day */
  @Optional()
  @IsCivilDate()
  periodTo?: string;

  /** 立项依据 / basis */
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  basis?: string | null;

  /** 必要性 / necessity */
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  necessity?: string | null;

  /** 可行性 / feasibility */
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  feasibility?: string | null;
}

/** 项目(列表)/ a project in a list */
export class ProjectResponse {
  /** @format uuid */
  id: string;
  /** @format uuid */
  districtId: string;
  /** 实施单位 / unit @format uuid */
  unitId: string;
  /** 主管部门 / department @format uuid */
  departmentId: string;
  /** 树路径 / path of the unit @example "r.d510116.u3.u7" */
  path: string;
  /** 项目代码 / code */
  code: string;
  /** 项目名称 / name */
  name: string;
  /** 类型 / kind */
  kind: 'PROJECT' | 'POLICY' | 'DEPARTMENT_WHOLE';
  /** 项目属性 / attribute */
  attribute: 'NEW' | 'CONTINUING' | 'ONE_OFF';
  /** 项目负责人 / leader */
  leaderName: string | null;
  /** @format date */
  periodFrom: string;
  /** @format date */
  periodTo: string;
  /** 立项依据 / basis */
  basis: string | null;
  /** 必要性 / necessity */
  necessity: string | null;
  /** 可行性 / feasibility */
  feasibility: string | null;
  /** 状态 / state */
  state: 'ACTIVE' | 'CLOSED';
  /** 版本 / version */
  version: number;
  /** @format date-time */
  createdAt: string;
  /** @format date-time */
  updatedAt: string;
}

/** 项目详情 / a project */
export class ProjectDetailResponse extends ProjectResponse {
  /** 可执行的操作 / allowed actions */
  allowedActions: AllowedActionResponse[];
}
