import type { Schema, Values } from '../../../kernel/expression/index.js';
import { readValues } from '../../../kernel/expression/index.js';
import type { Assignee, FlowBranch, FlowContext, FlowFork, FlowNode, FlowStep } from './flow-definition.js';
import type { FlowRules } from './flow-problems.js';
import { type People, type Person, type Process, peopleKey } from './process.js';

/** What conditions may ask in these examples: as goals do. */
export const TYPES: Schema = {
  amount: { kind: 'NUMBER', unit: '元' },
  projectKind: { kind: 'TEXT', allowed: ['PROJECT', 'POLICY'] },
  isNew: { kind: 'BOOLEAN' },
  drafter: { kind: 'TEXT' },
};

export const RULES: FlowRules = {
  roles: ['UNIT_HEAD', 'DEPT_REVIEWER', 'FIN_BUSINESS', 'FIN_PERF', 'FIN_LEADER'],
  contextTypes: TYPES,
  mandatoryRoles: ['FIN_PERF'],
};

export const facts = (context: FlowContext): Values => readValues(TYPES, context);

export const byRole = (role: string, more: Partial<Assignee> = {}): Assignee => ({
  by: 'ROLE',
  role,
  scope: 'DISTRICT',
  ...more,
});

export const named = (key: string): { zh: string; en: string } => ({ zh: key, en: key });

export const step = (key: string, more: Partial<FlowStep> = {}): FlowStep => ({
  kind: 'STEP',
  key,
  name: named(key),
  mode: 'ANY',
  assignees: [byRole('FIN_BUSINESS')],
  dueWorkingDays: 3,
  ...more,
});

/** 绩效科: the reviewer whom nothing may leave out. */
export const performance = (more: Partial<FlowStep> = {}): FlowStep =>
  step('performance', { assignees: [byRole('FIN_PERF')], mandatory: true, ...more });

export const branch = (key: string, steps: readonly FlowNode[], when?: string): FlowBranch => ({
  key,
  name: named(key),
  steps,
  ...(when === undefined ? {} : { when }),
});

export const fork = (key: string, run: FlowFork['run'], branches: readonly FlowBranch[]): FlowFork => ({
  kind: 'FORK',
  key,
  name: named(key),
  run,
  branches,
});

/** A natural person with one account. */
export const person = (name: string): Person => ({ accountId: `account-${name}`, personId: name, name });

/** Who is found by each rule: `{ 'head/0': ['王'] }`. */
export const found = (names: Readonly<Record<string, readonly string[]>>): People =>
  Object.fromEntries(Object.entries(names).map(([key, people]) => [key, { path: 'r.d1', people: people.map(person) }]));

export const key = peopleKey;

/** A process that has just been submitted by 小李, who wrote the subject. */
export const process = (steps: readonly FlowNode[], more: Partial<Process> = {}): Process => ({
  id: 'approval',
  version: 1,
  flowId: 'flow',
  definition: { steps, distinctReviewers: true },
  state: 'RUNNING',
  round: 1,
  returnedCount: 0,
  subjectVersion: 1,
  contentHash: '',
  context: facts({}),
  authorIds: ['小李'],
  choices: {},
  sittings: [],
  tasks: [],
  people: {},
  ...more,
});

/** Ids in order: `1`, `2` …. */
export function counter(): () => string {
  let count = 0;
  return () => String(++count);
}
