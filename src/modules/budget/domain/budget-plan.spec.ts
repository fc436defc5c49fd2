import fc from 'fast-check';
import { type BudgetLine, FUNDING_SOURCES, type PlannedLine, planBudget } from './budget-plan.js';

const line = (over: Partial<PlannedLine> = {}): PlannedLine => ({
  source: 'FISCAL',
  initial: '100.00',
  adjusted: '100.00',
  reason: null,
  ...over,
});
const standing = (over: Partial<BudgetLine> = {}): BudgetLine => ({
  source: 'FISCAL',
  initial: '100.00',
  adjusted: '100.00',
  inExecution: false,
  retired: false,
  ...over,
});

describe('a budget plan', () => {
  it.each<[string, BudgetLine[], PlannedLine[], string]>([
    ['names a source once', [], [line(), line()], 'SOURCE_TWICE /lines/1/source'],
    ['has no negative initial amount', [], [line({ initial: '-0.01' })], 'AMOUNT_NEGATIVE /lines/0/initial'],
    ['has no negative adjusted amount', [], [line({ adjusted: '-1' })], 'AMOUNT_NEGATIVE /lines/0/adjusted'],
    ['gives the reason of an adjustment', [], [line({ adjusted: '100.01' })], 'ADJUSTMENT_REASON /lines/0/reason'],
    ['keeps a line on which money has moved', [standing({ inExecution: true })], [], 'LINE_EXECUTED /lines'],
    [
      'leaves the amounts of a line in execution to 预算调整',
      [standing({ inExecution: true })],
      [line({ initial: '90', adjusted: '50', reason: '年中收回' })],
      'LINE_IN_EXECUTION /lines/0/initial,/lines/0/adjusted',
    ],
  ])('%s', (_, current, planned, expected) => {
    const plan = planBudget(current, planned);
    expect(plan.ok ? 'accepted' : `${plan.fault} ${plan.places.map(({ at }) => at).join()}`).toBe(expected);
  });

  it('needs no reason when 100 and 100.00 are the same amount, nor for "-0"', () => {
    expect(planBudget([], [line({ adjusted: '100' })]).ok).toBe(true);
    expect(planBudget([], [line({ initial: '-0.00', adjusted: '0' })]).ok).toBe(true);
  });

  it('names a line in execution as it stands, however its amounts are written', () => {
    expect(planBudget([standing({ inExecution: true })], [line({ initial: '100', adjusted: '100.0' })]).ok).toBe(true);
  });

  it('retires exactly the standing lines that are not named', () => {
    fc.assert(
      fc.property(fc.subarray([...FUNDING_SOURCES]), fc.subarray([...FUNDING_SOURCES]), (old, wanted) => {
        const plan = planBudget(
          old.map((source) => standing({ source })),
          wanted.map((source) => line({ source })),
        );
        if (!plan.ok) throw new Error(plan.fault);
        const retired = plan.changes.filter((change) => change.retired).map(({ source }) => source);
        expect(retired.sort()).toEqual(old.filter((source) => !wanted.includes(source)).sort());
        expect(plan.changes.length).toBe(new Set([...old, ...wanted]).size);
      }),
    );
  });
});
