import { Module } from '@nestjs/common';
import { AccountController } from './account.controller.js';
import { AccountReader } from './account.reader.js';
import { AccountService } from './account.service.js';
import { BootstrapController } from './bootstrap.controller.js';
import { BootstrapService } from './bootstrap.service.js';
import { LoginAttempts } from './login-attempts.js';
import { PasswordHasher } from './password.hasher.js';
import { PasswordService } from './password.service.js';
import { RoleGrantController } from './role-grant.controller.js';
import { RoleGrantService } from './role-grant.service.js';
import { ServiceAccountController } from './service-account.controller.js';
import { ServiceAccountService } from './service-account.service.js';
import { SessionController } from './session.controller.js';
import { SessionService } from './session.service.js';

/** Who there is, who may do what, and how he proves it. */
@Module({
  controllers: [
    SessionController,
    BootstrapController,
    AccountController,
    RoleGrantController,
    ServiceAccountController,
  ],
  providers: [
    PasswordHasher,
    LoginAttempts,
    SessionService,
    PasswordService,
    BootstrapService,
    AccountService,
    AccountReader,
    RoleGrantService,
    ServiceAccountService,
  ],
})
export class IdentityModule {}
