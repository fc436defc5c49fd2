import * as fc from 'fast-check';
import { branch, byRole, counter, facts, fork, performance, RULES, step } from './definition.fixture.js';
import type { FlowContext, FlowDefinition, FlowExample, FlowNode, FlowStep } from './flow-definition.js';
import { stepsOf } from './flow-definition.js';
import { findFlowProblems, readExample } from './flow-problems.js';
import { frontierOf, pathOf } from './frontier.js';

const problemsOf = (steps: readonly FlowNode[], examples: readonly FlowExample[] = []): string =>
  findFlowProblems({ steps, distinctReviewers: true, examples }, RULES).join('; ');

/** The district bureau's line. */
const LINE: readonly FlowNode[] = [
  step('unit-head', { assignees: [byRole('UNIT_HEAD', { scope: 'UNIT' })] }),
  step('department', { assignees: [byRole('DEPT_REVIEWER', { scope: 'DEPARTMENT' })] }),
  performance({ superior: byRole('FIN_LEADER'), escalateAfterWorkingDays: 3 }),
  step('leader', { assignees: [byRole('FIN_LEADER')], when: 'amount >= 5000000' }),
];

describe('a definition that may be published', () => {
  it('is the line of a district bureau, with its examples', () => {
    const four = ['unit-head', 'department', 'performance'];
    expect(
      problemsOf(LINE, [
        { name: '38 万', context: { amount: '387664.62' }, steps: four },
        { name: '880 万', context: { amount: '8800000.00' }, steps: [...four, 'leader'] },
      ]),
    ).toBe('');
  });

  it('has parallel branches, a choice with its rest, a vote, a chosen person and a field', () => {
    const all = fork('opinions', 'ALL', [branch('law', [step('lawyer')], 'isNew'), branch('money', [step('budget')])]);
    const one = fork('size', 'FIRST', [branch('big', [step('panel')], 'amount > 1'), branch('small', [])]);
    const vote = step('vote', { mode: 'VOTE', passWeight: 2, assignees: [byRole('FIN_BUSINESS', { veto: true })] });
    const chosen = step('chosen', {
      assignees: [{ by: 'CHOSEN', at: 'performance', role: 'FIN_LEADER', scope: 'DISTRICT' }],
    });
    const field = step('field', { assignees: [{ by: 'FIELD', field: 'drafter' }] });
    expect(problemsOf([all, one, vote, performance(), chosen, field])).toBe('');
  });
});

describe('a definition that may not', () => {
  it.each<[string, readonly FlowNode[], string]>([
    ['without steps', [], 'at least one step'],
    ['longer than thirty steps', [...Array.from({ length: 30 }, (_, n) => step(`s${n}`)), performance()], 'at most 30'],
    ['with one key twice', [step('same'), step('same'), performance()], 'same stands twice'],
    [
      'with a key of a step and of a branch',
      [fork('aa', 'ALL', [branch('bb', [step('bb')]), branch('cc', [])]), performance()],
      'bb stands twice',
    ],
    ['with a key in capitals', [step('Head'), performance()], 'lower case'],
    ['with a fork of one branch', [fork('aa', 'ALL', [branch('bb', [])]), performance()], 'at least two branches'],
    [
      'with a fork of eleven',
      [
        fork(
          'aa',
          'ALL',
          Array.from({ length: 11 }, (_, n) => branch(`b${n}`, [])),
        ),
        performance(),
      ],
      'at most ten',
    ],
    ['that nests five deep', [nested(5), performance()], 'nested deeper than 4'],
    [
      'with a choice that nothing may hold of',
      [fork('aa', 'FIRST', [branch('bb', [], 'isNew'), branch('cc', [], 'isNew')]), performance()],
      'for everything else',
    ],
    [
      'with a branch behind the rest',
      [fork('aa', 'FIRST', [branch('bb', []), branch('cc', [], 'isNew')]), performance()],
      'can never be reached',
    ],
    ['with a condition that does not parse', [step('aa', { when: 'amount >=' }), performance()], 'aa: '],
    ['that asks an unknown fact', [step('aa', { when: 'sum > 1' }), performance()], 'aa: '],
    ['that misspells a kind', [step('aa', { when: "projectKind = 'PROJEKT'" }), performance()], 'aa: '],
    ['with a condition that is a number', [step('aa', { when: 'amount + 1' }), performance()], 'not a yes or no'],
    [
      'with a branch condition that is a number',
      [fork('aa', 'ALL', [branch('bb', [], 'amount'), branch('cc', [])]), performance()],
      'bb: the condition',
    ],
    ['that asks nobody', [step('aa', { assignees: [] }), performance()], 'nobody is asked'],
    [
      'with twenty-one rules',
      [step('aa', { assignees: Array.from({ length: 21 }, () => byRole('FIN_PERF')) }), performance()],
      'more than twenty',
    ],
    ['due at once', [step('aa', { dueWorkingDays: 0 }), performance()], 'due in 1 to 60'],
    [
      'that escalates after a year',
      [step('aa', { superior: byRole('FIN_PERF'), escalateAfterWorkingDays: 250 }), performance()],
      'escalates 0 to 60',
    ],
    [
      'that decides by itself before it is due',
      [step('aa', { timeout: { afterWorkingDays: -1, outcome: 'RETURN' } }), performance()],
      'decides by itself',
    ],
    ['that escalates to nobody', [step('aa', { escalateAfterWorkingDays: 1 }), performance()], 'escalates to nobody'],
    [
      'that gives self-approval to nobody',
      [step('aa', { selfApproval: 'SUPERIOR' }), performance()],
      'self-approval to nobody',
    ],
    ['with a vote that nothing passes', [step('aa', { mode: 'VOTE' }), performance()], 'weight that passes'],
    ['with a passing weight and no vote', [step('aa', { passWeight: 2 }), performance()], 'only a vote'],
    [
      'with a weight of nothing',
      [step('aa', { assignees: [byRole('FIN_PERF', { weight: 0 })] }), performance()],
      'weights are from 1',
    ],
    [
      'by a role that decides nothing',
      [step('aa', { assignees: [byRole('SUPERVISOR')] }), performance()],
      'SUPERVISOR cannot decide',
    ],
    [
      'by a role nowhere',
      [step('aa', { assignees: [{ by: 'ROLE', role: 'FIN_PERF' }] }), performance()],
      'needs its scope',
    ],
    [
      'by no account',
      [step('aa', { assignees: [{ by: 'ACCOUNTS', accountIds: [] }] }), performance()],
      'no account is named',
    ],
    [
      'by a field that is money',
      [step('aa', { assignees: [{ by: 'FIELD', field: 'amount' }] }), performance()],
      'not a text',
    ],
    [
      'by a choice made later',
      [
        step('aa', { assignees: [{ by: 'CHOSEN', at: 'performance', role: 'FIN_PERF', scope: 'UNIT' }] }),
        performance(),
      ],
      'does not come before',
    ],
    [
      'whose superior cannot decide',
      [step('aa', { superior: byRole('EXPERT') }), performance()],
      'EXPERT cannot decide',
    ],
    [
      'whose copy goes to no role',
      [step('aa', { copies: [byRole('CITIZEN')] }), performance()],
      'CITIZEN cannot decide',
    ],
  ])('%s', (_, steps, problem) => {
    expect(problemsOf(steps)).toContain(problem);
  });

  it.each<[string, readonly FlowNode[], string]>([
    ['is missing', [step('aa')], 'no mandatory step asks FIN_PERF'],
    ['has a condition', [performance({ when: 'amount > 1' })], 'has no condition'],
    [
      'stands in a branch',
      [fork('aa', 'ALL', [branch('bb', [performance()]), branch('cc', [])])],
      'cannot stand in a branch',
    ],
    [
      'is approved for by a deadline',
      [performance({ timeout: { afterWorkingDays: 1, outcome: 'APPROVE' } })],
      'no deadline approves',
    ],
    ['is skipped as an author', [performance({ selfApproval: 'SKIP' })], 'is not skipped'],
    [
      'shares the step with another role',
      [performance({ assignees: [byRole('FIN_PERF'), byRole('UNIT_HEAD')] })],
      'no mandatory step asks FIN_PERF',
    ],
    ['is not marked', [step('aa', { assignees: [byRole('FIN_PERF')] })], 'no mandatory step asks FIN_PERF'],
  ])('leaves a way past the performance division: it %s', (_, steps, problem) => {
    expect(problemsOf(steps)).toContain(problem);
  });

  it('a deadline may return what a mandatory reviewer has left lying', () => {
    expect(problemsOf([performance({ timeout: { afterWorkingDays: 5, outcome: 'RETURN' } })])).toBe('');
  });

  it.each<[string, FlowContext, string]>([
    ['takes other steps than it says', { amount: '1' }, 'takes unit-head, department, performance'],
    ['asks an unknown fact', { sum: '1' }, 'unknown field sum'],
    ['gives a fact of another type', { amount: true }, 'the value of amount is not a NUMBER'],
  ])('fails its own example, which %s', (_, context, problem) => {
    expect(problemsOf(LINE, [{ name: '例', context, steps: ['unit-head'] }])).toContain(problem);
  });
});

function nested(depth: number): FlowNode {
  const inner = depth > 1 ? [nested(depth - 1)] : [];
  return fork(`fork-${depth}`, 'ALL', [branch(`left-${depth}`, inner), branch(`right-${depth}`, [])]);
}

const CONDITIONS = [undefined, 'amount >= 100', 'isNew', "projectKind = 'POLICY'", 'not isNew and amount < 50'];
const condition = fc.constantFrom(...CONDITIONS);
const CONTEXT = fc.record({
  amount: fc.constantFrom(null, '10', '75', '100', '1000'),
  projectKind: fc.constantFrom(null, 'PROJECT', 'POLICY'),
  isNew: fc.constantFrom(null, true, false),
});

const optional = (when: string | undefined): { when?: string } => (when === undefined ? {} : { when });

/** Blocks of any shape; keys are given afterwards, so that none stands twice. */
const { nodes } = fc.letrec<{ nodes: FlowNode[]; node: FlowNode; step: FlowNode; fork: FlowNode }>((tie) => ({
  nodes: fc.array(tie('node'), { maxLength: 4 }),
  node: fc.oneof({ maxDepth: 3, withCrossShrink: true }, tie('step'), tie('fork')),
  step: condition.map((when) => step('key', optional(when))),
  fork: fc
    .record({
      run: fc.constantFrom('ALL' as const, 'FIRST' as const),
      branches: fc.array(fc.record({ when: condition, steps: tie('nodes') }), { minLength: 2, maxLength: 3 }),
    })
    .map(({ run, branches }) =>
      fork(
        'key',
        run,
        branches.map(({ when, steps }) => branch('key', steps, when)),
      ),
    ),
}));

const definition: fc.Arbitrary<FlowDefinition> = nodes.map((random) => {
  const next = counter();
  const name = (node: FlowNode): FlowNode => {
    const key = `k${next()}`;
    if (node.kind === 'STEP') return { ...node, key };
    const branches = node.branches.map((each) => ({ ...each, key: `b${next()}`, steps: each.steps.map(name) }));
    return { ...node, key, branches };
  };
  return { steps: [...random.map(name), performance()], distinctReviewers: true };
});

describe('whatever passes', () => {
  it('comes to an end in every context, opens each step at most once, and never passes the mandatory one by', () => {
    let published = 0;
    fc.assert(
      fc.property(definition, CONTEXT, fc.array(fc.nat(), { maxLength: 40 }), (flow, context, choices) => {
        fc.pre(findFlowProblems(flow, RULES).length === 0);
        published += 1;
        const values = facts(context);
        const taken = walk(flow.steps, values, choices);
        expect(new Set(taken).size).toBe(taken.length);
        expect(taken).toContain('performance');
        expect([...taken].sort()).toEqual(
          pathOf(flow.steps, values)
            .map((each) => each.key)
            .sort(),
        );
      }),
      { numRuns: 300 },
    );
    expect(published).toBeGreaterThan(100);
  });

  it('can be read with whatever facts its example has', () => {
    expect(readExample(RULES.contextTypes, { amount: null })).toMatchObject({ values: { amount: null, isNew: null } });
  });
});

/** Completes one open step after the other, whichever `choices` says, until none is left. */
function walk(steps: readonly FlowNode[], context: ReturnType<typeof facts>, choices: readonly number[]): string[] {
  const complete: string[] = [];
  for (let turn = 0; turn <= stepsOf(steps).length; turn += 1) {
    const open: readonly FlowStep[] = frontierOf(steps, context, new Set(complete));
    const next = open[(choices[turn] ?? 0) % Math.max(1, open.length)];
    if (!next) return complete;
    complete.push(next.key);
  }
  throw new Error('more turns than steps');
}
