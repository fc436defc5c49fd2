import fc from 'fast-check';
import { type GoalState, goalLifecycle } from './goal.lifecycle.js';
import { ALIGNABLE_STATES, type AlignmentLink, findLinkFault, mayAlign } from './goal-alignment.js';
import { findPeriodFault } from './strategic-objective.js';

const ground = {
  annualGoal: '为全校学生提供营养餐,改善学生体质',
  overallGoal: null,
  linkable: new Set(['objective-1', 'objective-2', 'duty-1', 'duty-2']),
};
const link = (over: Partial<AlignmentLink>): AlignmentLink => ({
  objectiveId: null,
  dutyId: null,
  shareBasisPoints: null,
  sentence: null,
  ...over,
});

describe('the alignment of a goal', () => {
  it.each<[string, Partial<AlignmentLink>[], string]>([
    ['to nothing', [{}], 'objectiveOrDuty 0'],
    ['to an objective and a duty at once', [{ objectiveId: 'objective-1', dutyId: 'duty-1' }], 'objectiveOrDuty 0'],
    ['to an objective that is not in force', [{ objectiveId: 'objective-9' }], 'unknownObjective 0'],
    ['to a duty of somebody else', [{ dutyId: 'duty-9' }], 'unknownDuty 0'],
    ['to the same twice', [{ dutyId: 'duty-1' }, { dutyId: 'duty-1' }], 'linkedTwice 1'],
    ['by words that it does not say', [{ dutyId: 'duty-1', sentence: '修建操场' }], 'sentenceNotFound 0'],
    [
      'of more than its whole budget',
      [
        { objectiveId: 'objective-1', shareBasisPoints: 6000 },
        { objectiveId: 'objective-2', shareBasisPoints: 4001 },
      ],
      'sharesAbove 1',
    ],
  ])('%s is refused', (_, links, expected) => {
    const found = findLinkFault(links.map(link), ground);
    expect(`${found?.fault} ${found?.at}`).toBe(expected);
  });

  it('cuts the budget twice: once by objectives, once by duties', () => {
    const links = ['objective-1', 'duty-1'].map((id) =>
      link({ [id.startsWith('o') ? 'objectiveId' : 'dutyId']: id, shareBasisPoints: 10_000, sentence: '改善学生体质' }),
    );
    expect(findLinkFault(links, ground)).toBeNull();
  });

  it('is refused exactly where the shares exceed the whole', () => {
    const share = fc.option(fc.integer({ min: 1, max: 10_000 }));
    fc.assert(
      fc.property(share, share, (first, second) => {
        const links = [
          link({ objectiveId: 'objective-1', shareBasisPoints: first }),
          link({ objectiveId: 'objective-2', shareBasisPoints: second }),
        ];
        expect(findLinkFault(links, ground) === null).toBe((first ?? 0) + (second ?? 0) <= 10_000);
      }),
    );
  });

  it('is the unit’s while it writes, the performance division’s until the end, and nobody else’s', () => {
    const states = Object.keys(goalLifecycle.table) as (keyof typeof goalLifecycle.table)[];
    const of = (role: string) => ALIGNABLE_STATES.filter((state) => mayAlign(state, [role]));
    expect(of('UNIT_FILLER')).toEqual(['DRAFT', 'RETURNED']);
    expect(of('FIN_PERF')).toEqual(ALIGNABLE_STATES);
    expect(of('DEPT_REVIEWER')).toEqual([]);
    // A closed year may be reopened, and its goals with it; until then they rest.
    const isOver = (state: GoalState): boolean =>
      state === 'CLOSED' || Object.keys(goalLifecycle.table[state]).length === 0;
    const ended = states.filter(isOver);
    expect(states.filter((state) => !ALIGNABLE_STATES.includes(state)).sort()).toEqual(ended.sort());
  });
});

describe('the period of an objective', () => {
  const plan = { yearFrom: 2026, yearTo: 2030 };
  it.each([
    ['may be one year', { yearFrom: 2026, yearTo: 2026 }, null, null, null],
    ['does not end before it begins', { yearFrom: 2027, yearTo: 2026 }, null, null, 'periodReversed'],
    ['lies within that of its parent', { yearFrom: 2026, yearTo: 2031 }, plan, null, 'outsideParent'],
    ['may be that of its parent', plan, plan, null, null],
    ['includes those of its children', { yearFrom: 2027, yearTo: 2030 }, null, plan, 'childrenOutside'],
  ])('%s', (_, own, parent, children, expected) => {
    expect(findPeriodFault(own, parent, children)).toBe(expected);
  });
});
