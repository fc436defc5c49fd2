import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import type { Language } from '../../platform/http/problem.js';
import type { Explanation } from './domain/score-explanation.js';
import { checkSelfEvaluation } from './domain/self-evaluation-check.js';
import type { SelfEvaluationCheck } from './domain/self-evaluation-input.js';
import { evaluationErrors } from './evaluation.errors.js';
import { findMyRuleSet, findMyRuleSetCodes } from './scoring-rule-set.store.js';
import type {
  ExplanationResponse,
  SelfEvaluationCheckRequest,
  SelfEvaluationCheckResponse,
} from './self-evaluation-check.dto.js';

/** 自评表检查: reads the rules, computes, and keeps nothing. */
@Injectable()
export class SelfEvaluationCheckReader {
  constructor(private readonly transactions: Transactions) {}

  async check(
    actor: Actor,
    request: SelfEvaluationCheckRequest,
    language: Language,
  ): Promise<SelfEvaluationCheckResponse> {
    const found = await this.transactions.read(actor, findMyRuleSet(request.ruleSet));
    if (!found) {
      const allowed = await this.transactions.read(actor, findMyRuleSetCodes());
      throw evaluationErrors.unknownRuleSet({ code: request.ruleSet, allowed });
    }
    return toResponse(checkSelfEvaluation(request, found.rules), language);
  }
}

function toResponse(check: SelfEvaluationCheck, language: Language): SelfEvaluationCheckResponse {
  const { executionRate, executionScore, total, grade } = check;
  return {
    executionRate,
    executionScore,
    indicators: check.indicators.map(({ score, completion, explanation }) => ({
      score,
      completion,
      explanation: translated(explanation, language),
    })),
    total,
    grade,
    findings: check.findings.map((finding) => ({ ...finding, message: finding.message[language] })),
  };
}

const translated = ({ text, steps }: Explanation, language: Language): ExplanationResponse => ({
  text: text[language],
  steps: steps.map((step) => ({ ...step, text: step.text[language] })),
});
