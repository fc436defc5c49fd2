import { createPostgresBackend, type Processor, Queue, type QueueOptions, Worker, type WorkerOptions } from 'bullmq';
import type { Environment } from '../../config/environment.js';
import type { QueueName } from './queues.js';

/** REDIS_URL set: BullMQ on Redis, prefix `{bpm}` (one slot in a cluster). Unset: BullMQ on PostgreSQL, schema `bullmq`. */
export function openQueue(name: QueueName, environment: Environment): Queue {
  if (environment.redisUrl) return new Queue(name, { connection: redisOf(environment.redisUrl), prefix: '{bpm}' });
  return new Queue(name, { connection: postgresOf(environment) } as QueueOptions, createPostgresBackend as never);
}

export function openWorker(
  name: QueueName,
  environment: Environment,
  process: Processor,
  options: Partial<WorkerOptions>,
): Worker {
  if (environment.redisUrl) {
    return new Worker(name, process, { ...options, connection: redisOf(environment.redisUrl), prefix: '{bpm}' });
  }
  return new Worker(
    name,
    process,
    { ...options, connection: postgresOf(environment) } as WorkerOptions,
    createPostgresBackend as never,
  );
}

/** A URL, not an ioredis instance: an instance that is handed in is never closed. */
const redisOf = (url: string): { url: string; maxRetriesPerRequest: null } => ({ url, maxRetriesPerRequest: null });

const postgresOf = (environment: Environment): never =>
  ({ connectionString: environment.databaseWorkerUrl, schema: 'bullmq', max: 3 }) as never;
