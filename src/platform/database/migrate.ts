import { runMigrations } from 'bullmq';
import pg from 'pg';
import { QUEUES } from '../queue/queues.js';
import { migrationSource } from './migration-source.js';

/** Brings schema `app` and the queue's schema `bullmq` up to date, as app_owner. Returns the names of what ran. */
export async function migrate(ownerUrl: string): Promise<readonly string[]> {
  const source = await migrationSource(ownerUrl).initialize();
  try {
    const applied = await source.runMigrations();
    await migrateQueue(ownerUrl);
    return applied.map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}

async function migrateQueue(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await runMigrations(client as never, 'bullmq');
    // Creates each queue's id sequence now: the worker's role may not.
    await client.query('set search_path to bullmq');
    for (const queue of QUEUES) await client.query('select next_job_id($1)', [queue]);
    await client.query('grant usage on schema bullmq to app_worker');
    await client.query('grant select, insert, update, delete on all tables in schema bullmq to app_worker');
    await client.query('grant usage on all sequences in schema bullmq to app_worker');
  } finally {
    await client.end();
  }
}
