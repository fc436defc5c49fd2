import type { MigrationInterface, QueryRunner } from 'typeorm';
import { inOrder } from '../src/platform/database/row-security.js';

/**
 * Rules belong to all districts or to one. A district's own are seen by whoever sees the district, works in it, or is
 * assigned a project there, and written by who acts for the whole district.
 */
export class SecureRuleSets1764000711000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await inOrder(q, [
        `alter table app.${table} enable row level security`,
        `alter table app.${table} force row level security`,
        `create policy of_known_district on app.${table} for select using (${IS_KNOWN})`,
        `create policy by_district on app.${table} for insert with check (${IS_WHOLE})`,
        // The first scoring marks a rule set used, whoever it is that is scored; what it says is frozen by then.
        `create policy in_known_district on app.${table} for update using (${IS_KNOWN}) with check (${IS_KNOWN})`,
      ]);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await inOrder(q, [
        `drop policy of_known_district on app.${table}`,
        `drop policy by_district on app.${table}`,
        `drop policy in_known_district on app.${table}`,
        `alter table app.${table} no force row level security`,
        `alter table app.${table} disable row level security`,
      ]);
    }
  }
}

const TABLES = ['scoring_rule_sets', 'monitoring_rule_sets', 'alert_rules'];

const setting = (name: string, type: string): string =>
  `any ((select string_to_array(nullif(current_setting('app.${name}', true), ''), ',')::${type}[])::${type}[])`;

// app.districts and app.projects show only what the caller may see. A check of a self-evaluation needs no role: there the
// district is the account's.
const IS_KNOWN = `district_id is null or district_id in (select d.id from app.districts d)
  or district_id = (select a.district_id from app.accounts a where a.id = nullif(current_setting('app.account', true), '')::uuid)
  or district_id in (select p.district_id from app.projects p where p.id = ${setting('assigned', 'uuid')})`;

const IS_WHOLE = `district_id in (select d.id from app.districts d where d.unit_path operator(public.<@) ${setting('scopes', 'public.ltree')}
  or d.unit_path operator(public.=) ${setting('units', 'public.ltree')})`;
