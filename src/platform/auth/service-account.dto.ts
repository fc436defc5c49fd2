import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsNotEmpty,
  IsRFC3339,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { Optional } from '../http/optional.js';
import { USERNAME } from './account.dto.js';

/** IPv4 or IPv6 with an optional prefix length; PostgreSQL has the last word on the numbers. */
const CIDR = /^(\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?|[0-9A-Fa-f:]{2,39}(\/\d{1,3})?)$/;

/** 新建服务账户(系统对接)/ a new service account */
export class CreateServiceAccountRequest {
  /** 名称,保存为小写 / name, kept in lower case @example "svc-finance" */
  @IsString()
  @Matches(USERNAME)
  @MaxLength(64)
  username: string;

  /** 显示名 / display name @example "财政一体化系统" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  displayName: string;

  /** 所属单位 / unit */
  @Optional()
  @IsUUID()
  unitId?: string;
}

/** 新建密钥 / a new key */
export class CreateApiKeyRequest {
  /** 用途 / what it is for @example "2026 production" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  /** 允许的操作范围,见 GET /roles 的 keyScope / scopes, as in keyScope of GET /roles @example ["organization:read"] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  scopes: string[];

  /** 允许的来源网络 / networks it may come from @example ["10.20.0.0/16"] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @Matches(CIDR, { each: true })
  cidrs: string[];

  /** 失效时间,至多一年 / until, by one year at most @format date-time */
  @IsRFC3339()
  @MaxLength(40)
  expiresAt: string;
}

/** 密钥(不含密文)/ a key, without its secret */
export class ApiKeyResponse {
  /** @format uuid */
  id: string;
  /** @format uuid */
  accountId: string;
  /** 用途 / what it is for */
  name: string;
  /** 操作范围 / scopes */
  scopes: string[];
  /** 来源网络 / networks */
  cidrs: string[];
  /** @format date-time */
  expiresAt: string;
  /** @format date-time */
  revokedAt: string | null;
  version: number;
  /** @format date-time */
  createdAt: string;
}

/** 新密钥,只返回这一次 / the new key, shown this once */
export class ApiKeyWithSecretResponse extends ApiKeyResponse {
  /** 作为 Bearer 令牌使用;重放时为 null / use it as Bearer token; null when replayed @example "bpk_0192…_…" */
  key: string | null;
}
