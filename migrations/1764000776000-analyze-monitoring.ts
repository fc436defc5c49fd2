import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A full recomputation fills tables faster than autovacuum learns what is in them, and joins against a month that the
 * planner takes for empty grow with its square. The worker may have them looked at in between; it does not own them.
 */
export class AnalyzeMonitoring1764000776000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`create function app.analyze_monitoring() returns void language plpgsql security definer set search_path = pg_catalog as
      $$ begin analyze app.deviations; analyze app.project_progress; end $$`);
    await q.query(`revoke execute on function app.analyze_monitoring() from public`);
    await q.query(`grant execute on function app.analyze_monitoring() to app_worker`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop function app.analyze_monitoring()`);
  }
}
