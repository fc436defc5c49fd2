import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { Environment } from '../config/environment.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditReader } from './audit/audit.reader.js';
import { ApiKeys } from './auth/api-keys.js';
import { AuthGuard } from './auth/auth.guard.js';
import { RoutePolicyCheck } from './auth/boot-check.js';
import { IdentityModule } from './auth/identity.module.js';
import { Tokens } from './auth/tokens.js';
import { DatabaseModule } from './database/database.module.js';
import { EventsController } from './events/events.controller.js';
import { FilesController } from './files/files.controller.js';
import { Files } from './files/files.service.js';
import { HealthController } from './health/health.controller.js';
import { Readiness } from './health/readiness.js';
import { ReadinessChecks } from './health/readiness-checks.js';
import { AssetsController } from './http/assets.controller.js';
import { Drain } from './http/drain.js';
import { LifecycleController } from './http/lifecycle.controller.js';
import { PagesController } from './http/pages.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ImportKinds } from './imports/import-kinds.js';
import { ImportThread } from './imports/import-thread.js';
import { InvariantsController } from './invariants/invariants.controller.js';
import { Invariants } from './invariants/invariants.js';
import { Log } from './logging/log.js';
import { Metrics } from './metrics/metrics.js';
import { OperationRunner } from './operations/operation-runner.js';
import { OperationsController } from './operations/operations.controller.js';
import { Operations } from './operations/operations.service.js';
import { OutboxDispatcher } from './outbox/outbox.dispatcher.js';
import { OutboxGauge } from './outbox/outbox.gauge.js';
import { OutboxRelay } from './outbox/outbox.relay.js';
import { OutboxRevival } from './outbox/outbox.revival.js';
import { JobsController } from './queue/jobs.controller.js';
import { Jobs } from './queue/jobs.js';
import { QueueRuntime } from './queue/queue.runtime.js';
import { QueueBoard } from './queue/queue-board.js';
import { QueuesController } from './queue/queues.controller.js';

/** Technology without business words. `ROLE=api` leaves out the worker side. */
@Global()
@Module({})
export class PlatformModule {
  static for(environment: Environment): DynamicModule {
    const worker = environment.role === 'api' ? [] : [OutboxRelay, OutboxDispatcher, QueueRuntime];
    return {
      module: PlatformModule,
      imports: [DatabaseModule, IdentityModule, DiscoveryModule, JwtModule.register({})],
      controllers: [
        HealthController,
        OperationsController,
        PagesController,
        AssetsController,
        EventsController,
        AuditController,
        FilesController,
        JobsController,
        QueuesController,
        LifecycleController,
        InvariantsController,
      ],
      providers: [
        { provide: Environment, useValue: environment },
        Log,
        Drain,
        Metrics,
        Tokens,
        ApiKeys,
        RoutePolicyCheck,
        Jobs,
        QueueBoard,
        OutboxGauge,
        OutboxRevival,
        Readiness,
        ReadinessChecks,
        Invariants,
        AuditReader,
        Files,
        ImportKinds,
        ImportThread,
        Operations,
        OperationRunner,
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        ...worker,
      ],
      exports: [
        Environment,
        Log,
        Metrics,
        Tokens,
        Jobs,
        Operations,
        OperationRunner,
        Files,
        ImportKinds,
        ImportThread,
        ReadinessChecks,
        Invariants,
      ],
    };
  }
}
