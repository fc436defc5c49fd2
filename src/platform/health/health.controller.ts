import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Transactions } from '../database/transactions.js';
import { Drain } from '../http/drain.js';
import { Route } from '../http/route.js';
import { Metrics } from '../metrics/metrics.js';
import { type HealthState, HealthResponse } from './health.dto.js';
import { healthPolicy } from './health.policy.js';
import { readiness } from './health.store.js';

const PROBE = { system: 'health', scopes: [] } as const;

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    private readonly transactions: Transactions,
    private readonly drain: Drain,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Get('health/live')
  @Route({
    id: 'health.live',
    summary: '进程存活 / The process is alive',
    allow: healthPolicy.live,
    answer: HealthResponse,
  })
  live(): HealthResponse {
    return { status: 'ok', checks: {} };
  }

  /** 503 only when requests cannot be served; a queue that lags is `degraded`, and still ready. */
  @Get('health/ready')
  @Route({
    id: 'health.ready',
    summary: '可以服务 / Ready to serve',
    allow: healthPolicy.ready,
    answer: HealthResponse,
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthResponse> {
    const checks = await this.check();
    const states = Object.values(checks);
    const status: HealthState = states.includes('failed') ? 'failed' : states.includes('degraded') ? 'degraded' : 'ok';
    reply.status(status === 'failed' ? 503 : 200);
    return { status, checks };
  }

  @Get('metrics')
  @ApiExcludeEndpoint()
  @Route({ id: 'health.metrics', summary: '指标 / Prometheus metrics', allow: healthPolicy.metrics })
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  scrape(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    reply.status(200);
    return this.metrics.registry.metrics();
  }

  private async check(): Promise<HealthResponse['checks']> {
    const draining: HealthState = this.drain.isDraining ? 'failed' : 'ok';
    try {
      const { backlogSeconds } = await this.transactions.read(PROBE, readiness());
      return { draining, database: 'ok', outbox: backlogSeconds > 120 ? 'degraded' : 'ok' };
    } catch {
      return { draining, database: 'failed', outbox: 'degraded' };
    }
  }
}
