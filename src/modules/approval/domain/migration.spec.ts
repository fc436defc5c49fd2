import { byRole, counter, found, performance, process, step } from './definition.fixture.js';
import { begin, decide, TO_AUTHOR } from './engine.js';
import type { FlowNode } from './flow-definition.js';
import { planMigration } from './migration.js';
import type { People, Process } from './process.js';

const HEAD = step('head', { assignees: [byRole('UNIT_HEAD')] });
const BUSINESS = step('business');
const PEOPLE = found({
  'head/0': ['王'],
  'department/0': ['赵'],
  'business/0': ['钱'],
  'performance/0': ['冯'],
});

const ids = counter();

/** Decided by the head; the business division is next. */
function underWay(steps: readonly FlowNode[]): Process {
  const begun = begin(process(steps, { people: PEOPLE, state: 'WITHDRAWN', round: 0 }), ids);
  const task = begun.tasks.find(({ state }) => state === 'OPEN')?.id ?? '';
  return decide(begun, task, { outcome: 'APPROVE', decidedBy: ['王'], back: TO_AUTHOR }, ids);
}

const plan = (before: Process, steps: readonly FlowNode[], people: People = PEOPLE) =>
  planMigration(before, { flowId: 'flow-2', definition: { steps, distinctReviewers: true }, people }, ids);

describe('a running approval that moves to another revision', () => {
  const before = underWay([HEAD, BUSINESS, performance()]);

  it('goes on where it is, if its open step is the same', () => {
    const later = step('leader', { assignees: [byRole('FIN_LEADER')] });
    expect(plan(before, [HEAD, BUSINESS, performance(), later])).toMatchObject({
      migration: { kept: ['head', 'business'], reopened: [], dropped: [] },
      after: { flowId: 'flow-2', state: 'RUNNING' },
    });
  });

  it('opens its step anew, if that has changed', () => {
    expect(plan(before, [HEAD, { ...BUSINESS, dueWorkingDays: 9 }, performance()])).toMatchObject({
      migration: { kept: ['head'], reopened: ['business'], dropped: ['business'] },
    });
  });

  it('goes back to a step that was put before, and keeps what was decided', () => {
    const moved = plan(before, [HEAD, step('department'), BUSINESS, performance()]);
    expect(moved).toMatchObject({ migration: { kept: ['head'], reopened: ['department'], dropped: ['business'] } });
  });

  it('leaves a step behind that the new revision does not have, decided or open', () => {
    expect(plan(before, [performance()])).toMatchObject({
      migration: { kept: [], reopened: ['performance'], dropped: ['head', 'business'] },
    });
  });

  it('stays, if nothing would be left to decide: a migration decides nothing', () => {
    expect(plan(before, [HEAD])).toEqual({ problem: 'WOULD_END' });
  });

  it('stays, if nobody could decide the step that it came to', () => {
    expect(plan(before, [HEAD, step('empty'), performance()])).toEqual({ problem: 'NO_APPROVER' });
  });

  it('stays, if it has ended or gone back in the meantime', () => {
    expect(plan({ ...before, state: 'RETURNED' }, [HEAD, performance()])).toEqual({ problem: 'NOT_RUNNING' });
  });

  it('moves nothing when it moves again', () => {
    const once = plan(before, [HEAD, step('department'), BUSINESS, performance()]);
    if ('problem' in once) throw new Error(once.problem);
    const again = plan(once.after, [HEAD, step('department'), BUSINESS, performance()]);
    expect(again).toMatchObject({ migration: { kept: ['head', 'department'], reopened: [], dropped: [] } });
  });
});
