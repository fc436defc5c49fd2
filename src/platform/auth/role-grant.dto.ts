import { IsBoolean, IsIn, IsRFC3339, IsUUID, MaxLength } from 'class-validator';
import { Optional } from '../http/optional.js';
import { AllowedActionResponse } from './allowed-action.dto.js';
import { ROLES, type Role } from './policy.js';

/** 授权 / a new grant */
export class CreateRoleGrantRequest {
  /** 被授权账户 / account */
  @IsUUID()
  accountId: string;

  /** 角色 / role @example "UNIT_FILLER" */
  @IsIn(ROLES)
  role: Role;

  /** 数据范围:单位 / scope: a unit */
  @Optional()
  @IsUUID()
  unitId?: string;

  /** 数据范围:区划 / scope: a district */
  @Optional()
  @IsUUID()
  districtId?: string;

  /** 数据范围:全部;三员角色必须为 true / scope: the whole; administrators are always of the whole */
  @Optional()
  @IsBoolean()
  root?: boolean;

  /** 是否含下级 / with everything below */
  @IsBoolean()
  subtree: boolean;

  /** 限定项目(第三方、专家等)/ this project only, for evaluators and experts */
  @Optional()
  @IsUUID()
  projectId?: string;

  /** 生效时间,缺省为现在 / from; absent: now @format date-time */
  @Optional()
  @IsRFC3339()
  @MaxLength(40)
  validFrom?: string;

  /** 失效时间,缺省为长期 / until; absent: for good @format date-time */
  @Optional()
  @IsRFC3339()
  @MaxLength(40)
  validTo?: string;
}

/** 授权(列表)/ a grant in a list */
export class RoleGrantItem {
  /** @format uuid */
  id: string;
  /** @format uuid */
  accountId: string;
  username: string;
  /** 显示名 / display name */
  displayName: string;
  /** 角色 / role */
  role: string;
  /** @format uuid */
  unitId: string | null;
  /** @format uuid */
  districtId: string | null;
  /** 树路径,r 为全部 / path in the tree; r is the whole */
  scopePath: string;
  /** 是否含下级 / with everything below */
  subtree: boolean;
  /** @format uuid */
  projectId: string | null;
  /** @format date-time */
  validFrom: string;
  /** @format date-time */
  validTo: string | null;
  /** 撤销时间 / when it was revoked @format date-time */
  revokedAt: string | null;
  /** 授权人账户 / account of who granted it @format uuid */
  grantedBy: string | null;
  version: number;
  /** @format date-time */
  createdAt: string;
}

/** 授权 / a grant */
export class RoleGrantResponse extends RoleGrantItem {
  allowedActions: AllowedActionResponse[];
}

export class RoleAction {
  /** 操作 / action @example "account.create" */
  action: string;
  /** 接口密钥范围 / the API key scope that includes it */
  keyScope: string | null;
  /** 可执行的状态 / states in which it is possible */
  states: string[] | null;
  /** 职责分离要求 / separation of duties */
  separation: string | null;
}

/** 角色及其可执行的操作 / a role and what it may do */
export class RoleResponse {
  /** @example "UNIT_FILLER" */
  role: string;
  /** 名称 / name @example "单位经办" */
  name: string;
  /** 是否三员 / whether it is one of the three administrators */
  isAdministrator: boolean;
  actions: RoleAction[];
}
