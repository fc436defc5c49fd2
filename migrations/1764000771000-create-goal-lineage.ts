import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, withoutForcedRowSecurity } from '../src/platform/database/row-security.js';

/** 上年结转为下年目标: where a goal and each of its indicators come from. */
export class CreateGoalLineage1764000771000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // New foreign keys read the tables that they hold.
    await withoutForcedRowSecurity(q, ['goals', 'goal_revisions', 'indicators'], () => inOrder(q, LINEAGE));
    for (const view of ['goal_lineage_v', 'indicator_lineage_v']) await grant(q, view, 'select');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop view app.indicator_lineage_v, app.goal_lineage_v`);
    await q.query(`alter table app.indicators drop column predecessor_id`);
    await q.query(`alter table app.goals drop column rolled_from, drop column rolled_from_revision`);
  }
}

const LINEAGE = [
  `alter table app.goals add rolled_from uuid, add rolled_from_revision int,
    add constraint fk_goals_rolled_from foreign key (rolled_from, rolled_from_revision) references app.goal_revisions (goal_id, revision),
    add constraint ck_goals_rolled_from check (num_nulls(rolled_from, rolled_from_revision) in (0, 2))`,
  `create index ix_goals_rolled_from on app.goals (rolled_from) where rolled_from is not null`,
  `alter table app.indicators add predecessor_id uuid,
    add constraint fk_indicators_predecessor foreign key (predecessor_id) references app.indicators (id)`,
  `create index ix_indicators_predecessor on app.indicators (predecessor_id) where predecessor_id is not null`,
  `create view app.goal_lineage_v with (security_invoker = true) as
    select id as goal_id, rolled_from, rolled_from_revision from app.goals`,
  `create view app.indicator_lineage_v with (security_invoker = true) as
    select id as indicator_id, goal_id, predecessor_id from app.indicators`,
];
