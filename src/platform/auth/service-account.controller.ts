import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../database/transactions.js';
import type { JsonText } from '../http/json-text.js';
import type { ListRequest } from '../http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../http/parameters.js';
import { Route } from '../http/route.js';
import { AccountItem, AccountResponse } from './account.dto.js';
import { accountErrors, serviceAccountErrors } from './auth.errors.js';
import { serviceAccountPolicy } from './auth.policy.js';
import {
  ApiKeyResponse,
  ApiKeyWithSecretResponse,
  CreateApiKeyRequest,
  CreateServiceAccountRequest,
} from './service-account.dto.js';
import { ServiceAccountService } from './service-account.service.js';
import { serviceAccountList } from './service-account.store.js';

@ApiTags('identity')
@Controller('service-accounts')
export class ServiceAccountController {
  constructor(private readonly services: ServiceAccountService) {}

  @Get()
  @Route({
    id: 'serviceAccounts.list',
    summary: '服务账户列表 / List service accounts',
    allow: serviceAccountPolicy.read,
    answer: AccountItem,
    shape: 'PAGE',
    list: serviceAccountList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.services.list(actor, request);
  }

  @Post()
  @Route({
    id: 'serviceAccounts.create',
    summary: '新建服务账户 / Create a service account',
    allow: serviceAccountPolicy.create,
    answer: AccountResponse,
    status: 201,
    errors: [accountErrors.usernameTaken, accountErrors.unknownUnit],
  })
  create(@Acting() actor: Actor, @Body() request: CreateServiceAccountRequest): Promise<JsonText> {
    return this.services.create(actor, request);
  }

  @Get(':id/keys')
  @Route({
    id: 'serviceAccounts.keys',
    summary: '密钥列表 / Keys of a service account',
    allow: serviceAccountPolicy.read,
    answer: ApiKeyResponse,
    shape: 'ITEMS',
  })
  keys(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.services.keys(actor, id);
  }

  @Post(':id/keys')
  @Route({
    id: 'serviceAccounts.createKey',
    summary: '新建密钥,只返回一次 / Create a key; it is answered once',
    allow: serviceAccountPolicy.createKey,
    answer: ApiKeyWithSecretResponse,
    status: 201,
    errors: [
      serviceAccountErrors.unknownScope,
      serviceAccountErrors.expiry,
      serviceAccountErrors.twoKeys,
      serviceAccountErrors.disabled,
    ],
  })
  createKey(@Acting() actor: Actor, @Id() id: string, @Body() request: CreateApiKeyRequest): Promise<JsonText> {
    return this.services.createKey(actor, id, request);
  }

  @Get(':id/keys/:keyId')
  @Route({
    id: 'serviceAccounts.key',
    summary: '密钥详情 / Get a key',
    allow: serviceAccountPolicy.read,
    answer: ApiKeyResponse,
  })
  key(@Acting() actor: Actor, @Id() id: string, @Id('keyId') keyId: string): Promise<JsonText> {
    return this.services.key(actor, id, keyId);
  }

  @Post(':id/keys/:keyId/revoke')
  @Route({
    id: 'serviceAccounts.revokeKey',
    summary: '撤销密钥 / Revoke a key',
    allow: serviceAccountPolicy.revokeKey,
    answer: ApiKeyResponse,
    ifMatch: true,
    errors: [serviceAccountErrors.keyRevoked],
  })
  revokeKey(
    @Acting() actor: Actor,
    @Id() id: string,
    @Id('keyId') keyId: string,
    @IfMatch() version: number,
  ): Promise<JsonText> {
    return this.services.revokeKey(actor, id, keyId, version);
  }
}
