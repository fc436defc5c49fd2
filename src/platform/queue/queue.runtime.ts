import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job, Queue, Worker } from 'bullmq';
import { Environment } from '../../config/environment.js';
import { purgeEnded } from '../auth/session.store.js';
import { Bulk } from '../database/bulk.js';
import { Transactions } from '../database/transactions.js';
import { Log } from '../logging/log.js';
import { OutboxDispatcher } from '../outbox/outbox.dispatcher.js';
import { OutboxRelay } from '../outbox/outbox.relay.js';
import { purgeDelivered } from '../outbox/outbox.store.js';
import { openQueue, openWorker } from './backend.js';
import { noteRun } from './job-runs.store.js';
import { Jobs, type ScheduledJob } from './jobs.js';
import { QUEUES, type QueueName } from './queues.js';

const RELAY_MS = 250;
const PURGE_MS = 3_600_000;
const WATCH_MS = 15_000;
const SCHEDULER = { system: 'scheduler', scopes: [] } as const;

/** The worker side: queues, workers and the scheduler. It does not exist in a process with ROLE=api. */
@Injectable()
export class QueueRuntime implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly queues = new Map<QueueName, Queue>();
  private readonly workers: Worker[] = [];
  private watch: NodeJS.Timeout | undefined;

  constructor(
    private readonly environment: Environment,
    private readonly jobs: Jobs,
    private readonly relay: OutboxRelay,
    private readonly dispatcher: OutboxDispatcher,
    private readonly transactions: Transactions,
    private readonly bulk: Bulk,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const name of QUEUES) this.queues.set(name, this.watched(openQueue(name, this.environment)));
    const outbox = this.queue('outbox');
    this.jobs.schedule({ name: 'outbox.relay', everyMs: RELAY_MS, run: () => this.relay.relay(outbox) });
    this.jobs.schedule({ name: 'platform.purge', everyMs: PURGE_MS, run: () => this.purge() });
    this.workers.push(
      this.watched(openWorker('jobs', this.environment, (job) => this.runJob(job), { concurrency: 4 })),
    );
    this.workers.push(
      this.watched(
        openWorker('outbox', this.environment, (job) => this.dispatcher.dispatch(String(job.data.id)), {
          concurrency: 8,
        }),
      ),
    );
    for (const job of this.jobs.all()) await this.putSchedule(job);
    const restore = (): void =>
      void this.restoreSchedules().catch((error) => this.log.warn('queue trouble', { error }));
    this.watch = setInterval(restore, WATCH_MS);
    this.watch.unref();
  }

  /** Running jobs finish before the connections close. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.watch);
    await Promise.all(this.workers.map((worker) => worker.close()));
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  private async putSchedule({ name, everyMs }: ScheduledJob): Promise<void> {
    const opts = { removeOnComplete: true, removeOnFail: { count: 100 } };
    await this.queue('jobs').upsertJobScheduler(name, { every: everyMs }, { name, opts });
  }

  /** A Redis that came back empty has forgotten the schedules: they are put back without a restart. */
  private async restoreSchedules(): Promise<void> {
    for (const job of this.jobs.all()) {
      if (!(await this.queue('jobs').getJobScheduler(job.name))) await this.putSchedule(job);
    }
  }

  private async runJob(job: Job): Promise<void> {
    const scheduled = this.jobs.find(job.name);
    if (!scheduled) throw new Error(`job ${job.name} has no processor`);
    const start = performance.now();
    let result: Readonly<Record<string, number>> | null = null;
    let error: string | null = null;
    try {
      result = await scheduled.run();
    } catch (thrown) {
      error = String((thrown as Error).message).slice(0, 2000);
      this.log.error('job failed', { job: job.name, error: thrown });
    }
    const durationMs = Math.round(performance.now() - start);
    const isIdle = result !== null && Object.values(result).every((count) => count === 0);
    // Idle ticks are not worth a row four times a second.
    if (!isIdle || durationMs > 1000)
      await this.transactions.once(SCHEDULER, noteRun({ name: job.name, durationMs, result, error }));
  }

  /** DELETE on the transient tables is app_worker's right alone. */
  private purge(): Promise<{ delivered: number; ended: number }> {
    return this.bulk.run(async (execute) => ({
      delivered: await execute(purgeDelivered()),
      ended: await execute(purgeEnded()),
    }));
  }

  private queue(name: QueueName): Queue {
    const queue = this.queues.get(name);
    if (!queue) throw new Error(`queue ${name} is not open`);
    return queue;
  }

  /** Without a listener an error of the queue's connection would end the process. */
  private watched<T extends { on(event: 'error', listener: (error: Error) => void): unknown }>(source: T): T {
    source.on('error', (error) => this.log.warn('queue trouble', { error }));
    return source;
  }
}
