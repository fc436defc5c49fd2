import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, secureTable, withoutForcedRowSecurity } from '../src/platform/database/row-security.js';

/**
 * 预算台账: every change of a budget line's balances is posted as double entries, by the database itself. Nobody can write an
 * entry without moving a balance, or move a balance without an entry.
 */
export class CreateBudgetLedger1764000780000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, [...BALANCES, ...ENTRIES]);
    await withoutForcedRowSecurity(q, ['budget_lines'], () => inOrder(q, OPENING));
    await secureTable(q, { table: 'ledger_entries', project: 'project_id' });
    await inOrder(q, POSTING);
    await grant(q, 'ledger_entries', 'select');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop trigger budget_lines_post_entries on app.budget_lines`);
    await q.query(`drop function app.post_entries()`);
    await q.query(`drop table app.ledger_entries`);
    await q.query(`drop function app.require_balanced_posting()`);
    await q.query(`alter table app.budget_lines drop column available, drop column over_executed, drop column frozen, drop column committed,
      drop column posted_kind, drop column posted_cause`);
  }
}

const NET = '(adjusted - frozen - committed - executed)';

const BALANCES = [
  // adjusted = available + frozen + committed + executed - over_executed, always: what was paid beyond the money that was
  // left is 超支, and nothing is available as long as there is some.
  `alter table app.budget_lines
    add frozen numeric(20,2) not null default 0, add committed numeric(20,2) not null default 0,
    add available numeric(20,2) not null generated always as (greatest(${NET}, 0)) stored,
    add over_executed numeric(20,2) not null generated always as (greatest(-${NET}, 0)) stored,
    add posted_kind text not null default 'SET', add posted_cause uuid,
    add constraint ck_budget_lines_held check (frozen >= 0 and committed >= 0 and (not retired or frozen + committed = 0))`,
];

const ENTRIES = [
  // amount: yuan, signed; balance: of this account on this line afterwards. APPROPRIATION is the other side of all that a
  // line was given: summed by district, year and source it is what was given out, negative.
  `create table app.ledger_entries (
    position bigint not null generated always as identity, posting_id uuid not null, kind text not null, cause_id uuid,
    line_id uuid not null, project_id uuid not null, fiscal_year smallint not null, source text not null,
    district_id uuid not null, unit_path public.ltree not null, account text not null, amount numeric(20,2) not null,
    balance numeric(20,2) not null, posted_by text, posted_at timestamptz not null default now(),
    constraint pk_ledger_entries primary key (position),
    constraint uq_ledger_entries_posting_account unique (posting_id, account),
    constraint fk_ledger_entries_line foreign key (line_id) references app.budget_lines (id),
    constraint ck_ledger_entries_account check (account in ('APPROPRIATION', 'AVAILABLE', 'FROZEN', 'COMMITTED', 'PAID', 'OVER_EXECUTED')),
    constraint ck_ledger_entries_kind check (kind in ('OPENING', 'SET', 'PAYMENT', 'REVERSAL', 'BATCH', 'ADD', 'TRANSFER', 'RECOVER', 'SUSPEND',
      'STOP', 'FREEZE', 'UNFREEZE', 'COMMIT', 'RELEASE')),
    constraint ck_ledger_entries_amount check (amount <> 0),
    constraint ck_ledger_entries_available check (account <> 'AVAILABLE' or balance >= 0))`,
  `create index ix_ledger_entries_line on app.ledger_entries (line_id, position)`,
  `create index ix_ledger_entries_project on app.ledger_entries (project_id, position)`,
  `create index ix_ledger_entries_cause on app.ledger_entries (cause_id) where cause_id is not null`,
];

const ACCOUNTS = (
  line: string,
): string => `('APPROPRIATION', -${line}.adjusted), ('AVAILABLE', ${line}.available), ('FROZEN', ${line}.frozen),
  ('COMMITTED', ${line}.committed), ('PAID', ${line}.executed), ('OVER_EXECUTED', -${line}.over_executed)`;

const OPENING = [
  `insert into app.ledger_entries (posting_id, kind, line_id, project_id, fiscal_year, source, district_id, unit_path, account, amount, balance)
    select l.id, 'OPENING', l.id, l.project_id, l.fiscal_year, l.source, l.district_id, l.unit_path, a.account, a.balance, a.balance
    from app.budget_lines l cross join lateral (values ${ACCOUNTS('l')}) as a (account, balance) where a.balance <> 0 order by l.id`,
];

const POSTING = [
  // Always reached by project, line, cause or posting.
  `drop index app.ix_ledger_entries_unit_path`,
  // The only writer: the owner, in the trigger below, for a line whose change the caller's own row security has let pass.
  `create policy posted on app.ledger_entries for insert to app_owner with check (true)`,
  // 超支 may grow by a payment only, which is a fact of the bank. Whatever else would take more than is available is refused.
  `create function app.post_entries() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as
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
        ('PAID', new.executed, coalesce(old.executed, 0)), ('OVER_EXECUTED', -new.over_executed, -coalesce(old.over_executed, 0)))
        as a (account, balance, was)
      where a.balance <> a.was;
      return null;
    end $$`,
  `create trigger budget_lines_post_entries after insert or update of adjusted, executed, frozen, committed on app.budget_lines
    for each row execute function app.post_entries()`,
  `create function app.require_balanced_posting() returns trigger language plpgsql as
    $$ begin
      if (select sum(amount) from app.ledger_entries where posting_id = new.posting_id) <> 0 then
        raise exception using errcode = '23514', constraint = 'ck_ledger_entries_balanced', message = 'a posting does not sum to zero';
      end if;
      return null;
    end $$`,
  `create constraint trigger ledger_entries_balanced after insert on app.ledger_entries deferrable initially deferred
    for each row execute function app.require_balanced_posting()`,
  // unit_path may follow its unit; nothing else ever changes.
  `create trigger ledger_entries_append_only before delete or update of position, posting_id, kind, cause_id, line_id, project_id, fiscal_year,
    source, district_id, account, amount, balance, posted_by, posted_at on app.ledger_entries
    for each row execute function app.refuse_every_change()`,
  `create trigger ledger_entries_no_truncate before truncate on app.ledger_entries
    for each statement execute function app.refuse_every_change()`,
];
