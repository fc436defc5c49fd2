import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Route } from '../http/route.js';
import { Metrics } from '../metrics/metrics.js';
import { HealthResponse } from './health.dto.js';
import { healthPolicy } from './health.policy.js';
import { Readiness } from './readiness.js';

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
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
    const health = await this.readiness.check();
    reply.status(health.status === 'failed' ? 503 : 200);
    return health;
  }

  @Get('metrics')
  @ApiExcludeEndpoint()
  @Route({ id: 'health.metrics', summary: '指标 / Prometheus metrics', allow: healthPolicy.metrics })
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  scrape(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    reply.status(200);
    return this.metrics.registry.metrics();
  }
}
