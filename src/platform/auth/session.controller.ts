import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../database/transactions.js';
import type { JsonText } from '../http/json-text.js';
import { Acting } from '../http/parameters.js';
import { Route } from '../http/route.js';
import { authErrors } from './auth.errors.js';
import { authPolicy } from './auth.policy.js';
import { PasswordService } from './password.service.js';
import {
  AccessTokenResponse,
  ChangePasswordRequest,
  LoginRequest,
  MeResponse,
  RefreshRequest,
  TokensResponse,
} from './session.dto.js';
import { SessionService } from './session.service.js';
import { Visiting, type Visitor } from './visitor.js';

@ApiTags('identity')
@Controller('auth')
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly passwords: PasswordService,
  ) {}

  @Post('login')
  @Route({
    id: 'auth.login',
    summary: '登录 / Sign in',
    allow: authPolicy.login,
    answer: TokensResponse,
    errors: [authErrors.badCredentials, authErrors.locked],
  })
  login(@Visiting() visitor: Visitor, @Body() request: LoginRequest): Promise<TokensResponse> {
    return this.sessions.signIn(visitor, request);
  }

  @Post('refresh')
  @Route({
    id: 'auth.refresh',
    summary: '刷新令牌 / Get new tokens for a refresh token',
    allow: authPolicy.refresh,
    answer: TokensResponse,
    errors: [authErrors.sessionEnded],
  })
  refresh(@Visiting() visitor: Visitor, @Body() request: RefreshRequest): Promise<TokensResponse> {
    return this.sessions.refresh(visitor, request.refreshToken);
  }

  @Post('logout')
  @Route({ id: 'auth.logout', summary: '退出登录 / Sign out', allow: authPolicy.logout })
  logout(@Acting() actor: Actor): Promise<void> {
    return this.sessions.signOut(actor);
  }

  @Get('me')
  @Route({ id: 'auth.me', summary: '当前用户及其角色 / Who I am', allow: authPolicy.me, answer: MeResponse })
  me(@Acting() actor: Actor): Promise<JsonText> {
    return this.sessions.me(actor);
  }

  @Post('password')
  @Route({
    id: 'auth.changePassword',
    summary: '修改本人密码 / Change my password',
    allow: authPolicy.changePassword,
    answer: AccessTokenResponse,
    errors: [authErrors.wrongPassword, authErrors.locked, authErrors.weakPassword, authErrors.passwordUsedBefore],
  })
  changePassword(@Acting() actor: Actor, @Body() request: ChangePasswordRequest): Promise<AccessTokenResponse> {
    return this.passwords.change(actor, request);
  }
}
