import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '../src/platform/database/row-security.js';

/** The progress of a project names the revision of the goal that it was computed from, as deviations do. */
export class NameMonitoringRevision1764000772000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`alter table app.project_progress add goal_revision int`);
    await q.query(PROGRESS_VIEW);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop view app.progress_v`);
    await q.query(`alter table app.project_progress drop column goal_revision`);
    await q.query(ONCE_PROGRESS_VIEW);
    await grant(q, 'progress_v', 'select');
  }
}

const CHECKPOINT = `(select (r.rules #>> array['checkpoints', 'percentByMonth', p.month::text])::numeric
    from app.monitoring_rule_sets r where r.id = p.rule_set_id) as checkpoint_percent`;
const COLUMNS = `p.fiscal_year, p.month, p.project_id, p.district_id, p.unit_path, p.adjusted_budget, p.executed, p.execution_rate, p.execution_light,
  p.achievement, p.planned_achievement, p.covered_weight, p.light, p.gap, p.mismatch_severity, p.quadrant, p.execution_lag, p.goal_lag,
  p.rule_set_id, p.computed_at`;

const PROGRESS_VIEW = `create or replace view app.progress_v with (security_invoker = true) as
  select ${COLUMNS}, ${CHECKPOINT}, p.goal_revision from app.project_progress p`;
const ONCE_PROGRESS_VIEW = `create view app.progress_v with (security_invoker = true) as
  select ${COLUMNS}, ${CHECKPOINT} from app.project_progress p`;
