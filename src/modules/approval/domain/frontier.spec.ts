import { branch, facts, fork, step } from './definition.fixture.js';
import type { FlowNode } from './flow-definition.js';
import { frontierOf, holds, isBefore, pathOf } from './frontier.js';

const keysOf = (steps: readonly { readonly key: string }[]): string => steps.map(({ key }) => key).join(' ');
const open = (nodes: readonly FlowNode[], complete: readonly string[], context = {}): string =>
  keysOf(frontierOf(nodes, facts(context), new Set(complete)));

/** 单位负责人 → (法规科 ∥ 国库科 → 预算科) → 500 万元以上由分管领导 → 绩效科 */
const BUREAU: readonly FlowNode[] = [
  step('unit-head'),
  fork('opinions', 'ALL', [
    branch('law', [step('lawyer')], 'isNew'),
    branch('money', [step('treasury'), step('budget')]),
  ]),
  step('leader', { when: 'amount >= 5000000' }),
  step('performance'),
];

describe('where an approval stands', () => {
  it('is at the head of the unit first', () => expect(open(BUREAU, [])).toBe('unit-head'));

  it('is in all branches at once, each at its own step', () => {
    expect(open(BUREAU, ['unit-head'], { isNew: true })).toBe('lawyer treasury');
    expect(open(BUREAU, ['unit-head', 'treasury'], { isNew: true })).toBe('lawyer budget');
  });

  it('waits for the slower branch, and only for branches that are taken', () => {
    const money = ['unit-head', 'treasury', 'budget'];
    expect(open(BUREAU, money, { isNew: true, amount: '1' })).toBe('lawyer');
    expect(open(BUREAU, money, { isNew: false, amount: '1' })).toBe('performance');
  });

  it('includes the leader from five million on, and where the amount is not known', () => {
    const done = ['unit-head', 'lawyer', 'treasury', 'budget'];
    expect(open(BUREAU, done, { amount: '4999999.99' })).toBe('performance');
    expect(open(BUREAU, done, { amount: '5000000.00' })).toBe('leader');
    expect(open(BUREAU, done)).toBe('leader');
  });

  it('is nowhere when all that is due is complete: the end', () => {
    expect(open(BUREAU, ['unit-head', 'treasury', 'budget', 'performance'], { isNew: false, amount: '1' })).toBe('');
  });

  it('goes back to an earlier step when a return has undone it', () => {
    expect(open(BUREAU, ['treasury', 'budget'], { isNew: false })).toBe('unit-head');
  });
});

describe('one of several branches', () => {
  const size = fork('size', 'FIRST', [
    branch('huge', [step('panel')], 'amount >= 100'),
    branch('big', [step('leader')], 'amount >= 10'),
    branch('rest', [step('clerk')]),
  ]);

  it.each([
    ['1000', 'panel'],
    ['10', 'leader'],
    ['9.99', 'clerk'],
    [null, 'clerk'],
  ])('of %s is the first that is known to hold: %s', (amount, key) => {
    expect(open([size], [], { amount })).toBe(key);
    expect(keysOf(pathOf([size], facts({ amount })))).toBe(key);
  });
});

describe('a condition', () => {
  it('that is absent holds; of an unknown fact it is neither yes nor no', () => {
    expect(holds(undefined, facts({}))).toBe(true);
    expect(holds('amount > 1', facts({}))).toBeNull();
    expect(holds('amount > 1', facts({ amount: '2' }))).toBe(true);
  });

  it('that does not parse is a defect: it was published unchecked', () => {
    expect(() => holds('amount >', facts({}))).toThrow('does not parse');
  });
});

describe('before', () => {
  it('is along the line and into and out of a fork, and within a branch', () => {
    expect(isBefore(BUREAU, 'unit-head', 'budget')).toBe(true);
    expect(isBefore(BUREAU, 'treasury', 'budget')).toBe(true);
    expect(isBefore(BUREAU, 'lawyer', 'leader')).toBe(true);
  });

  it('is not between parallel branches, backwards, of itself, or of the unknown', () => {
    expect(isBefore(BUREAU, 'lawyer', 'budget')).toBe(false);
    expect(isBefore(BUREAU, 'budget', 'treasury')).toBe(false);
    expect(isBefore(BUREAU, 'budget', 'budget')).toBe(false);
    expect(isBefore(BUREAU, 'nobody', 'budget')).toBe(false);
  });
});
