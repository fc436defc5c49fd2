import { Injectable } from '@nestjs/common';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import type { Language } from '../../platform/http/problem.js';
import { EMPTY_DECLARATION } from './domain/declaration.js';
import { findDeclarationFaults, MISSING_CODES } from './domain/declaration-check.js';
import { hasErrors } from './domain/goal-check.js';
import type { GoalCompletenessResponse } from './goal.dto.js';
import { goalErrors } from './goal.errors.js';
import { goalPolicy } from './goal.policy.js';
import { findGoalToCheck } from './goal-check.statement.js';
import {
  type DeclarationDetail,
  declarationDetail,
  findDeclaredGoal,
  type LineKind,
  linesOfGoal,
} from './goal-declaration.store.js';
import { judgeToCheck, toFindings } from './goal-findings.js';

/** Reads of the declaration form, and what it still lacks. */
@Injectable()
export class GoalDeclarationReader {
  constructor(private readonly transactions: Transactions) {}

  async detail(actor: Actor, goalId: string): Promise<JsonText> {
    return toDeclarationResponse(await this.transactions.read(actor, declarationDetail(goalId)));
  }

  async lines(actor: Actor, goalId: string, kind: LineKind): Promise<JsonText> {
    const found = await this.transactions.read(actor, linesOfGoal(kind, goalId));
    if (!found) throw httpErrors.notFound();
    return found;
  }

  /** Everything that the form lacks, begun or not, with the indicators: all at once. */
  completeness(actor: Actor, goalId: string, language: Language): Promise<GoalCompletenessResponse> {
    return this.transactions.run(
      actor,
      async (tx) => {
        const [goal, declared] = await tx.all([findGoalToCheck(goalId), findDeclaredGoal(goalId)]);
        if (!goal || !declared) throw httpErrors.notFound();
        const { form, declaration } = declared;
        const { findings: found } = judgeToCheck({ ...goal, isDeclared: true });
        const checks = found.filter(({ code }) => MISSING_CODES.includes(code));
        const faults = findDeclarationFaults({ ...declared, declaration: declaration ?? EMPTY_DECLARATION });
        const findings = [...faults, ...checks];
        const texts = toFindings(findings);
        return {
          form,
          isBegun: declaration !== null,
          complete: !hasErrors(findings),
          findings: findings.map((finding, index) => ({ ...finding, message: texts[index]?.[language] ?? '' })),
        };
      },
      { readOnly: true },
    );
  }
}

/** The form with what the caller may do to it. */
export function toDeclarationResponse(detail: DeclarationDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const actions = allowedActions([goalPolicy.update], detail, goalErrors.frozen().code);
  return { json: withAllowedActions(detail.json, actions), version: detail.version };
}
