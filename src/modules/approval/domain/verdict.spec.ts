import { counter, process, step } from './definition.fixture.js';
import type { FlowStep } from './flow-definition.js';
import type { Task } from './process.js';
import { blankTask } from './seat.js';
import { verdictOf } from './verdict.js';

const APPROVED = { state: 'DONE', decision: 'APPROVE' } as const;
const RETURNED = { state: 'DONE', decision: 'RETURN' } as const;
const REJECTED = { state: 'DONE', decision: 'REJECT' } as const;
const OPEN = {} as const;
const GONE = { state: 'CANCELLED' } as const;

const ids = counter();
const at = (it: FlowStep, ...tasks: readonly Partial<Task>[]): string | null =>
  verdictOf(
    it,
    tasks.map((task) => ({ ...blankTask(process([it]), it, 's'), id: ids(), ...task })),
  );

describe('或签: any one of the division', () => {
  const any = step('business');
  it('one yes carries it', () => expect(at(any, APPROVED, OPEN)).toBe('APPROVE'));
  it('one return decides it', () => expect(at(any, RETURNED, OPEN)).toBe('RETURN'));
  it('is open while nobody has decided', () => expect(at(any, OPEN, OPEN)).toBeNull());
});

describe('会签: both deputy heads', () => {
  const all = step('deputies', { mode: 'ALL' });
  it('needs every yes', () =>
    expect([at(all, APPROVED, OPEN), at(all, APPROVED, APPROVED)]).toEqual([null, 'APPROVE']));
  it('one no ends it, though others are open', () => expect(at(all, REJECTED, OPEN)).toBe('REJECT'));
  it('does not wait for a task that has been cancelled', () => expect(at(all, APPROVED, GONE)).toBe('APPROVE'));
});

describe('依次: in turn', () => {
  const turns = step('turns', { mode: 'SEQUENTIAL' });
  it('is carried by the last yes', () => {
    expect(at(turns, APPROVED, { state: 'WAITING' })).toBeNull();
    expect(at(turns, APPROVED, APPROVED)).toBe('APPROVE');
  });
});

describe('票签: a panel of weights 3, 2 and 1 that needs 4', () => {
  const panel = step('panel', { mode: 'VOTE', passWeight: 4 });
  const votes = (...decisions: readonly Partial<Task>[]): readonly Partial<Task>[] =>
    decisions.map((decision, index) => ({ ...decision, weight: 3 - index }));
  it('3 + 1 carry it against 2', () => expect(at(panel, ...votes(APPROVED, REJECTED, APPROVED))).toBe('APPROVE'));
  it('carries as soon as the weight is reached', () =>
    expect(at(panel, ...votes(APPROVED, APPROVED, OPEN))).toBe('APPROVE'));
  it('is open while it can still be reached', () => expect(at(panel, ...votes(APPROVED, RETURNED, OPEN))).toBeNull());
  it('is lost as soon as it cannot, and goes back', () =>
    expect(at(panel, ...votes(RETURNED, OPEN, OPEN))).toBe('RETURN'));
  it('or is rejected, where the flow says so', () =>
    expect(at({ ...panel, onFail: 'REJECT' }, ...votes(RETURNED, OPEN, OPEN))).toBe('REJECT'));
  it('one veto ends it, whatever the others say', () =>
    expect(at(panel, { ...APPROVED, weight: 5 }, { ...RETURNED, veto: true })).toBe('RETURN'));
  it('waits for whoever has a veto', () => expect(at(panel, { ...APPROVED, weight: 5 }, { veto: true })).toBeNull());
});

describe('加签: a signer who was added', () => {
  const added = { origin: 'ADDED' } as const;
  it('must agree as well, in every mode', () => {
    expect(at(step('any'), APPROVED, added)).toBeNull();
    expect(at(step('any'), APPROVED, { ...added, ...APPROVED })).toBe('APPROVE');
    expect(at(step('vote', { mode: 'VOTE', passWeight: 1 }), APPROVED, { ...added, ...REJECTED })).toBe('REJECT');
  });
  it('does not carry the step alone', () => expect(at(step('any'), OPEN, { ...added, ...APPROVED })).toBeNull());
  it('an opinion decides nothing', () =>
    expect(at(step('any'), OPEN, { kind: 'ADVISE', state: 'DONE', decision: 'ADVISE' })).toBeNull());
});
