import { type Call, noRows, type Row } from './call.js';

export interface IdempotencyClaim {
  readonly key: string;
  readonly fingerprint: string;
}

/** True: the key is ours now. An equal request under way makes this wait for its end. */
export function claimKey({ key, fingerprint }: IdempotencyClaim): Call<boolean> {
  return {
    name: 'idempotency.claim',
    text: `insert into app.idempotency_keys (principal, key, fingerprint)
      values (current_setting('app.account'), $1, $2) on conflict do nothing returning 1`,
    values: [key, fingerprint],
    read: (rows) => rows.length === 1,
  };
}

export function keepAnswer({ key }: IdempotencyClaim, answer: unknown): Call<void> {
  return {
    name: 'idempotency.keep',
    text: `update app.idempotency_keys set answer = $2 where principal = current_setting('app.account') and key = $1`,
    values: [key, JSON.stringify(answer ?? null)],
    read: noRows,
  };
}

/** The stored answer; BP422 when the key belongs to another request. */
export function findStoredAnswer({ key, fingerprint }: IdempotencyClaim): Call<string | null> {
  return {
    name: 'idempotency.find',
    text: `select case when fingerprint = $2 then answer else app.refuse('BP422', 'idempotency') end as answer
      from app.idempotency_keys where principal = current_setting('app.account') and key = $1`,
    values: [key, fingerprint],
    read: (rows: readonly Row[]) => (rows[0]?.['answer'] as string | undefined) ?? null,
  };
}

export const readStoredAnswer = <T>(answer: string): T => JSON.parse(answer) as T;

/** CTE that keeps the answer in a single-statement write. `key`: placeholder of a text[] {key, fingerprint} or null. */
export const keptAnswer = (key: string, answer: string): string => `kept as (
  insert into app.idempotency_keys (principal, key, fingerprint, answer)
  select current_setting('app.account'), (${key}::text[])[1], (${key}::text[])[2], ${answer} from answer
  where ${key}::text[] is not null)`;
