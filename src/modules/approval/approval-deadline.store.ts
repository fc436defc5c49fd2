import { type Call, firstRow, noRows } from '../../platform/database/call.js';
import { hasNobody } from './people.statement.js';

/** Each timer is a column of the sitting: when it goes off, and the mark that it has. */
const TIMERS = {
  ESCALATE: { at: 's.escalate_at', isAhead: 's.escalated_at is null', mark: 'escalated_at = app.app_now(),' },
  // A sitting that is decided is no longer open: it needs no mark.
  TIME_OUT: { at: 's.timeout_at', isAhead: 'true', mark: '' },
} as const;
export type Timer = keyof typeof TIMERS;

const isDue = (timer: Timer): string =>
  `(s.state = 'OPEN' and ${TIMERS[timer].isAhead} and ${TIMERS[timer].at} <= app.app_now())`;

/** Sittings whose timer has gone off, the longest overdue first; but for those that could not be dealt with just now. */
export const findDue = (timer: Timer, besides: readonly string[], limit: number): Call<readonly string[]> => ({
  name: `approval_steps.find_due.${timer}`,
  text: `select s.id from app.approval_steps s where ${isDue(timer)} and s.id <> all ($1::uuid[])
    order by ${TIMERS[timer].at}, s.id limit $2::int`,
  values: [besides, limit],
  read: (rows) => rows.map(({ id }) => String(id)),
});

/** Steps at which nobody can act, and of which nobody has been told. */
export const findOrphans = (besides: readonly string[], limit: number): Call<readonly string[]> => ({
  name: 'approval_steps.find_orphans',
  text: `select s.id from app.approval_steps s where s.state = 'OPEN' and s.warned_at is null and s.id <> all ($1::uuid[])
      and exists (select 1 from app.approval_tasks t where t.sitting_id = s.id and t.state = 'OPEN' and t.kind <> 'READ' and ${hasNobody('t')})
    order by s.id limit $2::int`,
  values: [besides, limit],
  read: (rows) => rows.map(({ id }) => String(id)),
});

/** The approval of a sitting, locked unless somebody has it; false: he is at it, and this comes again. */
export const tryApproval = (sittingId: string): Call<boolean> => ({
  name: 'approvals.try_lock_by_sitting',
  text: `select 1 from app.approvals where id = (select approval_id from app.approval_steps where id = $1::uuid) for update skip locked`,
  values: [sittingId],
  read: (rows) => rows.length === 1,
});

export interface DueSitting {
  readonly ordinal: number;
  readonly lateBySeconds: number;
}

/** Asked again under the lock. Marks the timer as gone off, and by how much it is late; null: decided, or dealt with, meanwhile. */
export const claimTimer = (timer: Timer, sittingId: string): Call<DueSitting | null> => ({
  name: `approval_steps.claim.${timer}`,
  text: `update app.approval_steps s set ${TIMERS[timer].mark} late_by = app.app_now() - ${TIMERS[timer].at}
    where s.id = $1::uuid and ${isDue(timer)}
    returning s.ordinal, extract(epoch from s.late_by)::int as "lateBySeconds"`,
  values: [sittingId],
  read: firstRow<DueSitting>(),
});

export const claimWarning = (sittingId: string): Call<{ ordinal: number; isEscalated: boolean } | null> => ({
  name: 'approval_steps.claim_warning',
  text: `update app.approval_steps s set warned_at = app.app_now() where s.id = $1::uuid and s.state = 'OPEN' and s.warned_at is null
    returning s.ordinal, s.escalated_at is not null as "isEscalated"`,
  values: [sittingId],
  read: firstRow<{ ordinal: number; isEscalated: boolean }>(),
});

export const markEscalated = (sittingId: string): Call<void> => ({
  name: 'approval_steps.mark_escalated',
  text: `update app.approval_steps set escalated_at = app.app_now() where id = $1::uuid`,
  values: [sittingId],
  read: noRows,
});
