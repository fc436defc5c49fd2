import { type Call, firstRow, noRows } from '../database/call.js';
import type { JsonText } from '../http/json-text.js';

export type OperationStatus = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

export interface Operation {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly accountId: string | null;
  readonly status: OperationStatus;
  readonly params: Readonly<Record<string, unknown>>;
}

const OPERATION_JSON = `json_build_object('id', id, 'kind', kind, 'status', status,
  'progress', json_build_object('done', done, 'total', total, 'stage', stage),
  'result', result, 'resultUrl', result_url, 'problem', problem, 'createdAt', created_at, 'updatedAt', updated_at)`;

/** The operation and the outbox row that will run it, in the caller's transaction. */
export const insertOperation = (id: string, kind: string, accountId: string | null, params: object): Call<void> => ({
  name: 'operations.insert',
  text: `with made as (insert into app.operations (id, kind, account_id, status, params) values ($1::uuid, $2, $3::uuid, 'QUEUED', $4::jsonb))
    insert into app.outbox (id, kind, dedupe_key, payload)
    values (gen_random_uuid(), 'operation', 'operation|' || $1, jsonb_build_object('operationId', $1::text))`,
  values: [id, kind, accountId, JSON.stringify(params)],
  read: noRows,
});

export const findOperation = (id: string): Call<Operation | null> => ({
  name: 'operations.find',
  text: `select id, version, kind, account_id as "accountId", status, params from app.operations where id = $1::uuid`,
  values: [id],
  read: firstRow<Operation>(),
});

export interface OperationDetail extends JsonText {
  readonly version: number;
  readonly state: OperationStatus;
}

/** An operation is seen by the account that started it. */
export const operationDetail = (id: string): Call<OperationDetail | null> => ({
  name: 'operations.detail',
  text: `select ${OPERATION_JSON}::text as json, version, status as state from app.operations
    where id = $1::uuid and account_id = nullif(current_setting('app.account'), '')::uuid`,
  values: [id],
  read: firstRow<OperationDetail>(),
});

export interface Advance {
  readonly status: OperationStatus;
  readonly done?: number;
  readonly total?: number | null;
  readonly stage?: string;
  readonly result?: object;
  readonly resultUrl?: string;
  readonly problem?: object;
}

/** Unrenewed for so long, a run counts as dead. Its outbox row comes due when the lease ends, and not before. */
const LEASE = `now() + interval '60 seconds'`;
const HELD_BACK = `update app.outbox set next_at = ${LEASE}
  where dedupe_key = 'operation|' || $1::text and exists (select 1 from moved)`;

/** For one run at a time; false: another run holds it, or it has ended. */
export const takeOperation = (id: string, owner: string): Call<boolean> => ({
  name: 'operations.take',
  text: `with moved as (
      update app.operations set version = version + 1, updated_at = now(), status = 'RUNNING', lease_owner = $2::uuid, lease_until = ${LEASE}
      where id = $1::uuid and (status = 'QUEUED' or status = 'RUNNING' and lease_until < now()) returning 1),
    held_back as (${HELD_BACK})
    select 1 from moved`,
  values: [id, owner],
  read: (rows) => rows.length === 1,
});

/** The heartbeat between two reports of progress. */
export const renewLease = (id: string, owner: string): Call<void> => ({
  name: 'operations.renew_lease',
  text: `with moved as (
      update app.operations set lease_until = ${LEASE}
      where id = $1::uuid and status = 'RUNNING' and lease_owner = $2::uuid returning 1)
    ${HELD_BACK}`,
  values: [id, owner],
  read: noRows,
});

/**
 * Moves an operation that this run holds, and renews the lease; false: it was cancelled, or another run holds it now. To
 * CANCELLED: the run has noticed, and leaves what it has done until then as the result.
 */
export const advanceOperation = (id: string, owner: string, to: Advance): Call<boolean> => ({
  name: 'operations.advance',
  text: `with moved as (
      update app.operations set version = version + 1, updated_at = now(), status = $3, done = coalesce($4::int, done),
        total = coalesce($5::int, total), stage = coalesce($6, stage), result = coalesce($7::jsonb, result),
        result_url = coalesce($8, result_url), problem = coalesce($9::jsonb, problem), lease_until = ${LEASE}
      where id = $1::uuid and status = case when $3 = 'CANCELLED' then 'CANCELLED' else 'RUNNING' end and lease_owner = $2::uuid returning 1),
    held_back as (${HELD_BACK})
    select 1 from moved`,
  values: [
    id,
    owner,
    to.status,
    to.done ?? null,
    to.total ?? null,
    to.stage ?? null,
    to.result ? JSON.stringify(to.result) : null,
    to.resultUrl ?? null,
    to.problem ? JSON.stringify(to.problem) : null,
  ],
  read: (rows) => rows.length === 1,
});

export const cancelOperation = (id: string, version: number): Call<boolean> => ({
  name: 'operations.cancel',
  text: `update app.operations set version = version + 1, updated_at = now(), status = 'CANCELLED'
    where id = $1::uuid and version = $2::int and status in ('QUEUED', 'RUNNING')
      and account_id = nullif(current_setting('app.account'), '')::uuid returning 1`,
  values: [id, version],
  read: (rows) => rows.length === 1,
});
