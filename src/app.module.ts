import { type DynamicModule, Module } from '@nestjs/common';
import type { Environment } from './config/environment.js';
import { OrganizationModule } from './modules/organization/index.js';
import { PlatformModule } from './platform/platform.module.js';

/** The list of modules and nothing else. */
@Module({})
export class AppModule {
  static for(environment: Environment): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.for(environment), OrganizationModule] };
  }
}
