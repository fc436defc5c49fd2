import type { FlowStep, Outcome } from './flow-definition.js';
import { isUndecided, type Task } from './process.js';

/** What the decisions of a sitting amount to; null: not yet decided. A signer who was added must agree, in every mode. */
export function verdictOf(step: FlowStep, tasks: readonly Task[]): Outcome | null {
  const deciding = tasks.filter(({ kind, state }) => kind === 'DECIDE' && state !== 'CANCELLED');
  const added = deciding.filter(({ origin }) => origin === 'ADDED');
  const own = deciding.filter(({ origin }) => origin !== 'ADDED');
  const failed = findFailure(step, own, added);
  if (failed) return failed;
  return isCarried(step, own) && added.every(hasApproved) ? 'APPROVE' : null;
}

/** Whether those who were asked by the flow itself have said yes. */
export function isCarried(step: FlowStep, own: readonly Task[]): boolean {
  switch (step.mode) {
    case 'ANY':
      return own.some(hasApproved);
    case 'ALL':
    case 'SEQUENTIAL':
      return own.every(hasApproved);
    case 'VOTE':
      return (
        weightOf(own.filter(hasApproved)) >= passWeight(step) && own.every((task) => !task.veto || hasApproved(task))
      );
  }
}

/** One return or rejection decides, except in a vote: there a veto does, or that the approvals can no longer suffice. */
function findFailure(step: FlowStep, own: readonly Task[], added: readonly Task[]): Outcome | null {
  const voting = step.mode === 'VOTE' ? own : [];
  const single = [...(step.mode === 'VOTE' ? [] : own), ...added].find(isAgainst);
  if (single) return single.decision as Outcome;
  if (step.mode !== 'VOTE') return null;
  const possible = weightOf(voting.filter((task) => hasApproved(task) || isUndecided(task)));
  const isLost = voting.some((task) => task.veto && isAgainst(task)) || possible < passWeight(step);
  return isLost ? (step.onFail ?? 'RETURN') : null;
}

const hasApproved = ({ decision }: Task): boolean => decision === 'APPROVE';
const isAgainst = ({ decision }: Task): boolean => decision === 'RETURN' || decision === 'REJECT';
const passWeight = (step: FlowStep): number => step.passWeight ?? 1;
const weightOf = (tasks: readonly Task[]): number => tasks.reduce((sum, { weight }) => sum + weight, 0);
