import { Injectable } from '@nestjs/common';
import { Invariants } from '../../platform/invariants/invariants.js';

/** 账实相符: what the ledger promises, asked of the tables themselves. */
@Injectable()
export class LedgerInvariants {
  constructor(invariants: Invariants) {
    for (const invariant of LEDGER) invariants.register(invariant);
  }
}

const LEDGER = [
  {
    name: 'ledger.postings-balance',
    zh: '每一笔记账的分录合计为零',
    en: 'The entries of each posting sum to zero',
    violations: `select posting_id as id from app.ledger_entries group by posting_id having sum(amount) <> 0`,
  },
  {
    name: 'ledger.balances-equal-entries',
    zh: '各资金来源的余额等于其分录合计',
    en: 'The balances of each line equal the sums of its entries',
    violations: `select l.id from app.budget_lines l
      left join (select line_id,
          sum(amount) filter (where account = 'APPROPRIATION') as given, sum(amount) filter (where account = 'AVAILABLE') as available,
          sum(amount) filter (where account = 'FROZEN') as frozen, sum(amount) filter (where account = 'COMMITTED') as committed,
          sum(amount) filter (where account = 'PAID') as paid, sum(amount) filter (where account = 'OVER_EXECUTED') as over,
          sum(amount) filter (where account = 'CLOSED_OUT') as closed
        from app.ledger_entries group by line_id) e on e.line_id = l.id
      where (-l.adjusted, l.available, l.frozen, l.committed, l.executed, -l.over_executed, l.closed_out) is distinct from
        (coalesce(e.given, 0), coalesce(e.available, 0), coalesce(e.frozen, 0), coalesce(e.committed, 0), coalesce(e.paid, 0), coalesce(e.over, 0),
          coalesce(e.closed, 0))`,
  },
  {
    name: 'ledger.available-not-negative',
    zh: '可用额度从未低于零',
    en: 'No line has ever had less than nothing available',
    violations: `select distinct line_id as id from app.ledger_entries where account in ('AVAILABLE', 'FROZEN', 'COMMITTED') and balance < 0`,
  },
  {
    name: 'ledger.adjustments-net',
    zh: '已记账的调剂不增不减,未记账的调整没有分录',
    en: 'A transfer that was posted nets to nothing, and an adjustment that was not has no entries',
    violations: `select a.id from app.budget_adjustments a join app.ledger_entries e on e.cause_id = a.id
      group by a.id having a.state <> 'POSTED'
        or a.kind = 'TRANSFER' and sum(e.amount) filter (where e.account = 'APPROPRIATION') <> 0`,
  },
  {
    name: 'ledger.payments-equal-executed',
    zh: '执行数等于支付与冲销的合计',
    en: 'The executed amount of each line equals its payments less reversals',
    violations: `select l.id from app.budget_lines l
      left join (select project_id, fiscal_year, source, sum(amount) as paid from app.payments group by 1, 2, 3) p
        using (project_id, fiscal_year, source)
      where l.executed <> coalesce(p.paid, 0)`,
  },
  {
    name: 'ledger.appropriation-equals-lines',
    zh: '各区划、年度、资金来源的预算来源等于其下达的全部额度',
    en: 'What a district has given out of a source in a year equals what its lines hold; the example is the district',
    violations: `select district_id as id from (
        select district_id, fiscal_year, source, amount from app.ledger_entries where account = 'APPROPRIATION'
        union all select district_id, fiscal_year, source, adjusted from app.budget_lines) both_sides
      group by district_id, fiscal_year, source having sum(amount) <> 0`,
  },
  {
    name: 'ledger.carry-over-nets',
    zh: '每次年终结账转出的结转等于转入下年的结转',
    en: 'What an act of a year’s close carries out of one year it carries into the next',
    violations: `select cause_id as id from app.ledger_entries
      where kind in ('CARRY_OUT', 'CARRY_IN') and account in ('CLOSED_OUT', 'APPROPRIATION')
      group by cause_id having sum(amount) <> 0`,
  },
] as const;
