import { evaluateExpression, parseExpression, type Values } from '../../../kernel/expression/index.js';
import type { FlowBranch, FlowFork, FlowNode, FlowStep } from './flow-definition.js';

/**
 * Where an approval stands, without tokens and joins: the steps that are complete decide which steps are open. A fork is
 * complete when all its branches are, so a join cannot wait for what never comes; an empty frontier is the end.
 */
export function frontierOf(
  nodes: readonly FlowNode[],
  context: Values,
  complete: ReadonlySet<string>,
): readonly FlowStep[] {
  for (const node of nodes) {
    const waiting = waitingAt(node, context, complete);
    if (waiting.length > 0) return waiting;
  }
  return [];
}

function waitingAt(node: FlowNode, context: Values, complete: ReadonlySet<string>): readonly FlowStep[] {
  if (node.kind === 'FORK')
    return branchesTaken(node, context).flatMap(({ steps }) => frontierOf(steps, context, complete));
  return complete.has(node.key) || isSkipped(node, context) ? [] : [node];
}

/** The steps that the context leads through, in order, if everybody approves. */
export function pathOf(nodes: readonly FlowNode[], context: Values): readonly FlowStep[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'FORK') return branchesTaken(node, context).flatMap(({ steps }) => pathOf(steps, context));
    return isSkipped(node, context) ? [] : [node];
  });
}

/** Side by side: what cannot be known is taken. One of several: only what is known to hold; a branch without a condition is the rest. */
export function branchesTaken(fork: FlowFork, context: Values): readonly FlowBranch[] {
  if (fork.run === 'ALL') return fork.branches.filter(({ when }) => holds(when, context) !== false);
  return fork.branches.filter(({ when }) => holds(when, context) === true).slice(0, 1);
}

const isSkipped = (step: FlowStep, context: Values): boolean => holds(step.when, context) === false;

/** Null: cannot be known. A published definition has no condition that does not parse. */
export function holds(when: string | undefined, context: Values): boolean | null {
  if (when === undefined) return true;
  const parsed = parseExpression(when);
  if ('problem' in parsed) throw new Error(`approval: condition “${when}” does not parse`);
  return evaluateExpression(parsed.expression, context) as boolean | null; // BOOLEAN: checked before publication
}

/** Whether step `a` had to be complete before `b` could open. Steps of parallel branches are not before each other. */
export function isBefore(nodes: readonly FlowNode[], a: string, b: string): boolean {
  const at = (key: string): number => nodes.findIndex((node) => contains(node, key));
  const [first, second] = [at(a), at(b)];
  if (first < 0 || second < 0) return false;
  if (first !== second) return first < second;
  const node = nodes[first];
  if (node?.kind !== 'FORK') return false;
  const branch = node.branches.find(({ steps }) => steps.some((inner) => contains(inner, a)));
  return branch ? isBefore(branch.steps, a, b) : false;
}

function contains(node: FlowNode, key: string): boolean {
  if (node.kind === 'STEP') return node.key === key;
  return node.branches.some(({ steps }) => steps.some((inner) => contains(inner, key)));
}
