import type { Resource } from './makers.js';

const FILE = `insert into app.files (id, account_id, name, media_type, size, digest, content)
  values (gen_random_uuid(), $1, 'a.txt', 'text/plain', 1, 'sm3:' || repeat('0', 64), 'a') returning id`;

/** Beside the goal, which other things need in execution. */
const ADJUSTMENT = `insert into app.goal_adjustments (id, district_id, unit_id, unit_path, department_id, project_id, goal_id, fiscal_year, trigger,
    justification, file_ids, before_revision, content, author_ids)
  select gen_random_uuid(), g.district_id, g.unit_id, g.unit_path, g.department_id, g.project_id, g.id, g.fiscal_year, 'POLICY', '矩阵',
    array[$2::uuid], r.revision, r.content, array[gen_random_uuid()]
  from app.goals g join app.goal_revisions r on r.goal_id = g.id and r.revision = g.revision where g.id = $1 returning id`;

/** What hangs on a goal in execution, for the matrix. */
export const GOAL_THINGS: Readonly<Record<string, Resource>> = {
  'goal-adjustments': {
    level: 'UNIT',
    isOfProject: true,
    make: async (makers, site, owner) => {
      const { id: goalId } = await makers.thing('goals', site, owner);
      const fileId = await makers.insert(FILE, [(await makers.filler.get('/auth/me')).body.account.id]);
      return { id: await makers.insert(ADJUSTMENT, [goalId, fileId]), fileId };
    },
  },
};
