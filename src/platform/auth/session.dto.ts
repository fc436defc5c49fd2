import { IsNotEmpty, IsString, Length, Matches, MaxLength } from 'class-validator';

/** 登录 / sign in */
export class LoginRequest {
  /** 用户名,不区分大小写 / username, in any case @example "zhang.san" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  username: string;

  /** 密码 / password */
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  password: string;
}

/** 刷新令牌 / refresh */
export class RefreshRequest {
  /** 上一次返回的 refreshToken,只能使用一次 / the latest refresh token; each works once */
  @IsString()
  @Length(43, 43)
  @Matches(/^[A-Za-z0-9_-]{43}$/)
  refreshToken: string;
}

/** 修改密码 / change one's own password */
export class ChangePasswordRequest {
  /** 当前密码 / current password */
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  currentPassword: string;

  /** 新密码:至少 12 个字符,大写、小写、数字、符号中的三类 / new password: 12 characters of three kinds or more */
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  newPassword: string;
}

/** 访问令牌 / an access token */
export class AccessTokenResponse {
  /** 访问令牌(ES256 JWT)/ send it as Authorization: Bearer */
  accessToken: string;
  tokenType: 'Bearer';
  /** 有效秒数 / lifetime in seconds @example 600 */
  expiresIn: number;
  /** 须先修改密码 / the password must be changed first */
  mustChangePassword: boolean;
}

/** 登录结果 / a session's tokens */
export class TokensResponse extends AccessTokenResponse {
  /** 刷新令牌,一次有效,闲置 30 分钟或登录 8 小时后失效 / good once; ends after 30 idle minutes, or 8 hours after sign-in */
  refreshToken: string;
}

export class MyAccount {
  /** @format uuid */
  id: string;
  username: string;
  /** 显示名 / display name */
  displayName: string;
  kind: 'PERSON' | 'SERVICE';
  /** 自然人 / natural person @format uuid */
  personId: string;
}

export class MyUnit {
  /** @format uuid */
  id: string;
  /** 单位编码 / code */
  code: string;
  /** 单位名称 / name */
  name: string;
  /** 树路径 / path in the tree */
  path: string;
}

export class MyRole {
  /** @format uuid */
  grantId: string;
  /** 角色 / role @example "UNIT_FILLER" */
  role: string;
  /** 数据范围 / scope @example "r.d510116.u3" */
  scopePath: string;
  /** 范围名称,全部时为 null / name of the place, null for the whole */
  scopeName: string | null;
  /** 含下级 / with everything below */
  subtree: boolean;
  /** 限定项目 / this project only @format uuid */
  projectId: string | null;
  /** @format date-time */
  validTo: string | null;
}

/** 当前用户 / who I am */
export class MeResponse {
  account: MyAccount;
  unit: MyUnit | null;
  roles: MyRole[];
  mustChangePassword: boolean;
  /** @format date-time */
  sessionExpiresAt: string;
}
