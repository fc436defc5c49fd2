import { byRole, counter, found, process, step } from './definition.fixture.js';
import type { FlowStep } from './flow-definition.js';
import type { People, Process, Task } from './process.js';
import { barredFrom, blankTask, seat } from './seat.js';

const HEADS = { assignees: [byRole('UNIT_HEAD')] };

function seated(it: FlowStep, people: People, more: Partial<Process> = {}): readonly Task[] | 'SKIPPED' {
  const seating = seat(process([it], { people, ...more }), it, 'sitting', counter());
  return 'skipped' in seating ? 'SKIPPED' : seating.tasks;
}

const asked = (tasks: readonly Task[] | 'SKIPPED'): unknown =>
  tasks === 'SKIPPED'
    ? tasks
    : tasks.map(({ origin, role, assigneeId, candidateIds }) => [origin, role ?? assigneeId ?? candidateIds]);

describe('或签', () => {
  it('leaves a role a role: whoever is appointed head tomorrow sees the task, too', () => {
    expect(asked(seated(step('head', HEADS), found({ 'head/0': ['王', '赵'] })))).toEqual([['FLOW', 'UNIT_HEAD']]);
  });

  it('names the people of the division that lies nearest', () => {
    const near = step('business', { assignees: [byRole('FIN_BUSINESS', { nearest: true })] });
    expect(asked(seated(near, found({ 'business/0': ['钱'] })))).toEqual([['FLOW', 'account-钱']]);
    expect(asked(seated(near, found({ 'business/0': ['钱', '孙'] })))).toEqual([
      ['FLOW', ['account-钱', 'account-孙']],
    ]);
  });

  it('asks nobody twice and leaves out a rule that finds nobody', () => {
    const two = step('two', { assignees: [byRole('UNIT_HEAD'), byRole('FIN_LEADER')] });
    expect(asked(seated(two, found({ 'two/0': [], 'two/1': ['周'] })))).toEqual([['FLOW', 'FIN_LEADER']]);
  });
});

describe('会签, 依次, 票签', () => {
  const all = step('all', { mode: 'ALL', assignees: [byRole('UNIT_HEAD'), byRole('FIN_LEADER')] });

  it('ask each natural person once, by whatever rule', () => {
    const tasks = seated(all, found({ 'all/0': ['王', '赵'], 'all/1': ['赵', '周'] }));
    expect(asked(tasks)).toEqual([
      ['FLOW', 'account-王'],
      ['FLOW', 'account-赵'],
      ['FLOW', 'account-周'],
    ]);
  });

  it('in turn, each waits for the one before', () => {
    const tasks = seated({ ...all, mode: 'SEQUENTIAL' }, found({ 'all/0': ['王', '赵'], 'all/1': [] }));
    expect(tasks).toMatchObject([
      { id: '1', state: 'OPEN', waitsFor: [] },
      { id: '2', state: 'WAITING', waitsFor: ['1'] },
    ]);
  });

  it('a vote that could never pass goes to the superior, with the weight that passes', () => {
    const vote = { ...all, mode: 'VOTE', passWeight: 5, superior: byRole('FIN_LEADER') } as const;
    const tasks = seated(vote, found({ 'all/0': ['王'], 'all/1': [], 'all/superior': ['周'] }));
    expect(tasks).toMatchObject([{ origin: 'FALLBACK', assigneeId: 'account-周', weight: 5 }]);
  });
});

describe('whoever wrote it', () => {
  const head = step('head', { ...HEADS, superior: byRole('UNIT_HEAD', { scope: 'DEPARTMENT' }) });

  it('is not asked: the other head decides', () => {
    const all = { ...head, mode: 'ALL' } as const;
    expect(asked(seated(all, found({ 'head/0': ['小李', '王'] })))).toEqual([['FLOW', 'account-王']]);
  });

  it('alone in the post: the superior decides', () => {
    expect(asked(seated(head, found({ 'head/0': ['小李'], 'head/superior': ['周'] })))).toEqual([
      ['FALLBACK', 'account-周'],
    ]);
  });

  it('and the superior, too: the task is vacant, never silent', () => {
    const people = found({ 'head/0': ['小李'], 'head/superior': ['小李'] });
    expect(seated(head, people)).toMatchObject([{ origin: 'VACANT', role: 'UNIT_HEAD', scopePath: 'r.d1' }]);
  });

  it('makes the step pass by, or go to the superior, where the flow says so', () => {
    const people = found({ 'head/0': ['小李', '王'], 'head/superior': ['周'] });
    expect(asked(seated({ ...head, selfApproval: 'SKIP' }, people))).toBe('SKIPPED');
    expect(asked(seated({ ...head, selfApproval: 'SUPERIOR' }, people))).toEqual([['FALLBACK', 'account-周']]);
    expect(asked(seated({ ...head, selfApproval: 'SKIP' }, found({ 'head/0': ['王'] })))).toEqual([
      ['FLOW', 'UNIT_HEAD'],
    ]);
  });
});

describe('two different reviewers', () => {
  const head = step('head', HEADS);
  const leader = step('leader', { assignees: [byRole('FIN_LEADER')] });
  const passed = { id: 's1', stepKey: 'head', round: 1, state: 'PASSED', ending: 'APPROVE' } as const;
  const task = {
    ...blankTask(process([head]), head, 's1'),
    state: 'DONE',
    decision: 'APPROVE',
    decidedBy: ['王'],
  } as const;
  const after = process([head, leader], { sittings: [passed], tasks: [task] });

  it('bar whoever has decided another step, but not from his own', () => {
    expect([...barredFrom(after, 'leader')]).toEqual(['小李', '王']);
    expect([...barredFrom(after, 'head')]).toEqual(['小李']);
  });

  it('only where the flow says so, and only while the decision stands', () => {
    const { definition } = after;
    expect([...barredFrom({ ...after, definition: { ...definition, distinctReviewers: false } }, 'leader')]).toEqual([
      '小李',
    ]);
    expect([...barredFrom({ ...after, sittings: [{ ...passed, state: 'VOID' }] }, 'leader')]).toEqual(['小李']);
  });
});
