import { nextState } from '../../../kernel/lifecycle.js';
import { ADJUSTMENT_STATES, adjustmentLifecycle, OPEN_FOR_EDITING } from './adjustment.lifecycle.js';

describe('the lifecycle of an adjustment', () => {
  it('ends for good, by approval, refusal or cancellation', () => {
    const ends = ADJUSTMENT_STATES.filter((state) => Object.keys(adjustmentLifecycle.table[state]).length === 0);
    expect(ends).toEqual(['APPROVED', 'REJECTED', 'CANCELLED']);
  });

  it('lets a text be edited exactly where it can be submitted', () => {
    const submittable = ADJUSTMENT_STATES.filter((state) => nextState(adjustmentLifecycle, state, 'submit'));
    expect(submittable).toEqual(OPEN_FOR_EDITING);
  });
});
