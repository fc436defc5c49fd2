/** Failed attempts of one subject: an account name, or an address. */
export interface Failures {
  readonly failures: number;
  /** Locks so far: each is twice as long as the one before. */
  readonly locks: number;
  readonly firstAt: Date;
  readonly lockedUntil: Date | null;
}

/**
 * Failures until the lock. Fewer for an address would let one bad typist, or one test, lock out an office behind one
 * gateway; more would let one machine try one password on every account.
 */
export const FAILURES_OF_ACCOUNT = 5;
export const FAILURES_OF_ADDRESS = 100;

const MINUTE_MS = 60_000;
const WINDOW_MS = 15 * MINUTE_MS;
const FIRST_LOCK_MS = 15 * MINUTE_MS;
const LONGEST_LOCK_MS = 24 * 60 * MINUTE_MS;
/** After a day without failures the next lock is a short one again. */
const FORGET_MS = LONGEST_LOCK_MS;

/** 等保2.0 8.1.4.1 b: the state after one more failure. */
export function countFailure(before: Failures, now: Date, limit: number): Failures {
  const locks = isForgotten(before, now) ? 0 : before.locks;
  const isSameWindow = before.failures > 0 && now.getTime() - before.firstAt.getTime() < WINDOW_MS;
  const failures = isSameWindow ? before.failures + 1 : 1;
  const firstAt = isSameWindow ? before.firstAt : now;
  if (failures < limit) return { failures, locks, firstAt, lockedUntil: before.lockedUntil };
  const lockMs = Math.min(FIRST_LOCK_MS * 2 ** locks, LONGEST_LOCK_MS);
  return { failures: 0, locks: locks + 1, firstAt: now, lockedUntil: new Date(now.getTime() + lockMs) };
}

const isForgotten = ({ firstAt, lockedUntil }: Failures, now: Date): boolean =>
  now.getTime() - Math.max(firstAt.getTime(), lockedUntil?.getTime() ?? 0) > FORGET_MS;
