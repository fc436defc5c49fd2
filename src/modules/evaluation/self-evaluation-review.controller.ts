import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting, Id, IfMatch, Reading } from '../../platform/http/parameters.js';
import type { Language } from '../../platform/http/problem.js';
import { Route } from '../../platform/http/route.js';
import { evaluationErrors } from './evaluation.errors.js';
import { selfEvaluationPolicy } from './evaluation.policy.js';
import { FinalizeSelfEvaluationRequest, ReturnSelfEvaluationRequest } from './self-evaluation.dto.js';
import { SelfEvaluationResponse } from './self-evaluation-response.dto.js';
import { SelfEvaluationReviewService } from './self-evaluation-review.service.js';

const REFUSALS = [
  evaluationErrors.stateForbids,
  evaluationErrors.ownEvaluation,
  evaluationErrors.notYourStage,
  evaluationErrors.reviewedBefore,
];

@ApiTags('evaluation')
@Controller('self-evaluations')
export class SelfEvaluationReviewController {
  constructor(private readonly reviews: SelfEvaluationReviewService) {}

  @Post(':id/review')
  @Route({
    id: 'selfEvaluations.review',
    summary: '主管部门开始审核 / The department takes up the review',
    allow: selfEvaluationPolicy.review,
    answer: SelfEvaluationResponse,
    ifMatch: true,
    errors: REFUSALS,
  })
  review(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Reading() language: Language,
  ): Promise<JsonText> {
    return this.reviews.review(actor, id, version, language);
  }

  @Post(':id/sample')
  @Route({
    id: 'selfEvaluations.sample',
    summary: '财政抽中复核 / Finance draws it for a spot check',
    allow: selfEvaluationPolicy.sample,
    answer: SelfEvaluationResponse,
    ifMatch: true,
    errors: REFUSALS,
  })
  sample(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Reading() language: Language,
  ): Promise<JsonText> {
    return this.reviews.sample(actor, id, version, language);
  }

  @Post(':id/return')
  @Route({
    id: 'selfEvaluations.return',
    summary: '退回修改 / Return a self-evaluation',
    allow: selfEvaluationPolicy.return,
    answer: SelfEvaluationResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: REFUSALS,
  })
  return(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { reason }: ReturnSelfEvaluationRequest,
    @Reading() language: Language,
  ): Promise<JsonText> {
    return this.reviews.return(actor, id, version, reason, language);
  }

  @Post(':id/finalize')
  @Route({
    id: 'selfEvaluations.finalize',
    summary: '审定绩效自评 / Finalize a self-evaluation',
    allow: selfEvaluationPolicy.finalize,
    answer: SelfEvaluationResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: REFUSALS,
  })
  finalize(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: FinalizeSelfEvaluationRequest,
    @Reading() language: Language,
  ): Promise<JsonText> {
    return this.reviews.finalize(actor, id, version, request, language);
  }
}
