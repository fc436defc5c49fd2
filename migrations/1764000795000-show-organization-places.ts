import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '../src/platform/database/row-security.js';

/** Districts and units as one tree, for modules that walk it: each place with the place above it. */
export class ShowOrganizationPlaces1764000795000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`create index ix_units_place_above on app.units ((coalesce(parent_id, district_id)))`);
    await q.query(`create view app.place_v with (security_invoker = true) as
      select id, 'DISTRICT' as kind, id as district_id, parent_id, unit_path, code, name from app.districts
      union all
      select id, case when id = department_id then 'DEPARTMENT' else 'UNIT' end, district_id, coalesce(parent_id, district_id),
        unit_path, code, name from app.units`);
    await grant(q, 'place_v', 'select');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop view app.place_v`);
    await q.query(`drop index app.ix_units_place_above`);
  }
}
