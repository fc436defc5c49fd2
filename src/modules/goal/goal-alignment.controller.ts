import { Body, Controller, Get, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting, Id, IfMatch } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { alignmentErrors } from './alignment.errors.js';
import { goalAlignmentPolicy } from './alignment.policy.js';
import { AlignmentCoverageResponse } from './alignment-coverage.dto.js';
import { AlignmentCoverageReader } from './alignment-coverage.reader.js';
import { GoalAlignmentResponse, PutGoalAlignmentRequest } from './goal-alignment.dto.js';
import { GoalAlignmentService } from './goal-alignment.service.js';

const DISTRICT = new ParseUUIDPipe({
  exceptionFactory: () => httpErrors.invalidFilter({ name: 'districtId', expected: 'uuid' }),
});

@ApiTags('goals')
@Controller()
export class GoalAlignmentController {
  constructor(
    private readonly alignments: GoalAlignmentService,
    private readonly reader: AlignmentCoverageReader,
  ) {}

  @Get('goals/:id/alignment')
  @Route({
    id: 'goals.getAlignment',
    summary: '绩效目标与战略目标、部门职责的对应 / What a goal is aligned with',
    allow: goalAlignmentPolicy.read,
    answer: GoalAlignmentResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.alignments.detail(actor, id);
  }

  @Put('goals/:id/alignment')
  @Route({
    id: 'goals.putAlignment',
    summary: '设定对应关系 / Align a goal with objectives and duties',
    allow: goalAlignmentPolicy.update,
    answer: GoalAlignmentResponse,
    ifMatch: true,
    errors: Object.values(alignmentErrors),
  })
  put(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: PutGoalAlignmentRequest,
  ): Promise<JsonText> {
    return this.alignments.put(actor, id, version, request);
  }

  @Get('alignment-coverage')
  @ApiQuery({
    name: 'districtId',
    required: true,
    description: '区划 / district',
    schema: { type: 'string', format: 'uuid', maxLength: 36 },
  })
  @ApiQuery({
    name: 'fiscalYear',
    required: true,
    description: '预算年度 / fiscal year',
    schema: { type: 'integer', minimum: 2000, maximum: 2100 },
  })
  @Route({
    id: 'alignmentCoverage.get',
    summary: '战略对应覆盖情况 / Coverage of objectives, goals and duties, both ways',
    allow: goalAlignmentPolicy.read,
    answer: AlignmentCoverageResponse,
    errors: [httpErrors.notFound, httpErrors.invalidFilter],
  })
  coverage(
    @Acting() actor: Actor,
    @Query('districtId', DISTRICT) districtId: string,
    @Query('fiscalYear') fiscalYear?: string,
  ): Promise<JsonText> {
    return this.reader.coverage(actor, districtId, fiscalYear);
  }
}
