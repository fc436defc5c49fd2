import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '../src/platform/database/row-security.js';

/** What statements of modules to the right may read of alerts. As the caller: row-level security of the table holds. */
export class ShowAlertFacts1764000796000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`create view app.alert_v with (security_invoker = true) as
      select id, kind, severity, state, district_id, unit_path, project_id, indicator_id, fiscal_year, month from app.alerts`);
    await grant(q, 'alert_v', 'select');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop view app.alert_v`);
  }
}
