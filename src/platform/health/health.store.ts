import type { Call } from '../database/call.js';

/** Age of the oldest outbox row that should have been handed over long ago: the queue, or the workers, are down. */
export const readiness = (): Call<{ backlogSeconds: number }> => ({
  name: 'health.readiness',
  text: `select coalesce(extract(epoch from now() - min(created_at)), 0)::int as n from app.outbox where done_at is null and dead_at is null`,
  values: [],
  read: ([row]) => ({ backlogSeconds: Number(row?.['n'] ?? 0) }),
});
