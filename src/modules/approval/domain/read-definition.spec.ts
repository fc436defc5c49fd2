import { type NodeDraft, readDefinition } from './read-definition.js';

const NAME = { zh: '审核', en: 'Review' };
const RULE = { by: 'ROLE', role: 'FIN_PERF', scope: 'DISTRICT' };
const STEP: NodeDraft = { kind: 'STEP', key: 'aa', name: NAME, mode: 'ANY', assignees: [RULE], dueWorkingDays: 3 };
const FORK: NodeDraft = { kind: 'FORK', key: 'ff', name: NAME, run: 'ALL', branches: [{ key: 'bb', steps: [STEP] }] };

const problemsOf = (node: object): readonly string[] => {
  const read = readDefinition({ steps: [node as NodeDraft], distinctReviewers: true });
  return 'problems' in read ? read.problems : [];
};

describe('a definition as it was sent', () => {
  it('is read when each node and rule has exactly the fields of its kind', () => {
    expect(problemsOf(STEP)).toEqual([]);
    expect(problemsOf(FORK)).toEqual([]);
  });

  it.each([
    ['a step without its mode', { ...STEP, mode: undefined }, 'aa: mode is missing'],
    ['a step with branches', { ...STEP, branches: [] }, 'aa: a STEP has no branches'],
    ['a fork that asks people', { ...FORK, assignees: [RULE] }, 'ff: a FORK has no assignees'],
    ['a fork with a condition of its own', { ...FORK, when: 'isNew' }, 'ff: a FORK has no when'],
    ['a condition that is null', { ...STEP, when: null }, 'steps/0/when is null: leave it out'],
    [
      'a null inside a rule',
      { ...STEP, assignees: [{ ...RULE, nearest: null }] },
      'steps/0/assignees/0/nearest is null: leave it out',
    ],
    [
      'a rule with a field of another',
      { ...STEP, assignees: [{ ...RULE, field: 'drafter' }] },
      'aa: ROLE has no field',
    ],
    [
      'a superior with a field of another',
      { ...STEP, superior: { by: 'FIELD', field: 'x', role: 'FIN_PERF' } },
      'aa: FIELD has no role',
    ],
    [
      'the same inside a branch',
      { ...FORK, branches: [{ steps: [{ ...STEP, run: 'ALL' }] }] },
      'aa: a STEP has no run',
    ],
  ])('is refused: %s', (_, node, problem) => {
    expect(problemsOf(node)).toEqual([problem]);
  });
});
