import type { MigrationInterface, QueryRunner } from 'typeorm';
import { withoutForcedRowSecurity } from '../src/platform/database/row-security.js';

/**
 * What the checks say of a goal as an adjustment will have it is frozen when the adjustment is submitted, beside those of
 * the goal's own submissions: its reviewers read it, and once it is approved it is what holds.
 */
export class KeepAdjustmentChecks1764000773000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await withoutForcedRowSecurity(q, TABLES, () =>
      q.query(`alter table app.goal_check_results add adjustment_id uuid, add adjustment_version int,
      add constraint fk_goal_check_results_adjustment foreign key (adjustment_id) references app.goal_adjustments (id),
      add constraint ck_goal_check_results_adjustment check (num_nonnulls(adjustment_id, adjustment_version) in (0, 2)),
      drop constraint uq_goal_check_results_version,
      add constraint uq_goal_check_results_version unique nulls not distinct (goal_id, goal_version, adjustment_id, adjustment_version)`),
    );
    await q.query(appendOnly(`${COLUMNS}, adjustment_id, adjustment_version`));
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop trigger goal_check_results_append_only on app.goal_check_results`);
    await withoutForcedRowSecurity(q, TABLES, () =>
      q.query(`delete from app.goal_check_results where adjustment_id is not null`),
    );
    await q.query(appendOnly(COLUMNS));
    await q.query(`alter table app.goal_check_results drop constraint uq_goal_check_results_version,
      drop column adjustment_id, drop column adjustment_version,
      add constraint uq_goal_check_results_version unique (goal_id, goal_version)`);
  }
}

const TABLES = ['goal_check_results', 'goal_adjustments'];
const COLUMNS = 'id, goal_id, goal_version, revision, rule_set_id, findings, indicators, checked_at';

const appendOnly = (columns: string): string => `create or replace trigger goal_check_results_append_only
  before delete or update of ${columns} on app.goal_check_results for each row execute function app.refuse_every_change()`;
