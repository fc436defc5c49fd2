import 'reflect-metadata';
import { generateKeyPairSync } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../src/app.module.js';
import { Environment } from '../../src/config/environment.js';
import { configureServer, createAdapter } from '../../src/platform/http/server.js';
import { cloneDatabase, type TestDatabase } from './database.js';
import { Outbox } from './outbox.js';
import { buildWorld, type World } from './world.js';

export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly world: World;
  /** Runs the scheduled jobs and delivers the outbox now, in this process: no waiting for ticks. */
  readonly outbox: Outbox;
  readonly environment: Environment;
  close(): Promise<void>;
}

const signingKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
});

/** The whole application on a database of its own, without a socket, with a small district in it. */
export async function startTestApp(overrides: NodeJS.ProcessEnv = {}): Promise<TestApp> {
  const database = await cloneDatabase();
  const environment = new Environment({
    DATABASE_URL: database.urls.serve,
    DATABASE_OWNER_URL: database.urls.own,
    DATABASE_WORKER_URL: database.urls.work,
    SIGNING_KEY: String(signingKey),
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    ROLE: 'api',
    RATE_LIMIT: '1000000',
    READ_LANES: '2',
    WRITE_LANES: '4',
    ...overrides,
  });
  const module = await Test.createTestingModule({ imports: [AppModule.for(environment)] }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(createAdapter(environment.trustedProxies), {
    logger: ['error'],
  });
  await configureServer(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return {
    app,
    database,
    environment,
    world: await buildWorld(app, database.admin),
    outbox: new Outbox(app),
    async close() {
      await app.close();
      await database.drop();
    },
  };
}
