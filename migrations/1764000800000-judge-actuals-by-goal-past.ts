import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '../src/platform/database/row-security.js';

/** An actual keeps its evidence and what its plausibility was judged against, and so does each of its revisions. */
export class JudgeActualsByGoalPast1764000800000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await q.query(`alter table app.${table} add file_ids uuid[] not null default '{}', add facts jsonb`);
    await q.query(appendOnly(`${COLUMNS}, file_ids, facts`));
    await q.query(PAST_VIEW);
    await grant(q, 'indicator_past_v', 'select');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop view app.indicator_past_v`);
    await q.query(appendOnly(COLUMNS));
    for (const table of TABLES) await q.query(`alter table app.${table} drop column file_ids, drop column facts`);
  }
}

const TABLES = ['actuals', 'actual_revisions'];
const COLUMNS = `id, actual_id, actual_version, value, numerator, denominator, level, done_on, state, note, reason, account_id, revised_at`;

const appendOnly = (columns: string): string => `create or replace trigger actual_revisions_append_only
  before delete or update of ${columns} on app.actual_revisions for each row execute function app.refuse_every_change()`;

// What modules to the right may know of an indicator's past: where its project's years ended, of the same definition or the
// same name and unit, in the last five years, oldest first; and the evidence that the library asks for.
const PAST_VIEW = `create view app.indicator_past_v with (security_invoker = true) as
  select i.id as indicator_id,
    array(select trim_scale(round(avg(h.actual), 6))::text from app.indicator_history h
      where h.project_id = i.project_id and h.comparison_key = i.comparison_key
        and h.fiscal_year between i.fiscal_year - 5 and i.fiscal_year - 1
      group by h.fiscal_year order by h.fiscal_year) as year_ends,
    (select d.evidence_kinds from app.indicator_definitions d
      where d.definition_id = i.definition_id and d.revision = i.definition_revision) as evidence_kinds
  from app.indicators i`;
