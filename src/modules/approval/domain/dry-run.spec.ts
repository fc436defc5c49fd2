import { branch, byRole, facts, fork, found, performance, step } from './definition.fixture.js';
import { dryRun } from './dry-run.js';
import type { FlowContext, FlowNode } from './flow-definition.js';
import type { People } from './process.js';

const LINE: readonly FlowNode[] = [
  step('head', { assignees: [byRole('UNIT_HEAD')], superior: byRole('UNIT_HEAD', { scope: 'DEPARTMENT' }) }),
  fork('opinions', 'ALL', [
    branch('law', [step('lawyer', { dueWorkingDays: 10 })], 'isNew'),
    branch('money', [step('treasury'), step('budget')]),
  ]),
  performance(),
  step('leader', { assignees: [byRole('FIN_LEADER')], when: 'amount >= 5000000' }),
];

const EVERYBODY = found({
  'head/0': ['王', '小李'],
  'head/superior': ['周'],
  'lawyer/0': ['吴', '郑'],
  'treasury/0': ['钱', '孙'],
  'budget/0': ['钱', '孙'],
  'performance/0': ['冯', '陈'],
  'leader/0': ['褚'],
});

const run = (context: FlowContext, people: People = EVERYBODY, steps = LINE) =>
  dryRun({ definition: { steps, distinctReviewers: true }, context: facts(context), authorIds: ['小李'], people });
const told = (...given: Parameters<typeof run>): Readonly<Record<string, ReturnType<typeof run>[0]>> =>
  Object.fromEntries(run(...given).map((each) => [each.step.key, each]));

describe('a dry run', () => {
  it('tells every step with the condition that decides, and each part of it', () => {
    const { leader } = told({ amount: '387664.62', isNew: false });
    expect(leader).toMatchObject({ taken: false, because: 'CONDITION_FAILS', asked: null });
    expect(leader?.conditions[0]?.trace.map(({ text, value }) => `${text} = ${value}`)).toEqual([
      'amount = 387664.62',
      'amount >= 5000000 = false',
    ]);
    expect(told({ amount: '8800000.00' })['leader']).toMatchObject({ taken: true, because: 'CONDITION_HOLDS' });
    expect(told({})['leader']).toMatchObject({ taken: true, because: 'CONDITION_UNKNOWN' });
    expect(told({})['head']).toMatchObject({ taken: true, because: 'UNCONDITIONAL', conditions: [] });
  });

  it('says why another branch was taken', () => {
    const size = fork('size', 'FIRST', [branch('big', [step('panel')], 'amount > 9'), branch('rest', [step('clerk')])]);
    const people = found({ 'panel/0': ['赵'], 'clerk/0': ['赵'] });
    expect(told({ amount: '10' }, people, [size])['clerk']).toMatchObject({ taken: false, because: 'OTHER_BRANCH' });
    expect(told({ amount: '1' }, people, [size])['panel']).toMatchObject({ taken: false, because: 'CONDITION_FAILS' });
  });

  it('adds up the working days, side by side where branches are', () => {
    const days = (isNew: boolean) =>
      run({ isNew, amount: '1' }).map(({ step: { key }, opensAfter }) => `${key} ${opensAfter}`);
    expect(days(true)).toEqual(['head 0', 'lawyer 3', 'treasury 3', 'budget 6', 'performance 13', 'leader 16']);
    expect(days(false)).toEqual(['head 0', 'lawyer 3', 'treasury 3', 'budget 6', 'performance 9', 'leader 12']);
  });

  it('names whoever is barred, and why', () => {
    const { head } = told({});
    expect(head?.rules[0]?.people.map(({ name, barred }) => [name, barred])).toEqual([
      ['王', null],
      ['小李', 'AUTHOR'],
    ]);
    expect(head?.asked).toBe('PEOPLE');
  });

  it('falls back to the superior where the author is alone in the post, and to nobody where he is the superior', () => {
    expect(told({}, { ...EVERYBODY, ...found({ 'head/0': ['小李'] }) })['head']?.asked).toBe('SUPERIOR');
    const alone = { ...EVERYBODY, ...found({ 'head/0': ['小李'], 'head/superior': ['小李'] }) };
    expect(told({}, alone)['head']?.asked).toBe('NOBODY');
  });

  it('sees that the only person for one step will be missing at the next', () => {
    const one = { ...EVERYBODY, ...found({ 'treasury/0': ['钱'], 'budget/0': ['钱'] }) };
    const { treasury, budget } = told({}, one);
    expect([treasury?.asked, budget?.asked]).toEqual(['PEOPLE', 'NOBODY']);
    expect(budget?.rules[0]?.people[0]?.barred).toBe('DECIDES_ANOTHER_STEP');
  });

  it('waits for a choice that is made on the way, and passes an author by where the flow says so', () => {
    const chosen = step('chosen', { assignees: [{ by: 'CHOSEN', at: 'head', role: 'FIN_LEADER', scope: 'DISTRICT' }] });
    expect(told({}, found({}), [chosen])['chosen']?.asked).toBe('LATER');
    const self = step('self', { selfApproval: 'SKIP' });
    expect(told({}, found({ 'self/0': ['小李'] }), [self])['self']?.asked).toBe('SKIPPED');
  });
});
