import type { TestApp } from './app.js';

export interface ReviewTask {
  readonly goalId: string;
  readonly approvalId: string;
  readonly taskId: string;
}

const AUTHOR = '01a20c00-0000-7000-8000-00000000a0a0';
export const CONTENT_HASH = 'c'.repeat(64);

/** Projects of the first school with a goal each, made by SQL: races need many of them, and fast. Returns the goals' ids. */
export async function insertGoals(
  t: TestApp,
  count: number,
  state: 'DRAFT' | 'IN_REVIEW' | 'PASSED',
): Promise<string[]> {
  const { id, path, districtId, departmentId } = t.world.units.schoolA;
  const { rows } = await t.database.admin.query(
    `with made as (
      insert into app.projects (id, district_id, unit_id, unit_path, department_id, code, name, kind, attribute, period_from, period_to, authors)
      select gen_random_uuid(), $1, $2, $3::ltree, $4, 'B' || left(gen_random_uuid()::text, 8) || i, '批量项目 ' || i, 'PROJECT', 'NEW',
        '2026-01-01', '2026-12-31', array[$6::uuid] from generate_series(1, $5::int) i returning id)
    insert into app.goals (id, district_id, unit_id, unit_path, department_id, project_id, fiscal_year, state, frame, weight_template,
      execution_weight, annual_goal, author_ids)
    select gen_random_uuid(), $1, $2, $3::ltree, $4, id, 2026, $7, 'V2021', 'T-SC-90', 10, '批量目标', array[$6::uuid] from made
    returning id`,
    [districtId, id, path, departmentId, count, AUTHOR, state],
  );
  return rows.map((row) => row.id);
}

/** The same in review: an approval at the first step of the standard flow, with its open task. */
export async function insertGoalsInReview(t: TestApp, count: number): Promise<readonly ReviewTask[]> {
  const { shuangliu } = t.world.districts;
  const { schoolA, education } = t.world.units;
  const goals = await insertGoals(t, count, 'IN_REVIEW');
  const { rows } = await t.database.admin.query(
    `with a as (
      insert into app.approvals (id, flow_id, subject_type, subject_id, title, project_id, district_id, unit_id, unit_path, state, step_keys,
        subject_version, content_hash, author_ids, submitted_by, paths)
      select gen_random_uuid(), (select id from app.approval_flows where code = 'goal-standard' and state = 'PUBLISHED'), 'goal', g.id, '批量目标', g.project_id,
        g.district_id, g.unit_id, g.unit_path, 'RUNNING', array['unit-head'], g.version, $2, g.author_ids, g.author_ids[1], $3::jsonb
      from app.goals g where g.id = any ($1::uuid[]) returning *),
    s as (
      insert into app.approval_steps (id, approval_id, step_key, round, ordinal, state, district_id, unit_path, project_id)
      select gen_random_uuid(), a.id, 'unit-head', 1, 1, 'OPEN', a.district_id, a.unit_path, a.project_id from a returning *)
    insert into app.approval_tasks (id, approval_id, sitting_id, step_key, step_no, round, role, scope_path, subject_type, district_id,
      unit_path, project_id)
    select gen_random_uuid(), s.approval_id, s.id, 'unit-head', 1, 1, 'UNIT_HEAD', s.unit_path, 'goal', s.district_id, s.unit_path, s.project_id
    from s
    returning id as "taskId", approval_id as "approvalId", (select subject_id from a where a.id = approval_id) as "goalId"`,
    [goals, CONTENT_HASH, JSON.stringify({ UNIT: schoolA.path, DEPARTMENT: education.path, DISTRICT: shuangliu.path })],
  );
  return rows;
}
