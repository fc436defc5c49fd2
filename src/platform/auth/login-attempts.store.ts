import { allRows, type Call, firstRow, noRows } from '../database/call.js';
import type { Failures } from './login-lock.js';

/** What a sign-in needs to know, in one look-up; for an unknown name everything but the lock is null. */
export interface Candidate {
  readonly accountId: string | null;
  readonly passwordHash: string | null;
  /** Seconds until the name and the address may try again; 0: now. */
  readonly lockedSeconds: number;
}

export interface CountedFailures extends Failures {
  readonly subject: string;
  readonly now: Date;
}

/** A disabled account and a service account have no password here: they look like unknown ones. */
export const findCandidate = (username: string, subjects: readonly string[]): Call<Candidate> => ({
  name: 'login.find_candidate',
  text: `select a.id as "accountId", a.password_hash as "passwordHash",
      coalesce((select ceil(extract(epoch from max(f.locked_until) - now()))::int from app.login_failures f
        where f.subject = any ($2::text[]) and f.locked_until > now()), 0) as "lockedSeconds"
    from (select 1) as always left join app.accounts a on a.username = $1 and a.kind = 'PERSON' and a.state = 'ACTIVE'`,
  values: [username, subjects],
  read: (rows) => firstRow<Candidate>()(rows) ?? { accountId: null, passwordHash: null, lockedSeconds: 0 },
});

/** The counters, made if they are new, and locked: two failures at once are two. */
export const takeFailures = (subjects: readonly string[]): Call<readonly CountedFailures[]> => ({
  name: 'login.take_failures',
  text: `insert into app.login_failures (subject, failures, first_at) select subject, 0, now() from unnest($1::text[]) subject
    on conflict (subject) do update set subject = excluded.subject
    returning subject, failures, locks, first_at as "firstAt", locked_until as "lockedUntil", now() as now`,
  values: [subjects],
  read: allRows<CountedFailures>(),
});

export const saveFailures = (subject: string, counted: Failures): Call<void> => ({
  name: 'login.save_failures',
  text: `update app.login_failures set failures = $2::int, locks = $3::int, first_at = $4::timestamptz, locked_until = $5::timestamptz
    where subject = $1`,
  values: [
    subject,
    counted.failures,
    counted.locks,
    counted.firstAt.toISOString(),
    counted.lockedUntil?.toISOString() ?? null,
  ],
  read: noRows,
});

/** After a success, or by the security administrator. */
export const forgetFailures = (subject: string): Call<void> => ({
  name: 'login.forget_failures',
  text: `delete from app.login_failures where subject = $1`,
  values: [subject],
  read: noRows,
});

export const accountSubject = (username: string): string => `account:${username}`;
export const addressSubject = (ip: string): string => `ip:${ip}`;
