import { type Finding, fillText } from '../../kernel/domain-error.js';
import { GOAL_FINDINGS, type GoalFinding } from './domain/goal-check.js';

/** The checks' findings as the errors of a problem: a code, a place, and the text in both languages. */
export function toFindings(findings: readonly GoalFinding[]): readonly Finding[] {
  return findings.map(({ code, pointer, params }) => {
    const { zh, en } = GOAL_FINDINGS[code];
    return { pointer, code, zh: fillText(zh, params), en: fillText(en, params), params };
  });
}
