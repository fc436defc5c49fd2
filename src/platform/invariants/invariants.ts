import { Injectable } from '@nestjs/common';
import type { Call } from '../database/call.js';
import { type Actor, Transactions } from '../database/transactions.js';
import type { JsonText } from '../http/json-text.js';

/** 不变量: something that must always hold in a module's tables. */
export interface Invariant {
  /** `ledger.postings-balance`: unique. */
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  /** A select of one column `id`, a uuid: one row for each violation. */
  readonly violations: string;
}

/** Registration: a module says what must hold, and whoever may ask gets counts and ids, never business data. */
@Injectable()
export class Invariants {
  private readonly invariants = new Map<string, Invariant>();

  constructor(private readonly transactions: Transactions) {}

  register(invariant: Invariant): void {
    if (this.invariants.has(invariant.name)) throw new Error(`invariant ${invariant.name} is registered twice`);
    this.invariants.set(invariant.name, invariant);
  }

  /** All of them on one snapshot: what is written meanwhile can neither hide nor make a violation. */
  check(actor: Actor): Promise<JsonText> {
    const calls = [...this.invariants.values()].map(checkInvariant);
    return this.transactions.run(actor, async (tx) => ({ json: `{"items":[${(await tx.all(calls)).join(',')}]}` }), {
      readOnly: true,
      isolation: 'REPEATABLE READ',
    });
  }
}

const EXAMPLES = 20;

const checkInvariant = ({ name, zh, en, violations }: Invariant): Call<string> => ({
  name: `invariants.${name}`,
  text: `with violations as materialized (${violations})
    select json_build_object('name', $1::text, 'zh', $2::text, 'en', $3::text, 'holds', not exists (select 1 from violations),
      'violations', (select count(*) from violations),
      'examples', array(select id from violations order by id limit ${EXAMPLES}), 'checkedAt', now())::text as json`,
  values: [name, zh, en],
  read: ([row]) => String(row?.['json']),
});
