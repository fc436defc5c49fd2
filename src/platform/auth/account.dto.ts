import { IsIn, IsNotEmpty, IsString, IsUUID, Matches, MaxLength, ValidateIf } from 'class-validator';
import { Optional } from '../http/optional.js';
import { AllowedActionResponse } from './allowed-action.dto.js';

export const ACCOUNT_KINDS = ['PERSON', 'SERVICE'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];
export const ACCOUNT_STATES = ['ACTIVE', 'DISABLED'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** Letters of one script only: nobody can make a name that looks like another's. */
export const USERNAME = /^[A-Za-z0-9][A-Za-z0-9_.@-]{2,63}$/;

/** 新建账户 / a new account */
export class CreateAccountRequest {
  /** 用户名,保存为小写 / username, kept in lower case @example "zhang.san" */
  @IsString()
  @Matches(USERNAME)
  @MaxLength(64)
  username: string;

  /** 显示名 / display name @example "张三" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  displayName: string;

  /** 所在单位 / unit */
  @Optional()
  @IsUUID()
  unitId?: string;

  /** 同一自然人的另一账户时给出 / when one natural person gets another account */
  @Optional()
  @IsUUID()
  personId?: string;

  /** 初始密码,缺省由系统生成并只返回一次 / initial password; absent: generated and answered once */
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  password?: string;
}

/** 修改账户 / changes of an account */
export class UpdateAccountRequest {
  /** 显示名 / display name */
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  displayName?: string;

  /** 所在单位,null 为不属于任何单位 / unit; null: none */
  @ValidateIf(({ unitId }: UpdateAccountRequest) => unitId !== undefined && unitId !== null)
  @IsUUID()
  unitId?: string | null;

  /** 状态;停用时立即结束全部会话和密钥 / state; disabling ends every session and key at once */
  @Optional()
  @IsIn(ACCOUNT_STATES)
  state?: AccountState;
}

/** 账户(列表)/ an account in a list */
export class AccountItem {
  /** @format uuid */
  id: string;
  /** 用户名 / username */
  username: string;
  /** 显示名 / display name */
  displayName: string;
  kind: 'PERSON' | 'SERVICE';
  /** 自然人 / natural person @format uuid */
  personId: string;
  /** 状态 / state */
  state: 'ACTIVE' | 'DISABLED';
  /** 所在单位 / unit @format uuid */
  unitId: string | null;
  /** 区划 / district @format uuid */
  districtId: string | null;
  /** 首次登录须改密 / the password must be changed at the next sign-in */
  mustChangePassword: boolean;
  /** 登录失败锁定至 / locked after failures until @format date-time */
  lockedUntil: string | null;
  version: number;
  /** @format date-time */
  createdAt: string;
  /** @format date-time */
  updatedAt: string;
}

/** 账户 / an account */
export class AccountResponse extends AccountItem {
  allowedActions: AllowedActionResponse[];
}

/** 账户及其初始密码 / an account with its initial password */
export class AccountWithPasswordResponse extends AccountResponse {
  /** 系统生成的密码,只返回这一次;重放时为 null / generated password, shown this once; null when replayed or given */
  initialPassword: string | null;
}
