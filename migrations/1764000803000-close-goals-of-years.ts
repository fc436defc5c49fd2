import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Goals end with their fiscal year, and go on as they were if it is reopened. */
export class CloseGoalsOfYears1764000803000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // closed_from: the state in which the close of the year met it; null: it is not closed, or by itself.
    await q.query(`alter table app.goals add closed_from text,
      add constraint ck_goals_closed_from check (closed_from is null or state = 'CLOSED' and closed_from in ('IN_EXECUTION', 'ADJUSTING', 'SUSPENDED'))`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`alter table app.goals drop column closed_from`);
  }
}
