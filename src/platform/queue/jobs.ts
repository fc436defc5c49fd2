import { Injectable } from '@nestjs/common';

/** A scan that runs again and again. It finds its work in the database, so a lost or doubled tick does no harm. */
export interface ScheduledJob {
  /** `monitoring.recompute`: unique. */
  readonly name: string;
  readonly everyMs: number;
  /** Answers what it did, for `GET /jobs`. */
  run(): Promise<Readonly<Record<string, number>>>;
}

/** All scheduled jobs of this process. Exactly one processor per job: a second declaration stops the start. */
@Injectable()
export class Jobs {
  private readonly jobs = new Map<string, ScheduledJob>();

  schedule(job: ScheduledJob): void {
    if (this.jobs.has(job.name)) throw new Error(`job ${job.name} has two processors`);
    this.jobs.set(job.name, job);
  }

  find(name: string): ScheduledJob | undefined {
    return this.jobs.get(name);
  }

  all(): readonly ScheduledJob[] {
    return [...this.jobs.values()];
  }
}
