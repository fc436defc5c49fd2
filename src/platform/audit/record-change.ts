import { type Call, noRows } from '../database/call.js';
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
  return {
    name: 'audit.record_change',
    text: `with changed as (select $4::int as version), ${recordedChange('$1', '$2', '$3')} select 1`,
    values: [...changeValues(actor, change), change.object.version],
    read: noRows,
  };
}

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
 * changed row; the three placeholders take changeValues().
 */
export const recordedChange = (audit: string, event: string, outbox: string): string => `audited as (
    insert into app.audit_entries (id, account_id, action, object_type, object_id, object_version, event, leaf_digest, algorithm)
    select (${audit}::text[])[1]::uuid, nullif((${audit}::text[])[2], '')::uuid, (${audit}::text[])[3], (${audit}::text[])[4], (${audit}::text[])[5]::uuid,
      version, (${audit}::text[])[6], decode((${audit}::text[])[7], 'hex'), (${audit}::text[])[8] from changed),
  told as (
    insert into app.events (id, type, district_id, unit_path, project_id, subject_type, subject_id, payload)
    select (${event}::text[])[1]::uuid, (${event}::text[])[2], nullif((${event}::text[])[3], '')::uuid, (${event}::text[])[4]::public.ltree,
      nullif((${event}::text[])[5], '')::uuid, (${event}::text[])[6], (${event}::text[])[7]::uuid, (${event}::text[])[8]::jsonb from changed),
  queued as (
    insert into app.outbox (id, kind, dedupe_key, payload)
    select gen_random_uuid(), 'event', subscriber || '|' || (${event}::text[])[1],
      jsonb_build_object('eventId', (${event}::text[])[1], 'subscriber', subscriber)
    from unnest(${outbox}::text[]) as subscriber, changed)`;

/** The values of recordedChange()'s three placeholders. */
export function changeValues(actor: AnyActor, change: Change): [string[], string[], string[]] {
  const entry = toCanonicalJson(auditEntry(actor, change));
  const accountId = 'system' in actor ? '' : actor.accountId;
  const { type, id } = change.object;
  return [
    [newId(), accountId, change.action, type, id, entry, leafDigest(entry).toString('hex'), auditAlgorithm()],
    [
      newId(),
      change.event,
      change.districtId ?? '',
      change.unitPath,
      change.projectId ?? '',
      type,
      id,
      JSON.stringify(change.payload ?? {}),
    ],
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
