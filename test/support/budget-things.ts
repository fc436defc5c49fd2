import type { Resource } from './makers.js';

const FILE = `insert into app.files (id, account_id, name, media_type, size, digest, content)
  values (gen_random_uuid(), $1, 'a.txt', 'text/plain', 1, 'sm3:' || repeat('0', 64), 'a') returning id`;

const ADJUSTMENT = `insert into app.budget_adjustments (id, district_id, unit_id, unit_path, department_id, project_id, kind, fiscal_year, legs, amount,
    reason, legal_basis, effective_on, file_ids, author_ids)
  select gen_random_uuid(), p.district_id, p.unit_id, p.unit_path, p.department_id, p.id, 'ADD', 2026,
    jsonb_build_array(jsonb_build_object('projectId', p.id, 'source', 'FISCAL', 'amount', '1.00', 'fromFrozen', false)), 1, '矩阵', '矩阵',
    app.app_today(), array[$2::uuid], array[gen_random_uuid()]
  from app.projects p where p.id = $1 returning id`;

const BATCH = `insert into app.payment_batches (id, district_id, unit_path, source_system, reference, count, amount, recorded_count, recorded_amount,
    repeated_count, refused_count, outcomes, created_by)
  select gen_random_uuid(), d.id, d.unit_path, 'TREASURY', '矩阵', 0, 0, 0, 0, 0, 0, '[]', '' from app.districts d where d.id = $1 returning id`;

/** What hangs on the budget of a project, for the matrix. */
export const BUDGET_THINGS: Readonly<Record<string, Resource>> = {
  'budget-adjustments': {
    level: 'UNIT',
    isOfProject: true,
    make: async (makers, site, owner) => {
      const { id: projectId } = await makers.thing('projects', site, owner);
      const fileId = await makers.insert(FILE, [(await makers.filler.get('/auth/me')).body.account.id]);
      return { id: await makers.insert(ADJUSTMENT, [projectId, fileId]), fileId };
    },
  },
  // Named by its number, which the district in the query or the body makes a year.
  'fiscal-years': { level: 'DISTRICT', make: () => Promise.resolve({ year: '2026' }) },
  'payment-batches': {
    level: 'DISTRICT',
    make: async (makers, { district }) => ({ id: await makers.insert(BATCH, [district.id]) }),
  },
};
