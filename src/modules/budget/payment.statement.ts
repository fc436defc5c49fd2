import { changeValues, recordedChange } from '../../platform/audit/record-change.js';
import type { Call, Param } from '../../platform/database/call.js';
import { keptAnswer } from '../../platform/database/idempotency.js';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { heldFiscalYear } from '../organization/index.js';
import type { PaymentRefusal } from './budget.errors.js';
import type { RecordPaymentRequest } from './payment.dto.js';
import { lineFields, paymentFields } from './payment.store.js';

/** Why the statement stopped: the same source id is there already. Not an error yet: the content may be the same. */
export const REPEATED = 'payment.repeated';

/**
 * One payment in one statement: the guards, the line's executed amount, the payment, its audit entry, event and outbox
 * rows, and the answer kept under the Idempotency-Key. A refusal raises, so nothing of it stays.
 */
export function recordPayment(actor: Actor, id: string, request: RecordPaymentRequest): Call<JsonText> {
  const { by, values } = contentOf(id, request);
  const change = changeValues(actor, {
    action: 'payment.record',
    event: 'payment.recorded',
    object: { type: 'payment', id, version: 1 },
    after: { id, ...request },
  });
  return {
    name: `payments.record_by_${by}`,
    text: RECORD[by],
    values: [...values, keyOf(actor), ...change],
    read: readAnswer,
  };
}

/** The answer to a source id that is there already: the payment itself where the content is the same, else a refusal. */
export function repeatPayment(actor: Actor, request: RecordPaymentRequest): Call<JsonText> {
  const { by, values } = contentOf('', request);
  return {
    name: `payments.repeat_by_${by}`,
    text: REPEAT[by],
    values: [...values.slice(1), keyOf(actor)],
    read: (rows) => ({ ...readAnswer(rows), status: 200 }),
  };
}

type By = 'id' | 'code';

const refuse = (refusal: string): string => `app.refuse('BP409', ${refusal})`;
const named = (refusal: PaymentRefusal | typeof REPEATED): string => `'${refusal}'`;

const readAnswer = (rows: readonly Readonly<Record<string, unknown>>[]): JsonText => {
  const { json, location } = rows[0] as { json: string; location: string };
  return { json, version: 1, location };
};

const keyOf = ({ request: { idempotency } }: Actor): readonly string[] | null =>
  idempotency ? [idempotency.key, idempotency.fingerprint] : null;

function contentOf(id: string, request: RecordPaymentRequest): { readonly by: By; readonly values: readonly Param[] } {
  const { fiscalYear, source, sourceSystem, sourceId, paidOn, amount, payee = null, memo = null } = request;
  const project = request.projectId ?? request.projectCode ?? null;
  return {
    by: request.projectId ? 'id' : 'code',
    values: [id, project, fiscalYear, source, sourceSystem, sourceId, paidOn, amount, payee, memo],
  };
}

/** What is answered about payment `p` on line `l`; and the same as JSON, for the idempotency key. */
const answerOf = (p: string, l: string): string =>
  `json_build_object(${paymentFields(p)}, ${lineFields(l)})::text as json, '/api/v1/payments/' || ${p}.id as location`;
const KEPT = `json_build_object('json', json, 'version', 1, 'location', location)::text`;
const KEPT_AS_FOUND = `json_build_object('json', json, 'version', 1, 'location', location, 'status', 200)::text`;

/** `first`: the placeholder of the project; the others follow it. Two rows are enough to know that one is too many. */
const located = (by: By, first: number): string => `found as materialized (
    select p.id, p.district_id from app.projects p
    where ${by === 'id' ? `p.id = $${first}::uuid` : `p.code = $${first}::text`} limit 2),
  project as (select * from found where (select count(*) from found) = 1),
  existing as (
    select e.* from project p join app.payments e on e.district_id = p.district_id
      and e.source_system = $${first + 3}::text and e.source_id = $${first + 4}::text)`;

/** The guards, in the order in which they are told. */
const GUARDS = `guarded as materialized (select case
    when (select count(*) from found) = 0 then ${named('payment.project-not-found')}
    when (select count(*) from found) > 1 then ${named('payment.project-ambiguous')}
    when exists (select 1 from existing) then ${named(REPEATED)}
    when $8::numeric <= 0 then ${named('payment.amount-not-positive')}
    when extract(year from $7::date) <> $3::int then ${named('payment.paid-on-outside-year')}
    when y.state is null then ${named('payment.fiscal-year-unknown')}
    when y.state <> 'OPEN' then ${named('payment.fiscal-year-closed')} end as refusal
  from (select 1) as always left join project p on true
  left join lateral (select ${heldFiscalYear('p.district_id', '$3::smallint')} as state) y on true)`;

/** Line before payment, always: two payments of one source id then wait for each other in one order. */
const record = (by: By): string => `with ${located(by, 2)},
  ${GUARDS},
  line as (
    update app.budget_lines l set executed = l.executed + $8::numeric, posted_kind = 'PAYMENT', posted_cause = $1::uuid, version = l.version + 1, updated_at = now()
    from project p
    where l.project_id = p.id and l.fiscal_year = $3::smallint and l.source = $4::text and not l.retired
      and (select refusal from guarded) is null
    returning l.*),
  changed as (
    insert into app.payments (id, district_id, unit_path, project_id, fiscal_year, source, source_system, source_id, paid_on, amount,
      payee, memo)
    select $1::uuid, l.district_id, l.unit_path, l.project_id, l.fiscal_year, l.source, $5::text, $6::text, $7::date, $8::numeric,
      $9::text, $10::text from line l
    returning *, 1 as version, jsonb_build_object('projectId', project_id, 'fiscalYear', fiscal_year,
      'month', extract(month from paid_on)::int) as payload),
  ${recordedChange(12)},
  answer as (
    select ${answerOf('p', 'l')} from changed p, line l),
  ${keptAnswer('$11', KEPT)}
  select coalesce((select json from answer), ${refuse(`coalesce((select refusal from guarded), ${named('payment.line-unknown')})`)}) as json,
    (select location from answer) as location`;

const repeat = (by: By): string => `with ${located(by, 1)},
  answer as (
    select ${answerOf('e', 'l')} from existing e join app.budget_lines l using (project_id, fiscal_year, source)
    where e.project_id = (select id from project) and e.fiscal_year = $2::smallint and e.source = $3::text
      and e.paid_on = $6::date and e.amount = $7::numeric
      and (e.payee, e.memo) is not distinct from ($8::text, $9::text)),
  ${keptAnswer('$10', KEPT_AS_FOUND)}
  select coalesce((select json from answer), ${refuse(named('payment.source-id-reused'))}) as json,
    (select location from answer) as location`;

const RECORD: Readonly<Record<By, string>> = { id: record('id'), code: record('code') };
const REPEAT: Readonly<Record<By, string>> = { id: repeat('id'), code: repeat('code') };
