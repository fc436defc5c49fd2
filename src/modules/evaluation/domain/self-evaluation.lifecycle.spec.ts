import fc from 'fast-check';
import { nextState, statesAllowing, terminalStates } from '../../../kernel/lifecycle.js';
import { findReviewRefusal, stageOf } from './review-refusal.js';
import {
  SELF_EVALUATION_STATES,
  type SelfEvaluationAction,
  type SelfEvaluationState,
  selfEvaluationLifecycle,
} from './self-evaluation.lifecycle.js';

const ACTIONS: readonly SelfEvaluationAction[] = ['update', 'submit', 'review', 'sample', 'return', 'finalize'];

/** Whatever is tried, in any order: the states that were passed through. */
function walk(actions: readonly SelfEvaluationAction[]): SelfEvaluationState[] {
  const passed: SelfEvaluationState[] = [selfEvaluationLifecycle.initial];
  for (const action of actions) {
    const next = nextState<SelfEvaluationState, SelfEvaluationAction>(selfEvaluationLifecycle, passed.at(-1)!, action);
    if (next) passed.push(next);
  }
  return passed;
}

describe('the lifecycle of a self-evaluation', () => {
  it('is returned only from a review, changed only by the unit that fills it, and ends in FINAL', () => {
    expect(statesAllowing(selfEvaluationLifecycle, 'return')).toEqual(['DEPT_REVIEW', 'FINANCE_SPOT_CHECK']);
    expect(statesAllowing(selfEvaluationLifecycle, 'update')).toEqual(['OPEN', 'FILLING']);
    expect(terminalStates(selfEvaluationLifecycle)).toEqual(['FINAL']);
  });

  it('whatever is tried, never reaches FINAL without a department’s review after the last submission', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ACTIONS), { maxLength: 40 }), (actions) => {
        const passed = walk(actions);
        if (passed.at(-1) !== 'FINAL') return;
        const since = passed.slice(passed.lastIndexOf('SUBMITTED'));
        expect(since).toEqual(
          expect.arrayContaining(since.length === 4 ? ['DEPT_REVIEW', 'FINANCE_SPOT_CHECK'] : ['DEPT_REVIEW']),
        );
        expect(passed.filter((state) => state === 'FINAL')).toHaveLength(1);
      }),
      { seed: 44 },
    );
  });

  it('whatever is tried, leaves a state only by an arrow of its table', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ACTIONS), { maxLength: 40 }), (actions) => {
        walk(actions).reduce((from, to) => {
          expect(Object.values(selfEvaluationLifecycle.table[from])).toContain(to);
          return to;
        });
      }),
      { seed: 45 },
    );
  });
});

describe('a review act', () => {
  const facts = fc.record({
    state: fc.constantFrom(...SELF_EVALUATION_STATES),
    roles: fc.subarray(['UNIT_FILLER', 'DEPT_REVIEWER', 'FIN_PERF', 'FIN_LEADER']),
    isAuthor: fc.boolean(),
    stagesActed: fc.subarray(['DEPARTMENT', 'FINANCE']),
  });
  const action = fc.constantFrom('review' as const, 'sample' as const, 'return' as const, 'finalize' as const);

  it('is never allowed to an author, to another stage’s role, or to who acted for the other stage', () => {
    fc.assert(
      fc.property(facts, action, (known, act) => {
        if (findReviewRefusal(known, act) !== null) return;
        const stage = stageOf(known.state, act);
        expect(known.isAuthor).toBe(false);
        expect(known.stagesActed.filter((acted) => acted !== stage)).toEqual([]);
        const owners = stage === 'DEPARTMENT' ? ['DEPT_REVIEWER'] : ['FIN_PERF', 'FIN_LEADER'];
        expect(known.roles.some((role) => owners.includes(role))).toBe(true);
      }),
      { seed: 46 },
    );
  });
});
