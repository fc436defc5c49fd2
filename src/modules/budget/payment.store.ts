import { type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { FUNDING_SOURCES, type FundingSource } from './domain/budget-plan.js';

/** The view that statements of modules to the right may read: project_id, fiscal_year, source, paid_on, amount. */
export const PAYMENT_VIEW = 'app.payment_v';
/** Reversals come from here; no client may use the name. */
export const REVERSAL_SYSTEM = 'REVERSAL';

/** A payment as services see it. */
export interface Payment {
  readonly id: string;
  readonly districtId: string;
  readonly unitPath: string;
  readonly projectId: string;
  readonly fiscalYear: number;
  readonly source: FundingSource;
  readonly paidOn: string;
  readonly amount: string;
  readonly reversalOf: string | null;
}

/** What the answers of a write say besides: `p` is the payment, `l` its line. */
export const paymentFields = (
  p: string,
): string => `'id', ${p}.id, 'projectId', ${p}.project_id, 'fiscalYear', ${p}.fiscal_year,
  'source', ${p}.source, 'sourceSystem', ${p}.source_system, 'sourceId', ${p}.source_id, 'paidOn', ${p}.paid_on,
  'amount', ${p}.amount::text, 'payee', ${p}.payee, 'memo', ${p}.memo, 'batchId', ${p}.batch_id, 'reversalOf', ${p}.reversal_of,
  'reversedBy', (select r.id from app.payments r where r.reversal_of = ${p}.id), 'createdAt', ${p}.created_at`;

export const lineFields = (l: string): string =>
  `'adjusted', ${l}.adjusted::text, 'executed', ${l}.executed::text, 'overExecuted', ${l}.executed > ${l}.adjusted`;

export const paymentList: ListDefinition = {
  name: 'payments.list',
  from: 'app.payments t',
  filters: {
    projectId: { column: 't.project_id', type: 'uuid', about: '项目 / project' },
    fiscalYear: { column: 't.fiscal_year', type: 'integer', about: '预算年度 / fiscal year' },
    source: { column: 't.source', type: 'code', values: FUNDING_SOURCES, about: '资金来源 / source of funds' },
    sourceSystem: { column: 't.source_system', type: 'code', about: '来源系统 / system of origin' },
    sourceId: { column: 't.source_id', type: 'text', about: '凭证号 / id in the system of origin' },
    paidOn: { column: 't.paid_on', type: 'date', about: '支付日期 / day of payment' },
    amount: { column: 't.amount', type: 'decimal', about: '金额 / amount' },
    batchId: { column: 't.batch_id', type: 'uuid', about: '支付批次 / batch' },
    isReversal: { column: '(t.reversal_of is not null)', type: 'boolean', about: '是否冲销 / whether a reversal' },
  },
  sorts: {
    paidOn: { column: 'paid_on', type: 'date' },
    amount: { column: 'amount', type: 'numeric' },
    createdAt: { column: 'created_at', type: 'timestamptz' },
  },
  defaultSort: '-paidOn',
  item: `json_build_object(${paymentFields('t')})`,
};

export const paymentDetail = (id: string): Call<JsonText | null> => ({
  name: 'payments.detail',
  text: `select json_build_object(${paymentFields('t')})::text as json, 1 as version from app.payments t where t.id = $1::uuid`,
  values: [id],
  read: firstRow<JsonText>(),
});

export const findPayment = (id: string): Call<Payment | null> => ({
  name: 'payments.find',
  text: `select id, district_id as "districtId", unit_path::text as "unitPath", project_id as "projectId", fiscal_year as "fiscalYear",
      source, paid_on::text as "paidOn", amount::text as amount, reversal_of as "reversalOf"
    from app.payments where id = $1::uuid`,
  values: [id],
  read: firstRow<Payment>(),
});

/** The line of a payment is what its reversals wait for: nobody may lock a payment, since nobody may change one. */
export const lockLine = ({ projectId, fiscalYear, source }: Payment): Call<void> => ({
  name: 'budget_lines.lock_one',
  text: `select 1 from app.budget_lines where project_id = $1::uuid and fiscal_year = $2::smallint and source = $3 for no key update`,
  values: [projectId, fiscalYear, source],
  read: noRows,
});

export const findReversal = (paymentId: string): Call<{ readonly id: string } | null> => ({
  name: 'payments.find_reversal',
  text: `select id from app.payments where reversal_of = $1::uuid`,
  values: [paymentId],
  read: firstRow<{ id: string }>(),
});

/**
 * The negative entry, on the day it is made; where the year of the payment is over, on its last day. It is the payment's
 * twin in everything else.
 */
export const insertReversal = (
  id: string,
  payment: Payment,
  reason: string,
): Call<JsonText & { readonly paidOn: string }> => ({
  name: 'payments.insert_reversal',
  text: `with line as (
      update app.budget_lines l set executed = executed - $6::numeric, posted_kind = 'REVERSAL', posted_cause = $1::uuid, version = version + 1,
        updated_at = now()
      where project_id = $3::uuid and fiscal_year = $4::smallint and source = $5 returning *),
    taken as (
      insert into app.payments (id, district_id, unit_path, project_id, fiscal_year, source, source_system, source_id, paid_on,
        amount, payee, memo, reversal_of)
      select $1::uuid, o.district_id, o.unit_path, o.project_id, o.fiscal_year, o.source, '${REVERSAL_SYSTEM}', o.id::text,
        greatest(o.paid_on, least(app.app_today(), make_date(o.fiscal_year, 12, 31))), -o.amount, o.payee, $7, o.id
      from app.payments o, line where o.id = $2::uuid returning *)
    select json_build_object(${paymentFields('p')}, ${lineFields('l')})::text as json, 1 as version, p.paid_on::text as "paidOn"
    from taken p, line l`,
  values: [id, payment.id, payment.projectId, payment.fiscalYear, payment.source, payment.amount, reason],
  read: (rows) => rows[0] as unknown as JsonText & { paidOn: string },
});
