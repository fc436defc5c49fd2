import type { Resource } from './makers.js';

const DEVIATION = `insert into app.deviations (fiscal_year, month, indicator_id, project_id, district_id, unit_path, status, rule_set_id, goal_revision,
    computed_at)
  select i.fiscal_year, extract(month from app.app_today()), i.id, i.project_id, i.district_id, i.unit_path, 'NO_DATA', r.id, 1, now()
  from app.indicators i, (select * from app.monitoring_rule_sets where district_id is null order by id limit 1) r where i.id = $1
  on conflict (fiscal_year, month, indicator_id) do update set status = excluded.status returning indicator_id as id`;

const PROGRESS = `insert into app.project_progress (fiscal_year, month, project_id, district_id, unit_path, executed, mismatch_severity, execution_lag,
    goal_lag, rule_set_id, computed_at)
  select g.fiscal_year, extract(month from app.app_today()), g.project_id, g.district_id, g.unit_path, 0, 'NOT_APPLICABLE', false, false, r.id, now()
  from app.goals g, (select * from app.monitoring_rule_sets where district_id is null order by id limit 1) r where g.id = $1
  on conflict (fiscal_year, month, project_id) do update set executed = excluded.executed returning project_id as id`;

const BACK_TEST = `insert into app.monitoring_back_tests (id, rule_set_id, rule_set_version, rules, fiscal_year, months, person_id, district_id, unit_path)
  select gen_random_uuid(), r.id, r.version, r.rules, 2026, '{1}', gen_random_uuid(), d.id, d.unit_path
  from app.districts d, (select * from app.monitoring_rule_sets where district_id is null order by id limit 1) r where d.id = $1 returning id`;

/** What is computed from goals in execution, for the matrix, in the month that runs: found by what it is about. */
export const PROGRESS_THINGS: Readonly<Record<string, Resource>> = {
  deviations: {
    level: 'UNIT',
    isOfProject: true,
    make: async (makers, site, owner) => {
      const { id } = await makers.thing('indicators', site, owner);
      return { indicatorId: await makers.insert(DEVIATION, [id]) };
    },
  },
  progress: {
    level: 'UNIT',
    isOfProject: true,
    make: async (makers, site, owner) => {
      const { id } = await makers.thing('goals', site, owner);
      return { projectId: await makers.insert(PROGRESS, [id]) };
    },
  },
  'monitoring-back-tests': {
    level: 'DISTRICT',
    make: async (makers, { district }) => ({ id: await makers.insert(BACK_TEST, [district.id]) }),
  },
};
