import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findLifecycleProblems, nextState, statesAllowing } from '../../../kernel/lifecycle.js';
import {
  ACTUAL_STATES,
  type ActualAction,
  type ActualState,
  actualLifecycle,
  findHandsProblem,
} from './actual.lifecycle.js';

const ACTIONS: readonly ActualAction[] = ['correct', 'confirm', 'verify'];

describe('the lifecycle of an actual', () => {
  it('is well formed, and what is verified stands', () => {
    expect(findLifecycleProblems(actualLifecycle)).toEqual([]);
    expect(ACTIONS.map((action) => nextState(actualLifecycle, 'VERIFIED', action))).toEqual([null, null, null]);
  });

  it('never verifies a figure that was not confirmed after its last correction', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ACTIONS), { maxLength: 30 }), (acts) => {
        let state: ActualState = 'PRELIMINARY';
        let isConfirmed = false;
        for (const act of acts) {
          const next: ActualState | null = nextState(actualLifecycle, state, act);
          if (!next) continue;
          if (act === 'correct') isConfirmed = false;
          if (act === 'confirm') isConfirmed = true;
          state = next;
          if (state === 'VERIFIED') expect(isConfirmed).toBe(true);
        }
        expect(ACTUAL_STATES).toContain(state);
      }),
    );
  });

  it('agrees with itself about which states allow an act', () => {
    for (const action of ACTIONS) {
      const allowing = statesAllowing(actualLifecycle, action);
      for (const state of ACTUAL_STATES)
        expect(allowing.includes(state)).toBe(nextState(actualLifecycle, state, action) !== null);
    }
  });

  it('keeps the hands apart: nobody confirms or verifies what he wrote, and two people do the two', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
        fc.option(fc.constantFrom('a', 'b', 'c', 'd')),
        fc.constantFrom('a', 'b', 'c', 'd'),
        (authors, confirmedBy, person) => {
          const hands = { authors, confirmedBy };
          expect(findHandsProblem('correct', hands, person)).toBeNull();
          expect(findHandsProblem('confirm', hands, person) === null).toBe(!authors.includes(person));
          expect(findHandsProblem('verify', hands, person) === null).toBe(
            !authors.includes(person) && confirmedBy !== person,
          );
        },
      ),
    );
  });
});
