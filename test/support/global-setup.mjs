// .mjs on compiled dist/: Jest loads this file with Node itself, so neither moduleNameMapper nor the transformer applies.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { asRole, bootstrapRoles } from '../../dist/src/launcher/bootstrap-roles.js';
import { startEmbeddedPostgres } from '../../dist/src/launcher/embedded-postgres.js';
import { migrate } from '../../dist/src/platform/database/migrate.js';

export const TEMPLATE = 'template_app';

export default async function globalSetup() {
  // An own server (TEST_DATABASE_URL, a superuser's) lets the suite run on another PostgreSQL version.
  const own = process.env.TEST_DATABASE_URL;
  const server = own ? await freshTemplate(own) : await startThrowAway();
  globalThis.__server = server;
  await bootstrapRoles(server.url);
  await migrate(asRole(server.url, 'app_owner'));
  process.env.TEMPLATE_URL = server.url; // workers inherit the environment
}

async function startThrowAway() {
  // PostgreSQL runs as another user when started by root: the folder must be open to it.
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'budget-performance-test-'));
  fs.chmodSync(parent, 0o755);
  const server = await startEmbeddedPostgres({
    dataDir: path.join(parent, 'pg'),
    database: TEMPLATE,
    settings: ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'],
  });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      fs.rmSync(parent, { recursive: true, force: true });
      fs.rmSync(server.dataDir, { recursive: true, force: true });
    },
  };
}

async function freshTemplate(adminUrl) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`drop database if exists ${TEMPLATE} with (force)`);
  await client.query(
    `create database ${TEMPLATE} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`,
  );
  await client.end();
  const url = new URL(adminUrl);
  url.pathname = `/${TEMPLATE}`;
  return { url: url.href, stop: async () => undefined };
}
