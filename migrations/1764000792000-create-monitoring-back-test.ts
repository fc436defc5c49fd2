import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, secureTable } from '../src/platform/database/row-security.js';

/** 规则试算: what a rule set would have shown of a district's past months, kept as it was found. */
export class CreateMonitoringBackTest1764000792000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // rules: as they read at that version, since a draft may be edited afterwards. result: null until it is done.
    await q.query(`create table app.monitoring_back_tests (
      id uuid not null, rule_set_id uuid not null, rule_set_version int not null, rules jsonb not null, fiscal_year smallint not null,
      months smallint[] not null, result jsonb, person_id uuid not null, finished_at timestamptz,
      district_id uuid not null, unit_path public.ltree not null, created_at timestamptz not null default now(),
      constraint pk_monitoring_back_tests primary key (id),
      constraint fk_monitoring_back_tests_rule_set foreign key (rule_set_id) references app.monitoring_rule_sets (id),
      constraint ck_monitoring_back_tests_months check (cardinality(months) between 1 and 12),
      constraint ck_monitoring_back_tests_finished check ((result is null) = (finished_at is null)))`);
    await secureTable(q, { table: 'monitoring_back_tests', project: null });
    await q.query(`create index ix_monitoring_back_tests_rule_set on app.monitoring_back_tests (rule_set_id, id)`);
    await grant(q, 'monitoring_back_tests', 'select, insert');
    await q.query(`grant update (result, finished_at) on app.monitoring_back_tests to app_worker`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table app.monitoring_back_tests`);
  }
}
