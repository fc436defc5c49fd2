import type { GoalState } from './goal.lifecycle.js';
import { EDITABLE_STATES } from './goal.lifecycle.js';

/** One link of a goal: to a district objective or to a duty of its unit, of some part of its budget. */
export interface AlignmentLink {
  readonly objectiveId: string | null;
  readonly dutyId: string | null;
  /** Of the goal's budget, in basis points (ten thousandths); null: not said. */
  readonly shareBasisPoints: number | null;
  /** The words of the goal that mean it, as they stand there. */
  readonly sentence: string | null;
}

export type LinkFault =
  | 'objectiveOrDuty'
  | 'linkedTwice'
  | 'sentenceNotFound'
  | 'sharesAbove'
  | 'unknownObjective'
  | 'unknownDuty';

export interface AlignmentGround {
  readonly annualGoal: string;
  readonly overallGoal: string | null;
  /** Objectives in force in the goal's year and district, and duties in force of its unit or of one above. */
  readonly linkable: ReadonlySet<string>;
}

const WHOLE = 10_000;

/**
 * What is wrong with an alignment, at the first link that is; null: nothing. Shares to objectives and shares to duties are
 * two ways of cutting the same budget: each adds up to the whole at most.
 */
export function findLinkFault(
  links: readonly AlignmentLink[],
  ground: AlignmentGround,
): { readonly fault: LinkFault; readonly at: number } | null {
  const seen = new Set<string>();
  const given = { objective: 0, duty: 0 };
  for (const [at, link] of links.entries()) {
    const { objectiveId, dutyId, shareBasisPoints, sentence } = link;
    const target = objectiveId ?? dutyId;
    if (target === null || (objectiveId !== null && dutyId !== null)) return { fault: 'objectiveOrDuty', at };
    if (!ground.linkable.has(target)) return { fault: objectiveId ? 'unknownObjective' : 'unknownDuty', at };
    if (seen.has(target)) return { fault: 'linkedTwice', at };
    seen.add(target);
    const text = `${ground.annualGoal}\n${ground.overallGoal ?? ''}`;
    if (sentence !== null && !text.includes(sentence)) return { fault: 'sentenceNotFound', at };
    const kind = objectiveId ? 'objective' : 'duty';
    given[kind] += shareBasisPoints ?? 0;
    if (given[kind] > WHOLE) return { fault: 'sharesAbove', at };
  }
  return null;
}

/** Where links may still be set at all: until the goal has come to an end. */
export const ALIGNABLE_STATES: readonly GoalState[] = [
  ...EDITABLE_STATES,
  'IN_REVIEW',
  'PASSED',
  'APPROVED',
  'IN_EXECUTION',
  'ADJUSTING',
  'SUSPENDED',
];

/** The unit links while it writes the goal; what is under review or approved, the performance division alone. */
export const mayAlign = (state: GoalState, roles: readonly string[]): boolean =>
  roles.includes('FIN_PERF') || (roles.includes('UNIT_FILLER') && EDITABLE_STATES.includes(state));
