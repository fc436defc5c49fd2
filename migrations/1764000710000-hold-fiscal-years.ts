import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever writes in a fiscal year holds its row, so that it is not closed meanwhile. PostgreSQL lets only those lock a row
 * who may update it; a school, which sees its district's years from below, now may lock them, and still change none.
 */
export class HoldFiscalYears1764000710000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(
      `create policy held_in_own_district on app.fiscal_years for update using (${IN_OWN_DISTRICT}) with check (false)`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop policy held_in_own_district on app.fiscal_years`);
  }
}

const IN_OWN_DISTRICT = ['scopes', 'units']
  .map(
    (
      name,
    ) => `unit_path operator(public.@>) any ((select string_to_array(nullif(current_setting('app.${name}', true), ''), ',')
      ::public.ltree[])::public.ltree[])`,
  )
  .join(' or ');
