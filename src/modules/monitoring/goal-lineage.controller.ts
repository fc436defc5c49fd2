import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting, Id } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { GoalLineageResponse } from './goal-lineage.dto.js';
import { GoalLineageReader } from './goal-lineage.reader.js';
import { progressPolicy } from './monitoring.policy.js';

/** Of a goal, but told here: goals know nothing of actuals. */
@ApiTags('goals')
@Controller('goals')
export class GoalLineageController {
  constructor(private readonly reader: GoalLineageReader) {}

  @Get(':id/lineage')
  @Route({
    id: 'goals.lineage',
    summary: '目标承接:新指标值与上年指标值、上年实际 / New targets beside last targets and last actuals',
    allow: progressPolicy.read,
    answer: GoalLineageResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.get(actor, id);
  }
}
