import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import { Acting, Reading } from '../../platform/http/parameters.js';
import type { Language } from '../../platform/http/problem.js';
import { Route } from '../../platform/http/route.js';
import { evaluationErrors } from './evaluation.errors.js';
import { selfEvaluationCheckPolicy } from './evaluation.policy.js';
import { SelfEvaluationCheckRequest, SelfEvaluationCheckResponse } from './self-evaluation-check.dto.js';
import { SelfEvaluationCheckReader } from './self-evaluation-check.reader.js';

@ApiTags('evaluation')
@Controller('self-evaluation-checks')
export class SelfEvaluationCheckController {
  constructor(private readonly checks: SelfEvaluationCheckReader) {}

  @Post()
  @Route({
    id: 'selfEvaluationChecks.run',
    summary: '检查自评表(不保存)/ Check a self-evaluation table, storing nothing',
    allow: selfEvaluationCheckPolicy.run,
    answer: SelfEvaluationCheckResponse,
    errors: [evaluationErrors.unknownRuleSet],
  })
  run(
    @Acting() actor: Actor,
    @Body() request: SelfEvaluationCheckRequest,
    @Reading() language: Language,
  ): Promise<SelfEvaluationCheckResponse> {
    return this.checks.check(actor, request, language);
  }
}
