import { Module } from '@nestjs/common';
import { ScoringRuleSetController } from './scoring-rule-set.controller.js';
import { ScoringRuleSetService } from './scoring-rule-set.service.js';
import { SelfEvaluationController } from './self-evaluation.controller.js';
import { SelfEvaluationReader } from './self-evaluation.reader.js';
import { SelfEvaluationService } from './self-evaluation.service.js';
import { SelfEvaluationCheckController } from './self-evaluation-check.controller.js';
import { SelfEvaluationCheckReader } from './self-evaluation-check.reader.js';
import { SelfEvaluationReviewController } from './self-evaluation-review.controller.js';
import { SelfEvaluationReviewService } from './self-evaluation-review.service.js';

@Module({
  controllers: [
    ScoringRuleSetController,
    SelfEvaluationCheckController,
    SelfEvaluationController,
    SelfEvaluationReviewController,
  ],
  providers: [
    ScoringRuleSetService,
    SelfEvaluationCheckReader,
    SelfEvaluationReader,
    SelfEvaluationService,
    SelfEvaluationReviewService,
  ],
})
export class EvaluationModule {}
