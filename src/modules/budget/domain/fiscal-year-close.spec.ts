import { toClosingRules, USUAL_CLOSING_RULES } from './fiscal-year-close.js';

describe('the rules of a closing', () => {
  it('carry money over once, and recover what is left after two years (预算法第四十二条)', () => {
    expect(USUAL_CLOSING_RULES).toMatchObject({ FISCAL: 'CARRY_OVER', CARRY_OVER: 'RECOVER' });
  });

  it('are the usual ones but for the sources that are named', () => {
    expect(toClosingRules({})).toEqual(USUAL_CLOSING_RULES);
    expect(toClosingRules({ OWN: 'RECOVER' })).toEqual({ ...USUAL_CLOSING_RULES, OWN: 'RECOVER' });
  });
});
