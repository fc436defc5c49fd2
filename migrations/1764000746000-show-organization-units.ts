import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '../src/platform/database/row-security.js';

/** What statements of modules to the right may read of units: as the caller, row security holds. */
export class ShowOrganizationUnits1764000746000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`create view app.unit_v with (security_invoker = true) as
      select id, district_id, department_id, unit_path, code, name, state from app.units`);
    await grant(q, 'unit_v', 'select');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop view app.unit_v`);
  }
}
