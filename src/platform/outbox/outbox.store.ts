import { allRows, type Call, firstRow, noRows } from '../database/call.js';
import type { DomainEvent } from '../events/subscriptions.js';

export interface OutboxRow {
  readonly id: string;
  readonly kind: 'event' | 'operation';
  readonly dedupeKey: string;
  readonly payload: Readonly<Record<string, string>>;
}

/** How long a row that was handed over may stay undone before it is handed over again: this makes the queue disposable. */
const HANDED_OVER_FOR = '30 seconds';
/** A row is given up when its work has thrown so often: over an hour, since the waits double. */
const MAX_FAILURES = 12;

/** Due rows, claimed for this relay by moving their time forward. The relay never marks a row done, and never gives one up. */
export const claimDue = (limit: number): Call<readonly OutboxRow[]> => ({
  name: 'outbox.claim_due',
  text: `update app.outbox o set tries = tries + 1,
      next_at = now() + interval '${HANDED_OVER_FOR}' * least(tries + 1, 20)
    from (select id from app.outbox where done_at is null and dead_at is null and next_at <= now()
      order by next_at, id limit $1::int for update skip locked) due
    where o.id = due.id
    returning o.id, o.kind, o.dedupe_key as "dedupeKey", o.payload`,
  values: [limit],
  read: allRows<OutboxRow>(),
});

export const findOutboxRow = (id: string): Call<OutboxRow | null> => ({
  name: 'outbox.find',
  text: `select id, kind, dedupe_key as "dedupeKey", payload from app.outbox
    where id = $1::uuid and done_at is null and dead_at is null`,
  values: [id],
  read: firstRow<OutboxRow>(),
});

/** True: this transaction is the one that delivers. A second delivery of the same key waits, and then does nothing. */
export const claimDelivery = (dedupeKey: string): Call<boolean> => ({
  name: 'outbox.claim_delivery',
  text: `insert into app.deliveries (dedupe_key) values ($1) on conflict do nothing returning 1`,
  values: [dedupeKey],
  read: (rows) => rows.length === 1,
});

export const markDone = (id: string): Call<void> => ({
  name: 'outbox.mark_done',
  text: `update app.outbox set done_at = now(), last_error = null where id = $1::uuid`,
  values: [id],
  read: noRows,
});

/** Due again after 10 seconds, 20, 40 … 10 minutes; after the last failure not before somebody revives it. */
export const noteFailure = (id: string, error: string): Call<void> => ({
  name: 'outbox.note_failure',
  text: `update app.outbox set last_error = $2, failures = failures + 1,
      next_at = now() + least(interval '5 seconds' * power(2, failures + 1), interval '10 minutes'),
      dead_at = case when failures + 1 >= ${MAX_FAILURES} then now() end
    where id = $1::uuid and done_at is null`,
  values: [id, error.slice(0, 2000)],
  read: noRows,
});

/** Gives every dead row its chances again; answers how many. */
export const reviveDead = (): Call<number> => ({
  name: 'outbox.revive_dead',
  text: `with revived as (
      update app.outbox set dead_at = null, failures = 0, tries = 0, next_at = now() where dead_at is not null returning 1)
    select count(*)::int as n from revived`,
  values: [],
  read: ([row]) => Number(row?.['n'] ?? 0),
});

export interface OutboxRows {
  readonly open: number;
  readonly dead: number;
}

export const countOutboxRows = (): Call<OutboxRows> => ({
  name: 'outbox.count',
  text: `select (select count(*)::int from app.outbox where done_at is null and dead_at is null) as open,
      (select count(*)::int from app.outbox where dead_at is not null) as dead`,
  values: [],
  read: ([row]) => row as unknown as OutboxRows,
});

export const findEvent = (id: string): Call<DomainEvent | null> => ({
  name: 'events.find',
  text: `select id, type, district_id as "districtId", unit_path::text as "unitPath", project_id as "projectId",
      json_build_object('type', subject_type, 'id', subject_id) as subject, payload
    from app.events where id = $1::uuid`,
  values: [id],
  read: firstRow<DomainEvent>(),
});

/** Clears what has served its time: keys after 7 days, delivered rows after 1, delivery marks after 30. */
export const purgeDelivered = (): Call<number> => ({
  name: 'outbox.purge_delivered',
  text: `with keys as (delete from app.idempotency_keys where created_at < now() - interval '7 days' returning 1),
      rows as (delete from app.outbox where done_at < now() - interval '1 day' returning 1),
      marks as (delete from app.deliveries where delivered_at < now() - interval '30 days' returning 1)
    select (select count(*) from keys) + (select count(*) from rows) + (select count(*) from marks) as n`,
  values: [],
  read: ([row]) => Number(row?.['n'] ?? 0),
});
