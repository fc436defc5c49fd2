import { defineLifecycle } from '../../../kernel/lifecycle.js';

export const ACTUAL_STATES = ['PRELIMINARY', 'CONFIRMED', 'VERIFIED'] as const;
export type ActualState = (typeof ACTUAL_STATES)[number];
export type ActualAction = 'correct' | 'confirm' | 'verify';

/**
 * 实际值: reported by the clerk, confirmed by the head of the unit, verified by the department or finance. A correction
 * needs to be confirmed again. What has been verified stands.
 */
export const actualLifecycle = defineLifecycle<ActualState, ActualAction>({
  name: 'actual',
  initial: 'PRELIMINARY',
  table: {
    PRELIMINARY: { correct: 'PRELIMINARY', confirm: 'CONFIRMED' },
    CONFIRMED: { correct: 'PRELIMINARY', verify: 'VERIFIED' },
    VERIFIED: {},
  },
});

/** Who has had a hand in a figure, as natural persons. */
export interface ActualHands {
  readonly authors: readonly string[];
  readonly confirmedBy: string | null;
}

/** Why this person may not: whoever wrote a figure neither confirms nor verifies it, and the two are different people. */
export function findHandsProblem(
  action: ActualAction,
  hands: ActualHands,
  personId: string,
): 'OWN_FIGURE' | 'OWN_CONFIRMATION' | null {
  if (action === 'correct') return null;
  if (hands.authors.includes(personId)) return 'OWN_FIGURE';
  return action === 'verify' && hands.confirmedBy === personId ? 'OWN_CONFIRMATION' : null;
}
