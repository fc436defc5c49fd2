import { type DynamicModule, Module } from '@nestjs/common';
import type { Environment } from './config/environment.js';
import { AlertModule } from './modules/alert/index.js';
import { ApprovalModule } from './modules/approval/index.js';
import { BudgetModule } from './modules/budget/index.js';
import { EvaluationModule } from './modules/evaluation/index.js';
import { ExchangeModule } from './modules/exchange/index.js';
import { GoalModule } from './modules/goal/index.js';
import { MonitoringModule } from './modules/monitoring/index.js';
import { NotificationModule } from './modules/notification/index.js';
import { OrganizationModule } from './modules/organization/index.js';
import { OverviewModule } from './modules/overview/index.js';
import { PlatformModule } from './platform/platform.module.js';

/** The list of modules and nothing else, from left to right. */
@Module({})
export class AppModule {
  static for(environment: Environment): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.for(environment),
        OrganizationModule,
        NotificationModule,
        ApprovalModule,
        BudgetModule,
        GoalModule,
        MonitoringModule,
        AlertModule,
        EvaluationModule,
        OverviewModule,
        ExchangeModule,
      ],
    };
  }
}
