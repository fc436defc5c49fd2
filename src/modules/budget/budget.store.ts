import { allRows, type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type BudgetLine, FUNDING_SOURCES, type LineChange } from './domain/budget-plan.js';
import type { Project } from './project.store.js';

/** The view that statements of modules to the right may read: project_id, fiscal_year, source, initial, adjusted, executed. */
export const BUDGET_LINE_VIEW = 'app.budget_line_v';

/** A line with its version, locked until the end of the transaction. */
export interface LockedLine extends BudgetLine {
  readonly version: number;
}

const AMOUNTS = [
  'initial',
  'adjusted',
  'executed',
  'frozen',
  'committed',
  'available',
  'over_executed',
  'closed_out',
] as const;

const amounts = (
  l: string,
): string => `'initial', ${l}.initial::text, 'adjusted', ${l}.adjusted::text, 'frozen', ${l}.frozen::text,
  'committed', ${l}.committed::text, 'executed', ${l}.executed::text, 'available', ${l}.available::text,
  'overExecuted', ${l}.over_executed::text, 'closedOut', ${l}.closed_out::text, 'executionRate', round(${l}.executed / nullif(${l}.adjusted, 0), 6)::text`;

const SOURCE_ORDER = `array_position(array['${FUNDING_SOURCES.join("','")}'], l.source)`;

const TOTALS = AMOUNTS.map(
  (column) => `coalesce(sum(l.${column}) filter (where not l.retired), 0.00) as ${column}`,
).join(', ');

/**
 * The budget of one year; version 0 and no lines where none was set. The version is that of the header and of all lines,
 * retired ones too, summed: it grows with every adjustment and every payment.
 */
export const budgetDetail = (projectId: string, fiscalYear: number): Call<JsonText | null> => ({
  name: 'budgets.detail',
  text: `select json_build_object('projectId', id, 'fiscalYear', $2::int, 'lines', lines,
        'total', json_build_object(${amounts('whole')}), 'version', version)::text as json, version
    from (
      select p.id, coalesce(max(b.version), 0) + coalesce(sum(l.version), 0)::int as version,
        ${TOTALS},
        coalesce(json_agg(json_build_object('source', l.source, ${amounts('l')}, 'reason', l.reason)
          order by ${SOURCE_ORDER}) filter (where not l.retired), '[]') as lines
      from app.projects p
      left join app.budgets b on b.project_id = p.id and b.fiscal_year = $2::smallint
      left join app.budget_lines l on l.project_id = b.project_id and l.fiscal_year = b.fiscal_year
      where p.id = $1::uuid group by p.id) as whole`,
  values: [projectId, fiscalYear],
  read: firstRow<JsonText>(),
});

/** The adjusted budget of one year, in 元; null: none has been set. */
export const findBudgetTotal = (projectId: string, fiscalYear: number): Call<string | null> => ({
  name: 'budgets.find_total',
  text: `select sum(l.adjusted)::text as total from ${BUDGET_LINE_VIEW} l where l.project_id = $1::uuid and l.fiscal_year = $2::smallint`,
  values: [projectId, fiscalYear],
  read: ([row]) => (row?.['total'] as string | undefined) ?? null,
});

export const lockBudget = (
  projectId: string,
  fiscalYear: number,
): Call<{ readonly id: string; readonly version: number } | null> => ({
  name: 'budgets.lock',
  text: `select id, version from app.budgets where project_id = $1::uuid and fiscal_year = $2::smallint for update`,
  values: [projectId, fiscalYear],
  read: firstRow<{ id: string; version: number }>(),
});

/** All lines of the year. Payments that would change them wait, so the version that is compared stands. */
export const lockLines = (projectId: string, fiscalYear: number): Call<readonly LockedLine[]> => ({
  name: 'budget_lines.lock',
  text: `select source, initial::text as initial, adjusted::text as adjusted, retired, version,
      executed > 0 or exists (select 1 from app.ledger_entries e where e.line_id = l.id and e.kind not in ('OPENING', 'SET')) as "inExecution"
    from app.budget_lines l where project_id = $1::uuid and fiscal_year = $2::smallint order by id for no key update`,
  values: [projectId, fiscalYear],
  read: allRows<LockedLine>(),
});

/** The header of the first budget, or the next version of the standing one. False: somebody else was faster. */
export const saveBudget = (
  id: string,
  project: Pick<Project, 'id' | 'districtId' | 'unitPath'>,
  fiscalYear: number,
  version: number,
): Call<boolean> => ({
  name: 'budgets.save',
  text: `insert into app.budgets (id, project_id, fiscal_year, district_id, unit_path)
    values ($1::uuid, $2::uuid, $3::smallint, $4::uuid, $5::public.ltree)
    on conflict (project_id, fiscal_year) do update set version = budgets.version + 1, updated_at = now()
      where budgets.version = $6::int
    returning id`,
  values: [id, project.id, fiscalYear, project.districtId, project.unitPath, version],
  read: (rows) => rows.length === 1,
});

/** All lines of a plan in one statement; a line that stays as it was keeps its version. */
export const saveLines = (
  project: Pick<Project, 'id' | 'districtId' | 'unitPath'>,
  fiscalYear: number,
  changes: readonly (LineChange & { readonly id: string })[],
): Call<void> => ({
  name: 'budget_lines.save',
  text: `insert into app.budget_lines as l (id, project_id, fiscal_year, district_id, unit_path, source, initial, adjusted, reason, retired)
    select w.id, $1::uuid, $2::smallint, $3::uuid, $4::public.ltree, w.source, w.initial, w.adjusted, w.reason, w.retired
    from jsonb_to_recordset($5::jsonb) as w(id uuid, source text, initial numeric, adjusted numeric, reason text, retired boolean)
    order by w.source
    on conflict (project_id, fiscal_year, source) do update set initial = excluded.initial, adjusted = excluded.adjusted,
      reason = excluded.reason, retired = excluded.retired, posted_kind = 'SET', posted_cause = null, version = l.version + 1, updated_at = now()
    where (l.initial, l.adjusted, l.reason, l.retired)
      is distinct from (excluded.initial, excluded.adjusted, excluded.reason, excluded.retired)`,
  values: [project.id, fiscalYear, project.districtId, project.unitPath, JSON.stringify(changes)],
  read: noRows,
});
