import { toldChanges } from '../../platform/audit/told-changes.js';
import { MY_PERSON } from '../../platform/auth/grants.js';
import type { Call, Param } from '../../platform/database/call.js';
import { FISCAL_YEAR_VIEW, heldFiscalYear } from '../organization/index.js';
import type { RecordPaymentBatchRequest } from './payment-batch.dto.js';

/** Of one district and one system. */
export interface BatchPlace {
  readonly id: string;
  readonly districtId: string;
  readonly unitPath: string;
  readonly sourceSystem: string;
  readonly reference: string;
}

/** Rows that were recorded, and those that are on record now, whether they were recorded just now or before. */
export interface RecordedBatch {
  readonly recorded: number;
  readonly onRecord: readonly number[];
}

/** The rows of a batch: SQL that reads them out of its second value. */
export interface BatchRows {
  readonly name: string;
  readonly sql: string;
  readonly value: string;
}

/** What a row says, in the names of the request. */
export const PAYMENT_COLUMNS = `"projectCode" text, "fiscalYear" smallint, source text, "sourceId" text, "paidOn" date, amount numeric(20,2),
      payee text, memo text`;

/** As they were sent. */
export const sentRows = ({ items }: RecordPaymentBatchRequest): BatchRows => ({
  name: 'sent',
  sql: `select * from jsonb_to_recordset($2::jsonb) as i(row int, "projectId" uuid, ${PAYMENT_COLUMNS})`,
  value: JSON.stringify(items.map((item, at) => ({ row: at + 1, ...item }))),
});

/** The rows with the project that each names, in the batch's district. `nth`: its turn among rows of the same source id. */
const itemOf = ({ sql }: BatchRows): string => `item as materialized (
    select i.*, $1::uuid as district_id, coalesce(p.id, q.id) as project_id, coalesce(p.unit_path, q.unit_path) as unit_path,
      row_number() over (partition by i."sourceId" order by i.row) as nth
    from (${sql}) i
    left join app.projects p on p.id = i."projectId" and p.district_id = $1::uuid
    left join app.projects q on q.code = i."projectCode" and q.district_id = $1::uuid)`;

const LINE = 'l.project_id = i.project_id and l.fiscal_year = i."fiscalYear" and l.source = i.source';

/** The fiscal years of the batch, so that none is closed meanwhile; then all its lines, in the order of their ids, as adjustments and plans lock theirs. */
export const lockBatchLines = ({ districtId }: BatchPlace, rows: BatchRows): Call<void> => ({
  name: `payment_batches.lock_lines_${rows.name}`,
  text: `with ${itemOf(rows)},
    held as materialized (
      select ${heldFiscalYear('$1::uuid', 'w.year::smallint')} from (
        select distinct "fiscalYear" as year from item where "fiscalYear" between 2000 and 2100 order by 1) w)
    select l.id from app.budget_lines l
    where (select count(*) from held) >= 0 and exists (select 1 from item i where ${LINE}) order by l.id for no key update`,
  values: [districtId, rows.value],
  read: () => undefined,
});

/**
 * The guards of a single payment, in the same order, as a code for each row of `item`; null: it is recorded. `system`: the
 * system of origin.
 */
export const judgedItems = (system: string): string => `judged as materialized (
    select i.*, e.id as existing, case
      when num_nonnulls(i."projectId", i."projectCode") <> 1 then 'payment.project-reference'
      when i.project_id is null then 'payment.project-not-found'
      when i.nth > 1 then 'payment.twice-in-batch'
      when (e.project_id, e.fiscal_year, e.source, e.paid_on, e.amount) = (i.project_id, i."fiscalYear", i.source, i."paidOn", i.amount)
        and (e.payee, e.memo) is not distinct from (i.payee, i.memo) then 'REPEATED'
      when e.id is not null then 'payment.source-id-reused'
      when i.amount <= 0 then 'payment.amount-not-positive'
      when extract(year from i."paidOn") <> i."fiscalYear" then 'payment.paid-on-outside-year'
      when y.state is null then 'payment.fiscal-year-unknown'
      when y.state <> 'OPEN' then 'payment.fiscal-year-closed'
      when l.id is null then 'payment.line-unknown' end as code
    from item i
    left join app.payments e on e.district_id = i.district_id and e.source_system = ${system} and e.source_id = i."sourceId"
    left join ${FISCAL_YEAR_VIEW} y on y.district_id = i.district_id and y.year = i."fiscalYear"
    left join app.budget_lines l on ${LINE} and not l.retired)`;

/**
 * A whole batch in one statement, its lines being locked: payments, executed amounts, the batch with the outcome of each
 * row, and one event for each project and year. A source id that somebody out of sight has used is met by the constraint.
 */
export const recordBatch = (place: BatchPlace, rows: BatchRows): Call<RecordedBatch> => ({
  name: `payment_batches.record_${rows.name}`,
  text: `with ${itemOf(rows)},
    ${judgedItems('$3::text')},
    paid as (
      insert into app.payments (id, district_id, unit_path, project_id, fiscal_year, source, source_system, source_id, paid_on, amount, payee, memo,
        batch_id)
      select gen_random_uuid(), $1::uuid, j.unit_path, j.project_id, j."fiscalYear", j.source, $3::text, j."sourceId", j."paidOn", j.amount, j.payee,
        j.memo, $4::uuid from judged j where j.code is null order by j.row
      on conflict do nothing returning *),
    moved as (
      update app.budget_lines l set executed = l.executed + s.amount, posted_kind = 'BATCH', posted_cause = $4::uuid, version = l.version + 1,
        updated_at = now()
      from (select project_id, fiscal_year, source, sum(amount) as amount from paid group by 1, 2, 3) s
      where l.project_id = s.project_id and l.fiscal_year = s.fiscal_year and l.source = s.source),
    touched as (
      select $4::uuid as id, district_id, unit_path, project_id, jsonb_build_object('projectId', project_id, 'fiscalYear', fiscal_year,
        'month', min(extract(month from paid_on)::int), 'batchId', $4::uuid) as payload
      from paid group by district_id, unit_path, project_id, fiscal_year),
    ${toldChanges('touched', 'payments.recorded', 'payment-batch', 'touched')},
    outcome as (
      select j.row, j."sourceId", j.amount, j."paidOn",
        case when p.id is not null then 'RECORDED' when j.code = 'REPEATED' then 'REPEATED' else 'REFUSED' end as outcome,
        case when p.id is null and j.code is distinct from 'REPEATED' then coalesce(j.code, 'payment.source-id-reused') end as code,
        coalesce(p.id, case when j.code = 'REPEATED' then j.existing end) as payment_id
      from judged j left join paid p on j.code is null and p.source_id = j."sourceId"),
    kept as (
    insert into app.payment_batches (id, district_id, unit_path, source_system, reference, count, amount, recorded_count, recorded_amount,
      repeated_count, refused_count, oldest_paid_on, newest_paid_on, outcomes, created_by)
    select $4::uuid, $1::uuid, $5::public.ltree, $3::text, $6::text, count(*), sum(amount), count(*) filter (where outcome = 'RECORDED'),
      coalesce(sum(amount) filter (where outcome = 'RECORDED'), 0), count(*) filter (where outcome = 'REPEATED'),
      count(*) filter (where outcome = 'REFUSED'), min("paidOn"), max("paidOn"),
      jsonb_agg(jsonb_build_object('row', o.row, 'sourceId', "sourceId", 'outcome', outcome, 'code', code, 'paymentId', payment_id) order by o.row),
      ${MY_PERSON} from outcome o having count(*) > 0 returning recorded_count)
    select coalesce((select recorded_count from kept), 0) as recorded, array(select row from outcome where outcome <> 'REFUSED') as "onRecord"`,
  values: [
    place.districtId,
    rows.value,
    place.sourceSystem,
    place.id,
    place.unitPath,
    place.reference,
  ] satisfies Param[],
  read: ([row]) => row as unknown as RecordedBatch,
});
