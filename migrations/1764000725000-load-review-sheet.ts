import type { MigrationInterface, QueryRunner } from 'typeorm';
import { GOAL_FLOW_1764000725000, GOAL_REVIEW_1764000725000 } from './seeds/1764000725000-goal-review.js';

/** 绩效目标审核表, and the standard flow of goals that asks for it. What runs on revision 1 goes on there until somebody migrates it. */
export class LoadReviewSheet1764000725000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    const { id, code, name, definition } = GOAL_REVIEW_1764000725000;
    await q.query(
      `insert into app.review_sheets (id, code, revision, district_id, name, definition, state, published_at)
        values ($1, $2, 1, null, $3, $4, 'PUBLISHED', now())`,
      [id, code, name, JSON.stringify(definition)],
    );
    await q.query(
      `update app.approval_flows set version = version + 1, updated_at = now(), state = 'RETIRED'
        where subject_type = 'goal' and district_id is null and state = 'PUBLISHED'`,
    );
    const flow = GOAL_FLOW_1764000725000;
    await q.query(
      `insert into app.approval_flows (id, code, revision, district_id, subject_type, name, definition, state, published_at)
        values ($1, $2, $3, null, $4, $5, $6, 'PUBLISHED', now())`,
      [flow.id, flow.code, flow.revision, flow.subjectType, flow.name, JSON.stringify(flow.definition)],
    );
  }

  async down(q: QueryRunner): Promise<void> {
    const { id, code, revision } = GOAL_FLOW_1764000725000;
    await q.query(`delete from app.approval_flows where id = $1`, [id]);
    await q.query(
      `update app.approval_flows set version = version + 1, updated_at = now(), state = 'PUBLISHED'
        where code = $1 and revision = $2 and district_id is null`,
      [code, revision - 1],
    );
    await q.query(`delete from app.review_sheets where id = $1`, [GOAL_REVIEW_1764000725000.id]);
  }
}
