import { type Finding, fillText } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/transactions.js';
import { findDeclarationFaults } from './domain/declaration-check.js';
import { checkGoal, GOAL_FINDINGS, type GoalFinding } from './domain/goal-check.js';
import type { Goal } from './goal.store.js';
import { findDeclaredGoal } from './goal-declaration.store.js';
import { findIndicators } from './indicator.store.js';
import { findTemplate } from './weight-template.store.js';

/** The checks over what is stored: the goal, its indicators, its declaration form, and the template that it was filed under. */
export async function checkStoredGoal(tx: Tx, goal: Goal): Promise<readonly GoalFinding[]> {
  const template = await tx.one(findTemplate(goal.weightTemplate, goal.weightTemplateRevision));
  const declared = await tx.one(findDeclaredGoal(goal.id));
  return [
    ...checkGoal({ ...goal, template, indicators: await tx.one(findIndicators(goal.id)) }),
    ...(declared ? findDeclarationFaults(declared) : []),
  ];
}

/** The checks' findings as the errors of a problem: a code, a place, and the text in both languages. */
export function toFindings(findings: readonly GoalFinding[]): readonly Finding[] {
  return findings.map(({ code, pointer, params }) => {
    const { zh, en } = GOAL_FINDINGS[code];
    return { pointer, code, zh: fillText(zh, params), en: fillText(en, params), params };
  });
}
