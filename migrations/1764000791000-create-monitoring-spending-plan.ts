import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, requireVersionStep, secureTable } from '../src/platform/database/row-security.js';

/** 支出计划: what a project means to have spent by the end of each month of a year. */
export class CreateMonitoringSpendingPlan1764000791000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // points: twelve cumulative amounts in 元, January first; the last was the adjusted budget when it was written.
    await q.query(`create table app.spending_plans (
      project_id uuid not null, fiscal_year smallint not null, version int not null default 1, points numeric(20,2)[] not null,
      district_id uuid not null, unit_path public.ltree not null,
      created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
      constraint pk_spending_plans primary key (project_id, fiscal_year),
      constraint fk_spending_plans_project foreign key (project_id) references app.projects (id),
      constraint ck_spending_plans_points check (cardinality(points) = 12 and points[12] > 0))`);
    await secureTable(q, { table: 'spending_plans', project: 'project_id' });
    await requireVersionStep(q, 'spending_plans');
    await grant(q, 'spending_plans', 'select, insert, update');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table app.spending_plans`);
  }
}
