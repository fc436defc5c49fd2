import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../database/transactions.js';
import type { JsonText } from '../http/json-text.js';
import type { ListRequest } from '../http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../http/parameters.js';
import { Route } from '../http/route.js';
import {
  AccountItem,
  AccountResponse,
  AccountWithPasswordResponse,
  CreateAccountRequest,
  UpdateAccountRequest,
} from './account.dto.js';
import { AccountReader } from './account.reader.js';
import { AccountService } from './account.service.js';
import { accountList } from './account.store.js';
import { accountErrors, authErrors } from './auth.errors.js';
import { accountPolicy } from './auth.policy.js';

@ApiTags('identity')
@Controller('accounts')
export class AccountController {
  constructor(
    private readonly accounts: AccountService,
    private readonly reader: AccountReader,
  ) {}

  @Get()
  @Route({
    id: 'accounts.list',
    summary: '账户列表 / List accounts',
    allow: accountPolicy.read,
    answer: AccountItem,
    shape: 'PAGE',
    list: accountList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.list(actor, request);
  }

  @Post()
  @Route({
    id: 'accounts.create',
    summary: '新建账户,初始密码只返回一次 / Create an account; its initial password is answered once',
    allow: accountPolicy.create,
    answer: AccountWithPasswordResponse,
    status: 201,
    errors: [
      accountErrors.usernameTaken,
      accountErrors.unknownPerson,
      accountErrors.unknownUnit,
      authErrors.weakPassword,
    ],
  })
  create(@Acting() actor: Actor, @Body() request: CreateAccountRequest): Promise<JsonText> {
    return this.accounts.create(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'accounts.get',
    summary: '账户详情 / Get an account',
    allow: accountPolicy.read,
    answer: AccountResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.detail(actor, id);
  }

  @Patch(':id')
  @Route({
    id: 'accounts.update',
    summary: '修改账户 / Change an account',
    allow: accountPolicy.update,
    answer: AccountResponse,
    ifMatch: true,
    errors: [accountErrors.own, accountErrors.unknownUnit, accountErrors.lastAdministrator],
  })
  update(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: UpdateAccountRequest,
  ): Promise<JsonText> {
    return this.accounts.update(actor, id, version, request);
  }

  @Post(':id/disable')
  @Route({
    id: 'accounts.disable',
    summary: '停用账户,立即结束其会话和密钥 / Disable an account; its sessions and keys end at once',
    allow: accountPolicy.disable,
    answer: AccountResponse,
    ifMatch: true,
    errors: [accountErrors.own, accountErrors.lastAdministrator],
  })
  disable(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.accounts.setState(actor, id, version, 'DISABLED');
  }

  @Post(':id/enable')
  @Route({
    id: 'accounts.enable',
    summary: '启用账户 / Enable an account',
    allow: accountPolicy.enable,
    answer: AccountResponse,
    ifMatch: true,
    errors: [accountErrors.own],
  })
  enable(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.accounts.setState(actor, id, version, 'ACTIVE');
  }

  @Post(':id/reset-password')
  @Route({
    id: 'accounts.resetPassword',
    summary: '重置密码,新密码只返回一次 / Reset the password; the new one is answered once',
    allow: accountPolicy.resetPassword,
    answer: AccountWithPasswordResponse,
    ifMatch: true,
    errors: [accountErrors.own, accountErrors.ofAdministrator, accountErrors.withoutPassword],
  })
  resetPassword(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.accounts.resetPassword(actor, id, version);
  }

  @Post(':id/unlock')
  @Route({
    id: 'accounts.unlock',
    summary: '解除登录锁定 / Lift the lock after failed sign-ins',
    allow: accountPolicy.unlock,
    answer: AccountResponse,
    ifMatch: true,
  })
  unlock(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.accounts.unlock(actor, id, version);
  }
}
