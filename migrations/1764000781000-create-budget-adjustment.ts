import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, requireVersionStep, secureTable } from '../src/platform/database/row-security.js';
import { BUDGET_ADJUSTMENT_FLOW_1764000781000 } from './seeds/1764000781000-budget-adjustment-flow.js';

/** 预算调整: 追加、调剂、收回、暂缓、停止、冻结、解冻, by approval; and the database holds that what it posts is what was approved. */
export class CreateBudgetAdjustment1764000781000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, TABLE);
    await secureTable(q, { table: 'budget_adjustments', project: 'project_id' });
    await requireVersionStep(q, 'budget_adjustments');
    await grant(q, 'budget_adjustments', 'select, insert, update');
    const { id, code, name, definition } = BUDGET_ADJUSTMENT_FLOW_1764000781000;
    await q.query(
      `insert into app.approval_flows (id, code, revision, district_id, subject_type, name, definition, state, published_at)
        values ($1, $2, 1, null, 'budget-adjustment', $3, $4, 'PUBLISHED', now())`,
      [id, code, name, JSON.stringify(definition)],
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`delete from app.approval_flows where id = $1`, [BUDGET_ADJUSTMENT_FLOW_1764000781000.id]);
    await q.query(`drop table app.budget_adjustments`);
    await q.query(`drop function app.refuse_frozen_budget_adjustment()`);
    await q.query(`drop function app.require_posted_adjustment()`);
  }
}

const TABLE = [
  // It lies at the unit of its projects, or at the district where they are of several units; project_id where it is one.
  // legs: [{ projectId, source, amount, fromFrozen }]; amount: yuan that it moves; refusal: what was missing on its day.
  `create table app.budget_adjustments (
    id uuid not null, version int not null default 1, district_id uuid not null, unit_id uuid not null, unit_path public.ltree not null,
    department_id uuid not null, project_id uuid, kind text not null, fiscal_year smallint not null, legs jsonb not null,
    amount numeric(20,2) not null, reason text not null, legal_basis text not null, effective_on date not null, file_ids uuid[] not null default '{}',
    state text not null default 'DRAFT', refusal jsonb, author_ids uuid[] not null, returned_count int not null default 0,
    submitted_at timestamptz, decided_at timestamptz, decided_by uuid, posted_at timestamptz,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_budget_adjustments primary key (id),
    constraint fk_budget_adjustments_project foreign key (project_id) references app.projects (id),
    constraint ck_budget_adjustments_kind check (kind in ('ADD', 'TRANSFER', 'RECOVER', 'SUSPEND', 'STOP', 'FREEZE', 'UNFREEZE')),
    constraint ck_budget_adjustments_state check (state in ('DRAFT', 'IN_REVIEW', 'RETURNED', 'APPROVED', 'POSTED', 'REFUSED', 'REJECTED', 'CANCELLED')),
    constraint ck_budget_adjustments_posted check ((state = 'POSTED') = (posted_at is not null)),
    constraint ck_budget_adjustments_refusal check ((state = 'REFUSED') = (refusal is not null)))`,
  `create index ix_budget_adjustments_updated_at on app.budget_adjustments (updated_at, id)`,
  `create index ix_budget_adjustments_due on app.budget_adjustments (effective_on, id) where state = 'APPROVED'`,
  `create function app.refuse_frozen_budget_adjustment() returns trigger language plpgsql as
    $$ begin
      if old.state in ('POSTED', 'REFUSED', 'REJECTED', 'CANCELLED') and new.state <> old.state
        or old.state not in ('DRAFT', 'RETURNED') and (new.kind, new.fiscal_year, new.legs, new.amount, new.reason, new.legal_basis, new.effective_on, new.file_ids)
          is distinct from (old.kind, old.fiscal_year, old.legs, old.amount, old.reason, old.legal_basis, old.effective_on, old.file_ids) then
        raise exception using errcode = '23514', constraint = 'ck_budget_adjustments_frozen', message = 'the adjustment is frozen';
      end if;
      return new;
    end $$`,
  `create trigger budget_adjustments_frozen before update on app.budget_adjustments
    for each row execute function app.refuse_frozen_budget_adjustment()`,
  // At the end of the transaction that posts it: the entries that name it are exactly its legs, line by line. A transfer
  // therefore nets to nothing, and half an adjustment cannot be committed.
  `create function app.require_posted_adjustment() returns trigger language plpgsql as
    $$ begin
      if exists (
        select 1 from (
          select (l ->> 'projectId')::uuid as project_id, l ->> 'source' as source, (l ->> 'amount')::numeric
              * case when new.kind in ('RECOVER', 'UNFREEZE') then -1 else 1 end as amount
            from jsonb_array_elements(new.legs) as l
          union all
          select e.project_id, e.source, case when e.account = 'APPROPRIATION' then e.amount else -e.amount end
            from app.ledger_entries e where e.cause_id = new.id
              and e.account = case when new.kind in ('ADD', 'TRANSFER', 'RECOVER') then 'APPROPRIATION' else 'FROZEN' end) as both_sides
        group by project_id, source having sum(amount) <> 0) then
        raise exception using errcode = '23514', constraint = 'ck_budget_adjustments_conserved', message = 'the entries differ from the legs';
      end if;
      return null;
    end $$`,
  `create constraint trigger budget_adjustments_conserved after update on app.budget_adjustments deferrable initially deferred
    for each row when (new.state = 'POSTED') execute function app.require_posted_adjustment()`,
];
