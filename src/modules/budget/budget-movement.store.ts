import { toldChanges } from '../../platform/audit/told-changes.js';
import { allRows, type Call } from '../../platform/database/call.js';
import type { BudgetAdjustment } from './budget-adjustment.store.js';
import type { LineBalance, Movement } from './domain/budget-adjustment.js';

const wanted = (first: number): string =>
  `jsonb_to_recordset($${first}::jsonb) as w("projectId" uuid, source text, adjusted numeric, frozen numeric)`;

/** Headers and empty lines for money that comes to where there was none; keys in order, as always. */
export const openLines = (fiscalYear: number, movements: readonly Movement[]): Call<void> => ({
  name: 'budget_lines.open',
  text: `with headers as (
      insert into app.budgets (id, project_id, fiscal_year, district_id, unit_path)
      select distinct on (p.id) gen_random_uuid(), p.id, $1::smallint, p.district_id, p.unit_path
      from ${wanted(2)} join app.projects p on p.id = w."projectId" where w.adjusted > 0 order by p.id
      on conflict (project_id, fiscal_year) do nothing)
    insert into app.budget_lines (id, project_id, fiscal_year, district_id, unit_path, source, initial, adjusted)
    select gen_random_uuid(), p.id, $1::smallint, p.district_id, p.unit_path, w.source, 0, 0
    from ${wanted(2)} join app.projects p on p.id = w."projectId" where w.adjusted > 0 order by p.id, w.source
    on conflict (project_id, fiscal_year, source) do nothing`,
  values: [fiscalYear, JSON.stringify(movements)],
  read: () => undefined,
});

const LINES = (first: number): string =>
  `app.budget_lines l join ${wanted(first)} on l.project_id = w."projectId" and l.source = w.source and l.fiscal_year = $${first - 1}::smallint`;

export const findBalances = (fiscalYear: number, movements: readonly Movement[]): Call<readonly LineBalance[]> => ({
  name: 'budget_lines.find_balances',
  text: `select l.project_id as "projectId", l.source, l.adjusted::text as adjusted, l.available::text as available, l.frozen::text as frozen
    from ${LINES(2)}`,
  values: [fiscalYear, JSON.stringify(movements)],
  read: allRows<LineBalance>(),
});

/** Locked in one order, whoever asks: adjustments, plans and batches of payments wait for each other, and never crosswise. */
export const lockBalances = (fiscalYear: number, movements: readonly Movement[]): Call<readonly LineBalance[]> => ({
  ...findBalances(fiscalYear, movements),
  name: 'budget_lines.lock_balances',
  text: `${findBalances(fiscalYear, movements).text} order by l.id for no key update of l`,
});

/** All lines at once; the ledger follows by itself. Each project is told of, so that what depends on its money is computed again. */
export const moveLines = (
  { id, kind, fiscalYear, reason }: BudgetAdjustment,
  movements: readonly Movement[],
): Call<void> => ({
  name: 'budget_lines.move',
  text: `with moved as (
      update app.budget_lines l set adjusted = l.adjusted + w.adjusted, frozen = l.frozen + w.frozen, retired = false,
        reason = case when w.adjusted <> 0 then $3::text else l.reason end, posted_kind = $4::text, posted_cause = $5::uuid,
        version = l.version + 1, updated_at = now()
      from ${wanted(2)} where l.project_id = w."projectId" and l.source = w.source and l.fiscal_year = $1::smallint
      returning l.project_id),
    adjusted as (
      select b.id, b.district_id, b.unit_path, b.project_id, jsonb_build_object('projectId', b.project_id, 'fiscalYear', b.fiscal_year,
        'adjustmentId', $5::uuid) as payload
      from app.budgets b where b.fiscal_year = $1::smallint and b.project_id in (select project_id from moved)),
    ${toldChanges('adjusted', 'budget.adjusted', 'budget', 'adjusted')}
    select 1`,
  values: [fiscalYear, JSON.stringify(movements), reason, kind, id],
  read: () => undefined,
});
