import type { Resource } from './makers.js';

const ROUND = `insert into app.monitoring_rounds (id, district_id, unit_path, fiscal_year, month, kind, number, due_working_days, selection, state, due_on)
  select gen_random_uuid(), d.id, d.unit_path, 2026, 6, 'FOCUSED', 'M' || nextval('app.monitoring_round_numbers'), 10, '{"isLagging":true,
    "executionBelow":null,"amountFrom":null,"attentionProjectIds":[]}', 'OPEN', '2026-12-31' from app.districts d where d.id = $1 returning id`;

const PLAN = `insert into app.monitoring_round_plans (id, district_id, unit_path, fiscal_year, rhythm, due_working_days)
  select gen_random_uuid(), d.id, d.unit_path, 2031, 'JAN_JUL', 10 from app.districts d where d.id = $1 returning id`;

const REPORT = `insert into app.monitoring_reports (id, round_id, kind, fiscal_year, month, due_on, district_id, unit_id, unit_path, department_id,
    project_id, goal_id)
  select gen_random_uuid(), r.id, r.kind, r.fiscal_year, r.month, r.due_on, g.district_id, g.unit_id, g.unit_path, g.department_id, g.project_id, g.id
  from app.goals g, app.monitoring_rounds r where g.id = $1 and r.id = $2 returning id`;

/** What monitoring asks of units, for the matrix. */
export const MONITORING_THINGS: Readonly<Record<string, Resource>> = {
  'monitoring-round-plans': {
    level: 'DISTRICT',
    isSeenFromBelow: true,
    make: async (makers, { district }) => ({ id: await makers.insert(PLAN, [district.id]) }),
  },
  'monitoring-rounds': {
    level: 'DISTRICT',
    isSeenFromBelow: true,
    make: async (makers, { district }) => ({ id: await makers.insert(ROUND, [district.id]) }),
  },
  'monitoring-reports': {
    level: 'UNIT',
    isOfProject: true,
    make: async (makers, site, owner) => {
      const { id: goalId } = await makers.thing('goals', site, owner);
      const { id: roundId } = await makers.thing('monitoring-rounds', site, owner);
      return { id: await makers.insert(REPORT, [goalId, roundId]) };
    },
  },
};
