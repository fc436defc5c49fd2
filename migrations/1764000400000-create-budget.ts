import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, requireVersionStep, secureTable } from '../src/platform/database/row-security.js';

/** Projects (项目库), the budget of each project and year by source of funds, and the payments that execute it. */
export class CreateBudget1764000400000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, [...PROJECTS, ...BUDGETS, ...PAYMENTS]);
    await secureTable(q, { table: 'projects', project: 'id' });
    for (const table of ['budgets', 'budget_lines', 'payments']) await secureTable(q, { table, project: 'project_id' });
    // Always reached by project.
    for (const table of ['budgets', 'budget_lines']) await q.query(`drop index app.ix_${table}_unit_path`);
    for (const table of ['projects', 'budgets', 'budget_lines']) {
      await requireVersionStep(q, table);
      await grant(q, table, 'select, insert, update');
    }
    await grant(q, 'payments', 'select, insert');
    await inOrder(q, VIEWS);
    for (const view of ['project_v', 'budget_line_v', 'payment_v']) await grant(q, view, 'select');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop view app.payment_v, app.budget_line_v, app.project_v`);
    await q.query(`drop table app.payments, app.budget_lines, app.budgets, app.projects`);
  }
}

const PROJECTS = [
  // authors: the persons who wrote the project; they do not review it. The code leads in its index, since integrators
  // look a project up by code alone.
  `create table app.projects (
    id uuid not null, version int not null default 1, district_id uuid not null, unit_id uuid not null, unit_path public.ltree not null,
    department_id uuid not null, code text not null, name text not null, kind text not null, attribute text not null,
    leader_name text, period_from date not null, period_to date not null, basis text, necessity text, feasibility text,
    state text not null default 'ACTIVE', authors uuid[] not null,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_projects primary key (id),
    constraint uq_projects_code_district unique (code, district_id),
    constraint fk_projects_district foreign key (district_id) references app.districts (id),
    constraint fk_projects_unit foreign key (unit_id) references app.units (id),
    constraint fk_projects_department foreign key (department_id) references app.units (id),
    constraint ck_projects_kind check (kind in ('PROJECT', 'POLICY', 'DEPARTMENT_WHOLE')),
    constraint ck_projects_attribute check (attribute in ('NEW', 'CONTINUING', 'ONE_OFF')),
    constraint ck_projects_period check (period_from <= period_to),
    constraint ck_projects_authors check (cardinality(authors) > 0),
    constraint ck_projects_state check (state in ('ACTIVE', 'CLOSED')))`,
  `create index ix_projects_unit on app.projects (unit_id, id)`,
  `create index ix_projects_department on app.projects (department_id, id)`,
];

const BUDGETS = [
  // The header of one project and year: it counts the changes of the plan, and lines count theirs. The version of the
  // whole, its ETag, is their sum, so that payments of different sources do not queue for one row.
  `create table app.budgets (
    id uuid not null, version int not null default 1, project_id uuid not null, fiscal_year smallint not null,
    district_id uuid not null, unit_path public.ltree not null,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_budgets primary key (id), constraint uq_budgets_project_year unique (project_id, fiscal_year),
    constraint fk_budgets_project foreign key (project_id) references app.projects (id))`,
  // A line that is taken out of the plan stays, retired and empty: its audit entries point at it.
  `create table app.budget_lines (
    id uuid not null, version int not null default 1, project_id uuid not null, fiscal_year smallint not null, source text not null,
    district_id uuid not null, unit_path public.ltree not null,
    initial numeric(20,2) not null, adjusted numeric(20,2) not null, executed numeric(20,2) not null default 0, reason text,
    retired boolean not null default false,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_budget_lines primary key (id),
    constraint uq_budget_lines_project_year_source unique (project_id, fiscal_year, source),
    constraint fk_budget_lines_budget foreign key (project_id, fiscal_year) references app.budgets (project_id, fiscal_year),
    constraint ck_budget_lines_source check (source in ('FISCAL', 'CARRY_OVER', 'SPECIAL_ACCOUNT', 'OWN', 'OTHER')),
    constraint ck_budget_lines_amounts check (initial >= 0 and adjusted >= 0 and executed >= 0),
    constraint ck_budget_lines_reason check (initial = adjusted or coalesce(length(reason), 0) > 0),
    constraint ck_budget_lines_retired check (not retired or (initial = 0 and adjusted = 0 and executed = 0)))
    with (fillfactor = 80)`,
];

const PAYMENTS = [
  `create table app.payments (
    id uuid not null, district_id uuid not null, unit_path public.ltree not null, project_id uuid not null,
    fiscal_year smallint not null, source text not null, source_system text not null, source_id text not null,
    paid_on date not null, amount numeric(20,2) not null, payee text, memo text, reversal_of uuid,
    created_at timestamptz not null default now(),
    constraint pk_payments primary key (id),
    constraint uq_payments_source_id unique (district_id, source_system, source_id),
    constraint uq_payments_reversal_of unique (reversal_of),
    constraint fk_payments_line foreign key (project_id, fiscal_year, source)
      references app.budget_lines (project_id, fiscal_year, source),
    constraint fk_payments_reversal_of foreign key (reversal_of) references app.payments (id),
    constraint ck_payments_amount check (case when reversal_of is null then amount > 0 else amount < 0 end),
    constraint ck_payments_paid_on check (extract(year from paid_on) = fiscal_year))`,
  `create index ix_payments_project on app.payments (project_id, fiscal_year, paid_on)`,
  `create index ix_payments_paid_on on app.payments (paid_on, id)`,
  // unit_path may follow its unit; nothing else ever changes. A correction is a reversal.
  `create trigger payments_append_only before delete or update of id, district_id, project_id, fiscal_year, source, source_system,
    source_id, paid_on, amount, payee, memo, reversal_of, created_at on app.payments
    for each row execute function app.refuse_every_change()`,
  `create trigger payments_no_truncate before truncate on app.payments
    for each statement execute function app.refuse_every_change()`,
];

// What statements of modules to the right may read. As the caller: row-level security of the tables holds.
const VIEWS = [
  `create view app.project_v with (security_invoker = true) as
    select id, version, district_id, unit_id, unit_path, department_id, code, name, kind, attribute, leader_name,
      period_from, period_to, state, authors from app.projects`,
  `create view app.budget_line_v with (security_invoker = true) as
    select project_id, fiscal_year, source, district_id, unit_path, initial, adjusted, executed from app.budget_lines
    where not retired`,
  `create view app.payment_v with (security_invoker = true) as
    select id, project_id, fiscal_year, source, district_id, unit_path, paid_on, amount, reversal_of from app.payments`,
];
