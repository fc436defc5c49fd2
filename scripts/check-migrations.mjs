// Up on an empty database, compare with the committed description, revert everything, up again, compare again.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { asRole, bootstrapRoles } from '../dist/src/launcher/bootstrap-roles.js';
import { startEmbeddedPostgres } from '../dist/src/launcher/embedded-postgres.js';
import { migrate } from '../dist/src/platform/database/migrate.js';
import { migrationSource } from '../dist/src/platform/database/migration-source.js';

const SNAPSHOT = 'migrations/schema.txt';

const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'budget-performance-migrations-'));
fs.chmodSync(parent, 0o755);
const server = await startEmbeddedPostgres({
  dataDir: path.join(parent, 'pg'),
  database: 'app',
  settings: ['fsync=off'],
});
let failed = false;
try {
  await bootstrapRoles(server.url);
  const owner = asRole(server.url, 'app_owner');
  await migrate(owner);
  const first = await describe(server.url);
  if (process.argv.includes('--write')) fs.writeFileSync(SNAPSHOT, first);
  failed = report('after migrating up', first, fs.readFileSync(SNAPSHOT, 'utf8'));
  const source = await migrationSource(owner).initialize();
  for (let left = source.migrations.length; left > 0; left -= 1) await source.undoLastMigration();
  await source.destroy();
  await migrate(owner);
  failed = report('after reverting everything and migrating up again', await describe(server.url), first) || failed;
} finally {
  await server.stop();
  fs.rmSync(parent, { recursive: true, force: true });
}
console.log(
  failed
    ? 'migrations: DRIFT (npm run migrations:check -- --write accepts the new schema)'
    : 'migrations: up, no drift, revert, up: ok',
);
process.exit(failed ? 1 : 0);

function report(when, actual, expected) {
  if (actual === expected) return false;
  const known = new Set(expected.split('\n'));
  const now = new Set(actual.split('\n'));
  console.log(`schema differs ${when}:`);
  for (const line of now) if (!known.has(line)) console.log(`  + ${line}`);
  for (const line of known) if (!now.has(line)) console.log(`  - ${line}`);
  return true;
}

/** Everything that the migrations decide, a line each, in a stable order. */
async function describe(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(`
    select line from (
      select format('column %s.%s %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
          case when a.attnotnull then ' not null' else '' end, coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
        where n.nspname = 'app' and c.relkind in ('r', 'p', 'v') and a.attnum > 0 and not a.attisdropped
      union all select format('constraint %s.%s %s', c.relname, k.conname, pg_get_constraintdef(k.oid))
        from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'app' and k.contype <> 'n'
      union all select format('index %s', indexdef) from pg_indexes where schemaname = 'app'
      union all select format('policy %s.%s %s using %s check %s', tablename, policyname, cmd, qual, with_check) from pg_policies where schemaname = 'app'
      union all select format('security %s %s', c.relname, case when c.relforcerowsecurity then 'forced' else 'none' end)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'app' and c.relkind in ('r', 'p')
      union all select format('trigger %s', pg_get_triggerdef(t.oid)) from pg_trigger t join pg_class c on c.oid = t.tgrelid
        join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'app' and not t.tgisinternal
      union all select format('grant %s %s to %s', table_name, string_agg(privilege_type, ', ' order by privilege_type), grantee)
        from information_schema.role_table_grants where table_schema = 'app' and grantee in ('app_rw', 'app_worker') group by table_name, grantee
      union all select format('view %s %s', viewname, regexp_replace(definition, '\\s+', ' ', 'g')) from pg_views where schemaname = 'app'
      union all select format('function %s %s', p.proname, md5(p.prosrc)) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'app'
    ) s order by line collate "C"`);
  await client.end();
  return `${rows.map(({ line }) => line.replace(/\s*\n\s*/g, ' ')).join('\n')}\n`;
}
