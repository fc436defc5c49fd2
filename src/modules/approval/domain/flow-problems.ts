import {
  checkExpression,
  parseExpression,
  readValues,
  type Schema,
  type Values,
} from '../../../kernel/expression/index.js';
import type {
  Assignee,
  FlowBranch,
  FlowContext,
  FlowDefinition,
  FlowFork,
  FlowNode,
  FlowStep,
} from './flow-definition.js';
import { STEP_SCOPES, stepsOf } from './flow-definition.js';
import { isBefore, pathOf } from './frontier.js';

/** What a definition is judged against. */
export interface FlowRules {
  /** Roles that may decide. */
  readonly roles: readonly string[];
  /** The facts that conditions may ask, by the subject's type. */
  readonly contextTypes: Schema;
  /** Roles that no approval of this type may leave out. */
  readonly mandatoryRoles: readonly string[];
}

const MAX_STEPS = 30;
const MAX_DEPTH = 4;
const KEY = /^[a-z][a-z0-9-]{1,39}$/;

/** Everything that is wrong with a definition; empty: it may be published. Blocks and no arrows: every step can be reached, and every join is. */
export function findFlowProblems(definition: FlowDefinition, rules: FlowRules): readonly string[] {
  const steps = stepsOf(definition.steps);
  const problems = [
    ...(steps.length === 0 ? ['a flow needs at least one step'] : []),
    ...(steps.length > MAX_STEPS ? [`a flow has at most ${MAX_STEPS} steps`] : []),
    ...findKeyProblems(definition.steps),
    ...definition.steps.flatMap((node) => findNodeProblems(node, rules, 1)),
    ...steps.flatMap((step) => findStepProblems(step, definition, rules)),
    ...findMandatoryProblems(definition, rules),
  ];
  return problems.length > 0 ? problems : findExampleProblems(definition, rules);
}

function findKeyProblems(nodes: readonly FlowNode[]): readonly string[] {
  const keys = keysOf(nodes);
  return [
    ...keys.filter((key) => !KEY.test(key)).map((key) => `${key}: a key is lower case, digits and hyphens`),
    ...keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${key} stands twice`),
  ];
}

const keysOf = (nodes: readonly FlowNode[]): readonly string[] =>
  nodes.flatMap((node) =>
    node.kind === 'STEP'
      ? [node.key]
      : [node.key, ...node.branches.flatMap((branch) => [branch.key, ...keysOf(branch.steps)])],
  );

function findNodeProblems(node: FlowNode, rules: FlowRules, depth: number): readonly string[] {
  if (node.kind === 'STEP') return findConditionProblems(node.key, node.when, rules.contextTypes);
  const { branches } = node;
  return [
    ...(depth > MAX_DEPTH ? [`${node.key}: forks are nested deeper than ${MAX_DEPTH}`] : []),
    ...(branches.length < 2 ? [`${node.key}: a fork has at least two branches`] : []),
    ...(branches.length > 10 ? [`${node.key}: a fork has at most ten branches`] : []),
    ...findChoiceProblems(node),
    ...branches.flatMap((branch) => findBranchProblems(branch, rules, depth)),
  ];
}

/** One of several needs a last branch for everything else: what no condition foresees must not fall through. */
function findChoiceProblems({ key, run, branches }: FlowFork): readonly string[] {
  if (run !== 'FIRST') return [];
  const open = branches.findIndex(({ when }) => when === undefined);
  if (open < 0) return [`${key}: the last branch must have no condition, for everything else`];
  return open < branches.length - 1 ? [`${key}: branches after “${branches[open]?.key}” can never be reached`] : [];
}

function findBranchProblems(branch: FlowBranch, rules: FlowRules, depth: number): readonly string[] {
  return [
    ...findConditionProblems(branch.key, branch.when, rules.contextTypes),
    ...branch.steps.flatMap((node) => findNodeProblems(node, rules, depth + 1)),
  ];
}

function findConditionProblems(key: string, when: string | undefined, types: Schema): readonly string[] {
  if (when === undefined) return [];
  const parsed = parseExpression(when);
  if ('problem' in parsed) return [`${key}: ${parsed.problem.en} (column ${parsed.problem.position})`];
  const checked = checkExpression(parsed.expression, types);
  if ('problems' in checked) return checked.problems.map(({ en }) => `${key}: ${en}`);
  return checked.type.kind === 'BOOLEAN' ? [] : [`${key}: the condition is not a yes or no`];
}

function findStepProblems(step: FlowStep, definition: FlowDefinition, rules: FlowRules): readonly string[] {
  const asked = [...step.assignees, ...(step.superior ? [step.superior] : []), ...(step.copies ?? [])];
  const weights = step.assignees.map(({ weight }) => weight ?? 1);
  const isLate = (days: number | undefined): boolean => days !== undefined && !(days >= 0 && days <= 60);
  const problems: readonly (string | false)[] = [
    step.assignees.length === 0 && 'nobody is asked',
    step.assignees.length > 20 && 'more than twenty rules',
    !(step.dueWorkingDays >= 1 && step.dueWorkingDays <= 60) && 'due in 1 to 60 working days',
    isLate(step.escalateAfterWorkingDays) && 'escalates 0 to 60 working days after the due date',
    isLate(step.timeout?.afterWorkingDays) && 'decides by itself 0 to 60 working days after the due date',
    step.escalateAfterWorkingDays !== undefined && !step.superior && 'escalates to nobody: name its superior',
    step.selfApproval === 'SUPERIOR' && !step.superior && 'gives self-approval to nobody: name its superior',
    step.mode === 'VOTE' && !(Number(step.passWeight) >= 1) && 'a vote needs the weight that passes',
    step.mode !== 'VOTE' && step.passWeight !== undefined && 'only a vote has a passing weight',
    weights.some((weight) => weight < 1 || weight > 100) && 'weights are from 1 to 100',
  ];
  return [
    ...problems.flatMap((problem) => (problem ? [`${step.key}: ${problem}`] : [])),
    ...asked.flatMap((rule) => findRuleProblems(rule, step, definition, rules)),
  ];
}

function findRuleProblems(
  rule: Assignee,
  step: FlowStep,
  definition: FlowDefinition,
  { roles, contextTypes }: FlowRules,
): readonly string[] {
  const needsRole = rule.by === 'ROLE' || rule.by === 'CHOSEN';
  const problems: readonly (string | false)[] = [
    needsRole && !roles.includes(rule.role ?? '') && `${rule.role ?? 'no role'} cannot decide`,
    needsRole && !STEP_SCOPES.includes(rule.scope as never) && 'a role needs its scope',
    rule.by === 'ACCOUNTS' && !rule.accountIds?.length && 'no account is named',
    rule.by === 'FIELD' &&
      contextTypes[rule.field ?? '']?.kind !== 'TEXT' &&
      `${rule.field ?? 'no field'} is not a text of this subject`,
    rule.by === 'CHOSEN' &&
      rule.at !== 'submit' &&
      !isBefore(definition.steps, rule.at ?? '', step.key) &&
      `${rule.at ?? 'no step'} does not come before it`,
  ];
  return problems.flatMap((problem) => (problem ? [`${step.key}: ${problem}`] : []));
}

/** A mandatory reviewer decides whatever the conditions, and no deadline or self-approval decides for him. */
function findMandatoryProblems({ steps }: FlowDefinition, { mandatoryRoles }: FlowRules): readonly string[] {
  const unconditional = steps.filter((node): node is FlowStep => node.kind === 'STEP');
  const kept = unconditional.filter((step) => step.mandatory);
  const loose = stepsOf(steps).filter((step) => step.mandatory && !unconditional.includes(step));
  const asks = (step: FlowStep, role: string): boolean =>
    step.assignees.every((rule) => (rule.by === 'ROLE' || rule.by === 'CHOSEN') && rule.role === role);
  return [
    ...loose.map(({ key }) => `${key}: a mandatory step cannot stand in a branch`),
    ...kept.flatMap((step) => [
      ...(step.when !== undefined ? [`${step.key}: a mandatory step has no condition`] : []),
      ...(step.timeout?.outcome === 'APPROVE' ? [`${step.key}: no deadline approves for a mandatory reviewer`] : []),
      ...(step.selfApproval === 'SKIP' ? [`${step.key}: a mandatory step is not skipped`] : []),
    ]),
    ...mandatoryRoles
      .filter((role) => !kept.some((step) => asks(step, role)))
      .map((role) => `no mandatory step asks ${role}, without whom this may not be approved`),
  ];
}

/** The definition's own tests: each example takes exactly the steps that it names. */
function findExampleProblems(definition: FlowDefinition, { contextTypes }: FlowRules): readonly string[] {
  return (definition.examples ?? []).flatMap(({ name, context, steps }) => {
    const read = readExample(contextTypes, context);
    if ('problem' in read) return [`example “${name}”: ${read.problem}`];
    const taken = pathOf(definition.steps, read.values).map(({ key }) => key);
    return taken.join() === steps.join() ? [] : [`example “${name}” takes ${taken.join(', ')}`];
  });
}

/** Facts that somebody made up, as the subject's type declares them; or what is wrong with them. */
export function readExample(
  types: Schema,
  context: FlowContext,
): { readonly values: Values } | { readonly problem: string } {
  const unknown = Object.keys(context).filter((field) => !Object.hasOwn(types, field));
  if (unknown.length > 0) return { problem: `unknown field ${unknown.join(', ')}` };
  try {
    return { values: readValues(types, context) };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}
