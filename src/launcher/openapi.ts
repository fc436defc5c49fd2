import 'reflect-metadata';
import fs from 'node:fs';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { AppModule } from '../app.module.js';
import { Environment } from '../config/environment.js';
import type { Document } from '../platform/http/openapi/types.js';
import { completeDocument } from '../platform/http/openapi.js';
import { createAdapter, prefixRoutes } from '../platform/http/server.js';
import { DESCRIPTION, TAGS } from './openapi-texts.js';

/** Writes openapi.json. Preview mode: nothing is instantiated, no database is asked. Run by scripts/openapi.mjs. */
const nowhere = 'postgres://nobody@localhost/none';
const environment = new Environment({
  DATABASE_URL: nowhere,
  DATABASE_WORKER_URL: nowhere,
  SIGNING_KEY: 'none',
  ROLE: 'api',
});
const complaints: string[] = [];
const complain = (message: unknown): void => {
  complaints.push(String(message));
};
const app = await NestFactory.create<NestFastifyApplication>(AppModule.for(environment), createAdapter(0), {
  preview: true,
  logger: { log: () => undefined, warn: complain, error: complain },
});
prefixRoutes(app);
complaints.length = 0; // Nest has said that it is in preview mode
// Written beside the build by the swagger plugin; TypeScript doesn't know it.
const metadata = (await import(new URL('../metadata.js', import.meta.url).href)) as {
  default: () => Promise<Record<string, unknown>>;
};
await SwaggerModule.loadPluginMetadata(metadata.default);
const generated = SwaggerModule.createDocument(app, new DocumentBuilder().build());
const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { version: string };
const document = completeDocument(generated as unknown as Document, {
  title: '预算绩效管理 Budget Performance API',
  version,
  description: DESCRIPTION,
  tags: TAGS,
});
// Two classes of one name would silently share one schema.
if (complaints.length > 0) throw new Error(complaints.join('\n'));
fs.writeFileSync('openapi.json', `${JSON.stringify(document, null, 2)}\n`);
console.log(`openapi.json: ${Object.keys(document.paths).length} paths`);
