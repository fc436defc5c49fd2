import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route } from '../http/route.js';
import { accountErrors, authErrors } from './auth.errors.js';
import { authPolicy } from './auth.policy.js';
import { BootstrapRequest, BootstrapResponse } from './bootstrap.dto.js';
import { BootstrapService } from './bootstrap.service.js';
import { Visiting, type Visitor } from './visitor.js';

@ApiTags('identity')
@Controller('auth')
export class BootstrapController {
  constructor(private readonly beginning: BootstrapService) {}

  @Post('bootstrap')
  @Route({
    id: 'auth.bootstrap',
    summary: '创建三员(一次性)/ Create the three administrators, once',
    allow: authPolicy.bootstrap,
    answer: BootstrapResponse,
    status: 201,
    errors: [
      authErrors.bootstrapRefused,
      authErrors.bootstrapDone,
      authErrors.sameUsername,
      authErrors.weakPassword,
      accountErrors.usernameTaken,
    ],
  })
  bootstrap(@Visiting() visitor: Visitor, @Body() request: BootstrapRequest): Promise<BootstrapResponse> {
    return this.beginning.bootstrap(visitor, request);
  }
}
