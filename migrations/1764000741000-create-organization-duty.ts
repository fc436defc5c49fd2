import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  grant,
  inOrder,
  requireVersionStep,
  secureTable,
  showAncestors,
} from '../src/platform/database/row-security.js';

/** 部门职责: what a unit is there for, seen from below like the unit itself. */
export class CreateOrganizationDuty1764000741000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, DUTIES);
    await secureTable(q, { table: 'duties', project: null });
    await showAncestors(q, 'duties');
    await requireVersionStep(q, 'duties');
    await grant(q, 'duties', 'select, insert, update');
    await q.query(VIEW);
    await grant(q, 'duty_v', 'select');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop view app.duty_v`);
    await q.query(`drop table app.duties`);
  }
}

const DUTIES = [
  `create table app.duties (
    id uuid not null, version int not null default 1, district_id uuid not null, unit_id uuid not null, unit_path public.ltree not null,
    code text not null, title text not null, description text, basis text, state text not null default 'ACTIVE',
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_duties primary key (id),
    constraint uq_duties_code unique (unit_id, code),
    constraint fk_duties_unit foreign key (unit_id) references app.units (id),
    constraint ck_duties_state check (state in ('ACTIVE', 'RETIRED')))`,
  `create index ix_duties_district on app.duties (district_id, state, id)`,
];

// What statements of modules to the right may read. As the caller: row-level security of the table holds.
const VIEW = `create view app.duty_v with (security_invoker = true) as
  select id, district_id, unit_id, unit_path, code, title, state from app.duties`;
