import type { QueryRunner } from 'typeorm';

/** Evaluated once per statement (InitPlan), not per row. */
const setting = (name: string, type: string): string =>
  `any ((select string_to_array(nullif(current_setting('app.${name}', true), ''), ',')::${type}[])::${type}[])`;

const IN_SCOPE = `unit_path operator(public.<@) ${setting('scopes', 'public.ltree')}
  or unit_path operator(public.=) ${setting('units', 'public.ltree')}`;

export interface ScopedTable {
  readonly table: string;
  /** The column that holds the project's id, for named signers, evaluators and experts; null: none. */
  readonly project: string | null;
}

/** FORCE row-level security by unit path and assigned project, the scope indexes, and the version trigger. */
export async function secureTable(q: QueryRunner, { table, project }: ScopedTable): Promise<void> {
  const assigned = project ? ` or ${project} = ${setting('assigned', 'uuid')}` : '';
  await q.query(`alter table app.${table} enable row level security`);
  await q.query(`alter table app.${table} force row level security`);
  await q.query(
    `create policy in_scope on app.${table} using (${IN_SCOPE}${assigned}) with check (${IN_SCOPE}${assigned})`,
  );
  await q.query(`create index ix_${table}_unit_path on app.${table} using gist (unit_path)`);
}

/** Rows above the caller's scope can be read too: everyone knows his department and his district. */
export async function showAncestors(q: QueryRunner, table: string): Promise<void> {
  await q.query(`create policy above_scope on app.${table} for select using (
    unit_path operator(public.@>) ${setting('scopes', 'public.ltree')} or unit_path operator(public.@>) ${setting('units', 'public.ltree')})`);
}

/** Every update moves the version by exactly one: a stale copy can't rewind it. */
export async function requireVersionStep(q: QueryRunner, table: string): Promise<void> {
  await q.query(
    `create trigger ${table}_version_step before update on app.${table} for each row execute function app.require_version_step()`,
  );
}

/** Rights of the serving roles on one table. DELETE only where the house allows it. */
export async function grant(q: QueryRunner, table: string, rights: string): Promise<void> {
  await q.query(`grant ${rights} on app.${table} to app_rw, app_worker`);
}

/** A backfill under FORCE ROW LEVEL SECURITY. The tables are locked (ACCESS EXCLUSIVE) until the migration commits. */
export async function withoutForcedRowSecurity(
  q: QueryRunner,
  tables: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  for (const table of tables) await q.query(`alter table app.${table} no force row level security`);
  await work();
  for (const table of tables) await q.query(`alter table app.${table} force row level security`);
}

/** Runs each statement in turn: migrations read as a list. */
export async function inOrder(q: QueryRunner, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await q.query(statement);
}
