import type { Call } from '../database/call.js';

export interface OutboxState {
  /** Age of the oldest row that should have been handed over long ago: the queue, or the workers, are down. */
  readonly backlogSeconds: number;
  /** Rows were given up: nothing happens any more until somebody revives them. */
  readonly hasDead: boolean;
}

export const outboxState = (): Call<OutboxState> => ({
  name: 'health.outbox_state',
  text: `select coalesce(extract(epoch from now() - min(created_at)), 0)::int as "backlogSeconds",
      exists (select 1 from app.outbox where dead_at is not null) as "hasDead"
    from app.outbox where done_at is null and dead_at is null`,
  values: [],
  read: ([row]) => row as unknown as OutboxState,
});
