import type { MigrationInterface, QueryRunner } from 'typeorm';
import { inOrder } from '../src/platform/database/row-security.js';

/** Substitutions cover whatever comes to the absent; a leaver's tasks and steps that nobody has been told of are found by index. */
export class ArrangeSubstitution1764000745000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, [
      `alter table app.approval_substitutions drop column subject_types,
        add constraint fk_approval_substitutions_creator foreign key (created_by) references app.accounts (id)`,
      `create index ix_approval_substitutions_period on app.approval_substitutions (valid_to) where cancelled_at is null`,
      `create index ix_approval_tasks_waiting on app.approval_tasks (assignee_id) where state = 'WAITING' and assignee_id is not null`,
      `create index ix_approval_tasks_claimed on app.approval_tasks (claimed_by)
        where state in ('OPEN', 'WAITING') and claimed_by is not null`,
      `create index ix_approval_steps_unwarned on app.approval_steps (id) where state = 'OPEN' and warned_at is null`,
    ]);
  }

  async down(q: QueryRunner): Promise<void> {
    await inOrder(q, [
      `drop index app.ix_approval_substitutions_period, app.ix_approval_tasks_waiting, app.ix_approval_tasks_claimed,
        app.ix_approval_steps_unwarned`,
      `alter table app.approval_substitutions drop constraint fk_approval_substitutions_creator, add subject_types text[]`,
    ]);
  }
}
