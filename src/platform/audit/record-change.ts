import { type Call, noRows, type Param } from '../database/call.js';
import { newId } from '../database/ids.js';
import type { AnyActor, Tx } from '../database/transactions.js';
import { subscribersOf } from '../events/subscriptions.js';
import { auditAlgorithm, leafDigest, stateDigest, toCanonicalJson } from './digest.js';

/** One change of one object, as the trail and the feed tell it. */
export interface Change {
  /** The policy action: `goal.submit`. */
  readonly action: string;
  readonly object: { readonly type: string; readonly id: string; readonly version: number };
  readonly districtId: string | null;
  readonly unitPath: string;
  readonly projectId?: string | null;
  /** State before and after; only their digests are kept. Absent: there was, or is, none. */
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
  /** The event in the past tense: `goal.submitted`, with ids and what a subscriber cannot re-read. */
  readonly event: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}

/**
 * Audit entry, event and outbox rows of a change, in the change's own transaction and one statement: if the trail
 * cannot be written, the change does not happen.
 */
export async function recordChange(tx: Tx, change: Change): Promise<void> {
  await tx.one(changeCall(tx.actor, change));
}

/** The same as a call, for those who save in one round trip. */
export function changeCall(actor: AnyActor, change: Change): Call<void> {
  const { object, districtId, unitPath, projectId = null, payload = {} } = change;
  return {
    name: 'audit.record_change',
    text: RECORD_CHANGE,
    values: [object.version, districtId, unitPath, projectId, JSON.stringify(payload), ...changeValues(actor, change)],
    read: noRows,
  };
}

/** What is known of a change before its statement runs; where the row lies and the payload, the statement finds out. */
export type RecordedChange = Omit<Change, 'districtId' | 'unitPath' | 'projectId' | 'payload'>;

/** Something that was made or done and that nobody subscribes to: an audit entry alone, in the same transaction. */
export type Deed = Pick<Change, 'action' | 'object' | 'before' | 'after' | 'reason'>;

export async function recordDeed(tx: Tx, deed: Deed): Promise<void> {
  const entry = toCanonicalJson(auditEntry(tx.actor, deed));
  const { type, id, version } = deed.object;
  await tx.one({
    name: 'audit.record_deed',
    text: `insert into app.audit_entries (id, account_id, action, object_type, object_id, object_version, event, leaf_digest, algorithm)
      values ($1::uuid, $2::uuid, $3, $4, $5::uuid, $6::int, $7, $8::bytea, $9)`,
    values: [
      newId(),
      'system' in tx.actor ? null : tx.actor.accountId,
      deed.action,
      type,
      id,
      version,
      entry,
      leafDigest(entry),
      auditAlgorithm(),
    ],
    read: noRows,
  });
}

/**
 * CTEs that record a change inside a single-statement write. The statement has a CTE `changed` with one row for each
 * changed row: version, district_id, unit_path, project_id and the event's payload. The placeholders from `$first` on
 * take changeValues().
 */
export function recordedChange(first: number): string {
  const [auditId, accountId, action, type, id, entry, digest, algorithm, eventId, event, subscribers] = Array.from(
    { length: CHANGE_VALUES },
    (_, index) => `$${first + index}`,
  );
  return `audited as (
    insert into app.audit_entries (id, account_id, action, object_type, object_id, object_version, event, leaf_digest, algorithm)
    select ${auditId}::uuid, ${accountId}::uuid, ${action}::text, ${type}::text, ${id}::uuid, version, ${entry}::text, ${digest}::bytea, ${algorithm}::text
    from changed),
  told as (
    insert into app.events (id, type, district_id, unit_path, project_id, subject_type, subject_id, payload)
    select ${eventId}::uuid, ${event}::text, district_id, unit_path, project_id, ${type}::text, ${id}::uuid, payload from changed),
  queued as (
    insert into app.outbox (id, kind, dedupe_key, payload)
    select gen_random_uuid(), 'event', subscriber || '|' || ${eventId}::uuid,
      jsonb_build_object('eventId', ${eventId}::uuid, 'subscriber', subscriber)
    from unnest(${subscribers}::text[]) as subscriber, changed)`;
}

/** How many placeholders recordedChange() takes. */
export const CHANGE_VALUES = 11;

const RECORD_CHANGE = `with changed as (select $1::int as version, $2::uuid as district_id, $3::public.ltree as unit_path,
    $4::uuid as project_id, $5::jsonb as payload),
  ${recordedChange(6)} select 1`;

/** The values of recordedChange()'s placeholders. */
export function changeValues(actor: AnyActor, change: RecordedChange): readonly Param[] {
  const entry = toCanonicalJson(auditEntry(actor, change));
  const { type, id } = change.object;
  return [
    newId(),
    'system' in actor ? null : actor.accountId,
    change.action,
    type,
    id,
    entry,
    leafDigest(entry),
    auditAlgorithm(),
    newId(),
    change.event,
    subscribersOf(change.event).map(({ name }) => name),
  ];
}

/** Version 1 of the audited event. Fields are added under a new version, never changed. */
function auditEntry(actor: AnyActor, change: Deed): object {
  const who =
    'system' in actor
      ? { system: actor.system }
      : { account: actor.accountId, person: actor.personId, session: actor.sessionId, roles: [...actor.roles] };
  const request = 'system' in actor ? null : actor.request;
  return {
    v: 1,
    ts: new Date().toISOString(),
    actor: who,
    ip: request?.ip ?? null,
    requestId: request?.id ?? null,
    action: change.action,
    object: change.object,
    result: 'OK',
    reason: change.reason ?? null,
    before: change.before === undefined ? null : stateDigest(change.before),
    after: change.after === undefined ? null : stateDigest(change.after),
  };
}
