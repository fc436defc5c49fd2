import { type Finding, fillText } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/transactions.js';
import { findDefinitionFacts, type LibraryFacts, NOT_PINNED } from './definition-pin.store.js';
import { CHECK_TEXTS } from './domain/checks/finding-texts.js';
import { type GoalJudgement, judgeGoal, NO_FACTS } from './domain/checks/goal-judgement.js';
import type { ComparisonFacts } from './domain/checks/reasonableness.js';
import type { DeclaredGoal } from './domain/declaration.js';
import { findDeclarationFaults } from './domain/declaration-check.js';
import {
  type CheckedGoal,
  type CheckedIndicator,
  GOAL_FINDINGS,
  type GoalFinding,
  type GoalFindingCode,
} from './domain/goal-check.js';
import { findGoalToCheck, type GoalToCheck } from './goal-check.statement.js';
import { findDeclaredGoal } from './goal-declaration.store.js';

interface FindingText {
  readonly zh: string;
  readonly en: string;
  readonly advice?: { readonly zh: string; readonly en: string };
}

/** What every finding says, and what would make it right. */
export const FINDING_TEXTS: Readonly<Record<GoalFindingCode, FindingText>> = { ...GOAL_FINDINGS, ...CHECK_TEXTS };

type ChangedGoal = Omit<GoalToCheck, 'indicators'> & {
  readonly indicators: readonly (CheckedIndicator & { readonly facts?: ComparisonFacts })[];
};

/** A goal with what is known of its indicators, as the checks see it. */
export const judgeToCheck = (goal: ChangedGoal): GoalJudgement =>
  judgeGoal(
    goal,
    { isAligned: goal.isAligned, comparisons: goal.indicators.map(({ facts }) => facts ?? NO_FACTS) },
    goal.rules,
  );

/** Reads what is stored and judges it, its declaration form too; null: out of sight. */
export async function judgeStoredGoal(
  tx: Tx,
  goalId: string,
): Promise<{ readonly goal: GoalToCheck; readonly judgement: GoalJudgement } | null> {
  const goal = await tx.one(findGoalToCheck(goalId));
  if (!goal) return null;
  const declared = await tx.one(findDeclaredGoal(goalId));
  return { goal, judgement: judgeWithForm(goal, declared) };
}

/** All checks, and those of the declaration form where there is one: what a submission meets. */
export function judgeWithForm(goal: GoalToCheck, declared: DeclaredGoal | null): GoalJudgement {
  const { findings, indicators } = judgeToCheck(goal);
  return { findings: [...findings, ...(declared ? findDeclarationFaults(declared) : [])], indicators };
}

/**
 * What the checks would say of a goal whose content is changed to this. What an indicator is compared with follows its id, and a
 * new one has nothing; what the library says of it follows the definition that it names now.
 */
export async function judgeChangedGoal(
  tx: Tx,
  goalId: string,
  content: Pick<CheckedGoal, 'annualGoal' | 'weightReason' | 'indicators'> & { readonly overallGoal: string | null },
): Promise<{ readonly goal: GoalToCheck; readonly judgement: GoalJudgement }> {
  const stored = await tx.one(findGoalToCheck(goalId));
  if (!stored) throw new Error(`goal ${goalId}: out of sight of whoever changes it`);
  const known = new Map(stored.indicators.map((indicator) => [indicator.id, indicator]));
  const pinned = await findLibraryFacts(tx, content.indicators);
  const indicators = content.indicators.map((indicator) => {
    const facts = known.get(indicator.id ?? '')?.facts;
    return { ...indicator, ...pinned(indicator), ...(facts ? { facts } : {}) };
  });
  return { goal: stored, judgement: judgeToCheck({ ...stored, ...content, indicators }) };
}

async function findLibraryFacts(
  tx: Tx,
  indicators: readonly CheckedIndicator[],
): Promise<(indicator: CheckedIndicator) => LibraryFacts> {
  const pins = indicators.flatMap(({ definitionId, definitionRevision }) =>
    definitionId && definitionRevision ? [{ definitionId, revision: definitionRevision }] : [],
  );
  const facts = await tx.one(findDefinitionFacts(pins));
  return ({ definitionId, definitionRevision }) => facts.get(`${definitionId} ${definitionRevision}`) ?? NOT_PINNED;
}

/** What blocks. */
export const errorsOf = ({ findings }: GoalJudgement): readonly GoalFinding[] =>
  findings.filter(({ severity }) => severity === 'ERROR');

/** The checks' findings as the errors of a problem: a code, a place, and the text in both languages. */
export function toFindings(findings: readonly GoalFinding[]): readonly Finding[] {
  return findings.map(({ code, pointer, params }) => {
    const { zh, en } = FINDING_TEXTS[code];
    return { pointer, code, zh: fillText(zh, params), en: fillText(en, params), params };
  });
}
