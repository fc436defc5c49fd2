import { Injectable } from '@nestjs/common';
import type { HealthState } from './health.dto.js';

/** What a module adds to `/health/ready`. `degraded`: requests are served, but somebody has to do something. */
export interface ReadinessCheck {
  /** `calendar`: unique. */
  readonly name: string;
  check(): Promise<HealthState>;
}

@Injectable()
export class ReadinessChecks {
  private readonly checks = new Map<string, ReadinessCheck>();

  register(check: ReadinessCheck): void {
    if (this.checks.has(check.name)) throw new Error(`readiness check ${check.name} is registered twice`);
    this.checks.set(check.name, check);
  }

  async run(): Promise<Readonly<Record<string, HealthState>>> {
    const states = [...this.checks.values()].map(async ({ name, check }) => [name, await check()] as const);
    return Object.fromEntries(await Promise.all(states));
  }
}
