import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { asRole } from '../../src/launcher/bootstrap-roles.js';

export interface TestDatabase {
  /** As a superuser: arranging and looking, never the code under test. */
  readonly admin: pg.Client;
  readonly urls: { readonly serve: string; readonly own: string; readonly work: string };
  drop(): Promise<void>;
}

/** A fresh copy of the migrated template, one per test file. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const template = new URL(process.env['TEMPLATE_URL'] ?? '');
  const name = `t_${randomBytes(6).toString('hex')}`;
  await onServer(template, `create database ${name} template template_app strategy wal_log owner app_owner`);
  const url = new URL(template);
  url.pathname = `/${name}`;
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  return {
    admin,
    urls: {
      serve: asRole(url.href, 'app_rw'),
      own: asRole(url.href, 'app_owner'),
      work: asRole(url.href, 'app_worker'),
    },
    async drop() {
      await admin.end();
      await onServer(template, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(template: URL, sql: string): Promise<void> {
  const url = new URL(template);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
