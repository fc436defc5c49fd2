import { toldChanges } from '../../platform/audit/told-changes.js';
import { heldRoles, MY_PERSON } from '../../platform/auth/grants.js';
import { allRows, type Call, noRows } from '../../platform/database/call.js';
import { type FiscalYear, type FiscalYearAction, type FiscalYearState, heldFiscalYear } from '../organization/index.js';
import { FUNDING_SOURCES, type FundingSource } from './domain/budget-plan.js';
import type { ClosingFate, ClosingRules } from './domain/fiscal-year-close.js';

/** One act on a year: who, when, why. */
export interface FiscalYearAct {
  readonly id: string;
  readonly action: FiscalYearAction;
  readonly state: FiscalYearState;
  readonly reason: string;
  /** Of a closing. */
  readonly rules: ClosingRules | null;
  /** What a closing left or moved, by source and fate. */
  readonly figures: readonly Leftover[] | null;
  readonly personId: string;
  readonly actedAt: string;
}

/** Money that is available at the end of the year; 元. */
export interface Leftover {
  readonly source: FundingSource;
  readonly fate: ClosingFate;
  readonly lines: number;
  readonly amount: string;
}

const ACT = `id, action, state, reason, rules, figures, person_id as "personId", acted_at as "actedAt"`;

export const findActs = ({ id }: FiscalYear): Call<readonly FiscalYearAct[]> => ({
  name: 'fiscal_year_acts.find',
  text: `select ${ACT} from app.fiscal_year_acts where fiscal_year_id = $1::uuid order by id desc`,
  values: [id],
  read: allRows<FiscalYearAct>(),
});

export type NewAct = Pick<FiscalYearAct, 'id' | 'action' | 'reason' | 'rules' | 'figures'>;

export const insertAct = (year: FiscalYear, { id, action, reason, rules, figures }: NewAct): Call<void> => ({
  name: 'fiscal_year_acts.insert',
  text: `insert into app.fiscal_year_acts (id, fiscal_year_id, district_id, unit_path, year, action, state, reason, rules, figures, person_id)
    values ($1::uuid, $2::uuid, $3::uuid, $4::public.ltree, $5::smallint, $6, $7, $8, $9::jsonb, $10::jsonb, ${MY_PERSON}::uuid)`,
  values: [
    id,
    year.id,
    year.districtId,
    year.unitPath,
    year.year,
    action,
    year.state,
    reason,
    rules && JSON.stringify(rules),
    figures && JSON.stringify(figures),
  ],
  read: noRows,
});

/** What the caller may do here, whether the year is over, and how the next one stands, held. */
export interface ClosingGround {
  readonly roles: readonly string[];
  readonly isOver: boolean;
  readonly nextYear: 'OPEN' | 'CLOSED' | null;
}

export const findGround = ({ districtId, unitPath, year }: FiscalYear): Call<ClosingGround> => ({
  name: 'fiscal_years.find_ground',
  text: `select ${heldRoles('$2::public.ltree', 'null::uuid')} as roles, app.app_today() > make_date($3::int, 12, 31) as "isOver",
      ${heldFiscalYear('$1::uuid', '($3::int + 1)::smallint')} as "nextYear"`,
  values: [districtId, unitPath, year],
  read: ([row]) => row as unknown as ClosingGround,
});

/** $1–$3: district, year, rules. A project goes on that is not closed and reaches into the next year. */
const LEFT = `left_over as materialized (
    select l.id, l.source, l.available, case when $3::jsonb ->> l.source = 'CARRY_OVER' and p.state = 'ACTIVE'
        and p.period_to > make_date($2::int, 12, 31) then 'CARRY_OVER' else 'RECOVER' end as fate
    from app.budget_lines l join app.projects p on p.id = l.project_id
    where l.district_id = $1::uuid and l.fiscal_year = $2::smallint and l.available > 0)`;

const SUMMED = `select source, fate, count(*)::int as lines, sum(available)::text as amount from left_over group by source, fate
  order by array_position(array['${FUNDING_SOURCES.join("','")}'], source), fate`;

export const findLeftovers = ({ districtId, year }: FiscalYear, rules: ClosingRules): Call<readonly Leftover[]> => ({
  name: 'budget_lines.find_leftovers',
  text: `with ${LEFT} ${SUMMED}`,
  values: [districtId, year, JSON.stringify(rules)],
  read: allRows<Leftover>(),
});

/** The lines of the year, and those of the next that carry over, in the order of their ids like everybody else. */
export const lockClosingLines = ({ districtId, year }: FiscalYear): Call<void> => ({
  name: 'budget_lines.lock_closing',
  text: `with locked as (select 1 from app.budget_lines
      where district_id = $1::uuid and (fiscal_year = $2::smallint or fiscal_year = $2::smallint + 1 and source = 'CARRY_OVER')
      order by id for no key update)
    select count(*) from locked`,
  values: [districtId, year],
  read: noRows,
});

/** All that is left leaves its line; the ledger follows by itself. */
export const takeLeftovers = (
  { districtId, year }: FiscalYear,
  rules: ClosingRules,
  actId: string,
): Call<readonly Leftover[]> => ({
  name: 'budget_lines.take_leftovers',
  text: `with ${LEFT},
    taken as (
      update app.budget_lines l set closed_out = l.closed_out + o.available, posted_kind = case o.fate when 'RECOVER' then 'LAPSE' else 'CARRY_OUT' end,
        posted_cause = $4::uuid, version = l.version + 1, updated_at = now()
      from left_over o where l.id = o.id)
    ${SUMMED}`,
  values: [districtId, year, JSON.stringify(rules), actId],
  read: allRows<Leftover>(),
});

/** What an act ($1) has carried out of a year, by project, as the ledger has it. */
const CARRIED = `carried as materialized (
    select project_id, sum(amount) as amount from app.ledger_entries
    where cause_id = $1::uuid and kind = 'CARRY_OUT' and account = 'CLOSED_OUT' group by project_id)`;

/** Headers and empty lines of the next year for what is carried into it. */
export const openCarryOver = (nextYear: number, actId: string): Call<void> => ({
  name: 'budget_lines.open_carry_over',
  text: `with ${CARRIED},
    headers as (
      insert into app.budgets (id, project_id, fiscal_year, district_id, unit_path)
      select gen_random_uuid(), p.id, $2::smallint, p.district_id, p.unit_path from carried c join app.projects p on p.id = c.project_id
      order by p.id on conflict (project_id, fiscal_year) do nothing)
    insert into app.budget_lines (id, project_id, fiscal_year, district_id, unit_path, source, initial, adjusted)
    select gen_random_uuid(), p.id, $2::smallint, p.district_id, p.unit_path, 'CARRY_OVER', 0, 0
    from carried c join app.projects p on p.id = c.project_id order by p.id
    on conflict (project_id, fiscal_year, source) do nothing`,
  values: [actId, nextYear],
  read: noRows,
});

/** Each project is told of, so that what depends on its money is computed again. */
const told = (moved: string): string => `told_of as (
      select b.id, b.district_id, b.unit_path, b.project_id, jsonb_build_object('projectId', b.project_id, 'fiscalYear', b.fiscal_year,
        'fiscalYearActId', $3::uuid) as payload
      from app.budgets b where b.fiscal_year = $2::smallint and b.project_id in (select project_id from ${moved})),
    ${toldChanges('told_of', 'budget.adjusted', 'budget', 'told_of')}`;

export const giveCarryOver = (nextYear: number, actId: string): Call<void> => ({
  name: 'budget_lines.give_carry_over',
  text: `with ${CARRIED},
    given as (
      update app.budget_lines l set adjusted = l.adjusted + c.amount, retired = false, reason = '上年结转', posted_kind = 'CARRY_IN',
        posted_cause = $3::uuid, version = l.version + 1, updated_at = now()
      from carried c where l.project_id = c.project_id and l.fiscal_year = $2::smallint and l.source = 'CARRY_OVER'
      returning l.project_id),
    ${told('given')}
    select 1`,
  values: [actId, nextYear, actId],
  read: noRows,
});

/** A project whose line of the next year no longer has what was carried into it; 元. */
export interface SpentCarryOver {
  readonly projectId: string;
  readonly needed: string;
  readonly present: string;
}

export const findSpent = (nextYear: number, closingId: string): Call<readonly SpentCarryOver[]> => ({
  name: 'budget_lines.find_spent_carry_over',
  text: `with ${CARRIED}
    select c.project_id as "projectId", c.amount::text as needed, coalesce(l.available, 0)::text as present
    from carried c left join app.budget_lines l on l.project_id = c.project_id and l.fiscal_year = $2::smallint and l.source = 'CARRY_OVER'
    where coalesce(l.available, 0) < c.amount order by c.project_id limit 100`,
  values: [closingId, nextYear],
  read: allRows<SpentCarryOver>(),
});

/** The next year gives back what the closing ($1) carried into it. */
export const takeCarryOverBack = (nextYear: number, closingId: string, actId: string): Call<void> => ({
  name: 'budget_lines.take_carry_over_back',
  text: `with ${CARRIED},
    given as (
      update app.budget_lines l set adjusted = l.adjusted - c.amount, posted_kind = 'CARRY_BACK', posted_cause = $3::uuid,
        version = l.version + 1, updated_at = now()
      from carried c where l.project_id = c.project_id and l.fiscal_year = $2::smallint and l.source = 'CARRY_OVER'
      returning l.project_id),
    ${told('given')}
    select 1`,
  values: [closingId, nextYear, actId],
  read: noRows,
});

/** The lines of the year get back all that the closing took, carried over or recovered. */
export const returnLeftovers = (closingId: string, actId: string): Call<void> => ({
  name: 'budget_lines.return_leftovers',
  text: `update app.budget_lines l set closed_out = l.closed_out - e.amount, posted_kind = 'CARRY_BACK', posted_cause = $2::uuid,
      version = l.version + 1, updated_at = now()
    from app.ledger_entries e where e.cause_id = $1::uuid and e.account = 'CLOSED_OUT' and l.id = e.line_id`,
  values: [closingId, actId],
  read: noRows,
});
