import { Controller, Get, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { Acting } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { goalCheckPolicy } from './goal.policy.js';
import { IndicatorBenchmarkResponse } from './indicator-benchmark.dto.js';
import { IndicatorBenchmarkReader } from './indicator-benchmark.reader.js';

const UNIT = new ParseUUIDPipe({
  exceptionFactory: () => httpErrors.invalidFilter({ name: 'unitId', expected: 'uuid' }),
});
const text = (maxLength: number, format?: string) => ({
  type: 'string' as const,
  maxLength,
  ...(format ? { format } : {}),
});

@ApiTags('indicator-library')
@Controller('indicator-benchmarks')
export class IndicatorBenchmarkController {
  constructor(private readonly reader: IndicatorBenchmarkReader) {}

  @Get()
  @ApiQuery({
    name: 'unitId',
    required: true,
    description: '填报单位 / the unit that sets the target',
    schema: text(36, 'uuid'),
  })
  @ApiQuery({
    name: 'fiscalYear',
    required: true,
    description: '目标所属预算年度,参照其前五年 / the year of the target; the five before it are compared',
    schema: { type: 'integer', minimum: 2000, maximum: 2100 },
  })
  @ApiQuery({ name: 'definitionId', required: false, description: '指标库指标 / definition', schema: text(36, 'uuid') })
  @ApiQuery({
    name: 'name',
    required: false,
    description: '指标名称(不在指标库时)/ name, if it has no definition',
    schema: text(200),
  })
  @ApiQuery({ name: 'unitOfMeasure', required: false, description: '度量单位 / unit of measure', schema: text(20) })
  @ApiQuery({
    name: 'target',
    required: false,
    description: '拟填目标值 / the target as typed so far',
    schema: text(22),
  })
  @Route({
    id: 'indicatorBenchmarks.get',
    summary: '填报目标值时的历史参照 / Where a target would lie among past figures',
    allow: goalCheckPolicy.read,
    answer: IndicatorBenchmarkResponse,
    errors: [httpErrors.notFound, httpErrors.invalidFilter],
  })
  get(
    @Acting() actor: Actor,
    @Query('unitId', UNIT) unitId: string,
    @Query('fiscalYear') fiscalYear?: string,
    @Query('definitionId') definitionId?: string,
    @Query('name') name?: string,
    @Query('unitOfMeasure') unitOfMeasure?: string,
    @Query('target') target?: string,
  ): Promise<IndicatorBenchmarkResponse> {
    return this.reader.find(actor, { unitId, fiscalYear, definitionId, name, unitOfMeasure, target });
  }
}
