import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { Environment } from './config/environment.js';
import { configureServer, createAdapter } from './platform/http/server.js';
import { Log } from './platform/logging/log.js';

const environment = new Environment(process.env);
const log = new Log(environment);
const app = await NestFactory.create<NestFastifyApplication>(
  AppModule.for(environment),
  createAdapter(environment.trustedProxies),
  {
    logger: { log: () => undefined, warn: log.warn.bind(log), error: log.error.bind(log) },
  },
);
app.enableShutdownHooks();
await configureServer(app);
if (environment.role === 'worker') {
  await app.init();
  log.log('worker ready');
} else {
  await app.listen(environment.port, environment.host);
  log.log('listening', { url: await app.getUrl(), startedInMs: Math.round(performance.now()), role: environment.role });
}
// The launcher waits for this line's twin on the IPC channel.
process.send?.({ ready: true });
