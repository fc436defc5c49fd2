import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  grant,
  inOrder,
  requireVersionStep,
  secureTable,
  showAncestors,
} from '../src/platform/database/row-security.js';

/** Districts and the unit tree, fiscal years, the working-day calendar. */
export class CreateOrganization1764000300000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, TABLES);
    for (const table of ['districts', 'units', 'fiscal_years']) {
      await secureTable(q, { table, project: null });
      await requireVersionStep(q, table);
      await grant(q, table, 'select, insert, update');
    }
    await q.query(`create policy of_own_district on app.fiscal_years for select using (${IN_OWN_DISTRICT})`);
    await grant(q, 'fiscal_year_v', 'select');
    for (const table of ['districts', 'units', 'fiscal_years']) await showAncestors(q, table);
    await grant(q, 'unit_names', 'select, insert, update');
    await grant(q, 'calendar_days', 'select, insert, update');
    await q.query(`grant usage on sequence app.unit_labels to app_rw, app_worker`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop view app.fiscal_year_v`);
    await q.query(`drop table app.calendar_days, app.fiscal_years, app.unit_names, app.units, app.districts`);
    await q.query(`drop sequence app.unit_labels`);
  }
}

/** Whoever works below a district may see its years: else a school could not know whether its year is open. */
const IN_OWN_DISTRICT = ['scopes', 'units']
  .map(
    (
      name,
    ) => `unit_path operator(public.@>) any ((select string_to_array(nullif(current_setting('app.${name}', true), ''), ',')
      ::public.ltree[])::public.ltree[])`,
  )
  .join(' or ');

const TABLES = [
  // Labels of the path: short and stable, so that a renamed code moves nothing.
  `create sequence app.unit_labels`,
  `create table app.districts (
    id uuid not null, version int not null default 1, code text not null, name text not null, parent_id uuid,
    unit_path public.ltree not null, settings jsonb not null default '{}',
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_districts primary key (id), constraint uq_districts_code unique (code), constraint uq_districts_unit_path unique (unit_path),
    constraint fk_districts_parent foreign key (parent_id) references app.districts (id))`,
  `create table app.units (
    id uuid not null, version int not null default 1, district_id uuid not null, code text not null, name text not null,
    kind text not null, industry text, parent_id uuid, department_id uuid not null, unit_path public.ltree not null,
    state text not null default 'ACTIVE',
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_units primary key (id), constraint uq_units_district_code unique (district_id, code),
    constraint uq_units_unit_path unique (unit_path),
    constraint fk_units_district foreign key (district_id) references app.districts (id),
    constraint fk_units_parent foreign key (parent_id) references app.units (id),
    constraint ck_units_kind check (kind in ('FINANCE', 'ADMINISTRATIVE', 'INSTITUTION', 'ENTERPRISE', 'OTHER')),
    constraint ck_units_state check (state in ('ACTIVE', 'CLOSED')))`,
  `create index ix_units_parent on app.units (parent_id)`,
  `create table app.unit_names (
    unit_id uuid not null, name text not null, valid_from date not null, valid_to date,
    constraint pk_unit_names primary key (unit_id, valid_from))`,
  `create table app.fiscal_years (
    id uuid not null, version int not null default 1, district_id uuid not null, unit_path public.ltree not null, year smallint not null,
    state text not null default 'OPEN',
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_fiscal_years primary key (id), constraint uq_fiscal_years_district_year unique (district_id, year),
    constraint fk_fiscal_years_district foreign key (district_id) references app.districts (id),
    constraint ck_fiscal_years_year check (year between 2000 and 2100),
    constraint ck_fiscal_years_state check (state in ('OPEN', 'CLOSED')))`,
  // What statements of other modules may read. As the caller: row-level security of the tables holds.
  `create view app.fiscal_year_v with (security_invoker = true) as select district_id, year, state from app.fiscal_years`,
  // One calendar for the State: the State Council's notice. A district may override a day later.
  `create table app.calendar_days (
    day date not null, is_working boolean not null, name text,
    constraint pk_calendar_days primary key (day))`,
];
