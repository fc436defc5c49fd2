import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { Acting, Id } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { DeviationExplanation, ProgressExplanation } from './explanation.dto.js';
import { ExplanationReader } from './explanation.reader.js';
import { progressPolicy } from './monitoring.policy.js';
import { ApiMonthQuery, type MonthPeriod, MonthPipe } from './period-query.js';

@ApiTags('monitoring')
@Controller()
export class ExplanationController {
  constructor(private readonly reader: ExplanationReader) {}

  @Get('deviations/:indicatorId/explanation')
  @ApiMonthQuery()
  @Route({
    id: 'deviations.explain',
    summary: '偏差的由来:输入、算式、亮灯区间与重算 / How a deviation came about, and the same computed now',
    allow: progressPolicy.read,
    answer: DeviationExplanation,
    errors: [httpErrors.invalidFilter],
  })
  deviation(
    @Acting() actor: Actor,
    @Id('indicatorId') indicatorId: string,
    @Query('period', MonthPipe) period: MonthPeriod | null,
  ): Promise<DeviationExplanation> {
    return this.reader.deviation(actor, indicatorId, period);
  }

  @Get('progress/:projectId/explanation')
  @ApiMonthQuery()
  @Route({
    id: 'progress.explain',
    summary: '项目进度的由来 / How the progress of a project came about, and the same computed now',
    allow: progressPolicy.read,
    answer: ProgressExplanation,
    errors: [httpErrors.invalidFilter],
  })
  progress(
    @Acting() actor: Actor,
    @Id('projectId') projectId: string,
    @Query('period', MonthPipe) period: MonthPeriod | null,
  ): Promise<ProgressExplanation> {
    return this.reader.progress(actor, projectId, period);
  }
}
