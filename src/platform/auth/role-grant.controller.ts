import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../database/transactions.js';
import type { JsonText } from '../http/json-text.js';
import type { ListRequest } from '../http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../http/parameters.js';
import { Route } from '../http/route.js';
import { accountErrors, roleGrantErrors } from './auth.errors.js';
import { roleGrantPolicy, rolePolicy } from './auth.policy.js';
import { CreateRoleGrantRequest, RoleGrantItem, RoleGrantResponse, RoleResponse } from './role-grant.dto.js';
import { RoleGrantService } from './role-grant.service.js';
import { roleGrantList } from './role-grant.store.js';

@ApiTags('identity')
@Controller()
export class RoleGrantController {
  constructor(private readonly grants: RoleGrantService) {}

  @Get('roles')
  @Route({
    id: 'roles.list',
    summary: '角色及其权限 / Roles and what they may do',
    allow: rolePolicy.read,
    answer: RoleResponse,
    shape: 'ITEMS',
  })
  roles(@Acting() actor: Actor): Promise<{ items: readonly RoleResponse[] }> {
    return this.grants.listRoles(actor);
  }

  @Get('role-grants')
  @Route({
    id: 'roleGrants.list',
    summary: '授权列表 / List role grants',
    allow: roleGrantPolicy.read,
    answer: RoleGrantItem,
    shape: 'PAGE',
    list: roleGrantList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.grants.list(actor, request);
  }

  @Post('role-grants')
  @Route({
    id: 'roleGrants.create',
    summary: '授予角色 / Grant a role',
    allow: roleGrantPolicy.create,
    answer: RoleGrantResponse,
    status: 201,
    errors: Object.values(roleGrantErrors),
  })
  create(@Acting() actor: Actor, @Body() request: CreateRoleGrantRequest): Promise<JsonText> {
    return this.grants.create(actor, request);
  }

  @Get('role-grants/:id')
  @Route({
    id: 'roleGrants.get',
    summary: '授权详情 / Get a role grant',
    allow: roleGrantPolicy.read,
    answer: RoleGrantResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.grants.detail(actor, id);
  }

  @Post('role-grants/:id/revoke')
  @Route({
    id: 'roleGrants.revoke',
    summary: '撤销授权 / Revoke a role grant',
    allow: roleGrantPolicy.revoke,
    answer: RoleGrantResponse,
    ifMatch: true,
    errors: [roleGrantErrors.revoked, accountErrors.lastAdministrator],
  })
  revoke(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.grants.revoke(actor, id, version);
  }
}
