/** `jobs`: the scheduled scans. `outbox`: effects of events and operations, one job per outbox row. */
export const QUEUES = ['jobs', 'outbox'] as const;
export type QueueName = (typeof QUEUES)[number];
