import { Type } from 'class-transformer';
import { IsDefined, IsNotEmpty, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { USERNAME } from './account.dto.js';

/** 一名管理员 / one administrator */
export class AdministratorRequest {
  /** 用户名,保存为小写 / username, kept in lower case @example "sysadmin" */
  @IsString()
  @Matches(USERNAME)
  @MaxLength(64)
  username: string;

  /** 密码 / password */
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  password: string;

  /** 显示名 / display name @example "系统管理员" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  displayName: string;
}

/** 初始化:凭一次性密钥创建三员 / create the three administrators with the one-time secret */
export class BootstrapRequest {
  /** 首次启动时显示的一次性密钥 / the one-time secret that the first start shows */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  secret: string;

  /** 系统管理员 / system administrator */
  @IsDefined()
  @ValidateNested()
  @Type(() => AdministratorRequest)
  sysadmin: AdministratorRequest;

  /** 安全管理员 / security administrator */
  @IsDefined()
  @ValidateNested()
  @Type(() => AdministratorRequest)
  secadmin: AdministratorRequest;

  /** 审计管理员 / audit administrator */
  @IsDefined()
  @ValidateNested()
  @Type(() => AdministratorRequest)
  auditadmin: AdministratorRequest;
}

export class AdministratorResponse {
  /** @format uuid */
  accountId: string;
  username: string;
  /** 角色 / role */
  role: 'SYS_ADMIN' | 'SEC_ADMIN' | 'AUDIT_ADMIN';
}

/** 三员账户 / the three administrators */
export class BootstrapResponse {
  administrators: AdministratorResponse[];
}
