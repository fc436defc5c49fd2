import pg from 'pg';

/** Run once by a superuser (the embedded launcher, or a DBA). Everything else runs as app_owner, app_rw or app_worker. */
export async function bootstrapRoles(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const database = client.escapeIdentifier(client.database ?? '');
    for (const role of ['app_owner', 'app_rw', 'app_worker']) await client.query(createRole(role));
    await client.query('alter role app_worker bypassrls');
    await client.query(`alter database ${database} owner to app_owner`);
    await client.query('create extension if not exists ltree');
    await client.query('revoke all on schema public from public');
    await client.query('grant usage on schema public to app_rw, app_worker');
    // TypeORM keeps the list of applied migrations there.
    await client.query('grant usage, create on schema public to app_owner');
    await client.query(`revoke temporary on database ${database} from public`);
    // BullMQ's addBulk and the bulk import work through temporary tables.
    await client.query(`grant temporary on database ${database} to app_worker`);
  } finally {
    await client.end();
  }
}

/** The same database as another role. Only for the embedded server: real deployments have three URLs. */
export function asRole(url: string, role: string): string {
  const copy = new URL(url);
  copy.username = role;
  return copy.href;
}

const createRole = (name: string): string => `do $$ begin
  create role ${name} login nosuperuser nobypassrls nocreatedb nocreaterole;
exception when duplicate_object or unique_violation then null; end $$`;
