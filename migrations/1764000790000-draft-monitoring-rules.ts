import type { MigrationInterface, QueryRunner } from 'typeorm';
import { inOrder } from '../src/platform/database/row-security.js';

/**
 * Rules of monitoring and of the checks of goals are drafted by one person and published by another, as scoring rules are:
 * one edition of a code is published at a time in a district.
 */
export class DraftMonitoringRules1764000790000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, [
      `alter table app.monitoring_rule_sets add column author_id uuid`,
      ...TABLES.flatMap((table) => [
        `alter table app.${table} add column publisher_id uuid,
          add constraint ck_${table}_publisher check (publisher_id is null or publisher_id <> author_id)`,
      ]),
      `create unique index uq_monitoring_rule_sets_published on app.monitoring_rule_sets (code, district_id) nulls not distinct
        where state = 'PUBLISHED'`,
    ]);
  }

  async down(q: QueryRunner): Promise<void> {
    await inOrder(q, [
      `drop index app.uq_monitoring_rule_sets_published`,
      ...TABLES.map((table) => `alter table app.${table} drop column publisher_id`),
      `alter table app.monitoring_rule_sets drop column author_id`,
    ]);
  }
}

const TABLES = ['monitoring_rule_sets', 'goal_check_rule_sets'];
