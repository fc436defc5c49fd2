import { type Call, noRows } from '../database/call.js';
import { newId } from '../database/ids.js';
import { auditAlgorithm, leafDigest, toCanonicalJson } from './digest.js';

/** Something that was tried and refused, or that concerns security: a failed login, a reused refresh token. */
export interface SecurityEntry {
  readonly action: string;
  readonly accountId: string | null;
  readonly ip: string;
  readonly requestId: string;
  readonly result: 'OK' | 'REFUSED';
  readonly reason: string;
}

/** An entry without a changed object. It is written in a transaction of its own, so that a refusal leaves a trace. */
export function securityEntry(entry: SecurityEntry): Call<void> {
  const text = toCanonicalJson({ v: 1, ts: new Date().toISOString(), actor: { account: entry.accountId }, ...entry });
  return {
    name: 'audit.security_entry',
    text: `insert into app.audit_entries (id, account_id, action, object_type, event, leaf_digest, algorithm)
      values ($1::uuid, $2::uuid, $3, 'security', $4, $5::bytea, $6)`,
    values: [newId(), entry.accountId, entry.action, text, leafDigest(text), auditAlgorithm()],
    read: noRows,
  };
}
