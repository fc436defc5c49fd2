import fc from 'fast-check';
import {
  findDueMonths,
  findSelectionFault,
  openingDay,
  ROUND_RHYTHMS,
  type RoundPlan,
  type RoundSelection,
} from './monitoring-round.js';

const plan = (over: Partial<RoundPlan> = {}): RoundPlan => ({
  fiscalYear: 2026,
  rhythm: 'MONTHLY_FROM_APRIL',
  effectiveOn: '2026-01-05',
  openedMonths: [],
  ...over,
});

describe('the rounds of a plan', () => {
  it('open on the first of the month after, in Sichuan from the first of May', () => {
    expect(openingDay(2026, 4)).toBe('2026-05-01');
    expect(openingDay(2026, 12)).toBe('2027-01-01');
    expect(findDueMonths(plan(), '2026-04-30')).toEqual([]);
    expect(findDueMonths(plan(), '2026-05-01')).toEqual([4]);
  });

  it('are once a year for January–July or January–August, and each quarter where a district says so', () => {
    const all = (rhythm: RoundPlan['rhythm']) => findDueMonths(plan({ rhythm }), '2027-02-01');
    expect(ROUND_RHYTHMS.map(all)).toEqual([[4, 5, 6, 7, 8, 9, 10, 11, 12], [3, 6, 9, 12], [7], [8]]);
  });

  it('are opened belatedly after downtime, but not those from before the plan', () => {
    expect(findDueMonths(plan({ openedMonths: [4] }), '2026-07-15')).toEqual([5, 6]);
    expect(findDueMonths(plan({ effectiveOn: '2026-06-20' }), '2026-07-15')).toEqual([6]);
  });

  it('whatever the days on which the job happens to run, are each opened once', () => {
    const day = fc
      .integer({ min: 0, max: 420 })
      .map((at) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.constantFrom(...ROUND_RHYTHMS), fc.array(day, { maxLength: 20 }), (rhythm, days) => {
        const openedMonths: number[] = [];
        for (const today of [...days, '2027-03-01'].sort())
          openedMonths.push(...findDueMonths(plan({ rhythm, openedMonths }), today));
        expect(openedMonths).toEqual(findDueMonths(plan({ rhythm }), '2027-03-01'));
      }),
    );
  });
});

describe('the selection of a round', () => {
  const nothing: RoundSelection = { isLagging: false, executionBelow: null, amountFrom: null, attentionProjectIds: [] };

  it('is there for a focused round, by at least one criterion, and never for a round of all projects', () => {
    expect(findSelectionFault('SELF', null)).toBeNull();
    expect(findSelectionFault('SELF', nothing)).toBe('selectionForbidden');
    expect(findSelectionFault('FOCUSED', null)).toBe('selectionMissing');
    expect(findSelectionFault('FOCUSED', nothing)).toBe('selectionMissing');
    for (const one of [
      { isLagging: true },
      { executionBelow: '0.6' },
      { amountFrom: '0' },
      { attentionProjectIds: ['p'] },
    ])
      expect(findSelectionFault('FOCUSED', { ...nothing, ...one })).toBeNull();
  });
});
