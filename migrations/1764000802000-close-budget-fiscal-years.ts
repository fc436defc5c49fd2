import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, secureTable } from '../src/platform/database/row-security.js';

/**
 * 年终结账: a year is closed and reopened by two persons. What is left on a line leaves it as closed_out, carried over or
 * recovered, while `adjusted` stays what the year's execution is measured by.
 */
export class CloseBudgetFiscalYears1764000802000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, [...YEARS, ...ACTS]);
    await secureTable(q, { table: 'fiscal_year_acts', project: null });
    await grant(q, 'fiscal_year_acts', 'select, insert');
    await q.query(`drop trigger budget_lines_post_entries on app.budget_lines`);
    await inOrder(q, [...columnsOf(CLOSING), ...booksOf(CLOSING)]);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop trigger budget_lines_post_entries on app.budget_lines`);
    await inOrder(q, [...columnsOf(BEFORE), ...booksOf(BEFORE)]);
    await inOrder(q, [
      `drop table app.fiscal_year_acts`,
      `drop function app.hold_fiscal_year(uuid, smallint)`,
      `drop function app.seal_fiscal_year(uuid, smallint)`,
      `create or replace view app.fiscal_year_v with (security_invoker = true) as select district_id, year, state from app.fiscal_years`,
      `alter table app.fiscal_years drop constraint ck_fiscal_years_state, add constraint ck_fiscal_years_state check (state in ('OPEN', 'CLOSED'))`,
    ]);
  }
}

const LOCK = `hashtextextended('fiscal-year|' || district || '|' || of_year, 0)`;

const YEARS = [
  `alter table app.fiscal_years drop constraint ck_fiscal_years_state,
    add constraint ck_fiscal_years_state check (state in ('OPEN', 'CLOSING', 'CLOSED', 'REOPENING'))`,
  // OPEN: the year takes money and figures, as it does until its closing is confirmed.
  `create or replace view app.fiscal_year_v with (security_invoker = true) as
    select district_id, year, case when state in ('OPEN', 'CLOSING') then 'OPEN' else 'CLOSED' end as state from app.fiscal_years`,
  // Volatile: the row is read anew once the lock is held, although the statement around it began before.
  `create function app.hold_fiscal_year(district uuid, of_year smallint) returns text language plpgsql volatile strict as
    $$ begin
      perform pg_advisory_xact_lock_shared(${LOCK});
      return (select y.state from app.fiscal_year_v y where y.district_id = district and y.year = of_year);
    end $$`,
  `create function app.seal_fiscal_year(district uuid, of_year smallint) returns void language plpgsql volatile strict as
    $$ begin perform pg_advisory_xact_lock(${LOCK}); end $$`,
];

const ACTS = [
  // rules: what becomes of the money that is left, by source. figures: what the act found or moved, in yuan.
  `create table app.fiscal_year_acts (
    id uuid not null, fiscal_year_id uuid not null, district_id uuid not null, unit_path public.ltree not null, year smallint not null,
    action text not null, state text not null, reason text not null, rules jsonb, figures jsonb, person_id uuid not null,
    acted_at timestamptz not null default app.app_now(),
    constraint pk_fiscal_year_acts primary key (id),
    constraint fk_fiscal_year_acts_year foreign key (fiscal_year_id) references app.fiscal_years (id),
    constraint ck_fiscal_year_acts_action check (action in ('close', 'reopen', 'confirm', 'withdraw')),
    constraint ck_fiscal_year_acts_state check (state in ('OPEN', 'CLOSING', 'CLOSED', 'REOPENING')),
    constraint ck_fiscal_year_acts_rules check ((action = 'close') = (rules is not null)))`,
  `create index ix_fiscal_year_acts_year on app.fiscal_year_acts (fiscal_year_id, id)`,
  `create trigger fiscal_year_acts_append_only before update or delete on app.fiscal_year_acts
    for each row execute function app.refuse_every_change()`,
  `create trigger fiscal_year_acts_no_truncate before truncate on app.fiscal_year_acts
    for each statement execute function app.refuse_every_change()`,
];

interface Books {
  /** What is done to the column of what has left a line. */
  readonly change: string;
  readonly net: string;
  readonly held: string;
  readonly kinds: string;
  readonly accounts: string;
  readonly watched: string;
  /** The entry of what has left. */
  readonly entry: string;
}

const BEFORE: Books = {
  change: 'drop column closed_out',
  net: '(adjusted - frozen - committed - executed)',
  held: '',
  kinds: '',
  accounts: '',
  watched: '',
  entry: '',
};

const CLOSING: Books = {
  change: 'add closed_out numeric(20,2) not null default 0',
  net: '(adjusted - frozen - committed - executed - closed_out)',
  held: ' and closed_out >= 0 and (not retired or closed_out = 0)',
  kinds: `, 'CARRY_OUT', 'LAPSE', 'CARRY_IN', 'CARRY_BACK'`,
  accounts: `, 'CLOSED_OUT'`,
  watched: ', closed_out',
  entry: `, ('CLOSED_OUT', new.closed_out, coalesce(old.closed_out, 0))`,
};

const columnsOf = ({ change, net, held }: Books): readonly string[] => [
  `alter table app.budget_lines drop column available, drop column over_executed, drop constraint ck_budget_lines_held`,
  `alter table app.budget_lines ${change}`,
  `alter table app.budget_lines
    add available numeric(20,2) not null generated always as (greatest(${net}, 0)) stored,
    add over_executed numeric(20,2) not null generated always as (greatest(-${net}, 0)) stored,
    add constraint ck_budget_lines_held check (frozen >= 0 and committed >= 0 and (not retired or frozen + committed = 0)${held})`,
];

/** The ledger's posting of a change of a line, as it was created, with one account and four kinds more. */
const booksOf = ({ kinds, accounts, watched, entry }: Books): readonly string[] => [
  `alter table app.ledger_entries drop constraint ck_ledger_entries_kind, drop constraint ck_ledger_entries_account,
    add constraint ck_ledger_entries_account check (account in ('APPROPRIATION', 'AVAILABLE', 'FROZEN', 'COMMITTED', 'PAID', 'OVER_EXECUTED'${accounts})),
    add constraint ck_ledger_entries_kind check (kind in ('OPENING', 'SET', 'PAYMENT', 'REVERSAL', 'BATCH', 'ADD', 'TRANSFER', 'RECOVER', 'SUSPEND',
      'STOP', 'FREEZE', 'UNFREEZE', 'COMMIT', 'RELEASE'${kinds}))`,
  `create or replace function app.post_entries() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as
    $$ declare posting uuid := gen_random_uuid(); begin
      if new.over_executed > coalesce(old.over_executed, 0) and new.executed <= coalesce(old.executed, 0) then
        raise exception using errcode = '23514', constraint = 'ck_budget_lines_available', message = 'more than is available';
      end if;
      insert into app.ledger_entries (posting_id, kind, cause_id, line_id, project_id, fiscal_year, source, district_id, unit_path, account, amount,
        balance, posted_by)
      select posting, new.posted_kind, new.posted_cause, new.id, new.project_id, new.fiscal_year, new.source, new.district_id, new.unit_path,
        a.account, a.balance - a.was, a.balance, nullif(current_setting('app.person', true), '')
      from (values
        ('APPROPRIATION', -new.adjusted, -coalesce(old.adjusted, 0)), ('AVAILABLE', new.available, coalesce(old.available, 0)),
        ('FROZEN', new.frozen, coalesce(old.frozen, 0)), ('COMMITTED', new.committed, coalesce(old.committed, 0)),
        ('PAID', new.executed, coalesce(old.executed, 0)), ('OVER_EXECUTED', -new.over_executed, -coalesce(old.over_executed, 0))${entry})
        as a (account, balance, was)
      where a.balance <> a.was;
      return null;
    end $$`,
  `create trigger budget_lines_post_entries after insert or update of adjusted, executed, frozen, committed${watched} on app.budget_lines
    for each row execute function app.post_entries()`,
];
