import {
  findActRefusal,
  findOutcomeRefusal,
  findReadRefusal,
  findRemovalRefusal,
  findWithdrawalRefusal,
  MAX_SIGNERS,
} from './act-refusals.js';
import type { FlowStep } from './flow-definition.js';
import { type Process, peopleKey, type Task } from './process.js';
import type { Hand } from './refusals.js';
import { offeredReturns } from './return-offer.js';
import { barredFrom, blankTask } from './seat.js';

const step = (key: string, rest: Partial<FlowStep> = {}): FlowStep => ({
  kind: 'STEP',
  key,
  name: { zh: key, en: key },
  mode: 'ALL',
  assignees: [{ by: 'ROLE', role: 'UNIT_HEAD', scope: 'UNIT' }],
  dueWorkingDays: 3,
  ...rest,
});

const FIRST = step('first');
const SECOND = step('second');
const ME: Hand = { accountId: 'me', personId: 'i', inNameOf: null, throughIds: [] };

function process(tasks: readonly Partial<Task>[], second = SECOND): Process {
  const base: Process = {
    id: 'a',
    version: 1,
    flowId: 'f',
    definition: { steps: [FIRST, second], distinctReviewers: true },
    state: 'RUNNING',
    round: 1,
    returnedCount: 0,
    subjectVersion: 1,
    contentHash: 'h',
    context: {},
    authorIds: ['author'],
    choices: {},
    sittings: [
      { id: 's1', stepKey: 'first', round: 1, state: 'PASSED', ending: 'APPROVE' },
      { id: 's2', stepKey: 'second', round: 1, state: 'OPEN', ending: null },
    ],
    tasks: [],
    people: { [peopleKey('second', 0)]: { path: 'r', people: [] } },
  };
  return {
    ...base,
    tasks: tasks.map((task, index) => ({ ...blankTask(base, SECOND, 's2'), id: `t${index}`, ...task })),
  };
}

const taskOf = ({ tasks }: Process, index = 0): Task => tasks[index] as Task;
const refusalOf = (given: Partial<Task>, act: Parameters<typeof findActRefusal>[3], added?: number): string | null => {
  const state = process([given]);
  return findActRefusal(state, taskOf(state), ME, act, added);
};

describe('acts that do not decide', () => {
  it('need their kind of task', () => {
    expect(refusalOf({ kind: 'ADVISE' }, 'advise')).toBeNull();
    expect(refusalOf({}, 'advise')).toBe('decisionNeeded');
    expect(refusalOf({ kind: 'ADVISE' }, 'addSigners')).toBe('adviceOnly');
    expect(refusalOf({ kind: 'ADVISE' }, 'delegate')).toBe('adviceOnly');
    expect(refusalOf({ kind: 'ADVISE' }, 'transfer')).toBeNull();
  });

  it('claim what is a group’s and nobody’s, and give back what is claimed', () => {
    expect(refusalOf({ candidateIds: ['me', 'you'] }, 'claim')).toBeNull();
    expect(refusalOf({ assigneeId: 'me' }, 'claim')).toBe('notOfGroup');
    expect(refusalOf({ role: 'UNIT_HEAD', claimedBy: 'me' }, 'claim')).toBe('alreadyClaimed');
    expect(refusalOf({ role: 'UNIT_HEAD', claimedBy: 'you' }, 'claim')).toBe('claimedByAnother');
    expect(refusalOf({ role: 'UNIT_HEAD' }, 'unclaim')).toBe('notClaimed');
    expect(refusalOf({ role: 'UNIT_HEAD', claimedBy: 'me' }, 'unclaim')).toBeNull();
  });

  it('seat no more signers than a step can hold', () => {
    expect(refusalOf({}, 'addSigners', MAX_SIGNERS - 1)).toBeNull();
    expect(refusalOf({}, 'addSigners', MAX_SIGNERS)).toBe('tooManySigners');
  });

  it('are refused first for the state of the task, then for whose it is', () => {
    const state = process([{ state: 'WAITING' }]);
    expect(findActRefusal(state, taskOf(state), null, 'claim')).toBe('taskWaiting');
    const open = process([{}]);
    expect(findActRefusal(open, taskOf(open), null, 'claim')).toBe('notYourTask');
  });
});

describe('a copy', () => {
  it('is read by whom it was sent to, once', () => {
    const state = process([{ kind: 'READ' }, { kind: 'READ', state: 'DONE' }, {}]);
    expect(findReadRefusal(taskOf(state), ME)).toBeNull();
    expect(findReadRefusal(taskOf(state), null)).toBe('notYourTask');
    expect(findReadRefusal(taskOf(state, 1), ME)).toBe('taskClosed');
    expect(findReadRefusal(taskOf(state, 2), ME)).toBe('decisionNeeded');
  });

  it('that was read at one step does not keep its reader from deciding another', () => {
    const read: Partial<Task> = {
      kind: 'READ',
      state: 'DONE',
      decision: 'READ',
      stepKey: 'first',
      sittingId: 's1',
      decidedBy: ['i'],
    };
    expect(barredFrom(process([read]), 'second')).toEqual(new Set(['author']));
    expect(barredFrom(process([{ ...read, kind: 'DECIDE', decision: 'APPROVE' }]), 'second')).toEqual(
      new Set(['author', 'i']),
    );
  });
});

describe('an added signer', () => {
  it('is taken back by whoever holds, or has decided, the task from which he was added', () => {
    const state = process([
      { decidedBy: ['i'], state: 'DONE', decision: 'APPROVE' },
      { origin: 'ADDED', addedBy: 't0' },
    ]);
    expect(findRemovalRefusal(state, taskOf(state, 1), null, 'i')).toBeNull();
    expect(findRemovalRefusal(state, taskOf(state, 1), ME, 'other')).toBeNull();
    expect(findRemovalRefusal(state, taskOf(state, 1), null, 'other')).toBe('notYourTask');
    expect(findRemovalRefusal(state, taskOf(state), ME, 'i')).toBe('notAdded');
  });
});

describe('what a screen offers', () => {
  it('is every way back that the step would accept, with how it may go on', () => {
    const open = process([{}]);
    expect(offeredReturns(open, 'second').map(({ returnTo, stepKey }) => [returnTo, stepKey])).toEqual([
      ['INITIATOR', null],
      ['PREVIOUS', 'first'],
      ['first', 'first'],
    ]);
    const narrow = process([{}], step('second', { returnTo: ['PREVIOUS'], resume: ['HERE'] }));
    expect(offeredReturns(narrow, 'second')).toMatchObject([{ returnTo: 'PREVIOUS', resume: ['HERE'] }]);
    expect(findOutcomeRefusal(narrow, taskOf(narrow), ME, 'RETURN')).toBeNull();
    const closed = process([{}], step('second', { returnTo: [] }));
    expect(findOutcomeRefusal(closed, taskOf(closed), ME, 'RETURN')).toBe('returnNotOffered');
    expect(findOutcomeRefusal(closed, taskOf(closed), ME, 'REJECT')).toBeNull();
  });

  it('is to withdraw only while nobody has acted', () => {
    const fresh = { ...process([{}]), sittings: process([]).sittings.slice(1) };
    expect(findWithdrawalRefusal(fresh)).toBeNull();
    expect(findWithdrawalRefusal(process([{}]))).toBe('actedUpon');
    expect(findWithdrawalRefusal({ ...fresh, state: 'RETURNED' })).toBe('notRunning');
  });
});
