import type { DataSource } from 'typeorm';

/** Tables whose rows belong to no unit; every other table of schema `app` must force row-level security. */
const WITHOUT_ROW_SECURITY = [
  'accounts',
  'password_history',
  'sessions',
  'refresh_tokens',
  'role_grants',
  'api_keys',
  'login_failures',
  'bootstrap_secrets',
  'audit_entries',
  'outbox',
  'deliveries',
  'idempotency_keys',
  'operations',
  'files',
  'imports',
  'import_rows',
  'job_runs',
  'clock',
  'unit_names',
  'calendar_days',
  // reference data shared by all districts, and transient marks that carry ids only
  'approval_flows',
  'approval_substitutions',
  'review_sheets',
  'monitoring_rule_sets',
  'scoring_rule_sets',
  'alert_rules',
  'approval_queues',
  'units_of_measure',
  'weight_templates',
  // hashes of words by id: what is found is read behind the row security of indicator_definitions
  'indicator_terms',
  'dirty_indicators',
  'dirty_projects',
];

/** Refuses to serve from a database that could lose acknowledged writes or show one unit's rows to another. */
export async function assertSafeDatabase(source: DataSource, durability: 'REQUIRED' | 'THROW_AWAY'): Promise<void> {
  const problems = [
    ...(await findRoleProblems(source)),
    ...(durability === 'REQUIRED' ? await findSettingProblems(source) : []),
    ...(await findTableProblems(source)),
  ];
  if (problems.length > 0) throw new Error(`the database is not safe to serve from:\n  ${problems.join('\n  ')}`);
}

async function findRoleProblems(source: DataSource): Promise<string[]> {
  const [role] = await source.query<{ name: string; unsafe: boolean; version: number }[]>(
    `select rolname as name, rolsuper or rolbypassrls as unsafe, current_setting('server_version_num')::int as version
      from pg_roles where rolname = current_user`,
  );
  return [
    ...(role?.unsafe ? [`DATABASE_URL signs in as ${role.name}, which bypasses row-level security: use app_rw`] : []),
    ...((role?.version ?? 0) < 150_000 ? ['PostgreSQL 15 or newer is required'] : []),
  ];
}

async function findSettingProblems(source: DataSource): Promise<string[]> {
  const rows = await source.query<{ name: string }[]>(
    `select name from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'`,
  );
  return rows.map(({ name }) => `${name} is off: acknowledged writes could be lost`);
}

async function findTableProblems(source: DataSource): Promise<string[]> {
  const rows = await source.query<{ name: string }[]>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'app' and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
        and c.relname <> all ($1::text[])`,
    [WITHOUT_ROW_SECURITY],
  );
  return rows.map(({ name }) => `table app.${name} does not force row-level security`);
}
